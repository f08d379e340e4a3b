/** The outbox: what still has to reach a channel, in order per conversation. */
import type { Kysely } from 'kysely';
import type { DueQuery, OutboxStore } from '../delivery/store.ts';
import type { OutboundMessage, OutboxRow } from '../types.ts';
import type { Schema } from './schema.ts';

export function createOutbox(db: Kysely<Schema>): OutboxStore {
  return {
    dueOutbox: (query) => dueOutbox(db, query),

    async markSent(id, at) {
      await db
        .updateTable('outbox')
        .set((eb) => ({ sent_at: at, attempts: eb('attempts', '+', 1), error: null }))
        .where('id', '=', id)
        .execute();
    },

    async postpone(id, dueAt, reason) {
      await db
        .updateTable('outbox')
        .set((eb) => ({ due_at: dueAt, attempts: eb('attempts', '+', 1), error: reason }))
        .where('id', '=', id)
        .execute();
    },

    async markUnreachable(id, reason) {
      await db
        .updateTable('outbox')
        .set((eb) => ({ failed_reason: reason, attempts: eb('attempts', '+', 1) }))
        .where('id', '=', id)
        .execute();
    },
  };
}

async function dueOutbox(db: Kysely<Schema>, query: DueQuery): Promise<OutboxRow[]> {
  if (query.channels.length === 0) return [];
  const rows = await db
    .selectFrom('outbox')
    .innerJoin('messages', (join) =>
      join
        .onRef('messages.conversation', '=', 'outbox.conversation')
        .onRef('messages.seq', '=', 'outbox.seq'),
    )
    .select([
      'outbox.id',
      'outbox.channel',
      'outbox.conversation',
      'outbox.seq',
      'outbox.attempts',
      'message',
    ])
    .where('sent_at', 'is', null)
    .where('failed_reason', 'is', null)
    .where('due_at', '<=', query.now)
    .where('outbox.channel', 'in', query.channels)
    .$if(query.conversation !== undefined, (due) =>
      due.where('outbox.conversation', '=', query.conversation ?? ''),
    )
    .where('outbox.seq', '=', (eb) =>
      eb
        .selectFrom('outbox as waiting')
        .select((sub) => sub.fn.min('waiting.seq').as('seq'))
        .whereRef('waiting.conversation', '=', 'outbox.conversation')
        .where('waiting.sent_at', 'is', null)
        .where('waiting.failed_reason', 'is', null),
    )
    .orderBy('due_at')
    .orderBy('outbox.id')
    .limit(query.limit)
    .execute();
  return rows.map(({ message, ...row }) => ({ ...row, message: JSON.parse(message) as OutboundMessage }));
}
