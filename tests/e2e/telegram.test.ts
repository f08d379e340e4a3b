/** The real grammY bot against telegram-test-api, which knows few methods: what is only decoration must be allowed to fail. */
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTelegram, type Telegram } from '../../bot/channels/telegram/telegram.ts';
import { createMemoryCourier, message, textOf } from '../bot/channels/memory-courier.ts';
import { type Emulator, startEmulator } from '../bot/channels/telegram/emulator.ts';

const TOKEN = '123456:test';
const longAnswer = Array.from({ length: 700 }, (_, n) => `第${n}句话说完了。`).join('');

let emulator: Emulator;
let telegram: Telegram;
const courier = createMemoryCourier((inbound) => {
  if (textOf(inbound) === '请多说一点') return [message(longAnswer)];
  return [message(`收到：${textOf(inbound)}`), message('还有什么可以帮您？', { options: ['没有了'] })];
});

beforeAll(async () => {
  emulator = await startEmulator(TOKEN);
  telegram = createTelegram({
    token: TOKEN,
    apiRoot: emulator.apiRoot,
    courier,
    log: pino({ level: 'silent' }),
    now: Date.now,
  });
  courier.channels.set('telegram', telegram.channel);
  telegram.start();
});

afterAll(async () => {
  await telegram.stop();
  await emulator.stop();
});

describe('a chat in Telegram', () => {
  it.each([
    ['/start', '收到：/start'],
    ['/help', '收到：/help'],
    ['/clause 九', '收到：/clause 九'],
    ['/person', '收到：/person'],
    ['留言多久能得到答复？', '收到：留言多久能得到答复？'],
  ])('%s is answered, in order', async (said, heard) => {
    const person = emulator.person(1);
    await person.say(said);
    expect(await person.hears(2)).toEqual([heard, '还有什么可以帮您？']);
  });

  it('keeps people apart', async () => {
    const [li, wang] = [emulator.person(21), emulator.person(22)];
    await Promise.all([li.say('我是李'), wang.say('我是王')]);
    expect((await li.hears(2))[0]).toBe('收到：我是李');
    expect((await wang.hears(2))[0]).toBe('收到：我是王');
  });

  it('cuts a long answer at its sentences and loses none of it', async () => {
    const person = emulator.person(3);
    await person.say('请多说一点');
    const parts = await person.hears(2);
    expect(parts.every((part) => part.length <= 4096 && part.endsWith('。'))).toBe(true);
    expect(parts.join('')).toBe(longAnswer);
  });

  it('carries what staff say later into the same chat', async () => {
    expect(await telegram.channel.send('telegram:4', message('工作人员回复：请带身份证。'))).toEqual({
      kind: 'sent',
    });
    expect(await emulator.person(4).hears(1)).toEqual(['工作人员回复：请带身份证。']);
  });
});
