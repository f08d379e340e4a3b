/** The paper route: the sentences of the bureau's papers that answer a question in its own words. */
import type { HandoffReason, Outcome, Question } from '../types.ts';
import type { Answering } from './answering.ts';
import { choose } from './choose.ts';
import { composeTopic } from './compose.ts';
import { ANSWER_FROM, confidenceOf } from './confidence.ts';
import { handoff, release } from './outcomes.ts';
import { understand } from './understand.ts';

/** Candidates that are read sentence by sentence. */
const CANDIDATES = 40;

/** @param within ids of the only passages that may answer */
export async function answerTopic(
  question: Question,
  answering: Answering,
  within?: ReadonlySet<string>,
): Promise<Outcome> {
  const { reading, words, retrieve } = answering;
  const asked = understand(question, words, reading.vocabulary);
  const retrieved = await retrieve(asked.query, CANDIDATES);
  const { chosen, candidates } = choose(
    asked,
    within ? retrieved.filter(({ passage }) => within.has(passage.id)) : retrieved,
    reading,
  );
  const confidence = confidenceOf(asked, chosen[0]);
  if (confidence < ANSWER_FROM) return handoff(lowReason(confidence), question, candidates, confidence);
  return release(
    question,
    composeTopic(question, asked, chosen, reading.vocabulary),
    confidence,
    answering.passageById,
  );
}

const NOTHING_BELOW = 0.3;

export function lowReason(confidence: number): HandoffReason {
  return confidence < NOTHING_BELOW ? 'not-in-sources' : 'low-confidence';
}
