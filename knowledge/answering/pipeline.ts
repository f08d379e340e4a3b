/** The answer recipe: route, understand, retrieve, choose, compose, judge confidence, verify. */
import { normalise } from '../index/tokens.ts';
import * as texts from '../texts.ts';
import type { Outcome, Question } from '../types.ts';
import { answerMatter } from './answer-matter.ts';
import { answerOutline, answerReference, namesAnotherPaper } from './answer-reference.ts';
import type { Answering } from './answering.ts';
import { corrected, switched, withCorrections } from './correction.ts';
import { outcomeOfCourtesy } from './courtesy.ts';
import { composeLaw, findLawReference, type LawReference } from './law-reference.ts';
import type { Mandarin } from './mandarin.ts';
import { CERTAIN, handoff, release } from './outcomes.ts';
import { asksForOutline } from './outline.ts';
import { findReference } from './reference.ts';
import { route } from './route.ts';
import type { Scope } from './scope.ts';
import type { Trace } from './trace.ts';

export async function answerQuestion(
  written: Question,
  answering: Answering,
  trace: Trace,
): Promise<Outcome> {
  const question = corrected(switched(withCorrections(inMandarin(written, answering.mandarin))));
  if (question.text !== written.text) trace.note('读作', question.text.slice(0, 200));
  const to = route(question.text);
  switch (to.kind) {
    case 'decline':
      return { kind: 'decline', reason: to.reason, body: texts.declines[to.reason] };
    case 'person':
      return handoff('asked-for-person', question, [], CERTAIN);
    case 'question':
      return answerAsked(question, answering, trace);
    default:
      return outcomeOfCourtesy(to.kind, question);
  }
}

/** Only what people wrote is read so; the bot's own words stay, for they are recognised again. */
function inMandarin(question: Question, { read }: Mandarin): Question {
  const history = question.history.map((turn) =>
    turn.role === 'citizen' ? { ...turn, text: read(turn.text) } : turn,
  );
  return { ...question, text: read(question.text), history };
}

async function answerAsked(question: Question, answering: Answering, trace: Trace): Promise<Outcome> {
  const { library } = answering;
  const scope = answering.scopeOf(normalise(question.text));
  if (scope) trace.note('范围', `${scope.kind} ${scope.id}`);
  if (scope && scope.body !== null && (scope.kind === 'harmful' || scope.kind === 'off-topic'))
    return { kind: 'decline', reason: scope.kind, body: scope.body };
  if (namesAnotherPaper(question.text, answering)) return handoff('not-in-sources', question, [], CERTAIN);
  if (asksForOutline(question.text)) return answerOutline(question, answering);
  const law = findLawReference(question, library);
  if (law) return answerLaw(question, law, scope, answering, trace);
  const reference = findReference(question, library);
  return reference
    ? answerReference(question, reference, answering)
    : answerMatter(question, scope, answering, trace);
}

const ASKS_FOR_WORDS = /原文|原话|原句|全文|逐字|逐句|一字不[差漏改少落]|背(?:给|出来|一遍)|照抄/u;

/** The article itself when something is on file about it; else what is on file of that law, when it clearly answers the rest. */
async function answerLaw(
  question: Question,
  law: LawReference,
  scope: Scope | null,
  answering: Answering,
  trace: Trace,
): Promise<Outcome> {
  // What is on file of a law that is not loaded is its gist, never its words.
  const composed =
    ASKS_FOR_WORDS.test(question.text) && law.article !== null
      ? null
      : composeLaw(law, question, answering.cards.book);
  trace.note('法条', `${law.said}${composed ? '' : '：没有资料'}`);
  if (composed) return release(question, composed, CERTAIN, answering.passageById);
  const besides = await answerMatter(question, scope, answering, trace);
  const isOfThatLaw =
    besides.kind === 'answer' &&
    besides.confidence >= SURE_OF_LAW &&
    !ASKS_FOR_WORDS.test(question.text) &&
    besides.citations.some(({ document }) => document === law.facts.id);
  return isOfThatLaw ? besides : handoff('not-in-sources', question, [], CERTAIN);
}

const SURE_OF_LAW = 0.7;
