/** `POST /telegram/webhook`, and Telegram's way of bringing updates to it. */
import { createServer as createPlainServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createServer } from '../../../../bot/channels/http/server.ts';
import type { TelegramWebhook } from '../../../../bot/channels/telegram/webhook.ts';
import { serverOptions } from '../memory-courier.ts';
import { failed } from './bot-api-rules.ts';
import type { BotApiStandIn } from './bot-api-stand-in.ts';
import { deliverInOrder } from './bot-api-webhook.ts';
import { answerTo, SECRET, startWholeBot, until } from './whole-bot.ts';

const HEADER = 'x-telegram-bot-api-secret-token';
const url = '/telegram/webhook';

function serve(changes: Partial<TelegramWebhook> = {}) {
  const receive = vi.fn(async () => undefined);
  const telegramWebhook = { secret: SECRET, isReady: () => true, receive, ...changes };
  const server = createServer(serverOptions({ telegramWebhook, log: pino({ level: 'silent' }) }));
  const post = (payload: string, headers: Record<string, string> = { [HEADER]: SECRET }) =>
    server.inject({
      method: 'POST',
      url,
      payload,
      headers: { 'content-type': 'application/json', ...headers },
    });
  return { post, receive, server };
}

describe('the door', () => {
  it('opens with the secret', async () => {
    const { post, receive } = serve();
    expect((await post('{"update_id":1}')).statusCode).toBe(200);
    expect(receive).toHaveBeenCalledWith({ update_id: 1 });
  });

  it.each([
    ['none', {}],
    ['an empty one', { [HEADER]: '' }],
    ['another', { [HEADER]: 'x' }],
    ['one of the same length', { [HEADER]: SECRET.replace('t', 'T') }],
    ['the beginning', { [HEADER]: SECRET.slice(0, -1) }],
    ['one that goes on', { [HEADER]: `${SECRET}x` }],
    ['one in another header', { authorization: `Bearer ${SECRET}` }],
  ])('stays shut for %s, whatever the body', async (_name, headers) => {
    const { post, receive } = serve();
    for (const body of ['{"update_id":1}', '{', 'x'.repeat(2_000_000)]) {
      const response = await post(body, headers as Record<string, string>);
      expect([response.statusCode, response.json().error.code]).toEqual([401, 'unauthorized']);
    }
    expect(receive).not.toHaveBeenCalled();
  });

  it('does not exist without a webhook, nor can it be built without a secret', async () => {
    const without = createServer(serverOptions());
    expect((await without.inject({ method: 'POST', url, payload: {} })).statusCode).toBe(404);
    await expect(serve({ secret: '' }).server.ready()).rejects.toThrow('needs a secret');
  });

  it.each([
    ['{', 400, 'bad-json'],
    ['', 400, 'bad-json'],
    ['[]', 400, 'invalid-request'],
    ['{"update_id":"1"}', 400, 'invalid-request'],
    ['null', 400, 'invalid-request'],
    [JSON.stringify({ update_id: 1, text: 'x'.repeat(1024 * 1024) }), 413, 'too-long'],
  ])('answers %.20j with %i', async (body, status, code) => {
    const response = await serve().post(body);
    expect([response.statusCode, response.json().error.code]).toEqual([status, code]);
  });

  it('takes an update larger than a message of the web chat may be', async () => {
    const body = JSON.stringify({ update_id: 1, text: 'x'.repeat(500_000) });
    expect((await serve().post(body)).statusCode).toBe(200);
  });

  it('asks to come again when nothing was stored, and before the bot knows itself', async () => {
    const fails = serve({ receive: () => Promise.reject(new Error('disk full')) });
    for (const { post } of [fails, serve({ isReady: () => false })]) {
      const response = await post('{"update_id":1}');
      expect(response.statusCode).toBe(503);
      expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
      expect(response.body).not.toContain('disk full');
    }
  });
});

describe('with Telegram on the other side', () => {
  it('registers itself with the secret and the kinds of updates, and answers', async () => {
    const bot = await startWholeBot({ webhook: true });
    const li = bot.person(7);
    li.says('欠薪怎么办');
    await until(() => expect(li.heard().map(({ text }) => text)).toEqual([answerTo('欠薪怎么办')]));
    expect(bot.api.called('setWebhook')[0]?.payload).toEqual({
      url: bot.webhook.url,
      secret_token: SECRET,
      allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    });
    expect(bot.api.called('getUpdates')).toEqual([]);
    expect(bot.api.attempts.every(({ status }) => status === 200)).toBe(true);
    const menu = bot.api.called('setMyCommands')[0]?.payload.commands as { command: string }[];
    expect(menu.map(({ command }) => command)).toEqual([
      'start',
      'help',
      'aid',
      'door',
      'person',
      'new',
      'clause',
      'privacy',
    ]);
  });

  it('stores before it says so: what fails comes again, in order, once', async () => {
    const bot = await startWholeBot({ webhook: true });
    const accept = bot.delivery.accept.bind(bot.delivery);
    let failures = 3;
    bot.delivery.accept = (inbound) =>
      failures-- > 0 ? Promise.reject(new Error('disk full')) : accept(inbound);
    const li = bot.person(7);
    li.says('一');
    li.says('二');
    await until(() => expect(li.heard().map(({ text }) => text)).toEqual([answerTo('一'), answerTo('二')]));
    expect(bot.api.attempts.map(({ status }) => status)).toEqual([503, 503, 503, 200, 200]);
    expect(bot.lines.join('')).not.toContain('一"');
  });

  it('keeps updates for a server that answers wrongly (control)', async () => {
    let answers = 0;
    const server = createPlainServer((_request, response) =>
      response.writeHead(answers++ < 2 ? 500 : 200).end(),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const seen: number[] = [];
    const target = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, secret: null };
    await deliverInOrder(
      [{ update_id: 5 }],
      () => target,
      ({ status }) => void seen.push(status),
    );
    expect(seen).toEqual([500, 500, 200]);
  });

  it('goes on trying to register', async () => {
    const prepare = (api: BotApiStandIn) => api.script('setWebhook', failed(502, 'Bad Gateway'));
    const bot = await startWholeBot({ webhook: true, prepare });
    const li = bot.person(7);
    li.says('在吗');
    await until(() => expect(li.heard().map(({ text }) => text)).toEqual([answerTo('在吗')]));
    expect(bot.api.called('setWebhook')).toHaveLength(2);
    expect(bot.lines.filter((line) => line.includes('连不上'))).toHaveLength(1);
  });

  it('an update brought twice is one message', async () => {
    const bot = await startWholeBot({ webhook: true });
    const li = bot.person(7);
    li.says('一');
    await until(() => expect(li.heard()).toHaveLength(1));
    const from = { id: 7, is_bot: false, first_name: '李' };
    const message = { message_id: 77, date: 1, chat: li.chat, from, text: '再来' };
    for (let times = 0; times < 3; times += 1) bot.api.happens(7, { message }, 5000);
    await until(() => expect(bot.api.attempts.filter(({ updateId }) => updateId === 5000)).toHaveLength(3));
    await until(() => expect(li.heard()).toHaveLength(2));
    expect(await bot.transcript('telegram:7')).toHaveLength(4);
  });

  it('a strange update is confirmed, not repeated for ever', async () => {
    const bot = await startWholeBot({ webhook: true });
    bot.api.happens(7, { message: 5 });
    bot.api.happens(7, { callback_query: {} });
    bot.api.happens(7, { edited_message: { message_id: 1 } });
    bot.api.happens(7, { my_chat_member: { chat: { id: 7 } } });
    await until(() => expect(bot.api.pending()).toEqual([]));
  });
});
