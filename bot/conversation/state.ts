/** The remembered state of a chat and the ways it changes. */
import type { Audience, Turn } from '../../knowledge/types.ts';
import type { ConversationState } from '../types.ts';
import { bare } from './bare.ts';

/** Turns kept for resolving follow-ups; older ones stay in the transcript only. */
const HISTORY_TURNS = 12;

export function freshState(audience: Audience = 'citizen'): ConversationState {
  return { schema: 1, audience, greeted: false, history: [], openTickets: [] };
}

/**
 * Takes a stored state back. One that another version wrote begins anew, but keeps what people wait for: their tickets.
 * Fields that later versions of the same schema add are optional, so both read each other's states.
 */
export function readStored(stored: unknown): ConversationState {
  if (isState(stored)) return stored;
  const tickets =
    typeof stored === 'object' && stored !== null && 'openTickets' in stored ? stored.openTickets : [];
  const openTickets = Array.isArray(tickets) ? tickets.filter((number) => typeof number === 'string') : [];
  return { ...freshState(), greeted: true, openTickets };
}

function isState(stored: unknown): stored is ConversationState {
  if (typeof stored !== 'object' || stored === null) return false;
  const { schema, history, openTickets } = stored as Partial<ConversationState>;
  return schema === 1 && Array.isArray(history) && Array.isArray(openTickets);
}

export function remember(state: ConversationState, ...turns: readonly Turn[]): ConversationState {
  return { ...state, greeted: true, history: [...state.history, ...turns].slice(-HISTORY_TURNS) };
}

/** What the citizen said lately, oldest first, a line each. */
export function saidByCitizen({ history }: ConversationState): string {
  return history
    .filter(({ role }) => role === 'citizen')
    .map(({ text }) => text)
    .join('\n');
}

export function lastQuestion({ history }: ConversationState): string {
  return history.findLast(({ role }) => role === 'citizen')?.text ?? '';
}

/** Whether the person said just this before; another full stop makes no other words. */
export function saidBefore({ history }: ConversationState, said: string): boolean {
  const words = bare(said);
  return (
    said !== '' &&
    history.some(
      ({ role, text }) => role === 'citizen' && (text === said || (words !== '' && bare(text) === words)),
    )
  );
}
