/** What somebody thought of an answer, and what follows from it. */
import { itemById, itemFor } from '../education/education.ts';
import * as texts from '../texts.ts';
import type { ConversationState, Decision, Rating } from '../types.ts';
import type { Guides } from './guides.ts';
import { plainMessage } from './reply.ts';
import { say } from './say.ts';

/** The rating that a text is, when it is said right after an answer; null for any other text. */
export function ratingSaid({ topic }: ConversationState, text: string): Exclude<Rating, 'person'> | null {
  if (topic === undefined) return null;
  const said = text.replace(/[\s。！!，,.]+$/u, '');
  return RATINGS.find((rating) => texts.ratingLabels[rating] === said) ?? null;
}

const RATINGS = ['useful', 'off-target', 'wrong'] as const;

/** @param seq the answer's place in the transcript; null for the last one */
export function decideRating(
  state: ConversationState,
  value: Exclude<Rating, 'person'>,
  seq: number | null,
  guides: Guides,
): Decision {
  const { state: next, effects } = value === 'useful' ? thank(state, guides) : regret(state, value);
  return { state: next, effects: [{ kind: 'rate', seq, value }, ...effects] };
}

/** What helped may be followed by one thing worth knowing, if the person likes. */
function thank(state: ConversationState, { education }: Guides): Decision {
  const item = state.topic === undefined ? null : itemFor(education, state.topic, state.heard ?? []);
  if (item === null) return say(state, '', plainMessage('notice', texts.thanks));
  return say({ ...state, offer: { kind: 'education', item: item.id } }, '', {
    ...plainMessage('notice', `${texts.thanks}${texts.offerEducation}`),
    options: [texts.tellMore, texts.noThanks],
  });
}

function regret(state: ConversationState, value: 'off-target' | 'wrong'): Decision {
  return say(state, '', {
    ...plainMessage('notice', value === 'wrong' ? texts.saidWrong : texts.offTarget),
    options: [texts.askForPerson],
  });
}

/** One item, told once. */
export function tellEducation(state: ConversationState, id: string, { education }: Guides): Decision {
  const item = itemById(education, id);
  if (item === null) return say(state, '', plainMessage('notice', texts.thanks));
  const heard = [...(state.heard ?? []), id];
  return say({ ...state, heard }, '', plainMessage('notice', texts.education(item.text, item.citation)));
}
