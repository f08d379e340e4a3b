/** The real grammY bot against a stand-in that, like Telegram, keeps updates until an offset confirms them. */
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTelegram, type Telegram } from '../../../../bot/channels/telegram/telegram.ts';
import { automated } from '../../../../bot/texts.ts';
import { tempFolder } from '../../storage/temp-database.ts';
import { createMemoryCourier, textOf } from '../memory-courier.ts';
import { failed, ok } from './bot-api-rules.ts';
import { BotApiStandIn } from './bot-api-stand-in.ts';
import { person } from './people.ts';

const TOKEN = '123456:secret-token';

let stub: BotApiStandIn;
const running: Telegram[] = [];
const lines: string[] = [];
const rawLines: string[] = [];

beforeEach(async () => {
  stub = await new BotApiStandIn(TOKEN).start();
  stub.guardsRates = false;
  lines.length = 0;
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((telegram) => telegram.stop()));
  await stub.close();
});

const log = pino(
  { level: 'info' },
  {
    write(line: string) {
      rawLines.push(line);
      lines.push(JSON.parse(line).msg);
    },
  },
);

function start(courier = createMemoryCourier()) {
  const telegram = createTelegram({
    token: TOKEN,
    apiRoot: `${stub.root}/`,
    webhook: null,
    filesDir: tempFolder(),
    courier,
    documents: { make: async () => null },
    log,
    now: () => 9,
  });
  courier.channels.set('telegram', telegram.channel);
  running.push(telegram);
  telegram.start();
  return { courier, telegram };
}

/** A private text message, waiting until an offset confirms it. */
function give(updateId: number, text: string): void {
  const { chat } = person(stub, 7);
  const from = { id: 7, is_bot: false, first_name: '李' };
  stub.happens(7, { message: { message_id: updateId, date: 0, chat, from, text } }, updateId);
}

/** Polls a condition: these tests wait for events of a real server, never for a length of time. */
const until = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 5 });

describe('storing before confirming', () => {
  it('confirms what was stored and answers it', async () => {
    give(11, '欠薪怎么办');
    const { courier } = start();
    await until(() => expect(stub.pending()).toEqual([]));
    expect(courier.accepted.map(textOf)).toEqual(['欠薪怎么办']);
    await until(() =>
      expect(stub.called('sendMessage')[0]?.payload.text).toBe(`收到：欠薪怎么办\n\n${automated}`),
    );
  });

  it('does not confirm what could not be stored, nor what came after it', async () => {
    const courier = createMemoryCourier();
    courier.failNext(2);
    const offsets: number[] = [];
    const accept = courier.accept.bind(courier);
    courier.accept = async (inbound) => {
      offsets.push(...stub.called('getUpdates').map(({ payload }) => Number(payload.offset)));
      return accept(inbound);
    };
    give(11, '一');
    give(12, '二');
    start(courier);
    await until(() => expect(stub.pending()).toEqual([]));
    expect(courier.accepted.map(textOf)).toEqual(['一', '二']);
    // Until both were stored, Telegram had been asked for nothing beyond them.
    expect(Math.max(...offsets)).toBe(0);
  });

  it('a stop while nothing can be stored leaves the updates with Telegram', async () => {
    give(11, '一');
    const courier = createMemoryCourier();
    courier.failNext(1_000_000);
    const { telegram } = start(courier);
    await until(() => expect(lines).toContain('Telegram 消息没有存下来，会继续重试。'));
    await telegram.stop();
    expect(stub.pending()).toEqual([11]);

    const next = start();
    await until(() => expect(stub.pending()).toEqual([]));
    expect(next.courier.accepted.map(textOf)).toEqual(['一']);
  });

  it('control: a handler that swallows the failure loses the message', async () => {
    give(11, '一');
    const courier = createMemoryCourier();
    courier.failNext(1_000_000);
    const accept = courier.accept.bind(courier);
    courier.accept = (inbound) => accept(inbound).catch(() => 'stored');
    start(courier);
    await until(() => expect(stub.pending()).toEqual([]));
    expect(courier.accepted).toEqual([]);
  });

  it('what could not be stored is logged without its words, its sender or the token', async () => {
    give(11, '我的秘密');
    const courier = createMemoryCourier();
    courier.failNext(1);
    start(courier);
    await until(() => expect(courier.accepted).toHaveLength(1));
    const logged = rawLines.join('');
    expect(logged).toContain('disk full');
    for (const secret of ['我的秘密', '李', TOKEN]) expect(logged).not.toContain(secret);
  });

  it('an update given twice is one message', async () => {
    give(11, '一');
    stub.script('getUpdates', ok([]));
    const { courier, telegram } = start();
    await until(() => expect(stub.pending()).toEqual([]));
    await telegram.stop();
    give(11, '一');
    start(courier);
    await until(() => expect(stub.pending()).toEqual([]));
    expect(courier.accepted).toHaveLength(1);
  });
});

describe('trouble with Telegram', () => {
  it('a refused token is one clear line and the end of polling', async () => {
    stub.script('getMe', failed(401, 'Unauthorized'));
    const { telegram } = start();
    await until(() => expect(lines).toHaveLength(1));
    expect(lines[0]).toContain('BOT_TOKEN');
    await telegram.stop();
    expect(stub.called('getUpdates')).toEqual([]);
  });

  it('a second poller waits, and is told why', async () => {
    stub.script('getUpdates', failed(409, 'Conflict: terminated by other getUpdates request'));
    const { telegram } = start();
    await until(() => expect(lines.some((line) => line.includes('另有程序'))).toBe(true));
    await telegram.stop();
  });

  it('a menu that cannot be set does not matter', async () => {
    stub.script('setMyCommands', { status: 500, body: { message: 'not supported' } });
    give(11, '一');
    const { courier } = start();
    await until(() => expect(courier.accepted).toHaveLength(1));
  });

  it('a network error is complained about once, then polling goes on', async () => {
    stub.script('getUpdates', failed(502, 'Bad Gateway'), failed(502, 'Bad Gateway'));
    give(11, '一');
    const { courier } = start();
    await until(() => expect(courier.accepted).toHaveLength(1));
    expect(lines.filter((line) => line.includes('连不上'))).toHaveLength(1);
    expect(lines).toContain('Telegram 已恢复。');
  });
});
