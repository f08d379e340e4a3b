/** Tickets and their events. */
import type { Kysely } from 'kysely';
import { ticketDay, ticketNumber } from '../handoff/ticket-number.ts';
import { STATUS_AFTER, type TicketStore } from '../handoff/tickets.ts';
import type { Inbound, NewTicket, Ticket } from '../types.ts';
import type { Schema } from './schema.ts';

export function createTicketStore(db: Kysely<Schema>): TicketStore {
  return {
    async waitingTickets() {
      const rows = await ticketsWithStatus(db)
        .where('last.what', 'in', ['opened', 'noted'])
        .orderBy('opened_at')
        .execute();
      return rows.map(ticketOf);
    },

    async findTicket(number) {
      const row = await ticketsWithStatus(db).where('tickets.number', '=', number).executeTakeFirst();
      return row === undefined ? null : ticketOf(row);
    },
  };
}

/** Each ticket beside its last event and the time of its first answer. */
function ticketsWithStatus(db: Kysely<Schema>) {
  return db
    .selectFrom('tickets')
    .innerJoin('ticket_events as last', (join) =>
      join.on('last.id', '=', (eb) =>
        eb
          .selectFrom('ticket_events as event')
          .select((sub) => sub.fn.max('event.id').as('id'))
          .whereRef('event.number', '=', 'tickets.number'),
      ),
    )
    .select(['tickets.number', 'conversation', 'channel', 'reason', 'summary', 'opened_at', 'last.what'])
    .select((eb) =>
      eb
        .selectFrom('ticket_events as answer')
        .select((sub) => sub.fn.min('answer.at').as('at'))
        .whereRef('answer.number', '=', 'tickets.number')
        .where('answer.what', '=', 'answered')
        .as('answered_at'),
    );
}

type TicketRow = Awaited<ReturnType<ReturnType<typeof ticketsWithStatus>['executeTakeFirstOrThrow']>>;

function ticketOf({ what, opened_at, answered_at, ...row }: TicketRow): Ticket {
  return { ...row, status: STATUS_AFTER[what], openedAt: opened_at, answeredAt: answered_at };
}

/** One statement, so that two processes never get the same number. Numbers that are not used leave a gap. */
export async function nextTicketNumber(db: Kysely<Schema>, at: number): Promise<string> {
  const day = ticketDay(at);
  const { last } = await db
    .insertInto('ticket_counters')
    .values({ day, last: 1 })
    .onConflict((conflict) =>
      conflict.column('day').doUpdateSet((eb) => ({ last: eb('ticket_counters.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return ticketNumber(day, last);
}

/** Stores a new ticket of the conversation that `inbound` came from. */
export async function insertTicket(
  db: Kysely<Schema>,
  ticket: NewTicket,
  { conversation, channel }: Inbound,
  at: number,
): Promise<void> {
  await db
    .insertInto('tickets')
    .values({ ...ticket, conversation, channel, opened_at: at })
    .execute();
  await addTicketEvent(db, { number: ticket.number, at, who: 'bot', what: 'opened', text: ticket.summary });
}

type NewTicketEvent = Pick<Schema['ticket_events'], 'number' | 'at' | 'who' | 'what' | 'text'>;

export async function addTicketEvent(db: Kysely<Schema>, event: NewTicketEvent): Promise<void> {
  await db.insertInto('ticket_events').values(event).execute();
}
