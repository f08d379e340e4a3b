/** What an interview came to, as data: for the chat, a printed page, a PDF, or the operator who takes over. */
import type { AnswerGiven, CitedSentence, InterviewSummary } from '../types.ts';
import { citationLabel } from './citation.ts';
import { type Interview, type Result, SKIPPED, type Statement } from './schema.ts';
import type { InterviewState } from './state.ts';
import { kindLabels, texts } from './texts.ts';
import { answersOf, holds, optionOf, placeOf, stepOf } from './walk.ts';

/**
 * The summary of a finished interview; of one that goes on or was handed over, the answers so far.
 * @param date ISO day in Shanghai, or null
 */
export function summarise(
  interview: Interview,
  state: InterviewState,
  date: string | null,
): InterviewSummary {
  const place = placeOf(interview, answersOf(state));
  const common = { interview: interview.id, title: interview.title, answers: given(interview, state), date };
  if (place.kind === 'step') return { ...common, ...unfinished };
  return { ...common, ...resultOf(interview, state, place.result) };
}

const unfinished = {
  kind: 'unfinished',
  kindLabel: texts.unfinished,
  headline: texts.unfinished,
  agency: '',
  say: [],
  where: [],
  bring: [],
  time: [],
  closing: [],
  basis: [],
} as const;

function resultOf(interview: Interview, state: InterviewState, result: Result) {
  const cited = (list: readonly Statement[]) => sentences(interview, state, list);
  const closing = interview.closing?.kinds.includes(result.kind) ? interview.closing.say : [];
  const parts = {
    say: cited(result.say),
    where: cited(result.where),
    bring: cited(result.bring),
    time: cited(result.time),
    closing: cited(closing),
  };
  const basis = [...new Set(Object.values(parts).flatMap((list) => list.map(({ citation }) => citation)))];
  const { kind, title: headline, agency } = result;
  return { kind, kindLabel: kindLabels[kind], headline, agency, ...parts, basis };
}

function sentences(interview: Interview, state: InterviewState, list: readonly Statement[]): CitedSentence[] {
  const answers = answersOf(state);
  return list
    .filter(({ when }) => holds(when, answers))
    .map(({ text, basis }) => ({ text: filled(interview, answers, text), citation: citationLabel(basis) }));
}

/** `{county}` stands for the answer to that step. */
function filled(interview: Interview, answers: ReadonlyMap<string, string>, text: string): string {
  return text.replace(/\{([a-z-]+)\}/gu, (_, step: string) => labelled(interview, step, answers.get(step)));
}

function labelled(interview: Interview, stepId: string, value: string | undefined): string {
  const step = stepOf(interview, stepId);
  if (value === undefined || value === SKIPPED) return texts.skipped;
  return (step && optionOf(step, value)?.label) ?? value;
}

function given(interview: Interview, { known, said }: InterviewState): AnswerGiven[] {
  const all = [
    ...known.map((one) => ({ ...one, from: 'story' as const })),
    ...said.map((one) => ({ ...one, from: 'said' as const })),
  ];
  return all.flatMap(({ step: id, value, from }) => {
    const step = stepOf(interview, id);
    if (!step) return [];
    return [{ question: step.question, short: step.short, answer: labelled(interview, id, value), from }];
  });
}
