/** The answer recipe: route, understand, retrieve, choose, compose, judge confidence, verify. */
import { citationOf, headingCitation } from '../library/citation.ts';
import type { Library } from '../library/library.ts';
import * as texts from '../texts.ts';
import type { HandoffReason, Outcome, Passage, Question, Retrieved } from '../types.ts';
import { choose } from './choose.ts';
import { type Composed, composeClauses, composeTopic } from './compose.ts';
import { ANSWER_FROM, confidenceOf } from './confidence.ts';
import type { Reading } from './evidence.ts';
import { asksForOutline, composeOutline } from './outline.ts';
import { findReference, type Reference } from './reference.ts';
import { route } from './route.ts';
import { toSimplified } from './simplify.ts';
import { understand } from './understand.ts';
import { verify } from './verify.ts';
import type { Words } from './words.ts';

export interface Answering {
  library: Library;
  reading: Reading;
  words: Words;
  /** The best `limit` passages for a query text. */
  retrieve(query: string, limit: number): Promise<readonly Retrieved[]>;
}

const libraryOf = ({ library }: Answering) => library;

/** Candidates that are read sentence by sentence. */
const CANDIDATES = 40;

export async function answerQuestion(written: Question, answering: Answering): Promise<Outcome> {
  const question = simplified(written);
  const to = route(question.text);
  switch (to.kind) {
    case 'decline':
      return { kind: 'decline', reason: to.reason, body: texts.declines[to.reason] };
    case 'greeting':
    case 'identity':
      return {
        kind: 'clarify',
        question: to.kind === 'greeting' ? texts.greeting : texts.identity,
        options: texts.openers,
        citations: [],
        confidence: CERTAIN,
      };
    case 'thanks':
      return { kind: 'answer', body: texts.youAreWelcome, citations: [], confidence: CERTAIN };
    case 'person':
      return handoff('asked-for-person', question, [], CERTAIN);
    case 'question': {
      if (namesAnotherPaper(question.text, answering))
        return handoff('not-in-sources', question, [], CERTAIN);
      if (asksForOutline(question.text)) return answerOutline(question, answering);
      const reference = findReference(question, libraryOf(answering));
      return reference ? answerReference(question, reference, answering) : answerTopic(question, answering);
    }
  }
}

function simplified(question: Question): Question {
  const history = question.history.map((turn) => ({ ...turn, text: toSimplified(turn.text) }));
  return { ...question, text: toSimplified(question.text), history };
}

async function answerTopic(
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
  return release(question, composeTopic(question, asked, chosen, reading.vocabulary), confidence, answering);
}

const NOTHING_BELOW = 0.3;

function lowReason(confidence: number): HandoffReason {
  return confidence < NOTHING_BELOW ? 'not-in-sources' : 'low-confidence';
}

/** The named clause itself, or an answer from within it when the question asks for more than its text. */
async function answerReference(
  question: Question,
  reference: Reference,
  answering: Answering,
): Promise<Outcome> {
  const { result, rest } = reference;
  const { vocabulary } = answering.reading;
  const besides = understand({ ...question, text: rest, history: [] }, answering.words, vocabulary);
  const alone = besides.concepts.every(({ known, decisive, weak }) => weak || !(known || decisive));
  if (result.kind === 'none')
    return alone ? noSuchClause(question, reference, answering) : answerTopic(question, answering);
  const clauses = release(
    question,
    composeClauses(question, result.passages.slice(0, MOST_CLAUSES)),
    CERTAIN,
    answering,
  );
  if (alone) return clauses;
  const within = new Set(result.passages.flatMap(({ id }) => idsUnder(id, libraryOf(answering))));
  const inside = await answerTopic({ ...question, text: rest }, answering, within);
  return inside.kind === 'answer' ? inside : clauses;
}

/** What was asked for by its number is what was asked for. */
const CERTAIN = 0.99;
const MOST_CLAUSES = 8;

function idsUnder(id: string, { passages }: Library): string[] {
  return passages
    .filter((passage) => passage.id === id || passage.id.startsWith(`${id}/`))
    .map((passage) => passage.id);
}

/** Says what there is instead, citing it; a law that is not loaded is handed over. */
function noSuchClause(question: Question, { said, result }: Reference, answering: Answering): Outcome {
  const { passages } = libraryOf(answering);
  const last = result.kind === 'none' ? result.nearest[0] : undefined;
  if (said.startsWith('附件') && !last) return noSuchAnnex(question, said, answering);
  if (result.kind !== 'none' || !last || NAMES_LAW.test(said))
    return handoff('not-in-sources', question, [], CERTAIN);
  if (last.clause.startsWith('附件') || result.nearest.length > 1)
    return onlyThese(question, result.nearest, answering);
  const first = passages.find(({ documentId, kind }) => documentId === last.documentId && kind === last.kind);
  if (!first || !isEnd(last, passages)) return onlyThese(question, result.nearest, answering);
  const citations = [first, last].map((passage) => headingCitation(passage, question.date));
  const body = texts.noSuchClause(said, [first.clause, last.clause]);
  return release(question, { body, citations }, CERTAIN, answering);
}

/** A law is named that is not loaded: what stands nearest in another paper is no help. */
const NAMES_LAW = /^(?:《|.{1,20}(?:法典|法|条例|解释|办法|规定)》?\s*的?第)/u;

function isEnd(last: Passage, passages: readonly Passage[]): boolean {
  const inBody = passages.filter(
    ({ documentId, kind, clause }) =>
      documentId === last.documentId && kind === last.kind && !clause.startsWith('附件'),
  );
  return inBody.at(-1) === last;
}

function onlyThese(question: Question, passages: readonly Passage[], answering: Answering): Outcome {
  const composed = composeClauses(question, passages.slice(0, MOST_CLAUSES));
  return release(
    question,
    { ...composed, body: `${texts.onlyThese}\n\n${composed.body}` },
    CERTAIN,
    answering,
  );
}

const PAPER_NUMBER = /\p{Script=Han}{2,8}[〔[（(]\d{4}[〕\]）)]\s*\d{1,4}号/gu;

/** 韶司办〔2022〕56号 is not 韶司办〔2021〕56号: a number that no passage holds names a paper that is not loaded. */
function namesAnotherPaper(text: string, { reading, library }: Answering): boolean {
  const numbers = text.match(PAPER_NUMBER) ?? [];
  const known = (number: string) => {
    const written = number
      .replace(/[[（(]/u, '〔')
      .replace(/[\]）)]/u, '〕')
      .replace(/\s/gu, '');
    return library.documents.some(({ id }) => written.endsWith(id)) || holdsAny(reading, written);
  };
  return numbers.some((number) => !known(number));
}

/** The words before a paper's number run into it in Chinese, so shorter and shorter endings are tried. */
function holdsAny({ vocabulary }: Reading, written: string): boolean {
  const start = written.indexOf('〔');
  return Array.from({ length: start - 1 }, (_, at) => written.slice(at)).some(
    (ending) => vocabulary.weightOf(ending) > 0,
  );
}

function noSuchAnnex(question: Question, said: string, answering: Answering): Outcome {
  const { passages, defaultDocument } = libraryOf(answering);
  // 附件2（三）: the annex is there, the clause is not.
  const [annex = ''] = said.split('(');
  const inside = passages.filter(({ clause }) => clause.startsWith(`${annex}（`));
  if (annex !== said && inside.length > 0) return onlyThese(question, inside, answering);
  const annexes = passages.filter(
    ({ kind, documentId }) => kind === 'annex' && documentId === defaultDocument?.id,
  );
  if (annexes.length === 0) return handoff('not-in-sources', question, [], CERTAIN);
  const body = texts.noSuchAnnex(
    said,
    annexes.map(({ clause }) => clause),
  );
  const citations = annexes.map((passage) => citationOf(passage, question.date));
  return release(question, { body, citations }, CERTAIN, answering);
}

/** The parts of the body with the clauses they hold. */
function answerOutline(question: Question, answering: Answering): Outcome {
  const composed = composeOutline(question, libraryOf(answering));
  return composed
    ? release(question, composed, CERTAIN, answering)
    : handoff('not-in-sources', question, [], 0);
}

/** Nothing leaves that the cited passages do not support. */
function release(
  question: Question,
  composed: Composed,
  confidence: number,
  { library }: Answering,
): Outcome {
  const unsupported = verify(composed, (id) => library.passageById.get(id), question);
  if (unsupported.length > 0) return handoff('unsupported-answer', question, [], 0);
  return { kind: 'answer', ...composed, confidence };
}

const NEAREST = 3;

function handoff(
  reason: HandoffReason,
  question: Question,
  candidates: readonly { passage: Passage }[],
  confidence: number,
): Outcome {
  const nearest = candidates.slice(0, NEAREST).map(({ passage }) => citationOf(passage, question.date));
  return { kind: 'handoff', reason, summary: question.text, nearest, confidence };
}
