/** The inbox: messages in, one by one per conversation. */
import type { ExpressionBuilder, Kysely } from 'kysely';
import { readStored } from '../conversation/state.ts';
import type { InboxStore, PendingInbound } from '../delivery/store.ts';
import type { ChannelName, ConversationId, Inbound, InboundContent } from '../types.ts';
import type { Schema } from './schema.ts';

type Inbox = Pick<
  InboxStore,
  'accept' | 'pendingConversations' | 'nextPending' | 'isDone' | 'beginAttempt' | 'noteError'
>;

export function createInbox(db: Kysely<Schema>): Inbox {
  return {
    accept: (inbound) => accept(db, inbound),
    nextPending: (conversation) => nextPending(db, conversation),

    async pendingConversations(limit) {
      const rows = await db
        .selectFrom('inbox')
        .select('conversation')
        .where('done_at', 'is', null)
        .groupBy('conversation')
        .orderBy((eb) => eb.fn.min('received_at'))
        .limit(limit)
        .execute();
      return rows.map(({ conversation }) => conversation);
    },

    async isDone(inbound) {
      const row = await db
        .selectFrom('inbox')
        .select('done_at')
        .where(sameMessage(inbound))
        .executeTakeFirst();
      // A message that asked for everything to be erased went with it.
      return row === undefined || row.done_at !== null;
    },

    async beginAttempt(inbound) {
      const row = await db
        .updateTable('inbox')
        .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
        .where(sameMessage(inbound))
        .returning('attempts')
        .executeTakeFirstOrThrow();
      return row.attempts;
    },

    async noteError(inbound, error) {
      await db.updateTable('inbox').set({ error }).where(sameMessage(inbound)).execute();
    },
  };
}

/** The primary key decides, in one statement: checking first would let two deliveries at once both pass. */
async function accept(db: Kysely<Schema>, inbound: Inbound): Promise<boolean> {
  const result = await db
    .insertInto('inbox')
    .values((eb) => ({
      channel: inbound.channel,
      conversation: inbound.conversation,
      message_id: inbound.messageId,
      arrival: eb
        .selectFrom('inbox as earlier')
        .select((sub) =>
          sub(sub.fn.coalesce(sub.fn.max('earlier.arrival'), sub.lit(0)), '+', 1).as('arrival'),
        )
        .where('earlier.conversation', '=', inbound.conversation),
      content: JSON.stringify(inbound.content),
      received_at: inbound.receivedAt,
      attempts: 0,
    }))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return result.numInsertedOrUpdatedRows === 1n;
}

async function nextPending(db: Kysely<Schema>, conversation: ConversationId): Promise<PendingInbound | null> {
  const row = await db
    .selectFrom('inbox')
    .leftJoin('conversations', 'conversations.id', 'inbox.conversation')
    .select([
      'inbox.channel',
      'inbox.conversation',
      'message_id',
      'content',
      'received_at',
      'state',
      'revision',
    ])
    .where('inbox.conversation', '=', conversation)
    .where('done_at', 'is', null)
    .orderBy('arrival')
    .orderBy('message_id')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : pendingOf(row);
}

interface PendingRow {
  channel: ChannelName;
  conversation: ConversationId;
  message_id: string;
  content: string;
  received_at: number;
  state: string | null;
  revision: number | null;
}

function pendingOf(row: PendingRow): PendingInbound {
  return {
    inbound: {
      channel: row.channel,
      conversation: row.conversation,
      messageId: row.message_id,
      content: JSON.parse(row.content) as InboundContent,
      receivedAt: row.received_at,
    },
    state: row.state === null ? null : readStored(JSON.parse(row.state)),
    revision: row.revision ?? 0,
  };
}

function sameMessage(inbound: Inbound) {
  return (eb: ExpressionBuilder<Schema, 'inbox'>) =>
    eb.and({ channel: inbound.channel, conversation: inbound.conversation, message_id: inbound.messageId });
}
