/** The commonest decision: to say one thing. */
import type { ConversationState, Decision, OutboundMessage } from '../types.ts';
import { remember } from './state.ts';

/** Sends `message` in reply to `said`; a reply to nothing that was put in words ('') is not remembered. */
export function say(state: ConversationState, said: string, message: OutboundMessage): Decision {
  const turns = said === '' ? [] : [{ role: 'citizen' as const, text: said }];
  const remembered = remember(state, ...turns, { role: 'bot', text: message.body });
  return {
    state: said === '' ? { ...state, greeted: true } : remembered,
    effects: [{ kind: 'send', message }],
  };
}
