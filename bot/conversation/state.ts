/** The remembered state of a chat and the ways it changes. */
import type { Audience, Turn } from '../../knowledge/types.ts';
import type { ConversationState } from '../types.ts';

/** Turns kept for resolving follow-ups; older ones stay in the transcript only. */
const HISTORY_TURNS = 12;

export function freshState(audience: Audience = 'citizen'): ConversationState {
  return { schema: 1, audience, greeted: false, history: [], openTickets: [] };
}

export function remember(state: ConversationState, ...turns: readonly Turn[]): ConversationState {
  return { ...state, greeted: true, history: [...state.history, ...turns].slice(-HISTORY_TURNS) };
}
