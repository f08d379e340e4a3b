/** The stand-in refuses what Telegram refuses: without that, the tests that stand on it would prove nothing. */
import { Api, GrammyError, InputFile } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

describe('documents', () => {
  beforeEach(() => {
    stand.guardsRates = false;
  });
  const file = (bytes: number | string, name = '甲.pdf') =>
    new InputFile(typeof bytes === 'string' ? Buffer.from(bytes) : new Uint8Array(bytes), name);

  it('come whole, with name, caption and buttons', async () => {
    const content = 'a\r\n\r\n--b\0\ufffd申请\r\n';
    await api.sendDocument(7, file(content), { caption: '题', ...button('x') });
    expect(stand.sent).toMatchObject([
      { chat_id: 7, text: '题', document: { name: '甲.pdf' }, buttons: [{ text: '甲' }] },
    ]);
    expect(stand.sent[0]?.document?.bytes.toString()).toBe(content);
  });

  it('none, empty ones, and too long a caption are refused', async () => {
    expect(await codeOf(api.sendDocument(7, 'a-file-id-of-nobody'))).toBe(400);
    expect(await codeOf(api.sendDocument(7, file(0)))).toBe(400);
    expect(await codeOf(api.sendDocument(7, file(1), { caption: '题'.repeat(1024) }))).toBe(200);
    expect(await codeOf(api.sendDocument(7, file(1), { caption: '题'.repeat(1025) }))).toBe(400);
    expect(await codeOf(api.sendDocument(7, file(1), button('x'.repeat(65))))).toBe(400);
  });

  it('more than 50 MB are refused', async () => {
    expect(await codeOf(api.sendDocument(7, file(50 * 1024 * 1024)))).toBe(200);
    expect(await codeOf(api.sendDocument(7, file(50 * 1024 * 1024 + 1)))).toBe(413);
  });

  it('count for the rates, and do not reach who blocked the bot', async () => {
    stand.guardsRates = true;
    expect(await codeOf(api.sendMessage(7, '一'))).toBe(200);
    expect(await codeOf(api.sendDocument(7, file(1)))).toBe(429);
    person(stand, 8).blocks();
    expect(await codeOf(api.sendDocument(8, file(1)))).toBe(403);
  });
});

describe('keyboards', () => {
  const rows = (count: number, width: number) => ({
    reply_markup: {
      inline_keyboard: Array.from({ length: count }, () =>
        Array.from({ length: width }, () => ({ text: '甲', callback_data: 'x' })),
      ),
    },
  });

  it('of more than 100 buttons, or 8 in a row, are refused', async () => {
    stand.guardsRates = false;
    expect(await codeOf(api.sendMessage(7, '一', rows(20, 5)))).toBe(200);
    expect(await codeOf(api.sendMessage(7, '一', rows(101, 1)))).toBe(400);
    expect(await codeOf(api.sendMessage(7, '一', rows(1, 9)))).toBe(400);
  });

  it('are changed by a change only, and a press shows what stands', async () => {
    const { message_id } = await api.sendMessage(7, '一', rows(2, 1));
    expect(await codeOf(api.editMessageReplyMarkup(7, message_id, rows(2, 1)))).toBe(400);
    expect(await codeOf(api.editMessageReplyMarkup(7, message_id, button('x'.repeat(65))))).toBe(400);
    expect(await codeOf(api.editMessageReplyMarkup(7, message_id, rows(1, 1)))).toBe(200);
    stand.press({ id: 7, type: 'private' }, 7, message_id, 'x');
    const [update] = await api.getUpdates({ allowed_updates: ['callback_query'] });
    expect(update?.callback_query?.message).toMatchObject(rows(1, 1));
    expect(await codeOf(api.editMessageReplyMarkup(7, message_id))).toBe(200);
    expect(await codeOf(api.editMessageReplyMarkup(7, message_id))).toBe(400);
  });
});

it('answers that never come', async () => {
  stand.script('getMe', 'broken', 'hanging');
  expect(await codeOf(api.getMe())).toBe(0);
  const signal = AbortSignal.timeout(50) as Parameters<typeof api.getMe>[0];
  expect(await codeOf(api.getMe(signal))).toBe(0);
  expect(await codeOf(api.getMe())).toBe(200);
});
