/** Cards know what people may do; the bureau's paper knows what the bureau set out to do. The surer of both answers. */
import { normalise } from '../index/tokens.ts';
import * as texts from '../texts.ts';
import type { Outcome, Question } from '../types.ts';
import { type Found, findCard } from './answer-card.ts';
import { answerTopic, lowReason } from './answer-topic.ts';
import type { Answering } from './answering.ts';
import type { Composed } from './compose.ts';
import { composeCard } from './compose-card.ts';
import { outcomeOfCourtesy } from './courtesy.ts';
import { pointsNowhere } from './follow-up.ts';
import { isCanonical, isPair } from './matching/judge.ts';
import { CERTAIN, handoff, release } from './outcomes.ts';
import type { Scope } from './scope.ts';
import type { Trace } from './trace.ts';

const NAMES_PAPER =
  /(?:这份|该|那份)?文件|发文|56号|(?:实施|这份|该)意见|附件|指标|目标|条款|原文|哪一?条|通知|标准里/u;
const PERSONAL =
  /我|咱|老公|老婆|丈夫|妻子|儿子|女儿|孩子|爸|妈|爹|娘|哥|弟|姐|妹|叔|舅|姨|姑|婆|爷|奶|老板|厂里|房东|邻居|对方|人家/u;

/** From which confidence on a paper's passage answers. */
const PAPER_FROM = 0.3;
/** How near a taught way of asking is the same way. */
const WORD_FOR_WORD = 0.95;
/** A card this sure answers what sounds as if nobody could. */
const SURE_ALL_THE_SAME = 0.85;

export async function answerMatter(
  question: Question,
  scope: Scope | null,
  answering: Answering,
  trace: Trace,
): Promise<Outcome> {
  if (pointsNowhere(question, answering.cards.index, answering.cards.aspects))
    return {
      kind: 'clarify',
      question: texts.whichMatter,
      options: texts.matters,
      citations: [],
      confidence: CERTAIN,
    };
  const asking = { date: question.date, ...answering.whereOf(normalise(question.text)) };
  const found = await findCard(question, asking, answering.cards, trace);
  // An address, a price, somebody's name: what stands nearest is no answer.
  const isSure = found.kind === 'card' && Math.max(found.confidence, found.alone) >= SURE_ALL_THE_SAME;
  if (scope?.kind === 'unheld' && !isSure) return handoff('not-in-sources', question, [], CERTAIN);
  const composed =
    found.kind === 'card' ? composeCard(question, { ...found.answer, caution: cautionOf(scope) }) : null;
  if (composed && trace.judged) {
    const labels = composed.citations.map(({ label }) => label);
    trace.judged = { ...trace.judged, body: composed.body, labels };
  }
  const paper = await answerTopic(question, answering);
  const paperConfidence = paper.kind === 'answer' ? judgePaper(question, paper, found, answering, trace) : 0;
  trace.note('比较', `卡片 ${aloneOf(found).toFixed(2)}，文件 ${paperConfidence.toFixed(2)}`);
  const isNearer = paperConfidence > aloneOf(found) && !isWordForWord(question, found);
  if (paper.kind === 'answer' && paperConfidence >= PAPER_FROM && isNearer)
    return { ...paper, confidence: paperConfidence };
  if (found.kind === 'beyond' && paper.kind === 'answer' && isAboutPaper(question, paper)) return paper;
  return (
    outcomeOfCard(question, { found, composed, scope, answering }) ??
    outcomeOfNothing(question, paper, Math.max(paperConfidence, found.confidence))
  );
}

interface FoundCard {
  found: Found;
  composed: Composed | null;
  scope: Scope | null;
  answering: Answering;
}

function outcomeOfCard(question: Question, { found, composed, scope, answering }: FoundCard): Outcome | null {
  const { judge } = answering.cards;
  const { confidence } = found;
  if (found.kind === 'beyond') return outcomeOfBeyond(question, found);
  const isUnheld = found.kind === 'card' && found.answer.card.unheld && found.answer.corrections.length === 0;
  if (isUnheld && confidence >= judge.answer) return handoff('not-in-sources', question, [], confidence);
  if (composed && confidence >= judge.answer)
    return release(question, composed, confidence, answering.passageById);
  if (scope?.kind === 'prediction')
    return { kind: 'decline', reason: 'prediction', body: texts.declines.prediction };
  if (found.kind === 'clarify' && confidence >= judge.clarify)
    return {
      kind: 'clarify',
      question: found.card.question,
      options: found.card.options.map(({ say }) => say),
      citations: [],
      confidence,
    };
  return null;
}

function outcomeOfBeyond(
  question: Question,
  { beyond, confidence }: Extract<Found, { kind: 'beyond' }>,
): Outcome {
  switch (beyond.about) {
    case 'unheld':
    case 'fact':
    case 'withdrawn':
      return handoff('not-in-sources', question, [], confidence);
    case 'harmful':
    case 'off-topic':
      return { kind: 'decline', reason: beyond.about, body: texts.declines[beyond.about] };
    case 'person':
      return handoff('asked-for-person', question, [], confidence);
    default:
      return outcomeOfCourtesy(beyond.about, question);
  }
}

function outcomeOfNothing(question: Question, paper: Outcome, confidence: number): Outcome {
  return paper.kind === 'handoff'
    ? { ...paper, confidence }
    : handoff(lowReason(confidence), question, [], confidence);
}

/** How sure it is of the one card, as a paper's answer is of its one passage. */
const aloneOf = (found: Found) => (found.kind === 'card' ? found.alone : found.confidence);

/** Rules may be told to whoever asks for a decision or a prediction; the decision may not. */
/** What a citizen says just as a card was taught it is not about the paper, unless it names it. */
function isWordForWord({ text, audience }: Question, found: Found): boolean {
  return (
    audience === 'citizen' &&
    found.kind === 'card' &&
    found.nearest >= WORD_FOR_WORD &&
    !NAMES_PAPER.test(text)
  );
}

function cautionOf(scope: Scope | null): string | null {
  if (scope?.kind === 'prediction') return texts.noPrediction;
  return scope?.kind === 'eligibility' ? texts.noDecision : null;
}

type Answer = Extract<Outcome, { kind: 'answer' }>;

/** Whoever names the paper and asks what stands in it gets what stands in it, whatever else it sounds like. */
const isAboutPaper = ({ text }: Question, { confidence }: Answer) =>
  NAMES_PAPER.test(text) && confidence >= PAPER_COVERS;
const PAPER_COVERS = 0.85;

function judgePaper(
  question: Question,
  { body, citations, confidence }: Answer,
  found: Found,
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
    pairs: index.coverageBy(held, asked, isPair),
    card: found.kind === 'beyond' ? 0 : aloneOf(found),
    beyond: found.kind === 'beyond' ? found.confidence : 0,
  };
  trace.paper = { features, body, labels: citations.map(({ label }) => label) };
  trace.note('文件', JSON.stringify(features));
  return judge.paper(features);
}
