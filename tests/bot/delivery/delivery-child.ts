/** A delivery process of its own, told by its arguments what to accept; ends when everything is answered and sent. */
import { appendFileSync } from 'node:fs';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { createDelivery } from '../../../bot/delivery/courier.ts';
import { createDeliveryStore } from '../../../bot/storage/delivery-store.ts';
import { openDatabase } from '../../../bot/storage/open.ts';
import type { Inbound } from '../../../bot/types.ts';
import { echo } from './samples.ts';

export interface ChildTask {
  file: string;
  /** One line for each message that was acknowledged. */
  acknowledged: string;
  /** One line for each message that was sent. */
  sent: string;
  messages: Inbound[];
  /** The mistake of the control: acknowledges first, stores a little later. */
  acknowledgeFirst?: boolean;
}

const { file, acknowledged, sent, messages, acknowledgeFirst } = JSON.parse(
  process.argv[2] ?? '',
) as ChildTask;
const db = await openDatabase({ file });
const store = createDeliveryStore(db);
const delivery = createDelivery({
  store,
  async decide(...args) {
    await sleep(Math.random() * 4);
    return echo(...args);
  },
  ask: () => Promise.reject(new Error('not asked here')),
  recogniseDanger: () => null,
  placesNear: async () => ({ body: '附近的地方', places: [] }),
  whereAsked: async () => null,
  now: Date.now,
  random: Math.random,
  log: console,
  pollMs: 50,
});
delivery.register({
  name: 'web',
  async send(conversation, message) {
    await sleep(Math.random() * 4);
    appendFileSync(sent, `${conversation} ${message.body}\n`);
    return { kind: 'sent' };
  },
});
delivery.start();

for (const message of messages) {
  if (acknowledgeFirst) acknowledge(message);
  if (acknowledgeFirst) await sleep(20);
  await delivery.accept(message);
  if (!acknowledgeFirst) acknowledge(message);
  await setImmediate();
}
while ((await unfinished()) > 0) await sleep(20);
await delivery.stop();
await db.destroy();

function acknowledge({ conversation, messageId }: Inbound): void {
  appendFileSync(acknowledged, `${conversation} ${messageId}\n`);
}

async function unfinished(): Promise<number> {
  const waiting = await store.pendingConversations(1);
  const due = await store.dueOutbox({ channels: ['web'], now: Date.now() + 3_600_000, limit: 1 });
  return waiting.length + due.length;
}
