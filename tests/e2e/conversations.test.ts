/**
 * Recorded conversations through every channel: the same is decided, the same clauses are cited, the same words arrive, in
 * Telegram's messages and on the page as well as in the core.
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import pino from 'pino';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type App, openApp } from '../../bot/app.ts';
import { createServer } from '../../bot/channels/http/server.ts';
import { partsOf } from '../../bot/channels/telegram/format.ts';
import { createPace } from '../../bot/channels/telegram/pace.ts';
import { createTelegram } from '../../bot/channels/telegram/telegram.ts';
import { createWebChannel } from '../../bot/channels/web/channel.ts';
import { loadConfig } from '../../bot/config.ts';
import { createWebTokenStore } from '../../bot/storage/web-token-store.ts';
import { ratingLabels, record } from '../../bot/texts.ts';
import type { ConversationId, OutboundMessage } from '../../bot/types.ts';
import { serverOptions } from '../bot/channels/memory-courier.ts';
import { BotApiStandIn } from '../bot/channels/telegram/bot-api-stand-in.ts';
import { type Person, person } from '../bot/channels/telegram/people.ts';
import {
  type RecordedConversation,
  type RecordedTurn,
  readConversations,
  turnFaults,
} from '../cases/conversation.ts';
import { playTurns } from '../cases/conversation-core.ts';
import { freshDataFolder } from '../learnt-cards.ts';
import { findChromium, launchChromium, NO_CHROMIUM } from './browser.ts';
import { DESKTOP, messages, say, visit } from './page.ts';
import { ROOT } from './real-server.ts';

const TOKEN = '123:abc';
const chromium = findChromium();
const conversations = readConversations().filter(({ channels }) => channels);

/** Replies turn by turn. */
type Heard = OutboundMessage[][];

const folder = freshDataFolder('shaofatong-channels-');
const api = new BotApiStandIn(TOKEN);
let app: App;
let url: string;
let browser: Browser | null = null;
let stop: () => Promise<void>;

beforeAll(async () => {
  execFileSync(process.execPath, ['scripts/build-web.ts'], { cwd: ROOT });
  const config = loadConfig({ DATA_DIR: folder });
  const log = pino({ level: 'silent' });
  app = await openApp({ config, date: '2026-11-23', log, pollMs: 20 });
  await api.start();
  const { delivery, documents } = app;
  const telegram = createTelegram({
    token: TOKEN,
    apiRoot: api.root,
    webhook: null,
    filesDir: config.filesDir,
    courier: delivery,
    documents,
    log,
    now: Date.now,
    pace: createPace({ chat: 0, group: 0, overall: 0 }),
  });
  for (const channel of [telegram.channel, createWebChannel()]) delivery.register(channel);
  delivery.register({ name: 'terminal', send: async () => ({ kind: 'sent' }) });
  const server = createServer(
    serverOptions({
      courier: delivery,
      documents,
      webStore: createWebTokenStore(app.db),
      staticDirectory: config.webDir,
      log,
      now: Date.now,
    }),
  );
  url = await server.listen({ host: '127.0.0.1', port: 0 });
  delivery.start();
  telegram.start();
  if (chromium) browser = await launchChromium(chromium);
  stop = async () => {
    await browser?.close();
    await telegram.stop();
    await server.close();
    await app.close();
    await api.close();
    rmSync(folder, { recursive: true, force: true });
  };
}, 300_000);
afterAll(() => stop());

/** Numbers of tickets are given out one by one, whatever the channel. */
const alike = (text: string) => text.replace(/\d{8}-\d{4}/gu, 'N');
/** The page sets headings without their colon, and lines as it likes. */
const squeezed = (text: string) => alike(text).replace(/[\s：]+/gu, '');

/** What has to be the same everywhere. */
const essence = (heard: Heard) =>
  heard.map((replies) =>
    replies.map(({ kind, body, citations, options, reason, summary, progress }) => ({
      kind,
      body: alike(body),
      citations: citations.map(({ label }) => label),
      options,
      reason,
      result: summary?.kind,
      progress,
    })),
  );

async function onCore({ turns }: RecordedConversation): Promise<Heard> {
  const played = await playTurns(app, turns, { now: Date.now });
  expect(played.flatMap(({ turn, replies }) => turnFaults(turn, replies))).toEqual([]);
  return played.map(({ replies }) => [...replies]);
}

async function repliesAfter(conversation: ConversationId, seq: number): Promise<OutboundMessage[]> {
  const lines = await app.delivery.transcript(conversation, seq);
  return lines.filter(({ role }) => role !== 'citizen').map(({ message }) => message);
}
const lastSeq = async (conversation: ConversationId) =>
  (await app.delivery.transcript(conversation, 0)).at(-1)?.seq ?? 0;

const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 10 });

let nextPerson = 7000;

async function inTelegram({ turns }: RecordedConversation, expected: Heard): Promise<Heard> {
  nextPerson += 1;
  const li = person(api, nextPerson);
  const conversation = `telegram:${nextPerson}`;
  li.says('/start');
  await until(async () => expect(li.heard()).toHaveLength(1));
  const heard: Heard = [];
  for (const [index, turn] of turns.entries()) {
    const seq = await lastSeq(conversation);
    const before = li.heard().length;
    pressOrSay(li, turn);
    const parts = expected[index]!.flatMap((message) => wordsOf(message));
    await until(async () => {
      const arrived = li
        .heard()
        .slice(before)
        .filter(({ text }) => text !== undefined);
      expect(arrived.map(({ text }) => alike(text))).toEqual(parts);
    });
    heard.push(await repliesAfter(conversation, seq));
  }
  return heard;
}

/** The message's parts, and the name of the file that goes with it. */
function wordsOf(message: OutboundMessage): string[] {
  const file = message.summary?.title ?? (message.record ? record.title : null);
  return [...partsOf(message, null).map(({ text }) => alike(text)), ...(file === null ? [] : [file])];
}

function pressOrSay(li: Person, turn: RecordedTurn): void {
  const words = turn.press ?? (turn.rate && ratingLabels[turn.rate]);
  if (words === undefined) return void li.says(turn.say ?? `/${turn.command}`);
  const shown = li.heard().findLast(({ buttons }) => buttons.some(({ text }) => text.endsWith(words)));
  const button = shown?.buttons.find(({ text }) => text.endsWith(words));
  if (!shown || !button) throw new Error(`no button ${words}`);
  li.presses(shown, button.text);
}

async function onPage({ turns }: RecordedConversation, expected: Heard): Promise<Heard> {
  const { page, errors } = await visit(browser!, url, DESKTOP);
  const heard: Heard = [];
  let conversation: ConversationId | null = null;
  for (const [index, turn] of turns.entries()) {
    const seq: number = conversation === null ? 0 : await lastSeq(conversation);
    await act(page, turn);
    conversation ??= await conversationOf(page);
    const mine: ConversationId = conversation;
    await until(async () => expect(await repliesAfter(mine, seq)).toHaveLength(expected[index]!.length));
    const replies = await repliesAfter(mine, seq);
    await until(async () => {
      const shown = squeezed((await messages(page).allTextContents()).join(''));
      for (const reply of replies)
        for (const words of shownWords(reply)) expect(shown).toContain(squeezed(words));
    });
    heard.push(replies);
  }
  expect(errors).toEqual([]);
  await page.context().close();
  return heard;
}

/** What the page shows of a message: the summary and the question have forms of their own there. */
function shownWords({ body, summary, progress, citations }: OutboundMessage): string[] {
  if (summary)
    return [...summary.say, ...summary.where, ...summary.bring].flatMap((one) => [one.text, one.citation]);
  const labels = citations.map(({ label }) => label);
  return progress
    ? [body.split('（第')[0]!.split('\n').at(-1)!, ...labels]
    : [...body.split('\n'), ...labels];
}

async function act(page: Page, turn: RecordedTurn): Promise<void> {
  if (turn.press !== undefined)
    await page.getByRole('button', { name: turn.press, exact: true }).last().click();
  else if (turn.rate)
    await page.getByRole('button', { name: ratingLabels[turn.rate], exact: true }).last().click();
  else await say(page, turn.say ?? `/${turn.command}`);
}

/** The page remembers it on the device. */
async function conversationOf(page: Page): Promise<ConversationId> {
  let found = '';
  await until(async () => {
    const stored: string = await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })');
    found = /web:[\w-]+/u.exec(stored)?.[0] ?? '';
    expect(found).not.toBe('');
  });
  return found;
}

describe.each(conversations)('$id, $about', (conversation) => {
  let expected: Heard;
  beforeAll(async () => {
    expected = await onCore(conversation);
  });

  it('in Telegram', async () => {
    const heard = await inTelegram(conversation, expected);
    expect(essence(heard)).toEqual(essence(expected));
  });

  it.skipIf(chromium === null)(
    chromium === null ? `on the page：${NO_CHROMIUM}` : 'on the page',
    async () => {
      const heard = await onPage(conversation, expected);
      expect(essence(heard)).toEqual(essence(expected));
    },
  );
});

it('a message that is not the same is noticed (control)', async () => {
  const one = conversations[0]!;
  const expected = await onCore(one);
  const other = structuredClone(expected);
  other[0]![0]!.body += randomUUID();
  expect(essence(other)).not.toEqual(essence(expected));
});
