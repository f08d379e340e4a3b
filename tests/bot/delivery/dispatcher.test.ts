import { expect, test } from 'vitest';
import { Dispatcher } from '../../../bot/delivery/dispatcher.ts';
import { createDeliveryStore } from '../../../bot/storage/delivery-store.ts';
import type { Channel, SendResult } from '../../../bot/types.ts';
import { tempDatabase } from '../storage/temp-database.ts';
import { commitOf, inbound, quiet, recordingChannel } from './samples.ts';

/** A dispatcher over a clock that only moves when told, and an outbox with the given messages per conversation. */
async function world(outbox: Record<string, string[]>, channels: Channel[], options = {}) {
  const store = createDeliveryStore(await tempDatabase());
  const clock = { now: 2000 };
  const dispatcher = new Dispatcher({ store, now: () => clock.now, random: () => 1, log: quiet, ...options });
  for (const channel of channels) dispatcher.register(channel);
  for (const [conversation, bodies] of Object.entries(outbox)) {
    await store.accept(inbound('1', conversation));
    await store.commit(commitOf(inbound('1', conversation), 0, ...bodies));
  }
  /** Lets the clock stand at `now`, and sends what is due then. */
  const at = async (now: number) => {
    clock.now = now;
    await dispatcher.poll();
    await dispatcher.settled();
  };
  return { store, dispatcher, at };
}

const failing = (): SendResult => ({ kind: 'retry', afterMs: null, reason: 'down' });

test('sends in order, once each', async () => {
  const web = recordingChannel('web');
  const { at } = await world({ 'web:a': ['一', '二', '三'] }, [web]);
  await at(2000);
  await at(9_999_999);
  expect(web.sent).toEqual(['web:a 一', 'web:a 二', 'web:a 三']);
});

test('backs off 1 s, 2 s, 4 s …, keeps the order, and succeeds in the end', async () => {
  let up = false;
  const web = recordingChannel('web', () => (up ? { kind: 'sent' } : failing()));
  const { at } = await world({ 'web:a': ['一', '二'] }, [web]);
  const attemptsAt = async (now: number) => {
    const before = web.sent.length;
    await at(now);
    return web.sent.length - before;
  };
  expect(await attemptsAt(2000)).toBe(1);
  expect(await attemptsAt(2999)).toBe(0);
  expect(await attemptsAt(3000)).toBe(1);
  expect(await attemptsAt(4999)).toBe(0);
  expect(await attemptsAt(5000)).toBe(1);
  expect(await attemptsAt(8999)).toBe(0);
  up = true;
  expect(await attemptsAt(9000)).toBe(2);
  expect(web.sent).toEqual(['web:a 一', 'web:a 一', 'web:a 一', 'web:a 一', 'web:a 二']);
});

test('keeps to the pause that the channel asks for', async () => {
  let first = true;
  const web = recordingChannel('web', () => {
    const result: SendResult = first ? { kind: 'retry', afterMs: 7000, reason: '429' } : { kind: 'sent' };
    first = false;
    return result;
  });
  const { at } = await world({ 'web:a': ['一'] }, [web]);
  for (const now of [2000, 8999]) await at(now);
  expect(web.sent).toHaveLength(1);
  await at(9000);
  expect(web.sent).toHaveLength(2);
});

test('a chat that always fails, throws or hangs does not hold up others', async () => {
  const never = new Promise<SendResult>(() => undefined);
  const web = recordingChannel('web', (conversation) => {
    if (conversation === 'web:fails') return failing();
    if (conversation === 'web:throws') throw new Error('broken');
    return conversation === 'web:hangs' ? never : { kind: 'sent' };
  });
  const outbox = { 'web:fails': ['一'], 'web:throws': ['一'], 'web:hangs': ['一'], 'web:well': ['一', '二'] };
  const { at } = await world(outbox, [web], { concurrency: 1, sendTimeoutMs: 20 });
  await at(2000);
  expect(web.sent.filter((sent) => sent.startsWith('web:well'))).toEqual(['web:well 一', 'web:well 二']);
  expect(new Set(web.sent)).toHaveLength(5);
});

test('a person who cannot be reached is not tried again', async () => {
  const web = recordingChannel('web', () => ({ kind: 'unreachable', reason: 'blocked' }));
  const { at } = await world({ 'web:a': ['一'] }, [web]);
  for (const now of [2000, 9_999_999]) await at(now);
  expect(web.sent).toEqual(['web:a 一']);
});

test('messages of channels that are not registered here wait for them', async () => {
  const web = recordingChannel('web');
  const telegram = recordingChannel('telegram');
  const { at, dispatcher } = await world({ 'telegram:1': ['一'], 'web:a': ['一'] }, [web]);
  await at(2000);
  expect(web.sent).toEqual(['web:a 一']);
  dispatcher.register(telegram);
  await at(2000);
  expect(telegram.sent).toEqual(['telegram:1 一']);
});

test('a message that was sent but not marked is sent again: repeated, not lost', async () => {
  const web = recordingChannel('web');
  const { at, store } = await world({ 'web:a': ['一'] }, [web]);
  const { markSent } = store;
  store.markSent = () => Promise.reject(new Error('disk full'));
  await at(2000);
  store.markSent = markSent;
  await at(2000);
  await at(2000);
  expect(web.sent).toEqual(['web:a 一', 'web:a 一']);
});

test('after stop nothing is sent, and stop waits for what is being sent', async () => {
  const sending = Promise.withResolvers<SendResult>();
  const web = recordingChannel('web', () => sending.promise);
  const { dispatcher, store } = await world({ 'web:a': ['一', '二'] }, [web]);
  await dispatcher.poll();
  await expect.poll(() => web.sent.length).toBe(1);
  const stopped = dispatcher.stop();
  sending.resolve({ kind: 'sent' });
  await stopped;
  await dispatcher.poll();
  expect(web.sent).toEqual(['web:a 一']);
  const left = await store.dueOutbox({ channels: ['web'], now: 9999, limit: 9 });
  expect(left.map(({ message }) => message.body)).toEqual(['二']);
});
