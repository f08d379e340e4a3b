import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import {
  addTicketEvent,
  createTicketStore,
  insertTicket,
  nextTicketNumber,
} from '../../../bot/storage/ticket-store.ts';
import type { Inbound } from '../../../bot/types.ts';
import { tempDatabase, tempFolder } from './temp-database.ts';

const inbound: Inbound = {
  channel: 'web',
  conversation: 'web:a',
  messageId: '1',
  content: { kind: 'text', text: '问' },
  receivedAt: 0,
};

async function withConversation() {
  const db = await tempDatabase();
  await db
    .insertInto('conversations')
    .values({
      id: 'web:a',
      channel: 'web',
      state: '{}',
      revision: 1,
      last_seq: 0,
      created_at: 0,
      updated_at: 0,
    })
    .execute();
  return db;
}

test('status follows the events: waiting, answered, closed', async () => {
  const db = await withConversation();
  const store = createTicketStore(db);
  await insertTicket(db, { number: '20260305-0002', reason: 'failure', summary: '乙' }, inbound, 20);
  await insertTicket(db, { number: '20260305-0001', reason: 'not-in-sources', summary: '甲' }, inbound, 10);
  expect((await store.waitingTickets()).map(({ number }) => number)).toEqual([
    '20260305-0001',
    '20260305-0002',
  ]);

  await addTicketEvent(db, { number: '20260305-0001', at: 30, who: '李', what: 'answered', text: '好' });
  await addTicketEvent(db, { number: '20260305-0001', at: 40, who: '李', what: 'answered', text: '还有' });
  expect(await store.findTicket('20260305-0001')).toEqual({
    number: '20260305-0001',
    conversation: 'web:a',
    channel: 'web',
    reason: 'not-in-sources',
    summary: '甲',
    status: 'answered',
    openedAt: 10,
    answeredAt: 30,
  });
  expect((await store.waitingTickets()).map(({ number }) => number)).toEqual(['20260305-0002']);

  await addTicketEvent(db, { number: '20260305-0002', at: 50, who: '李', what: 'closed', text: '' });
  expect(await store.findTicket('20260305-0002')).toMatchObject({ status: 'closed', answeredAt: null });
  expect(await store.waitingTickets()).toEqual([]);
  expect(await store.findTicket('none')).toBeNull();
});

test('numbers count by the day in Shanghai', async () => {
  const db = await tempDatabase();
  const evening = Date.parse('2026-03-05T15:59:59Z');
  expect(await nextTicketNumber(db, evening)).toBe('20260305-0001');
  expect(await nextTicketNumber(db, evening)).toBe('20260305-0002');
  expect(await nextTicketNumber(db, evening + 1000)).toBe('20260306-0001');
});

test('three processes never get the same number', async () => {
  const file = join(tempFolder(), 'test.db');
  const db = await tempDatabase(file);
  const program = `
    const [storage, file] = process.argv.slice(1);
    const { openDatabase } = await import(storage + '/open.ts');
    const { nextTicketNumber } = await import(storage + '/ticket-store.ts');
    const db = await openDatabase({ file });
    for (let i = 0; i < 200; i++) console.log(await nextTicketNumber(db, 0));
    await db.destroy();`;
  const storage = join(import.meta.dirname, '../../../bot/storage');
  const args = ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', program, storage, file];
  const run = () => spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const outputs = await Promise.all([run(), run(), run()].map((child) => text(child.stdout)));
  const numbers = new Set(outputs.flatMap((output) => output.trim().split('\n')));
  expect(numbers.size).toBe(600);
  expect(await nextTicketNumber(db, 0)).toBe('19700101-0601');
});

test('control: reading first and writing afterwards gives numbers twice', async () => {
  const db = await tempDatabase();
  const readThenWrite = async () => {
    const row = await db.selectFrom('ticket_counters').select('last').executeTakeFirst();
    const last = (row?.last ?? 0) + 1;
    await db
      .insertInto('ticket_counters')
      .values({ day: '19700101', last })
      .onConflict((conflict) => conflict.column('day').doUpdateSet({ last }))
      .execute();
    return last;
  };
  expect(new Set(await Promise.all([1, 2, 3].map(readThenWrite))).size).toBeLessThan(3);
  expect(new Set(await Promise.all([1, 2, 3].map(() => nextTicketNumber(db, 0)))).size).toBe(3);
});
