/** The stand-in refuses what Telegram refuses: without that, the tests that stand on it would prove nothing. */
import { Api, GrammyError } from 'grammy';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BotApiStandIn } from './bot-api-stand-in.ts';
import { person } from './people.ts';

const TOKEN = '1:x';
let stand: BotApiStandIn;
let api: Api;
beforeEach(async () => {
  stand = await new BotApiStandIn(TOKEN).start();
  api = new Api(TOKEN, { apiRoot: stand.root });
});
afterEach(() => stand.close());

const button = (callback_data: string) => ({
  reply_markup: { inline_keyboard: [[{ text: '甲', callback_data }]] },
});
const codeOf = (call: Promise<unknown>): Promise<number> =>
  call.then(
    () => 200,
    (error: unknown) => (error instanceof GrammyError ? error.error_code : 0),
  );

it('what is too long, empty, marked wrongly or formatted by a parse mode', async () => {
  stand.guardsRates = false;
  expect(await codeOf(api.sendMessage(7, '一'.repeat(4096)))).toBe(200);
  expect(await codeOf(api.sendMessage(7, '一'.repeat(4097)))).toBe(400);
  expect(await codeOf(api.sendMessage(7, ' \n '))).toBe(400);
  expect(await codeOf(api.sendMessage(7, '一', { parse_mode: 'HTML' }))).toBe(400);
  const bold = { type: 'bold', offset: 0, length: 3 } as const;
  expect(await codeOf(api.sendMessage(7, '一二三', { entities: [bold] }))).toBe(200);
  expect(await codeOf(api.sendMessage(7, '一二', { entities: [bold] }))).toBe(400);
});

it('callback data of 65 bytes, though not of 64', async () => {
  stand.guardsRates = false;
  expect(await codeOf(api.sendMessage(7, '一', button('x'.repeat(64))))).toBe(200);
  expect(await codeOf(api.sendMessage(7, '一', button('x'.repeat(65))))).toBe(400);
  expect(await codeOf(api.sendMessage(7, '一', button('选'.repeat(22))))).toBe(400);
});

it('more than a message a second, and any to who blocked the bot', async () => {
  expect(await codeOf(api.sendMessage(7, '一'))).toBe(200);
  await expect(api.sendMessage(7, '二')).rejects.toMatchObject({
    error_code: 429,
    parameters: { retry_after: 1 },
  });
  person(stand, 8).blocks();
  expect(await codeOf(api.sendMessage(8, '一'))).toBe(403);
});

it('a second poller, and a poller beside a webhook', async () => {
  const codes = await Promise.all([codeOf(api.getUpdates()), codeOf(api.getUpdates())]);
  expect(codes.toSorted()).toEqual([200, 409]);
  await api.setWebhook('http://127.0.0.1:1/', { secret_token: 's' });
  expect(await codeOf(api.getUpdates())).toBe(409);
  expect(await codeOf(api.setWebhook('http://127.0.0.1:1/', { secret_token: '有' }))).toBe(400);
});

it('queries that nobody made or that are too old, files that nobody sent, another token', async () => {
  expect(await codeOf(api.answerCallbackQuery('q1'))).toBe(400);
  const query = stand.press({ id: 7, type: 'private' }, 7, 1, 'x');
  expect(await codeOf(api.answerCallbackQuery(query, { text: 'x'.repeat(201) }))).toBe(400);
  expect(await codeOf(api.answerCallbackQuery(query))).toBe(200);
  stand.now = () => Date.now() + 151_000;
  expect(await codeOf(api.answerCallbackQuery(query))).toBe(400);
  expect(await codeOf(api.getFile('f'))).toBe(400);
  expect(await codeOf(new Api('2:y', { apiRoot: stand.root }).getMe())).toBe(401);
});

it('updates stay until an offset confirms them, and kinds nobody asked for do not come', async () => {
  person(stand, 7).says('一');
  stand.happens(7, { poll_answer: {} });
  const [first] = await api.getUpdates({ allowed_updates: ['message'] });
  expect(await api.getUpdates()).toEqual([first]);
  expect(await api.getUpdates({ offset: first!.update_id + 1 })).toEqual([]);
});
