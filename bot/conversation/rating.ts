/** What somebody thought of an answer, and what follows from it. */
import { itemById, itemFor } from '../education/education.ts';
import * as texts from '../texts.ts';
import type { ConversationState, Decision, Rating } from '../types.ts';
import { bare } from './bare.ts';
import type { Guides } from './guides.ts';
import { plainMessage } from './reply.ts';
import { preceded, say } from './say.ts';

/** The rating that a text is, when it is said right after an answer; null for any other text. */
export function ratingSaid({ topic }: ConversationState, text: string): Exclude<Rating, 'person'> | null {
  if (topic === undefined || text.length > LONGEST) return null;
  const said = bare(text);
  return (
    RATINGS.find((rating) => bare(texts.ratingLabels[rating]) === said || OWN_WORDS[rating].test(said)) ??
    null
  );
}

const RATINGS = ['useful', 'off-target', 'wrong'] as const;

/** The same in people's own words, as the whole of what they say. */
const OWN_WORDS: Readonly<Record<(typeof RATINGS)[number], RegExp>> = {
  useful:
    /^(?:这个|呢个|这|你|[说讲答]得)*(?:很|好|蛮|挺|真的?)?有用(?:的|啊|呀|哦|喔|了)*(?:谢谢|多谢|感谢|唔该|辛苦)?(?:你|您|晒|了|啦|啊)*$/u,
  'off-target':
    /^(?:这个|呢个|这|那|都|你)*(?:答非所问|(?:不是|不系|唔系|唔是)(?:我[要想]?问(?:的|嘅|这个|呢个)?|问(?:这个|呢个)))(?:啊|呀|吧|哦|喔|的|嘅)*$/u,
  wrong:
    /^(?:你|您|这个|呢个|这|好像|应该|是不是|都)*(?:回答|说|讲|答|写)得?(?:错|不对|唔啱)(?:了|咗|吧|啊|呀|哦|啦)*$/u,
};

/** More is said than what an answer was worth. */
const LONGEST = 20;

/** @param seq the answer's place in the transcript; null for the last one */
export function decideRating(
  state: ConversationState,
  value: Exclude<Rating, 'person'>,
  seq: number | null,
  guides: Guides,
): Decision {
  const reply = value === 'useful' ? thank(state, guides) : regret(state, value);
  return preceded(reply, { kind: 'rate', seq, value });
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
