/** Hashes of the tokens that open web conversations. */
import type { Kysely } from 'kysely';
import type { WebTokenStore } from '../channels/web/tokens.ts';
import type { Schema } from './schema.ts';

export function createWebTokenStore(db: Kysely<Schema>): WebTokenStore {
  return {
    async create(conversation, tokenHash, at) {
      await db
        .insertInto('web_tokens')
        .values({ conversation, token_hash: tokenHash, created_at: at })
        .execute();
    },

    async find(conversation) {
      const row = await db
        .selectFrom('web_tokens')
        .select('token_hash')
        .where('conversation', '=', conversation)
        .executeTakeFirst();
      return row?.token_hash ?? null;
    },
  };
}
