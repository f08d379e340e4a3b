/** The real knowledge on the project's own seeds, in a snapshot folder of its own. */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type Knowledge, openKnowledge } from '../../../knowledge/knowledge.ts';
import type { Audience, Outcome, Question, Turn } from '../../../knowledge/types.ts';
import { freshDataFolder } from '../../learnt-cards.ts';

const SEEDS = resolve(import.meta.dirname, '../../../seeds');

/** Validity is judged on this day, so that answers do not change with the calendar. */
export const DATE = '2026-11-23';

export type Answer = Extract<Outcome, { kind: 'answer' }>;

export interface AskedAnswer {
  question: string;
  answer: Answer;
}

/** Opens it before the file's tests, with further folders of papers; the returned function gives it to them. */
export function useSeedKnowledge(...morePapers: readonly string[]): () => Knowledge {
  let knowledge: Knowledge | undefined;
  const folder = freshDataFolder('shaofatong-answering-');
  beforeAll(async () => {
    knowledge = await openKnowledge({
      paperDirs: [join(SEEDS, 'papers'), ...morePapers],
      seedsDir: SEEDS,
      snapshotDir: join(folder, 'snapshot'),
      embedding: null,
      log: { info() {}, warn() {} },
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => {
    if (knowledge === undefined) throw new Error('asked for before it was opened');
    return knowledge;
  };
}

export const libraryOf = ({ library }: Knowledge) => library;

/** What may be cited: the papers' passages and the cards'. */
export const citedPassage = ({ library, rules }: Knowledge, id: string) =>
  library.passageById.get(id) ?? rules.passages.get(id);

export function question(
  text: string,
  audience: Audience = 'citizen',
  history: readonly Turn[] = [],
): Question {
  return { text, history, audience, date: DATE, place: null };
}

/** Asks and insists on an answer that cites something. */
export async function answerTo(knowledge: Knowledge, text: string, audience: Audience): Promise<AskedAnswer> {
  const outcome = await knowledge.ask(question(text, audience));
  if (outcome.kind !== 'answer' || outcome.citations.length === 0)
    throw new Error(`${text} (${audience}) gave ${outcome.kind}`);
  return { question: text, answer: outcome };
}
