/** The commonest decisions: to say one thing, and to do something else with it. */
import type { ConversationState, Decision, Effect, OutboundMessage } from '../types.ts';
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

/** The same decision, with these effects before its own. */
export function preceded({ state, effects }: Decision, ...first: readonly Effect[]): Decision {
  return { state, effects: [...first, ...effects] };
}
