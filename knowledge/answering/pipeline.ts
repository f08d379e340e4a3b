/** The answer recipe: route, understand, retrieve, choose, compose, judge confidence, verify. */
import { normalise } from '../index/tokens.ts';
import { citationOf, headingCitation } from '../library/citation.ts';
import type { Library } from '../library/library.ts';
import * as texts from '../texts.ts';
import type { HandoffReason, Outcome, Passage, Question, Retrieved } from '../types.ts';
import { type CardKnowledge, findCard } from './answer-card.ts';
import { choose } from './choose.ts';
import { type Composed, composeClauses, composeTopic } from './compose.ts';
import { composeCard } from './compose-card.ts';
import { ANSWER_FROM, confidenceOf } from './confidence.ts';
import type { Reading } from './evidence.ts';
import { composeLaw, findLawReference, type LawReference } from './law-reference.ts';
import type { Mandarin } from './mandarin.ts';
import { isCanonical, isWord } from './matching/judge.ts';
import { asksForOutline, composeOutline } from './outline.ts';
import type { Where } from './places.ts';
import { findReference, type Reference } from './reference.ts';
import { route } from './route.ts';
import type { Scope } from './scope.ts';
import type { Trace } from './trace.ts';
import { understand } from './understand.ts';
import { verify } from './verify.ts';
import type { Words } from './words.ts';

export interface Answering {
  library: Library;
  reading: Reading;
  words: Words;
  cards: CardKnowledge;
  mandarin: Mandarin;
  scopeOf(text: string): Scope | null;
  /** Whose rules apply where the question plays. */
  whereOf(text: string): Where;
  /** Every passage that may be cited. */
  passageById(id: string): Passage | undefined;
  /** The best `limit` passages of papers for a query text. */
  retrieve(query: string, limit: number): Promise<readonly Retrieved[]>;
}

const libraryOf = ({ library }: Answering) => library;

/** Candidates that are read sentence by sentence. */
const CANDIDATES = 40;

export async function answerQuestion(
  written: Question,
  answering: Answering,
  trace: Trace,
): Promise<Outcome> {
  const question = inMandarin(written, answering.mandarin);
  if (question.text !== written.text) trace.note('读作', question.text.slice(0, 200));
  const to = route(question.text);
  switch (to.kind) {
    case 'decline':
      return { kind: 'decline', reason: to.reason, body: texts.declines[to.reason] };
    case 'greeting':
    case 'identity':
    case 'noise':
      return {
        kind: 'clarify',
        question: courtesies[to.kind],
        options: texts.openers,
        citations: [],
        confidence: CERTAIN,
      };
    case 'thanks':
      // 嗯 answers what was said; where nothing was said it only opens the talk.
      if (question.history.length === 0 && !/谢|唔该|感谢|辛苦|再见|拜/u.test(question.text))
        return {
          kind: 'clarify',
          question: texts.nothingAsked,
          options: texts.openers,
          citations: [],
          confidence: CERTAIN,
        };
      return { kind: 'answer', body: texts.youAreWelcome, citations: [], confidence: CERTAIN };
    case 'person':
      return handoff('asked-for-person', question, [], CERTAIN);
    case 'question': {
      const scope = answering.scopeOf(normalise(question.text));
      if (scope) trace.note('范围', `${scope.kind} ${scope.id}`);
      if (scope && scope.body !== null && (scope.kind === 'harmful' || scope.kind === 'off-topic'))
        return { kind: 'decline', reason: scope.kind, body: scope.body };
      if (namesAnotherPaper(question.text, answering))
        return handoff('not-in-sources', question, [], CERTAIN);
      if (asksForOutline(question.text)) return answerOutline(question, answering);
      const law = findLawReference(question, libraryOf(answering));
      if (law) return answerLaw(question, law, answering, trace);
      const reference = findReference(question, libraryOf(answering));
      return reference
        ? answerReference(question, reference, answering)
        : answerMatter(question, scope, answering, trace);
    }
  }
}

/** Only what people wrote is read so; the bot's own words stay, for they are recognised again. */
function inMandarin(question: Question, { read }: Mandarin): Question {
  const history = question.history.map((turn) =>
    turn.role === 'citizen' ? { ...turn, text: read(turn.text) } : turn,
  );
  return { ...question, text: read(question.text), history };
}

const ASKS_FOR_WORDS = /原文|原话|全文|逐字|一字不[差漏]/u;

/** The article itself when something is on file about it; else the question is read for what it asks besides. */
async function answerLaw(
  question: Question,
  law: LawReference,
  answering: Answering,
  trace: Trace,
): Promise<Outcome> {
  // What is on file of a law that is not loaded is its gist, never its words.
  const composed =
    ASKS_FOR_WORDS.test(question.text) && law.article !== null
      ? null
      : composeLaw(law, question, answering.cards.book);
  trace.note('法条', `${law.said}${composed ? '' : '：没有资料'}`);
  if (composed) return release(question, composed, CERTAIN, answering);
  return handoff('not-in-sources', question, [], CERTAIN);
}

const NAMES_PAPER = /(?:这份|该|那份)?文件|56号|实施意见|附件|指标|目标|条款|原文|哪一?条|通知|标准里/u;
const PERSONAL =
  /我|咱|老公|老婆|丈夫|妻子|儿子|女儿|孩子|爸|妈|爹|娘|哥|弟|姐|妹|叔|舅|姨|姑|婆|爷|奶|老板|厂里|房东|邻居|对方|人家/u;

/** Cards know what people may do; the bureau's paper knows what the bureau set out to do. The surer of both answers. */
async function answerMatter(
  question: Question,
  scope: Scope | null,
  answering: Answering,
  trace: Trace,
): Promise<Outcome> {
  // An address, a price, somebody's name: what stands nearest is no answer.
  if (scope?.kind === 'unheld') return handoff('not-in-sources', question, [], CERTAIN);
  const { judge } = answering.cards;
  const asking = { date: question.date, ...answering.whereOf(normalise(question.text)) };
  const found = await findCard(question, asking, answering.cards, trace);
  const composed =
    found.kind === 'card' ? composeCard(question, { ...found.answer, caution: cautionOf(scope) }) : null;
  if (composed && trace.judged) {
    const labels = composed.citations.map(({ label }) => label);
    trace.judged = { ...trace.judged, body: composed.body, labels };
  }
  const paper = await answerTopic(question, answering);
  const paperConfidence =
    paper.kind === 'answer' ? judgePaper(question, paper, found.confidence, answering, trace) : 0;
  trace.note('比较', `卡片 ${found.confidence.toFixed(2)}，文件 ${paperConfidence.toFixed(2)}`);
  if (paper.kind === 'answer' && paperConfidence >= judge.answer && paperConfidence > found.confidence)
    return { ...paper, confidence: paperConfidence };
  const isUnheld = found.kind === 'card' && found.answer.card.unheld && found.answer.corrections.length === 0;
  if (isUnheld && found.confidence >= judge.answer)
    return handoff('not-in-sources', question, [], found.confidence);
  if (composed && found.confidence >= judge.answer)
    return release(question, composed, found.confidence, answering);
  if (scope?.kind === 'prediction')
    return { kind: 'decline', reason: 'prediction', body: texts.declines.prediction };
  if (found.kind === 'clarify' && found.confidence >= judge.clarify)
    return {
      kind: 'clarify',
      question: found.card.question,
      options: found.card.options.map(({ say }) => say),
      citations: [],
      confidence: found.confidence,
    };
  const confidence = Math.max(paperConfidence, found.confidence);
  return paper.kind === 'handoff'
    ? { ...paper, confidence }
    : handoff(lowReason(confidence), question, [], confidence);
}

/** Rules may be told to whoever asks for a decision or a prediction; the decision may not. */
function cautionOf(scope: Scope | null): string | null {
  if (scope?.kind === 'prediction') return texts.noPrediction;
  return scope?.kind === 'eligibility' ? texts.noDecision : null;
}

type Answer = Extract<Outcome, { kind: 'answer' }>;

function judgePaper(
  question: Question,
  { body, citations, confidence }: Answer,
  card: number,
  { cards, passageById }: Answering,
  trace: Trace,
): number {
  const { index, judge } = cards;
  const cited = citations.flatMap(({ passageId }) => passageById(passageId) ?? []);
  const held = index.terms(cited.map(({ path, text }) => [...path, text].join('\n')).join('\n'));
  const asked = index.terms(question.text);
  const features = {
    confidence,
    names: NAMES_PAPER.test(question.text) || question.audience === 'staff' ? 1 : 0,
    states:
      /多少|几|率|比例|达到|百分/u.test(question.text) &&
      cited.some(({ indicators }) => indicators.length > 0)
        ? 1
        : 0,
    personal: PERSONAL.test(question.text) ? 1 : 0,
    matters: index.coverageBy(held, asked, isCanonical),
    words: index.coverageBy(held, asked, isWord),
    card,
  };
  trace.paper = { features, body, labels: citations.map(({ label }) => label) };
  trace.note('文件', JSON.stringify(features));
  return judge.paper(features);
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

const courtesies = {
  greeting: texts.greeting,
  identity: texts.identity,
  noise: texts.nothingAsked,
} as const;

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
  { passageById }: Answering,
): Outcome {
  const unsupported = verify(composed, passageById, question);
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
