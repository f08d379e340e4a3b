import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createDelivery, type DeliveryOptions } from '../../../bot/delivery/courier.ts';
import { createDeliveryStore } from '../../../bot/storage/delivery-store.ts';
import { createTicketStore } from '../../../bot/storage/ticket-store.ts';
import type { Decide, Inbound } from '../../../bot/types.ts';
import { tempDatabase } from '../storage/temp-database.ts';
import { echo, inbound, quiet, reply } from './samples.ts';

async function world(options: Partial<DeliveryOptions> = {}) {
  const db = await tempDatabase();
  const store = options.store ?? createDeliveryStore(db);
  const delivery = createDelivery({
    store,
    decide: echo,
    ask: () => Promise.reject(new Error('not asked here')),
    recogniseDanger: () => null,
    placesNear: async () => ({ body: '附近的地方', places: [] }),
    whereAsked: async () => null,
    now: () => 5000,
    random: () => 0.5,
    log: quiet,
    pollMs: 10,
    ...options,
  });
  onTestFinished(() => delivery.stop());
  const lines = async (conversation = 'web:a') =>
    (await delivery.transcript(conversation, 0)).map(({ role, message }) => `${role} ${message.body}`);
  const say = async (...messages: Inbound[]) => {
    for (const message of messages) await delivery.accept(message);
    for (const message of messages) expect(await delivery.finished(message, 20_000)).toBe(true);
  };
  return { db, store, delivery, lines, say };
}

test('a message and its reply stand in the transcript, the own line with its id', async () => {
  const { delivery, say } = await world();
  await say(inbound('m1'));
  expect(await delivery.transcript('web:a', 0)).toMatchObject([
    { seq: 1, role: 'citizen', at: 1000, clientMessageId: 'm1', message: { kind: 'notice', body: '问m1' } },
    { seq: 2, role: 'bot', at: 5000, clientMessageId: null, message: { kind: 'answer', body: '答m1' } },
  ]);
});

test('the same message twice is one message', async () => {
  const { delivery, lines, say } = await world();
  await say(inbound('m1'));
  expect(await delivery.accept(inbound('m1'))).toBe('duplicate');
  await say(inbound('m2'));
  expect(await lines()).toEqual(['citizen 问m1', 'bot 答m1', 'citizen 问m2', 'bot 答m2']);
});

test('fifty conversations at once: each in its own order, and several at the same time', async () => {
  let running = 0;
  let most = 0;
  const inside = new Set<string>();
  const decide: Decide = async (state, message, context) => {
    expect(inside.has(message.conversation)).toBe(false);
    inside.add(message.conversation);
    most = Math.max(most, ++running);
    // Later messages decide faster: without a queue per conversation they would overtake.
    await sleep(5 - Number(message.messageId));
    running--;
    inside.delete(message.conversation);
    return echo(state, message, context);
  };
  const { say, lines } = await world({ decide, concurrency: 8 });
  const chats = Array.from({ length: 50 }, (_, index) => `web:${index}`);
  await say(...['1', '2', '3', '4'].flatMap((id) => chats.map((chat) => inbound(id, chat))));
  const expected = ['1', '2', '3', '4'].flatMap((id) => [`citizen 问${id}`, `bot 答${id}`]);
  for (const chat of chats) expect(await lines(chat)).toEqual(expected);
  expect(most).toBe(8);
});

test('decides again when the conversation moved meanwhile', async () => {
  const seen: number[] = [];
  const decide: Decide = async (state, { messageId }) => {
    seen.push(state.history.length);
    if (seen.length === 1)
      await db.updateTable('conversations').set(moved).where('id', '=', 'web:a').execute();
    return {
      state,
      effects: [{ kind: 'send', message: reply(`${messageId} 见到 ${state.history.length} 句`) }],
    };
  };
  const { db, say, lines, delivery } = await world({ decide: (...args) => current(...args) });
  let current: Decide = echo;
  await say(inbound('m1'));
  const [row] = await db.selectFrom('conversations').selectAll().execute();
  const history = [{ role: 'staff', text: '我先说' }];
  const moved = {
    revision: row!.revision + 1,
    state: JSON.stringify({ ...JSON.parse(row!.state), history }),
  };
  current = decide;
  await say(inbound('m2'));
  expect(seen).toEqual([0, 1]);
  // Not the message's fault: only one attempt is counted.
  const [{ attempts } = { attempts: 0 }] = await db
    .selectFrom('inbox')
    .select('attempts')
    .where('message_id', '=', 'm2')
    .execute();
  expect(attempts).toBe(1);
  expect((await lines()).at(-1)).toBe('bot m2 见到 1 句');
  expect(await delivery.transcript('web:a', 0)).toHaveLength(4);
});

test('a message that cannot be worked off becomes a ticket, and the chat goes on', async () => {
  let attempts = 0;
  const decide: Decide = async (state, message, context) => {
    if (message.messageId !== 'poison') return echo(state, message, context);
    attempts++;
    throw new Error('cannot');
  };
  const { db, delivery, lines, say } = await world({ decide });
  delivery.start();
  await say(inbound('m1'), inbound('poison', 'web:a', '毒'), inbound('m3'), inbound('other', 'web:b'));
  expect(attempts).toBe(3);
  const [ticket, ...more] = await createTicketStore(db).waitingTickets();
  expect(more).toEqual([]);
  expect(ticket).toMatchObject({
    number: '19700101-0001',
    reason: 'failure',
    conversation: 'web:a',
    summary: '问：毒',
  });
  const said = await lines();
  expect(said.map((line) => line.slice(0, 12))).toEqual([
    'citizen 问m1',
    'bot 答m1',
    'citizen 毒',
    expect.stringContaining('bot '),
    'citizen 问m3',
    'bot 答m3',
  ]);
  expect(said[3]).toContain('19700101-0001');
  expect(await lines('web:b')).toEqual(['citizen 问other', 'bot 答other']);
  const [row] = await db.selectFrom('inbox').select('error').where('message_id', '=', 'poison').execute();
  expect(row?.error).toBe('cannot');
});

test('a failure that passes is no failure for the person', async () => {
  let attempts = 0;
  const decide: Decide = (state, message, context) =>
    ++attempts < 3 ? Promise.reject(new Error('for now')) : echo(state, message, context);
  const { delivery, lines, say } = await world({ decide });
  delivery.start();
  await say(inbound('m1'));
  expect(await lines()).toEqual(['citizen 问m1', 'bot 答m1']);
});

test('a message that killed the process ten times is handed over without being tried again', async () => {
  const { store, say, lines } = await world({ decide: () => Promise.reject(new Error('must not be tried')) });
  await store.accept(inbound('m1'));
  for (let attempt = 1; attempt <= 10; attempt++)
    expect(await store.beginAttempt(inbound('m1'))).toBe(attempt);
  await say(inbound('m1'));
  expect((await lines()).at(1)).toContain('19700101-0001');
});

test('a stuck reply of staff is for staff to see, not for the citizen', async () => {
  const content = { kind: 'staff-reply', ticket: '没有', text: '您好', author: '李' } as const;
  const decide: Decide = async (state) => ({
    state,
    effects: [{ kind: 'answer-ticket', number: '没有', author: '李', text: '您好' }],
  });
  const { db, say, lines } = await world({ decide });
  await say({ ...inbound('m1'), content });
  expect(await lines()).toEqual([]);
  expect(await createTicketStore(db).waitingTickets()).toMatchObject([
    { reason: 'failure', summary: '问：您好' },
  ]);
});

test('a database that fails for a moment loses nothing', async () => {
  const store = createDeliveryStore(await tempDatabase());
  const { commit } = store;
  let failures = 0;
  store.commit = (change) => (failures++ === 0 ? Promise.reject(new Error('busy')) : commit(change));
  const { delivery, lines, say } = await world({ store });
  delivery.start();
  await say(inbound('m1'));
  expect(await lines()).toEqual(['citizen 问m1', 'bot 答m1']);
});

test('stop waits for the decision under way and begins no other', async () => {
  const deciding = Promise.withResolvers<void>();
  const begun: string[] = [];
  const decide: Decide = async (state, message, context) => {
    begun.push(message.messageId);
    await deciding.promise;
    return echo(state, message, context);
  };
  const { delivery, store, lines } = await world({ decide });
  await delivery.accept(inbound('m1'));
  await delivery.accept(inbound('m2'));
  await expect.poll(() => begun.length).toBe(1);
  const stopped = delivery.stop();
  deciding.resolve();
  await stopped;
  expect(begun).toEqual(['m1']);
  expect(await lines()).toEqual(['citizen 问m1', 'bot 答m1']);
  expect((await store.nextPending('web:a'))?.inbound.messageId).toBe('m2');
});

test('what this process does not handle stays, with all that came after it', async () => {
  const { delivery, store, lines } = await world({ handles: ({ messageId }) => messageId !== 'foreign' });
  for (const id of ['m1', 'foreign', 'm3']) await delivery.accept(inbound(id));
  expect(await delivery.finished(inbound('m1'), 20_000)).toBe(true);
  expect(await delivery.finished(inbound('m3'), 50)).toBe(false);
  expect(await lines()).toEqual(['citizen 问m1', 'bot 答m1']);
  expect((await store.nextPending('web:a'))?.inbound.messageId).toBe('foreign');
});

test('a backlog leaves the event loop room: a timer fires while it is worked off', async () => {
  const { delivery, store } = await world();
  for (let id = 0; id < 200; id++) await store.accept(inbound(`${id}`));
  delivery.start();
  await sleep(1);
  expect((await delivery.transcript('web:a', 0)).length).toBeLessThan(400);
  expect(await delivery.finished(inbound('199'), 30_000)).toBe(true);
  expect(await delivery.transcript('web:a', 0)).toHaveLength(400);
});
