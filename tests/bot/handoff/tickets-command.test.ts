/** The command as staff run it: a process of its own, with and without a server beside it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { createDecide } from '../../../bot/conversation/decide.ts';
import { NO_GUIDES } from '../../../bot/conversation/guides.ts';
import { createDelivery } from '../../../bot/delivery/courier.ts';
import { createDeliveryStore } from '../../../bot/storage/delivery-store.ts';
import type { Inbound } from '../../../bot/types.ts';
import { inbound, quiet, recordingChannel } from '../delivery/samples.ts';
import { tempDatabase, tempFolder } from '../storage/temp-database.ts';

const ROOT = join(import.meta.dirname, '../../..');

async function tickets(dataDir: string, ...args: string[]) {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'scripts/tickets.ts', ...args],
    {
      cwd: ROOT,
      env: { ...process.env, DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { out, err, code };
}

/** A server whose documents hold nothing, so that every question becomes a ticket; `say` resolves when it did. */
async function server() {
  const dataDir = tempFolder();
  const delivery = createDelivery({
    store: createDeliveryStore(await tempDatabase(join(dataDir, 'shaofatong.db'))),
    decide: createDecide(NO_GUIDES),
    ask: async ({ text: summary }) => ({
      kind: 'handoff',
      reason: 'not-in-sources',
      summary,
      nearest: [],
      confidence: 0,
    }),
    recogniseDanger: () => null,
    placesNear: async () => ({ body: '附近的地方', places: [] }),
    whereAsked: async () => null,
    now: Date.now,
    random: Math.random,
    log: quiet,
  });
  const web = recordingChannel('web');
  delivery.register(web);
  onTestFinished(() => delivery.stop());
  const say = async (message: Inbound) => {
    await delivery.accept({ ...message, receivedAt: Date.now() });
    expect(await delivery.finished(message, 20_000)).toBe(true);
  };
  const lines = async () =>
    (await delivery.transcript('web:a', 0)).map(({ role, message }) => ({ role, ...message }));
  /** The number of the first ticket, as the citizen was told. */
  const ticket = async () => (await lines()).find(({ kind }) => kind === 'handoff')?.ticket ?? '';
  return { dataDir, delivery, web, say, lines, ticket };
}

test('lists what waits, in words and as JSON', async () => {
  const { dataDir, say, ticket } = await server();
  expect(await tickets(dataDir)).toEqual({ out: '没有等待回复的工单。\n', err: '', code: 0 });
  expect(await tickets(dataDir, '--json')).toEqual({ out: '[]\n', err: '', code: 0 });
  await say(inbound('1', 'web:a', '你们周六上班吗'));
  const number = await ticket();
  expect((await tickets(dataDir)).out).toBe(`${number} · 刚刚 · 网页 · 文件中没有\n  问：你们周六上班吗\n`);
  const listed = await tickets(dataDir, '--json');
  expect(listed.out.trim()).not.toContain('\n');
  expect(JSON.parse(listed.out)).toMatchObject([
    {
      number,
      channel: 'web',
      conversation: 'web:a',
      reason: 'not-in-sources',
      status: 'waiting',
      reasonLabel: '文件中没有',
    },
  ]);
});

test('an answer reaches the chat once, beside a running server', async () => {
  const { dataDir, delivery, web, say, lines, ticket } = await server();
  delivery.start();
  await say(inbound('1'));
  const number = await ticket();
  const heard: string[] = [];
  delivery.subscribe('web:a', (event) => heard.push(event));
  expect(await tickets(dataDir, 'answer', number, '周六', '不上班')).toMatchObject({ err: '', code: 0 });
  await expect.poll(() => web.sent, { timeout: 10_000 }).toHaveLength(2);
  await expect.poll(() => heard, { timeout: 10_000 }).toContain('message');
  const replies = (await lines()).filter(({ role }) => role === 'staff');
  expect(replies).toMatchObject([{ kind: 'staff-reply', ticket: number }]);
  expect(replies[0]?.body).toContain('周六 不上班');
  expect((await tickets(dataDir)).out).toBe('没有等待回复的工单。\n');
});

test('an answer is in the chat without a server too', async () => {
  const { dataDir, delivery, say, lines, ticket } = await server();
  await say(inbound('1'));
  await delivery.stop();
  expect((await tickets(dataDir, 'answer', await ticket(), '不上班')).out).toContain('已回复');
  expect((await lines()).at(-1)).toMatchObject({ role: 'staff', kind: 'staff-reply' });
});

test('two people who answer at once send one reply; one word more has to be asked for', async () => {
  const { dataDir, say, lines, ticket } = await server();
  await say(inbound('1'));
  const number = await ticket();
  const codes = (
    await Promise.all(['甲', '乙'].map((words) => tickets(dataDir, 'answer', number, words)))
  ).map(({ code }) => code);
  expect(codes.toSorted()).toEqual([0, 1]);
  expect((await tickets(dataDir, 'answer', number, '丙')).err).toBe(
    `${number} 已经回复过。确实要再补充一句，请加上 --again。\n`,
  );
  expect(await tickets(dataDir, 'answer', number, '丁', '--again')).toMatchObject({ code: 0 });
  expect((await lines()).filter(({ role }) => role === 'staff')).toHaveLength(2);
});

test('behind a message that only the server can work off, the answer waits its turn', async () => {
  const { dataDir, delivery, say, lines, ticket } = await server();
  await say(inbound('1'));
  const number = await ticket();
  await delivery.stop();
  await delivery.accept(inbound('2'));
  expect(await tickets(dataDir, 'answer', number, '好')).toMatchObject({
    out: `${number} 的回复已存下。这个对话里还有更早的消息没处理完，服务运行时会按顺序送达。\n`,
    code: 0,
  });
  expect((await lines()).filter(({ role }) => role === 'staff')).toEqual([]);
});

test.each([
  [
    ['answer', '20260101-0001', '好'],
    1,
    '没有编号为 20260101-0001 的工单。用 npm run -s tickets 查看编号。\n',
  ],
  [['answer', '20260101-0001', ' \u0007 '], 2, '回复内容是空的，请写上要说的话。\n'],
  [['answer'], 2, expect.stringMatching(/^用法：.*\n$/)],
  [['reply'], 2, expect.stringMatching(/^用法：.*\n$/)],
])('%j is refused with one clear line', async (args, code, err) => {
  expect(await tickets(tempFolder(), ...args)).toEqual({ out: '', err, code });
});
