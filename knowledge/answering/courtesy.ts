/** What is said to greetings, thanks and noise. */
import type { CourtesyKind } from '../rules/schema.ts';
import * as texts from '../texts.ts';
import type { Outcome, Question } from '../types.ts';
import { CERTAIN } from './outcomes.ts';

type Courtesy = Exclude<CourtesyKind, 'person'>;

const answers = {
  greeting: texts.greeting,
  identity: texts.identity,
  noise: texts.nothingAsked,
  complaint: texts.sorry,
} as const;

const THANKS = /谢|唔该|感谢|辛苦|再见|拜/u;

export function outcomeOfCourtesy(kind: Courtesy, { text, history }: Question): Outcome {
  // 嗯 answers what was said; where nothing was said it only opens the talk.
  const opens = kind === 'thanks' && history.length === 0 && !THANKS.test(text);
  if (kind === 'thanks' && !opens)
    return { kind: 'answer', body: texts.youAreWelcome, citations: [], confidence: CERTAIN };
  return {
    kind: 'clarify',
    question: answers[kind === 'thanks' ? 'noise' : kind],
    options: kind === 'complaint' ? [texts.wantsPerson, ...texts.openers] : texts.openers,
    citations: [],
    confidence: CERTAIN,
  };
}
