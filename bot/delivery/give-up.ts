/** What happens to a message that cannot be worked off: a person gets it, and the chat goes on. */
import { handoffMessage, plainMessage } from '../conversation/reply.ts';
import { say } from '../conversation/say.ts';
import { remember } from '../conversation/state.ts';
import * as texts from '../texts.ts';
import type { ConversationState, Decision, Inbound, InboundContent } from '../types.ts';
import { citizenText } from './lines.ts';

/** Opens the ticket `number` with the whole message in it, and tells the person. */
export function giveUp(state: ConversationState, inbound: Inbound, number: string): Decision {
  const { content } = inbound;
  const ticket = { number, reason: 'failure' as const, summary: summaryOf(content) };
  const openTickets = [...state.openTickets, number];
  // A reply of staff that got stuck is for staff to look at; the citizen did not ask anything.
  if (content.kind === 'staff-reply') {
    return { state: { ...state, openTickets }, effects: [{ kind: 'open-ticket', ticket }] };
  }
  // The reply to a ticket would be read by everybody there.
  if (content.privateLink !== undefined)
    return say(state, '', plainMessage('notice', texts.askInPrivate(content.privateLink)));
  const outcome = {
    kind: 'handoff',
    reason: 'failure',
    summary: ticket.summary,
    nearest: [],
    confidence: 0,
  } as const;
  const message = handoffMessage(outcome, number);
  const said = { role: 'citizen', text: citizenText(content) ?? '' } as const;
  return {
    state: { ...remember(state, said, { role: 'bot', text: message.body }), openTickets },
    effects: [
      { kind: 'open-ticket', ticket },
      { kind: 'send', message },
    ],
  };
}

function summaryOf(content: InboundContent): string {
  return texts.ticketSummary(
    citizenText(content) ?? (content.kind === 'staff-reply' ? content.text : ''),
    '',
  );
}
