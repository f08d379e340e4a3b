/** Real processes on a real file, some of them killed: nothing accepted is lost, nothing is said twice. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { createDeliveryStore } from '../../../bot/storage/delivery-store.ts';
import { openDatabase } from '../../../bot/storage/open.ts';
import type { TranscriptMessage } from '../../../bot/types.ts';
import { tempFolder } from '../storage/temp-database.ts';
import type { ChildTask } from './delivery-child.ts';
import { inbound } from './samples.ts';

// Some twenty processes start one after another, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 240_000 });

const CHATS = ['web:0', 'web:1', 'web:2', 'web:3', 'web:4'];
const CHILD = join(import.meta.dirname, 'delivery-child.ts');

type Place = Pick<ChildTask, 'file' | 'acknowledged' | 'sent'>;

function newPlace(): Place {
  const folder = tempFolder();
  return {
    file: join(folder, 'test.db'),
    acknowledged: join(folder, 'acknowledged'),
    sent: join(folder, 'sent'),
  };
}

const messagesOf = (round: string, count: number) =>
  Array.from({ length: count }, (_, index) => inbound(`${round}-${index}`, CHATS[index % CHATS.length]));

const start = (task: ChildTask): ChildProcess =>
  spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CHILD, JSON.stringify(task)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });

const linesOf = (path: string) =>
  existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];

/** Kills the process as soon as it acknowledged some messages more, and at a moment that nobody chose. */
async function runAndKill(task: ChildTask, acknowledgements: number): Promise<void> {
  const child = start(task);
  const exited = once(child, 'exit');
  const enough = linesOf(task.acknowledged).length + acknowledgements;
  while (linesOf(task.acknowledged).length < enough && child.exitCode === null) await sleep(1);
  await sleep(Math.random() * 5);
  child.kill('SIGKILL');
  await exited;
}

async function runToTheEnd(task: ChildTask): Promise<void> {
  const [code] = await once(start(task), 'exit');
  expect(code).toBe(0);
}

async function inspect(file: string) {
  const db = await openDatabase({ file });
  const store = createDeliveryStore(db);
  const transcripts = new Map<string, TranscriptMessage[]>();
  for (const chat of CHATS) transcripts.set(chat, await store.transcript(chat, 0, 100_000));
  const pending = await store.pendingConversations(100);
  const due = await store.dueOutbox({ channels: ['web'], now: Number.MAX_SAFE_INTEGER, limit: 100 });
  await db.destroy();
  return { transcripts, unfinished: pending.length + due.length };
}

/** Every message once, each directly followed by its one reply, numbered without gaps. Returns `chat id` of all of them. */
function answeredOnce(transcripts: Map<string, TranscriptMessage[]>): string[] {
  return [...transcripts].flatMap(([chat, lines]) => {
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));
    const ids = lines.filter(({ role }) => role === 'citizen').map(({ clientMessageId }) => clientMessageId);
    expect(lines.map(({ message }) => message.body)).toEqual(ids.flatMap((id) => [`问${id}`, `答${id}`]));
    expect(new Set(ids).size).toBe(ids.length);
    return ids.map((id) => `${chat} ${id}`);
  });
}

test('killed a dozen times at random moments: every accepted message is answered once and sent at least once', async () => {
  const place = newPlace();
  let interrupted = 0;
  for (let round = 0; round < 12; round++) {
    await runAndKill({ ...place, messages: messagesOf(`${round}`, 400) }, 1 + Math.floor(Math.random() * 60));
    if ((await inspect(place.file)).unfinished > 0) interrupted++;
  }
  expect(interrupted).toBeGreaterThan(0);
  await runToTheEnd({ ...place, messages: [] });

  const { transcripts, unfinished } = await inspect(place.file);
  expect(unfinished).toBe(0);
  const answered = answeredOnce(transcripts);
  const acknowledged = linesOf(place.acknowledged);
  expect(acknowledged.length).toBeGreaterThan(12);
  expect(acknowledged.filter((message) => !answered.includes(message))).toEqual([]);
  // Sent: all of them, none that was never said, and in order when repetitions are left out.
  expect([...new Set(linesOf(place.sent))].toSorted()).toEqual(
    answered.map((message) => message.replace(' ', ' 答')).toSorted(),
  );
  for (const [chat, lines] of transcripts) {
    const sent = new Set(linesOf(place.sent).filter((line) => line.startsWith(`${chat} `)));
    const said = lines.filter(({ role }) => role === 'bot').map(({ message }) => `${chat} ${message.body}`);
    expect([...sent]).toEqual(said);
  }
});

test('control: acknowledging before storing loses messages when killed', async () => {
  const place = newPlace();
  for (let round = 0; round < 3; round++)
    await runAndKill({ ...place, messages: messagesOf(`${round}`, 400), acknowledgeFirst: true }, 10);
  await runToTheEnd({ ...place, messages: [] });
  const answered = answeredOnce((await inspect(place.file)).transcripts);
  expect(linesOf(place.acknowledged).filter((message) => !answered.includes(message))).not.toEqual([]);
});

test('two processes on one file: each message is answered once, whoever works it off', async () => {
  const place = newPlace();
  const messages = [messagesOf('a', 100), messagesOf('b', 100)];
  // Both are given all of it, so that every message is also delivered twice.
  await Promise.all(messages.map(() => runToTheEnd({ ...place, messages: messages.flat() })));
  const { transcripts, unfinished } = await inspect(place.file);
  expect(unfinished).toBe(0);
  const answered = answeredOnce(transcripts);
  const expected = messages.flat().map(({ conversation, messageId }) => `${conversation} ${messageId}`);
  expect(answered.toSorted()).toEqual(expected.toSorted());
});
