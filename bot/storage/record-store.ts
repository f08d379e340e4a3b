/** What is on record about one chat, read for the person. */
import type { Kysely } from 'kysely';
import type { RecordStore } from '../documents/documents.ts';
import type { RecordedTicket } from '../documents/record.ts';
import type { ConversationId, OutboundMessage } from '../types.ts';
import { filesOf } from './records.ts';
import type { Schema } from './schema.ts';
import { createTranscript } from './transcript.ts';

/** More lines than any chat has; a limit all the same, so that one page stays one page. */
const MOST_LINES = 10_000;

export function createRecordStore(db: Kysely<Schema>): RecordStore {
  return {
    async message(conversation, seq) {
      const row = await db
        .selectFrom('messages')
        .select('message')
        .where('conversation', '=', conversation)
        .where('seq', '=', seq)
        .executeTakeFirst();
      return row === undefined ? null : (JSON.parse(row.message) as OutboundMessage);
    },

    async record(conversation) {
      const recipient = await db
        .selectFrom('recipients')
        .selectAll()
        .where('conversation', '=', conversation)
        .executeTakeFirst();
      return {
        messages: await createTranscript(db).transcript(conversation, 0, MOST_LINES),
        tickets: await ticketsOf(db, conversation),
        ratings: await db
          .selectFrom('ratings')
          .select(['at', 'value', 'question'])
          .where('conversation', '=', conversation)
          .orderBy('seq')
          .execute(),
        recipient: recipient
          ? {
              groups: JSON.parse(recipient.groups) as string[],
              purpose: recipient.purpose,
              consentedAt: recipient.consented_at,
            }
          : null,
        files: (await filesOf(db, conversation)).map(({ name, mime, size }) => ({ name, mime, size })),
      };
    },
  };
}

async function ticketsOf(db: Kysely<Schema>, conversation: ConversationId): Promise<RecordedTicket[]> {
  const rows = await db
    .selectFrom('tickets')
    .innerJoin('ticket_events', 'ticket_events.number', 'tickets.number')
    .select(['tickets.number', 'opened_at', 'at', 'what', 'text'])
    .where('conversation', '=', conversation)
    .orderBy('ticket_events.id')
    .execute();
  const tickets = new Map<string, RecordedTicket & { events: RecordedTicket['events'][number][] }>();
  for (const { number, opened_at, ...event } of rows) {
    const ticket = tickets.get(number) ?? { number, openedAt: opened_at, events: [] };
    ticket.events.push(event);
    tickets.set(number, ticket);
  }
  return [...tickets.values()];
}
