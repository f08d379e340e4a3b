import { Api } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCallbackTokens } from '../../../../bot/channels/telegram/callback-token.ts';
import { createPace } from '../../../../bot/channels/telegram/pace.ts';
import { createTelegramChannel } from '../../../../bot/channels/telegram/send.ts';
import type { OutboundMessage } from '../../../../bot/types.ts';
import { createMemoryCourier, message as messageOf } from '../memory-courier.ts';
import { failed, ok } from './bot-api-rules.ts';
import { BotApiStandIn } from './bot-api-stand-in.ts';

const TOKEN = '1:x';
const LONG = `${'一'.repeat(4095)}。二`;

const message = (body: string, changes: Partial<OutboundMessage> = {}) =>
  messageOf(body, { kind: 'notice', ...changes });

let api: BotApiStandIn;
beforeEach(async () => {
  api = await new BotApiStandIn(TOKEN).start();
  api.guardsRates = false;
});
afterEach(() => api.close());

function channel({
  root = api.root,
  pace = createPace({ chat: 0, group: 0, overall: 0 }),
  courier = createMemoryCourier(),
} = {}) {
  return createTelegramChannel({
    api: new Api(TOKEN, { apiRoot: root }),
    tokens: createCallbackTokens(TOKEN),
    courier,
    documents: { make: async () => null },
    log: { error: () => undefined },
    ownAddress: () => null,
    pace,
  });
}
const lengths = () => api.sent.map(({ text }) => text.length);

describe('what is sent', () => {
  it('is the text itself, without a parse mode or previews', async () => {
    expect(await channel().send('telegram:7', message('<b>_*可以*_</b>'), 2)).toEqual({ kind: 'sent' });
    expect(api.called('sendMessage')[0]?.payload).toEqual({
      chat_id: 7,
      text: '<b>_*可以*_</b>',
      link_preview_options: { is_disabled: true },
    });
  });

  it('has its options as buttons under the last part', async () => {
    await channel().send('telegram:7', message(LONG, { options: ['甲', '乙'] }), 2);
    expect(api.sent.map(({ text, buttons }) => [text.length, buttons.length])).toEqual([
      [4096, 0],
      [1, 2],
    ]);
  });

  it('in a group names the message that it replies to', async () => {
    const courier = createMemoryCourier(() => []);
    const content = { kind: 'text' as const, text: '问' };
    const asked = { channel: 'telegram' as const, messageId: 'message:77', content, receivedAt: 0 };
    await courier.accept({ ...asked, conversation: 'telegram:-100/7' });
    await courier.accept({ ...asked, conversation: 'telegram:7' });
    await channel({ courier }).send('telegram:-100/7', message('答'), 2);
    await channel({ courier }).send('telegram:7', message('答'), 2);
    expect(api.sent.map(({ chat_id, reply_parameters }) => [chat_id, reply_parameters?.message_id])).toEqual([
      [-100, 77],
      [7, undefined],
    ]);
  });

  it('in a group replies to nothing when what it replies to was erased', async () => {
    expect(await channel().send('telegram:-100/7', message('答'), 2)).toEqual({ kind: 'sent' });
    expect(api.sent[0]?.reply_parameters).toBeUndefined();
  });

  it('keeps to the rates of Telegram, part after part', async () => {
    api.guardsRates = true;
    expect(await channel({ pace: createPace() }).send('telegram:7', message(LONG), 2)).toEqual({
      kind: 'sent',
    });
    expect(api.called('sendMessage')).toHaveLength(2);
  });

  it('control: without a pace the same is refused for a while', async () => {
    api.guardsRates = true;
    expect(await channel().send('telegram:7', message(LONG), 2)).toMatchObject({
      kind: 'retry',
      afterMs: 1000,
    });
  });
});

describe('what goes wrong', () => {
  it.each([
    ['too many requests', failed(429, 'Too Many Requests', { retry_after: 17 }), 'retry', 17_000],
    ['a server error', failed(502, 'Bad Gateway'), 'retry', null],
    ['a refused token', failed(401, 'Unauthorized'), 'retry', 60_000],
    ['an emulator that knows no better', { status: 500, body: { message: 'no' } }, 'retry', null],
    ['an answer that is not JSON', { status: 200, body: undefined }, 'retry', null],
  ])('%s is tried again', async (_name, reply, kind, afterMs) => {
    api.script('sendMessage', reply);
    expect(await channel().send('telegram:7', message('好'), 2)).toMatchObject({ kind, afterMs });
  });

  it('a person who blocked the bot, or is gone, is not written to again', async () => {
    api.blocked.add(7);
    expect(await channel().send('telegram:7', message('好'), 2)).toMatchObject({ kind: 'unreachable' });
    api.script('sendMessage', failed(400, 'Bad Request: chat not found'));
    expect(await channel().send('telegram:8', message('好'), 2)).toMatchObject({ kind: 'unreachable' });
    expect(api.called('sendMessage')).toHaveLength(2);
  });

  it('words that Telegram will not take with their looks are sent without', async () => {
    api.script('sendMessage', failed(400, 'Bad Request: BUTTON_DATA_INVALID'));
    expect(await channel().send('telegram:7', message('好', { options: ['甲'] }), 2)).toEqual({
      kind: 'sent',
    });
    expect(api.sent).toMatchObject([{ text: '好', buttons: [], entities: [] }]);
  });

  it('no network is tried again', async () => {
    expect(await channel({ root: 'http://127.0.0.1:1' }).send('telegram:7', message('好'), 2)).toEqual({
      kind: 'retry',
      afterMs: null,
      reason: 'network',
    });
  });

  it('a long message goes on where it was interrupted, and another one begins anew', async () => {
    api.script('sendMessage', ok({}), failed(429, 'x', { retry_after: 9 }));
    const telegram = channel();
    expect(await telegram.send('telegram:7', message(LONG), 2)).toMatchObject({
      kind: 'retry',
      afterMs: 9000,
    });
    expect(await telegram.send('telegram:7', message(LONG), 2)).toEqual({ kind: 'sent' });
    expect(lengths()).toEqual([1]);
    expect(await telegram.send('telegram:7', message(LONG), 4)).toEqual({ kind: 'sent' });
    expect(lengths()).toEqual([1, 4096, 1]);
  });

  it('a turn that is too far away is put off, so that delivery does not take it for lost', async () => {
    const pace = { wait: () => 15_000, turn: () => Promise.reject(new Error('not asked')) };
    const result = await channel({ pace }).send('telegram:7', message('好'), 2);
    expect(result).toMatchObject({ kind: 'retry', afterMs: 15_000, reason: 'pace' });
  });
});
