/** What is on record about a person, in their own hands: to read, to take along, to have erased. */
import * as texts from '../texts.ts';
import type { ConversationState, Decision } from '../types.ts';
import { plainMessage } from './reply.ts';
import { preceded, say } from './say.ts';
import { freshState } from './state.ts';

/** What is kept and why, with the ways to have it. */
export function tellPrivacy(state: ConversationState): Decision {
  const withdraw = state.groups === undefined ? [] : [texts.withdrawLabel];
  return say(state, '', {
    ...plainMessage('notice', texts.privacy),
    options: [texts.exportLabel, texts.eraseLabel, ...withdraw],
  });
}

export function giveRecord(state: ConversationState): Decision {
  return say(state, '', { ...plainMessage('notice', texts.recordReady), record: true });
}

/** Asks first: what is erased cannot be brought back, and open tickets go with it. */
export function askBeforeErasing(state: ConversationState): Decision {
  return say({ ...state, offer: { kind: 'erase' } }, '', {
    ...plainMessage('clarify', texts.askErase(state.openTickets)),
    options: [texts.confirmErase, texts.keepRecord],
  });
}

/** What was said before is gone; the confirmation is all that stays. */
export function erase(state: ConversationState): Decision {
  const fresh = { ...freshState(state.audience), greeted: true };
  const told = say(fresh, '', { ...plainMessage('notice', texts.erased), erased: true });
  return preceded(told, { kind: 'erase' });
}

export function withdrawGroups(state: ConversationState): Decision {
  const { groups: _gone, ...rest } = state;
  const told = say(rest, '', plainMessage('notice', texts.groupsWithdrawn));
  return preceded(told, { kind: 'withdraw-recipient' });
}
