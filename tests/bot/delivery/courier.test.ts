import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createDelivery, type DeliveryOptions } from '../../../bot/delivery/courier.ts';
import { createDeliveryStore } from '../../../bot/storage/delivery-store.ts';
import type { Decide } from '../../../bot/types.ts';
import { tempDatabase, tempFolder } from '../storage/temp-database.ts';
import { echo, inbound, quiet, recordingChannel } from './samples.ts';

/** A delivery with a connection to `file` of its own. */
async function open(file: string, options: Partial<DeliveryOptions> = {}) {
  const delivery = createDelivery({
    store: createDeliveryStore(await tempDatabase(file)),
    decide: echo,
    ask: () => Promise.reject(new Error('not asked here')),
    recogniseDanger: () => null,
    placesNear: async () => ({ body: '附近的地方', places: [] }),
    whereAsked: async () => null,
    now: Date.now,
    random: Math.random,
    log: quiet,
    ...options,
  });
  onTestFinished(() => delivery.stop());
  return delivery;
}

const newFile = () => join(tempFolder(), 'test.db');

test('replies reach their channel without waiting for a poll', async () => {
  const delivery = await open(newFile(), { pollMs: 3_600_000 });
  const web = recordingChannel('web');
  delivery.register(web);
  delivery.start();
  await delivery.accept(inbound('1'));
  await expect.poll(() => web.sent).toEqual(['web:a 答1']);
});

test('subscribers hear working, message, idle, and nothing after they left', async () => {
  const delivery = await open(newFile());
  const heard: string[] = [];
  const leave = delivery.subscribe('web:a', (event) => heard.push(event));
  await delivery.accept(inbound('1'));
  await delivery.accept(inbound('1', 'web:other'));
  await expect.poll(() => heard).toEqual(['working', 'message', 'idle']);
  leave();
  await delivery.accept(inbound('2'));
  expect(await delivery.finished(inbound('2'), 10_000)).toBe(true);
  expect(heard).toHaveLength(3);
});

test('whoever subscribes while a message is worked on hears so at once', async () => {
  const deciding = Promise.withResolvers<void>();
  const decide: Decide = async (...args) => {
    await deciding.promise;
    return echo(...args);
  };
  const delivery = await open(newFile(), { decide });
  const first: string[] = [];
  delivery.subscribe('web:a', (event) => first.push(event));
  await delivery.accept(inbound('1'));
  await expect.poll(() => first).toEqual(['working']);
  const second: string[] = [];
  delivery.subscribe('web:a', (event) => second.push(event));
  expect(second).toEqual(['working']);
  deciding.resolve();
  await expect.poll(() => second.at(-1)).toBe('idle');
});

test('a listener that throws disturbs neither the message nor other listeners', async () => {
  const delivery = await open(newFile());
  const heard: string[] = [];
  delivery.subscribe('web:a', () => {
    throw new Error('closed socket');
  });
  delivery.subscribe('web:a', (event) => heard.push(event));
  await delivery.accept(inbound('1'));
  expect(await delivery.finished(inbound('1'), 10_000)).toBe(true);
  await expect.poll(() => heard).toEqual(['working', 'message', 'idle']);
  expect(await delivery.transcript('web:a', 0)).toHaveLength(2);
});

test('what another connection accepts is worked on, and its lines are news here', async () => {
  const file = newFile();
  const server = await open(file);
  const web = recordingChannel('web');
  server.register(web);
  server.start();
  const heard: string[] = [];
  server.subscribe('web:a', (event) => heard.push(event));

  // Stores only, as a process that ends at once would.
  await createDeliveryStore(await tempDatabase(file)).accept(inbound('1'));
  await expect.poll(() => web.sent, { timeout: 10_000 }).toEqual(['web:a 答1']);

  // Works the message off itself; the server only sends it and tells its readers.
  heard.length = 0;
  const other = await open(file);
  await other.accept(inbound('2'));
  expect(await other.finished(inbound('2'), 10_000)).toBe(true);
  await expect.poll(() => web.sent, { timeout: 10_000 }).toEqual(['web:a 答1', 'web:a 答2']);
  await expect.poll(() => heard, { timeout: 10_000 }).toContain('message');
});

test('start resumes what an earlier run left in the inbox and in the outbox', async () => {
  const file = newFile();
  const before = await open(file);
  await before.accept(inbound('1'));
  expect(await before.finished(inbound('1'), 10_000)).toBe(true);
  await before.stop();
  await before.accept(inbound('2'));

  const after = await open(file);
  const web = recordingChannel('web');
  after.register(web);
  after.start();
  await expect.poll(() => web.sent).toEqual(['web:a 答1', 'web:a 答2']);
});
