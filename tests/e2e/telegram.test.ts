/** The product with a real grammY bot, against telegram-test-api: a person types there, `bot/main.ts` answers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as texts from '../../bot/texts.ts';
import { statuses } from '../../knowledge/texts.ts';
import { type Emulator, type Person, startEmulator } from '../bot/channels/telegram/emulator.ts';
import { type RealServer, startRealServer } from './real-server.ts';

const TOKEN = '123456:test';

let emulator: Emulator;
let server: RealServer;

beforeAll(async () => {
  emulator = await startEmulator(TOKEN);
  server = await startRealServer({ BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: emulator.apiRoot });
});

afterAll(async () => {
  await server?.close();
  await emulator?.stop();
});

async function answerTo(person: Person, said: string): Promise<string> {
  await person.say(said);
  const [answer] = await person.hears(1);
  return answer ?? '';
}

/** Asks what the documents do not hold; returns the number of the note for staff. */
async function handOver(person: Person): Promise<string> {
  const answer = await answerTo(person, '法律援助处在哪条路几号');
  const number = /编号 ([\d-]+)/.exec(answer)?.[1] ?? '';
  expect(answer).toBe(texts.handoff('not-in-sources', number));
  return number;
}

describe('a chat in Telegram', () => {
  it('begins with who is speaking, and explains itself', async () => {
    const person = emulator.person(1);
    expect(await answerTo(person, '/start')).toBe(texts.welcome);
    expect(await answerTo(person, '/help')).toBe(texts.help);
  });

  it('shows the clause that is asked for, with its standing', async () => {
    const answer = await answerTo(emulator.person(2), '/clause 九');
    expect(answer).toContain('「（九）着力为促进司法公正提供法律服务。');
    expect(answer).toContain('推进刑事案件律师辩护全覆盖。');
    expect(answer).toContain(`1. 韶司办〔2021〕56号（九）（${statuses.unknown}）`);
  });

  it('answers a question in daily words with the clause', async () => {
    const answer = await answerTo(emulator.person(3), '公证员要多少名');
    expect(answer).toContain('1. 执业公证员达到32名以上。');
    expect(answer).toContain(`韶司办〔2021〕56号附件2·公证法律服务·1（${statuses.expired}）`);
  });

  it('keeps people apart', async () => {
    const [li, wang] = [emulator.person(21), emulator.person(22)];
    await Promise.all([li.say('/help'), wang.say('他说要打死我')]);
    expect(await li.hears(1)).toEqual([texts.help]);
    expect((await wang.hears(1))[0]).toMatch(/^请马上拨打110报警/);
  });

  it('hands over, and brings the reply of staff into the same chat', async () => {
    const person = emulator.person(4);
    const number = await handOver(person);
    expect(await server.run('tickets')).toContain(
      `${number} · 刚刚 · Telegram · 文件中没有\n  问：法律援助处在哪条路几号`,
    );
    await server.run('tickets', 'answer', number, '请带身份证和结婚证来。');
    expect(await person.hears(1)).toEqual([texts.staffReply(number, '请带身份证和结婚证来。')]);
    expect(await server.run('tickets')).not.toContain(number);
  });

  it('loses nothing when the server is killed: neither what staff reply nor what is said meanwhile', async () => {
    const person = emulator.person(5);
    const number = await handOver(person);
    // A kill between a send and its record repeats the send, which is no loss; here the record is waited for.
    await server.run('tickets');
    await server.stop('SIGKILL');
    await server.run('tickets', 'answer', number, '周一上午来。');
    await person.say('留言多久能得到答复？');
    await server.start();
    const heard = await person.hears(2);
    expect(heard).toContain(texts.staffReply(number, '周一上午来。'));
    expect(heard.join()).toContain('答复时限为300分钟');
    // Nothing is said twice: the next thing heard is the answer to the next thing said.
    expect(await answerTo(person, '/help')).toBe(texts.help);
  });
});
