/** Walks every path of an interview: every option and skip at every step, through the engine itself. */
import { answer, back, start } from '../../../bot/interviews/engine.ts';
import type { Interview, Result } from '../../../bot/interviews/schema.ts';
import { SKIPPED } from '../../../bot/interviews/schema.ts';
import type { InterviewState } from '../../../bot/interviews/state.ts';
import { buttons } from '../../../bot/interviews/texts.ts';
import { view } from '../../../bot/interviews/view.ts';
import { answersOf, placeOf } from '../../../bot/interviews/walk.ts';

interface Progress {
  at: number;
  most: number;
}
const NO_PROGRESS: Progress = { at: 0, most: 0 };

export interface Walked {
  /** Labels in the order in which they were sent. */
  path: readonly string[];
  state: InterviewState;
  result: Result;
  /** Of every question on the way. */
  progress: readonly Progress[];
}

export interface Broken {
  path: readonly string[];
  reason: string;
}

export interface Walk {
  ended: Walked[];
  broken: Broken[];
}

export function walk(interview: Interview): Walk {
  const found: Walk = { ended: [], broken: [] };
  visit(interview, start(interview, [], 0), [], [], found);
  return found;
}

function visit(i: Interview, state: InterviewState, path: string[], progress: Progress[], found: Walk): void {
  const place = placeOf(i, answersOf(state));
  if (place.kind === 'result') {
    found.ended.push({ path, state, result: place.result, progress });
    return;
  }
  const { step } = place;
  const shown = view(i, state);
  const words = step.kind === 'text' ? ['说一句话'] : step.options.map(({ label }) => label);
  for (const word of [...words, ...(step.skip ? [buttons.skip] : [])]) {
    const trail = [...path, word];
    if (state.said.some((one) => one.step === step.id)) {
      found.broken.push({ path: trail, reason: `${step.id} is asked twice` });
      return;
    }
    const { state: next, reply } = answer(i, state, word, 0);
    const last = next.said.at(-1);
    const wanted =
      word === buttons.skip ? SKIPPED : (step.options.find(({ label }) => label === word)?.value ?? word);
    if (last?.step !== step.id || last.value !== wanted || !reply.understood)
      found.broken.push({ path: trail, reason: `${word} was taken for ${last?.value}` });
    if (JSON.stringify(view(i, back(i, next, 0).state)) !== JSON.stringify(shown))
      found.broken.push({ path: trail, reason: 'back does not lead back' });
    visit(i, next, trail, [...progress, shown.progress ?? NO_PROGRESS], found);
  }
}
