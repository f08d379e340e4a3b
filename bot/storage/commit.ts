/** The one transaction in which everything an inbound changes becomes true. */
import type { Kysely, Transaction } from 'kysely';
import type { Change, Commit, CommitResult, NewLine } from '../delivery/store.ts';
import { eraseConversation, rate, registerRecipient, withdrawRecipient } from './records.ts';
import type { Schema } from './schema.ts';
import { addTicketEvent, insertTicket } from './ticket-store.ts';

/** Thrown inside the transaction, so that it is rolled back. */
class ConversationMoved extends Error {}

/**
 * Writes conversation, transcript, outbox and tickets, and marks the inbound as done.
 * @throws whatever the database reports; nothing was written then
 */
export async function commit(db: Kysely<Schema>, change: Commit): Promise<CommitResult> {
  try {
    return await db.transaction().execute((trx) => write(trx, change));
  } catch (error) {
    if (error instanceof ConversationMoved) return { kind: 'moved' };
    throw error;
  }
}

async function write(trx: Transaction<Schema>, change: Commit): Promise<CommitResult> {
  if (!(await finishInbound(trx, change))) return { kind: 'already-done' };
  const lastSeq = await saveConversation(trx, change);
  const firstSeq = lastSeq - change.lines.length + 1;
  if (change.changes.some(({ kind }) => kind === 'erase'))
    await eraseConversation(trx, change.inbound, change.at);
  for (const [index, line] of change.lines.entries()) await addLine(trx, change, line, firstSeq + index);
  for (const one of change.changes) await apply(trx, change, one);
  return { kind: 'committed', lastSeq };
}

async function finishInbound(trx: Transaction<Schema>, { inbound, at }: Commit): Promise<boolean> {
  const result = await trx
    .updateTable('inbox')
    .set({ done_at: at })
    .where('channel', '=', inbound.channel)
    .where('conversation', '=', inbound.conversation)
    .where('message_id', '=', inbound.messageId)
    .where('done_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Returns the conversation's last `seq` after this commit. */
async function saveConversation(trx: Transaction<Schema>, change: Commit): Promise<number> {
  const saved =
    change.revision === 0 ? await insertConversation(trx, change) : await updateConversation(trx, change);
  if (saved === undefined) throw new ConversationMoved();
  return saved.last_seq;
}

function insertConversation(trx: Transaction<Schema>, change: Commit) {
  return trx
    .insertInto('conversations')
    .values({
      id: change.inbound.conversation,
      channel: change.inbound.channel,
      state: JSON.stringify(change.state),
      revision: 1,
      last_seq: change.lines.length,
      created_at: change.at,
      updated_at: change.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('last_seq')
    .executeTakeFirst();
}

function updateConversation(trx: Transaction<Schema>, change: Commit) {
  return trx
    .updateTable('conversations')
    .set((eb) => ({
      state: JSON.stringify(change.state),
      revision: change.revision + 1,
      last_seq: eb('last_seq', '+', change.lines.length),
      updated_at: change.at,
    }))
    .where('id', '=', change.inbound.conversation)
    .where('revision', '=', change.revision)
    .returning('last_seq')
    .executeTakeFirst();
}

async function addLine(trx: Transaction<Schema>, change: Commit, line: NewLine, seq: number): Promise<void> {
  const { conversation, channel } = change.inbound;
  await trx
    .insertInto('messages')
    .values({
      conversation,
      seq,
      role: line.role,
      at: line.at,
      message: JSON.stringify(line.message),
      client_message_id: line.clientMessageId,
    })
    .execute();
  if (!line.push) return;
  await trx
    .insertInto('outbox')
    .values({ channel, conversation, seq, due_at: change.at, attempts: 0 })
    .execute();
}

async function apply(trx: Transaction<Schema>, { inbound, at }: Commit, change: Change): Promise<void> {
  const { conversation } = inbound;
  switch (change.kind) {
    case 'open-ticket':
      return insertTicket(trx, change.ticket, inbound, at);
    case 'answer-ticket':
      return addTicketEvent(trx, {
        number: change.number,
        at,
        who: change.author,
        what: 'answered',
        text: change.text,
      });
    case 'note-ticket':
      return addTicketEvent(trx, {
        number: change.number,
        at,
        who: 'citizen',
        what: 'noted',
        text: change.text,
      });
    case 'rate':
      return rate(trx, { ...change, conversation, at });
    case 'register-recipient':
      return registerRecipient(trx, { ...change, conversation, at });
    case 'withdraw-recipient':
      return withdrawRecipient(trx, conversation);
    case 'erase':
      return;
  }
}
