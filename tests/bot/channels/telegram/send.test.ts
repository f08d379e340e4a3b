import { Api } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTelegramChannel } from '../../../../bot/channels/telegram/send.ts';
import { message } from '../memory-courier.ts';
import { failed, type Stub, startStub } from './stub-server.ts';

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

const channel = () => createTelegramChannel(new Api('1:x', { apiRoot: stub.root }));
const sent = () => stub.called('sendMessage').map(({ payload }) => payload);

describe('what is sent', () => {
  it('is plain text without a parse mode', async () => {
    expect(await channel().send('telegram:7', message('<b>_*可以*_</b>'))).toEqual({ kind: 'sent' });
    expect(sent()).toEqual([
      { chat_id: 7, text: '<b>_*可以*_</b>', reply_markup: { remove_keyboard: true } },
    ]);
  });

  it('offers quick replies of any length as keys under the last part', async () => {
    const option = '是'.repeat(100);
    await channel().send('telegram:7', message(`${'一'.repeat(4095)}。二`, { options: [option] }));
    expect(sent().map(({ text }) => String(text).length)).toEqual([4096, 1]);
    expect(sent()[0]).not.toHaveProperty('reply_markup');
    expect(sent()[1]).toHaveProperty('reply_markup', {
      keyboard: [[{ text: option }]],
      one_time_keyboard: true,
      resize_keyboard: true,
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
    stub.script('sendMessage', reply);
    expect(await channel().send('telegram:7', message('好'))).toMatchObject({ kind, afterMs });
  });

  it.each([
    ['blocked', failed(403, 'Forbidden: bot was blocked by the user')],
    ['gone', failed(400, 'Bad Request: chat not found')],
  ])('a person who is %s is not written to again', async (_name, reply) => {
    stub.script('sendMessage', reply);
    expect(await channel().send('telegram:7', message('好'))).toMatchObject({ kind: 'unreachable' });
  });

  it('no network is tried again', async () => {
    const unreachable = createTelegramChannel(new Api('1:x', { apiRoot: 'http://127.0.0.1:1' }));
    expect(await unreachable.send('telegram:7', message('好'))).toEqual({
      kind: 'retry',
      afterMs: null,
      reason: 'network',
    });
  });

  it('waits in the middle of a long message instead of repeating its first part', async () => {
    stub.script(
      'sendMessage',
      { status: 200, body: { ok: true, result: {} } },
      failed(429, 'x', { retry_after: 0 }),
    );
    expect(await channel().send('telegram:7', message(`${'一'.repeat(4095)}。二`))).toEqual({ kind: 'sent' });
    expect(sent().map(({ text }) => String(text).length)).toEqual([4096, 1, 1]);
  });
});
