/** Whoever comes back after hours or days is asked whether to go on. */
import type { Interview, Step } from './schema.ts';
import type { InterviewState } from './state.ts';
import { buttons, texts } from './texts.ts';
import { meaningOf } from './understand.ts';
import { plain, type Turn } from './view.ts';
import { answersOf, placeOf } from './walk.ts';

const PAUSE_MS = 6 * 3_600_000;

/**
 * 上次问到…，接着来吗？ Call it with every message before `answer`, unless it returns null: then the interview was not left alone
 * for long, or is over.
 */
export function resume(interview: Interview, state: InterviewState, now: number): Turn | null {
  const place = placeOf(interview, answersOf(state));
  if (place.kind === 'result' || now - state.at < PAUSE_MS) return null;
  const shown = plain(texts.resume(place.step.question));
  const options = [buttons.resume, buttons.again, buttons.quit];
  return {
    state: { ...state, paused: true, at: now },
    reply: { ...shown, options, end: null, understood: true },
  };
}

/** What 好 and 不了 mean after 接着来吗; null for anything else, which may already answer the question itself. */
export function resumed(interview: Interview, text: string): 'resume' | 'stop' | null {
  const meaning = meaningOf(text, { ...goOn, why: interview.steps[0]!.why }, interview.words);
  if (meaning.kind !== 'option') return null;
  return meaning.option.sense === 'yes' ? 'resume' : 'stop';
}

const goOn: Omit<Step, 'why'> = {
  id: 'go-on',
  kind: 'choice',
  question: buttons.resume,
  short: buttons.resume,
  skip: false,
  several: 'ask',
  max: 10,
  next: '',
  options: [
    { value: 'resume', label: buttons.resume, means: [], story: [], sense: 'yes' },
    { value: 'stop', label: buttons.quit, means: [], story: [], sense: 'no' },
  ],
};
