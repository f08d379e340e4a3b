/** What is on record about a person besides what was said: ratings, the registry of service recipients, and how all of it goes. */
import type { Kysely, Transaction } from 'kysely';
import type {
  ConversationId,
  Inbound,
  InboundContent,
  OutboundMessage,
  Rating,
  StoredFile,
} from '../types.ts';
import type { Schema } from './schema.ts';

interface NewRating {
  conversation: ConversationId;
  /** Null for the last answer. */
  seq: number | null;
  value: Rating;
  at: number;
}

/** How far back an answer is looked for when somebody rates "the last one". */
const LOOK_BACK = 20;

/**
 * Stores what somebody thought of an answer, beside the question and the answer: staff learn from it. A second rating of the
 * same answer replaces the first; one of a message that cannot be rated changes nothing.
 */
export async function rate(
  trx: Transaction<Schema>,
  { conversation, seq, value, at }: NewRating,
): Promise<void> {
  const lines = await trx
    .selectFrom('messages')
    .select(['seq', 'role', 'message'])
    .where('conversation', '=', conversation)
    .where('seq', '<=', seq ?? Number.MAX_SAFE_INTEGER)
    .orderBy('seq', 'desc')
    .limit(LOOK_BACK)
    .execute();
  const read = lines.map((line) => ({ ...line, message: JSON.parse(line.message) as OutboundMessage }));
  const rated = read.find((line) => (seq === null || line.seq === seq) && line.message.rateable === true);
  if (rated === undefined) return;
  const question = read.find((line) => line.seq < rated.seq && line.role === 'citizen');
  const row = {
    value,
    at,
    question: question?.message.body ?? '',
    answer: rated.message.body,
    labels: JSON.stringify(rated.message.citations.map(({ label }) => label)),
  };
  await trx
    .insertInto('ratings')
    .values({ conversation, seq: rated.seq, ...row })
    .onConflict((conflict) => conflict.columns(['conversation', 'seq']).doUpdateSet(row))
    .execute();
}

export interface RatedAnswer {
  at: number;
  value: Rating;
  question: string;
  answer: string;
  /** Of the answer's citations. */
  labels: readonly string[];
}

/** For whoever improves answers: nobody's address is in it. */
export function createRatingStore(db: Kysely<Schema>): { all(): Promise<RatedAnswer[]> } {
  return {
    async all() {
      const rows = await db
        .selectFrom('ratings')
        .select(['at', 'value', 'question', 'answer', 'labels'])
        .orderBy('at')
        .execute();
      return rows.map((row) => ({ ...row, labels: JSON.parse(row.labels) as string[] }));
    },
  };
}

interface NewRecipient {
  conversation: ConversationId;
  groups: readonly string[];
  purpose: string;
  at: number;
}

/** A service recipient: the groups that somebody agreed to have noted, what for, and when. */
export async function registerRecipient(
  trx: Transaction<Schema>,
  { conversation, groups, purpose, at }: NewRecipient,
): Promise<void> {
  const row = { groups: JSON.stringify(groups), purpose, consented_at: at };
  await trx
    .insertInto('recipients')
    .values({ conversation, ...row })
    .onConflict((conflict) => conflict.column('conversation').doUpdateSet(row))
    .execute();
}

export async function withdrawRecipient(
  trx: Transaction<Schema>,
  conversation: ConversationId,
): Promise<void> {
  await trx.deleteFrom('recipients').where('conversation', '=', conversation).execute();
}

/**
 * Deletes everything on record about a chat but its address and the key that opens it: without those the word that it is done
 * would reach nobody. Files are put down to be deleted, which happens after the transaction (`sweepErasedFiles`). Messages that
 * have arrived and were not worked off yet stay; they came later.
 */
export async function eraseConversation(
  trx: Transaction<Schema>,
  { conversation, messageId }: Inbound,
  at: number,
): Promise<void> {
  const files = await filesOf(trx, conversation);
  if (files.length > 0)
    await trx
      .insertInto('erased_files')
      .values(files.map(({ ref }) => ({ ref })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  const tickets = trx.selectFrom('tickets').select('number').where('conversation', '=', conversation);
  await trx.deleteFrom('ticket_events').where('number', 'in', tickets).execute();
  const gone = await trx.deleteFrom('tickets').where('conversation', '=', conversation).executeTakeFirst();
  await trx.deleteFrom('outbox').where('conversation', '=', conversation).execute();
  const said = await trx.deleteFrom('messages').where('conversation', '=', conversation).executeTakeFirst();
  await trx.deleteFrom('ratings').where('conversation', '=', conversation).execute();
  await withdrawRecipient(trx, conversation);
  await trx
    .deleteFrom('inbox')
    .where('conversation', '=', conversation)
    .where('done_at', 'is not', null)
    .where('message_id', '!=', messageId)
    .execute();
  // The message that asked for it stays known by its id, so that a second delivery of it changes nothing; its words go.
  await trx
    .updateTable('inbox')
    .set({ content: JSON.stringify({ kind: 'text', text: '' } satisfies InboundContent) })
    .where('conversation', '=', conversation)
    .where('message_id', '=', messageId)
    .execute();
  await trx
    .insertInto('erasures')
    .values({
      at,
      messages: Number(said.numDeletedRows),
      tickets: Number(gone.numDeletedRows),
      files: files.length,
    })
    .execute();
}

/** The files that were sent in a chat, oldest first. */
export async function filesOf(db: Kysely<Schema>, conversation: ConversationId): Promise<StoredFile[]> {
  const rows = await db
    .selectFrom('inbox')
    .select('content')
    .where('conversation', '=', conversation)
    .where('done_at', 'is not', null)
    .orderBy('arrival')
    .execute();
  return rows.flatMap(({ content }) => {
    const read = JSON.parse(content) as InboundContent;
    return read.kind === 'file' ? [read] : [];
  });
}
