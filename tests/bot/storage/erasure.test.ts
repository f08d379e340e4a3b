/** Everything on record about a person is really gone when they ask for it: rows, files, and the bytes in the database's own files. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { createDecide } from '../../../bot/conversation/decide.ts';
import { NO_GUIDES } from '../../../bot/conversation/guides.ts';
import { createDelivery } from '../../../bot/delivery/courier.ts';
import { createDeliveryStore, finishErasure } from '../../../bot/storage/delivery-store.ts';
import { openDatabase } from '../../../bot/storage/open.ts';
import { createRecordStore } from '../../../bot/storage/record-store.ts';
import type { Schema } from '../../../bot/storage/schema.ts';
import { confirmErase, erased, eraseLabel, keepRecord } from '../../../bot/texts.ts';
import type { Inbound, InboundContent } from '../../../bot/types.ts';
import { tempFolder } from './temp-database.ts';

const SECRET = '我家住在丹霞山下第七棵榕树旁边';
const CITATION = {
  label: '《甲法》第一条',
  document: '甲法',
  clause: '第一条',
  path: [],
  quote: '甲',
  verbatim: false,
  status: 'in-force',
  note: '',
  passageId: '甲#1',
} as const;
const log = { warn: () => undefined, error: () => undefined };

/** A chat with a question, a ticket, a rating and a file, beside the chat of somebody else. */
async function chatWithRecord() {
  const folder = tempFolder();
  const file = join(folder, 'shaofatong.db');
  const filesDir = join(folder, 'files');
  const db = await openDatabase({ file });
  const delivery = createDelivery({
    store: createDeliveryStore(db, { filesDir, log }),
    decide: createDecide(NO_GUIDES),
    ask: async ({ text }) =>
      text.includes('问')
        ? { kind: 'answer', body: `${text}的答案`, citations: [CITATION], confidence: 1 }
        : { kind: 'handoff', reason: 'not-in-sources', summary: text, nearest: [], confidence: 0 },
    recogniseDanger: () => null,
    placesNear: async () => ({ body: '', places: [] }),
    whereAsked: async () => null,
    now: () => 1_000,
    random: Math.random,
    log,
  });
  onTestFinished(async () => {
    await delivery.stop();
    await db.destroy();
  });
  let count = 0;
  const hears = async (conversation: string, content: InboundContent) => {
    count += 1;
    const inbound: Inbound = {
      channel: 'web',
      conversation,
      messageId: `m${count}`,
      content,
      receivedAt: count,
    };
    await delivery.accept(inbound);
    expect(await delivery.finished(inbound, 5_000)).toBe(true);
  };
  const says = (text: string, conversation = 'web:a') => hears(conversation, { kind: 'text', text });
  const ref = 'abc/photo';
  mkdirSync(dirname(join(filesDir, ref)), { recursive: true });
  writeFileSync(join(filesDir, ref), 'jpeg');
  await hears('web:a', { kind: 'file', name: '照片', mime: 'image/jpeg', size: 4, ref, caption: '' });
  await says(`问：${SECRET}`);
  await hears('web:a', { kind: 'rating', seq: 4, value: 'wrong' });
  await says(SECRET);
  await says('问别的事', 'web:b');
  return { db, delivery, file, filesDir, ref, says };
}

/** Whether the text stands anywhere in the database's files, read as bytes. */
function isOnDisk(file: string, text: string): boolean {
  const needle = Buffer.from(text);
  return readdirSync(dirname(file))
    .filter((name) => name.startsWith('shaofatong.db'))
    .some((name) => readFileSync(join(dirname(file), name)).includes(needle));
}

async function rowsOf(db: Kysely<Schema>) {
  const count = async (table: 'messages' | 'inbox' | 'tickets' | 'ratings' | 'recipients') => {
    const { rows } = await sql`select 1 from ${sql.table(table)} where conversation = 'web:a'`.execute(db);
    return rows.length;
  };
  return {
    messages: await count('messages'),
    inbox: await count('inbox'),
    tickets: await count('tickets'),
    ratings: await count('ratings'),
    recipients: await count('recipients'),
  };
}

test('before anything is erased it is all there (control)', async () => {
  const { db, file, filesDir, ref } = await chatWithRecord();
  expect(await rowsOf(db)).toEqual({ messages: 7, inbox: 4, tickets: 1, ratings: 1, recipients: 0 });
  expect(isOnDisk(file, SECRET)).toBe(true);
  expect(existsSync(join(filesDir, ref))).toBe(true);
});

test('rows, files and bytes are gone; the word that it is done stays, and so does everybody else', async () => {
  const { db, delivery, file, filesDir, ref, says } = await chatWithRecord();
  await says(eraseLabel);
  await says(confirmErase);
  expect(await rowsOf(db)).toEqual({ messages: 1, inbox: 1, tickets: 0, ratings: 0, recipients: 0 });
  const left = await delivery.transcript('web:a', 0);
  expect(left.map(({ message }) => message.body)).toEqual([erased]);
  expect(left[0]).toMatchObject({ role: 'bot', message: { erased: true } });
  expect(isOnDisk(file, SECRET)).toBe(false);
  expect(existsSync(join(filesDir, ref))).toBe(false);
  expect(await db.selectFrom('ticket_events').selectAll().execute()).toEqual([]);
  expect(await db.selectFrom('erasures').select(['messages', 'tickets', 'files']).execute()).toEqual([
    { messages: 9, tickets: 1, files: 1 },
  ]);
  expect((await delivery.transcript('web:b', 0)).length).toBe(2);
  expect((await createRecordStore(db).record('web:a')).tickets).toEqual([]);
});

test('nothing of what was said is remembered, and the chat goes on', async () => {
  const { db, delivery, says } = await chatWithRecord();
  await says(eraseLabel);
  await says(confirmErase);
  const { state } = await db
    .selectFrom('conversations')
    .select('state')
    .where('id', '=', 'web:a')
    .executeTakeFirstOrThrow();
  expect(JSON.parse(state)).toMatchObject({ history: [], openTickets: [] });
  expect(state).not.toContain(SECRET);
  await says('问一件新的事');
  expect((await delivery.transcript('web:a', 0)).map(({ role }) => role)).toEqual(['bot', 'citizen', 'bot']);
});

test('is asked about first; no leaves everything', async () => {
  const { db, says } = await chatWithRecord();
  await says(eraseLabel);
  await says(keepRecord);
  expect(await rowsOf(db)).toMatchObject({ messages: 11, tickets: 1, ratings: 1 });
});

test('a process that ends between the rows and the files deletes the files at its next start', async () => {
  const { db, filesDir, ref } = await chatWithRecord();
  await db
    .insertInto('erased_files')
    .values([{ ref }, { ref: '../shaofatong.db' }])
    .execute();
  await finishErasure(db, { filesDir, log });
  expect(existsSync(join(filesDir, ref))).toBe(false);
  // Nothing outside the folder is touched, whatever the list says.
  expect(existsSync(join(filesDir, '../shaofatong.db'))).toBe(true);
  expect(await db.selectFrom('erased_files').selectAll().execute()).toEqual([]);
});
