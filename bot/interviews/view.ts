/** What the person sees: a question or a result, with the quick replies that fit. */
import { citationLabel } from './citation.ts';
import type { Interview, Step } from './schema.ts';
import type { InterviewState } from './state.ts';
import { summarise } from './summary.ts';
import { renderText } from './summary-text.ts';
import { buttons, texts } from './texts.ts';
import { answersOf, mostLeft, optionOf, placeOf, stepOf, stepsAhead } from './walk.ts';

/** Plain text, and quick replies of which each is sent as it stands. */
export interface View {
  text: string;
  options: readonly string[];
  /** The question at hand (1-based) of at most so many; null when nothing is asked any more. */
  progress: { at: number; most: number } | null;
}

export interface Reply extends View {
  /** How the interview ended; null while it goes on. After `result`, `summarise` gives what may be printed or handed over. */
  end: 'result' | 'quit' | 'person' | null;
  /** False when the text answered nothing: it may be a question of its own, which the caller may answer first. */
  understood: boolean;
}

export interface Turn {
  state: InterviewState;
  reply: Reply;
}

/** The question as it stands, or the result. */
export function view(interview: Interview, state: InterviewState): View {
  const place = placeOf(interview, answersOf(state));
  const told = toldBefore(interview, state);
  if (place.kind === 'result') {
    const { text } = plain(renderText(summarise(interview, state, null)));
    return plain([...told, text].join('\n\n'));
  }
  const progress = progressOf(interview, state);
  const text = [
    ...told,
    `${place.step.question}（${texts.progress(progress.at, progress.most)}）`,
    ...numbered(place.step),
  ].join('\n\n');
  return { text, options: optionsOf(place.step, state), progress };
}

function progressOf(interview: Interview, state: InterviewState): { at: number; most: number } {
  const asked = state.said.length;
  return { at: asked + 1, most: asked + mostLeft(interview, answersOf(state)) };
}

const numbered = ({ options }: Step) =>
  options.length === 0 ? [] : [texts.numbered(options.map(({ label }) => label))];

/** Said with the first question only, so that it can be put right. */
function toldBefore(interview: Interview, { known, said }: InterviewState): string[] {
  if (known.length === 0 || said.length > 0) return [];
  const ahead = stepsAhead(interview, new Map(known.map(({ step, value }) => [step, value])));
  const told = known.flatMap(({ step: id, value }) => {
    const step = ahead.has(id) ? stepOf(interview, id) : undefined;
    const option = step && optionOf(step, value);
    return option ? [texts.told(step.short, option.label)] : [];
  });
  return told.length === 0 ? [] : [texts.toldBefore(told)];
}

function optionsOf(step: Step, { said, known }: InterviewState): string[] {
  return [
    ...step.options.map(({ label }) => label),
    ...(said.length === 0 && known.length > 0 ? [buttons.correct] : []),
    ...(said.length > 0 ? [buttons.back] : []),
    ...(step.skip ? [buttons.skip] : []),
    buttons.why,
    buttons.quit,
  ];
}

/** Why the question is asked, with what it rests on; then the question again. */
export function whyAsked(interview: Interview, state: InterviewState, { why }: Step): Reply {
  return prefixed(texts.why(why.text, citationLabel(why.basis)), interview, state);
}

/** The question again after something that was not understood. @param open the answer is free text */
export function reasked(i: Interview, state: InterviewState, failures: number, open: boolean): Reply {
  const once = open ? texts.unclearOpen : texts.unclear;
  const reply = prefixed(failures === 1 ? once : texts.offerPerson, i, state);
  const options = failures === 1 ? reply.options : [...reply.options, buttons.person];
  return { ...reply, options, understood: false };
}

/** Something said before the question as it stands. */
export function prefixed(lead: string, interview: Interview, state: InterviewState): Reply {
  const shown = view(interview, state);
  return { ...shown, text: `${lead}\n\n${shown.text}`, end: null, understood: true };
}

export const plain = (text: string): View => ({ text, options: [], progress: null });
export const ended = (shown: View, end: Reply['end']): Reply => ({ ...shown, end, understood: true });
