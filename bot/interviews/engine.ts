/**
 * Runs an interview: pure functions over a JSON state. `start` → `view` → `answer` … until a reply ends it. The questions stand
 * in seeds/interviews/, the words around them in texts.ts; what is shown is made in view.ts.
 */
import { resume, resumed } from './pause.ts';
import { type Interview, SKIPPED, type Step } from './schema.ts';
import type { Given, InterviewState } from './state.ts';
import { extractAnswers } from './story.ts';
import { texts } from './texts.ts';
import { type Command, commandOf, meaningOf } from './understand.ts';
import { ended, plain, prefixed, reasked, type Turn, view, whyAsked } from './view.ts';
import { answersOf, optionOf, placeOf, stepOf } from './walk.ts';

export { resume };

/** @param known what is known beforehand, for example from `extractAnswers` */
export function start(interview: Interview, known: readonly Given[], now: number): InterviewState {
  const kept = known.filter((one, index) => {
    const step = stepOf(interview, one.step);
    const first = known.findIndex(({ step: id }) => id === one.step) === index;
    return first && step !== undefined && optionOf(step, one.value) !== undefined;
  });
  return { schema: 1, interview: interview.id, known: kept, said: [], failures: 0, paused: false, at: now };
}

/** Starts with what the story says. */
export function startFromStory(interview: Interview, story: string, now: number): InterviewState {
  return start(interview, extractAnswers(interview, story), now);
}

/** What a message of the person changes, and what is said to it. Never throws, whatever the text is. */
export function answer(interview: Interview, state: InterviewState, text: string, now: number): Turn {
  const place = placeOf(interview, answersOf(state));
  if (place.kind === 'result') return { state, reply: ended(view(interview, state), 'result') };
  const { step } = place;
  const goingOn = state.paused ? resumed(interview, text) : null;
  if (goingOn === 'stop') return quit(state);
  if (goingOn === 'resume') return show(interview, { ...state, paused: false, at: now });
  if (step.kind === 'text') return answerOpen(interview, state, step, text, now);
  const meaning = meaningOf(text, step, interview.words);
  switch (meaning.kind) {
    case 'command':
      return obey(interview, state, step, meaning.command, now);
    case 'option':
      return record(interview, state, step, meaning.option.value, now);
    case 'unsure':
      return step.skip ? skip(interview, state, now) : misunderstood(interview, state);
    case 'unclear':
      return misunderstood(interview, state);
  }
}

function answerOpen(i: Interview, state: InterviewState, step: Step, text: string, now: number): Turn {
  const command = commandOf(text, i.words);
  if (command) return obey(i, state, step, command, now);
  const said = [...text.slice(0, step.max * 4).normalize('NFC')]
    .join('')
    .replace(/\p{C}+/gu, ' ')
    .trim();
  if (!/[\p{L}\p{N}]/u.test(said)) return misunderstood(i, state, step.kind === 'text');
  const { state: next, reply } = record(i, state, step, cut(said, step.max), now);
  const note = said.length > step.max ? [texts.tooLong(step.max)] : [];
  return { state: next, reply: { ...reply, text: [...note, reply.text].join('\n\n') } };
}

/** Never in the middle of a surrogate pair. */
const cut = (text: string, max: number) => text.slice(0, max).replace(/[\uD800-\uDBFF]$/u, '');

function obey(interview: Interview, state: InterviewState, step: Step, command: Command, now: number): Turn {
  switch (command) {
    case 'back':
      return back(interview, state, now);
    case 'skip':
      return skip(interview, state, now);
    case 'why':
      return { state, reply: whyAsked(interview, state, step) };
    case 'quit':
      return quit(state);
    case 'person':
      return { state, reply: ended(plain(texts.person), 'person') };
    case 'correct':
    case 'again':
      return restart(interview, now);
    case 'resume':
      return show(interview, { ...state, paused: false, at: now });
  }
}

function record(i: Interview, state: InterviewState, step: Step, value: string, now: number): Turn {
  const said = [...state.said, { step: step.id, value }];
  return show(i, { ...state, said, failures: 0, paused: false, at: now });
}

function show(interview: Interview, state: InterviewState): Turn {
  const end = placeOf(interview, answersOf(state)).kind === 'result' ? 'result' : null;
  return { state, reply: { ...view(interview, state), end, understood: true } };
}

/** The question before, as it was; at the first question it stays there. */
export function back(interview: Interview, state: InterviewState, now: number): Turn {
  if (state.said.length === 0) return { state, reply: prefixed(texts.atStart, interview, state) };
  return show(interview, { ...state, said: state.said.slice(0, -1), failures: 0, at: now });
}

/** Passes the question over where that is allowed. */
export function skip(interview: Interview, state: InterviewState, now: number): Turn {
  const place = placeOf(interview, answersOf(state));
  if (place.kind === 'result') return show(interview, state);
  if (!place.step.skip) return { state, reply: prefixed(texts.cannotSkip, interview, state) };
  return record(interview, state, place.step, SKIPPED, now);
}

/** Ends the interview; nothing of it need be kept. */
const quit = (state: InterviewState): Turn => ({ state, reply: ended(plain(texts.quit), 'quit') });

/** From the first question, with nothing taken from the story. */
function restart(interview: Interview, now: number): Turn {
  const state = start(interview, [], now);
  return { state, reply: prefixed(texts.fromStart, interview, state) };
}

/** Asks again once, kindly; from the second time on a person is offered as well. */
function misunderstood(interview: Interview, state: InterviewState, open = false): Turn {
  const failures = Math.min(state.failures + 1, 99);
  return { state: { ...state, failures }, reply: reasked(interview, state, failures, open) };
}
