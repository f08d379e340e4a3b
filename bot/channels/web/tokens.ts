/** Who may read a web conversation: whoever holds the token that was given out when it was made. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ConversationId } from '../../types.ts';

/** Where the hashes of tokens are kept. Implemented by `storage/`. */
export interface WebTokenStore {
  /** Resolves once durably stored. `tokenHash` is a SHA-256 in hex, `at` in milliseconds. */
  create(conversation: ConversationId, tokenHash: string, at: number): Promise<void>;
  find(conversation: ConversationId): Promise<string | null>;
}

/** What an unknown conversation's token is compared with, so that both refusals take the same time. */
const NO_TOKEN = Buffer.alloc(32);

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** A new conversation and its token of 256 random bits, of which only the hash is stored. */
export async function createConversation(
  store: WebTokenStore,
  at: number,
): Promise<{ conversation: ConversationId; token: string }> {
  const conversation = `web:${randomBytes(16).toString('base64url')}`;
  const token = randomBytes(32).toString('base64url');
  await store.create(conversation, hashOf(token).toString('hex'), at);
  return { conversation, token };
}

/** Whether `token` opens `conversation`, compared in constant time. */
export async function isOwner(
  store: WebTokenStore,
  conversation: ConversationId,
  token: string,
): Promise<boolean> {
  const stored = await store.find(conversation);
  const expected = stored === null ? NO_TOKEN : Buffer.from(stored, 'hex');
  const given = hashOf(token);
  return expected.length === given.length && timingSafeEqual(expected, given) && stored !== null;
}

/** The token of an `Authorization: Bearer …` header, null when there is none. */
export function bearerToken(header: string | undefined): string | null {
  return /^Bearer +([A-Za-z0-9._~+/=-]+)$/i.exec(header ?? '')?.[1] ?? null;
}
