/** What the chat offers besides an answer: taken up by its label, or by plain yes right after it was offered. */
import type { Interview } from '../interviews/schema.ts';
import { yesOrNo } from '../interviews/understand.ts';
import * as texts from '../texts.ts';
import type { ConversationState, InterviewId, Offer } from '../types.ts';

/** What a text asks for of that which is always there, by the words on its button. */
export type Wish =
  | { kind: 'interview'; id: InterviewId }
  | { kind: 'export' }
  | { kind: 'erase' }
  | { kind: 'withdraw' };

const SAID = new Map<string, Wish>([
  ...Object.entries(texts.interviewLabels).map(
    ([id, label]) => [bare(label), { kind: 'interview', id: id as InterviewId }] as const,
  ),
  ...texts.interviewNames.flatMap(({ id, names }) =>
    names.map((name) => [name, { kind: 'interview', id }] as const),
  ),
  [bare(texts.exportLabel), { kind: 'export' }],
  [bare(texts.eraseLabel), { kind: 'erase' }],
  [bare(texts.withdrawLabel), { kind: 'withdraw' }],
]);

export function wishOf(text: string): Wish | null {
  return SAID.get(bare(text)) ?? null;
}

/** What became of the offer of the last message; null when the text has nothing to do with it. */
export function replyToOffer(
  { offer }: ConversationState,
  text: string,
  interviews: ReadonlyMap<string, Interview>,
): { kind: 'accepted'; offer: Offer } | { kind: 'refused' } | null {
  if (offer === undefined) return null;
  const said = bare(text);
  if (said === bare(LABELS[offer.kind].accept)) return { kind: 'accepted', offer };
  if (said === bare(LABELS[offer.kind].refuse)) return { kind: 'refused' };
  const [any] = interviews.values();
  const plain = any && yesOrNo(any, text);
  if (plain === 'yes') return { kind: 'accepted', offer };
  return plain === 'no' ? { kind: 'refused' } : null;
}

/** An offer stands until the next thing that is said. */
export function withoutOffer(state: ConversationState): ConversationState {
  const { offer: _past, ...rest } = state;
  return rest;
}

const LABELS: Readonly<Record<Offer['kind'], { accept: string; refuse: string }>> = {
  education: { accept: texts.tellMore, refuse: texts.noThanks },
  erase: { accept: texts.confirmErase, refuse: texts.keepRecord },
};

function bare(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}
