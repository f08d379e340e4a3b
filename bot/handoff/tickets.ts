/** Tickets: what waits for a person, and how a person's reply enters the chat. */
import type { Inbound, Ticket, TicketStatus } from '../types.ts';

/** What can happen to a ticket. Every change is an event; nothing is overwritten. */
export type TicketEventKind = 'opened' | 'noted' | 'answered' | 'closed';

/** A ticket's status is what its last event made it. */
export const STATUS_AFTER: Readonly<Record<TicketEventKind, TicketStatus>> = {
  opened: 'waiting',
  // Who adds something waits for an answer to it.
  noted: 'waiting',
  answered: 'answered',
  closed: 'closed',
};

/** What staff commands need of a database. Implemented by `storage/`. */
export interface TicketStore {
  /** Tickets that nobody has answered yet, oldest first. */
  waitingTickets(): Promise<Ticket[]>;
  findTicket(number: string): Promise<Ticket | null>;
}

export interface StaffReply {
  text: string;
  author: string;
  /** Milliseconds. */
  at: number;
  /** Null for the first answer; an id that was never used for one more word after it. */
  again: string | null;
}

/**
 * The inbound that carries a person's reply into the chat, through the same inbox as everything else.
 * A first answer is named after its ticket, so that two people who answer at once send one reply, not two.
 */
export function staffReply(ticket: Ticket, reply: StaffReply): Inbound {
  const suffix = reply.again === null ? '' : `:${reply.again}`;
  return {
    channel: ticket.channel,
    conversation: ticket.conversation,
    messageId: `staff-reply:${ticket.number}${suffix}`,
    content: { kind: 'staff-reply', ticket: ticket.number, text: reply.text, author: reply.author },
    receivedAt: reply.at,
  };
}
