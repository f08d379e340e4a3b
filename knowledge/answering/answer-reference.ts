/** The clause route: a clause, an annex or the order of a paper that is asked for by its name. */
import { citationOf, headingCitation } from '../library/citation.ts';
import type { Library } from '../library/library.ts';
import * as texts from '../texts.ts';
import type { Outcome, Passage, Question } from '../types.ts';
import { answerTopic } from './answer-topic.ts';
import type { Answering } from './answering.ts';
import { composeClauses } from './compose.ts';
import type { Reading } from './evidence.ts';
import { CERTAIN, handoff, release } from './outcomes.ts';
import { composeOutline } from './outline.ts';
import type { Reference } from './reference.ts';
import { understand } from './understand.ts';

const MOST_CLAUSES = 8;

/** The named clause itself, or an answer from within it when the question asks for more than its text. */
export async function answerReference(
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
    answering.passageById,
  );
  if (alone) return clauses;
  const { library } = answering;
  const within = new Set(result.passages.flatMap(({ id }) => idsUnder(id, library)));
  const inside = await answerTopic({ ...question, text: rest }, answering, within);
  return inside.kind === 'answer' ? inside : clauses;
}

function idsUnder(id: string, { passages }: Library): string[] {
  return passages
    .filter((passage) => passage.id === id || passage.id.startsWith(`${id}/`))
    .map((passage) => passage.id);
}

/** Says what there is instead, citing it; a law that is not loaded is handed over. */
function noSuchClause(question: Question, { said, result }: Reference, answering: Answering): Outcome {
  const { library } = answering;
  const { passages } = library;
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
  return release(question, { body, citations }, CERTAIN, answering.passageById);
}

/** A law is named that is not loaded: what stands nearest in another paper is no help. */
const NAMES_LAW = /^(?:《|.{1,20}(?:法典|法|条例|解释|办法|规定|细则|规则|通则|准则|规程)》?\s*的?第)/u;

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
    answering.passageById,
  );
}

const PAPER_NUMBER = /\p{Script=Han}{2,8}[〔[（(]\d{4}[〕\]）)]\s*\d{1,4}号/gu;

/** 韶司办〔2022〕56号 is not 韶司办〔2021〕56号: a number that no passage holds names a paper that is not loaded. */
export function namesAnotherPaper(text: string, { reading, library }: Answering): boolean {
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
  const { library } = answering;
  const { passages, defaultDocument } = library;
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
  return release(question, { body, citations }, CERTAIN, answering.passageById);
}

/** The parts of the body with the clauses they hold. */
export function answerOutline(question: Question, answering: Answering): Outcome {
  const { library } = answering;
  const composed = composeOutline(question, library);
  return composed
    ? release(question, composed, CERTAIN, answering.passageById)
    : handoff('not-in-sources', question, [], 0);
}
