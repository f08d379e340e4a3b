/** What was said, line by line. */
import type { Kysely } from 'kysely';
import type { TranscriptStore } from '../delivery/store.ts';
import type { OutboundMessage } from '../types.ts';
import type { Schema } from './schema.ts';

/** PostgreSQL and SQLite both take far more parameters; this keeps one statement short. */
const PARAMETERS = 500;

export function createTranscript(db: Kysely<Schema>): TranscriptStore {
  return {
    async transcript(conversation, after, limit) {
      const rows = await db
        .selectFrom('messages')
        .leftJoin('ratings', (join) =>
          join
            .onRef('ratings.conversation', '=', 'messages.conversation')
            .onRef('ratings.seq', '=', 'messages.seq'),
        )
        .select([
          'messages.seq',
          'role',
          'messages.at',
          'message',
          'client_message_id',
          'ratings.value as rating',
        ])
        .where('messages.conversation', '=', conversation)
        .where('messages.seq', '>', after)
        .orderBy('messages.seq')
        .limit(limit)
        .execute();
      return rows.map(({ message, client_message_id, rating, ...row }) => ({
        ...row,
        ...(rating && { rating }),
        message: JSON.parse(message) as OutboundMessage,
        clientMessageId: client_message_id,
      }));
    },

    async lastSeqs(conversations) {
      const found = new Map<string, number>();
      for (let start = 0; start < conversations.length; start += PARAMETERS) {
        const rows = await db
          .selectFrom('conversations')
          .select(['id', 'last_seq'])
          .where('id', 'in', conversations.slice(start, start + PARAMETERS))
          .execute();
        for (const { id, last_seq } of rows) found.set(id, last_seq);
      }
      return found;
    },
  };
}
