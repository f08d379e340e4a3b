/** The product with a real grammY bot, against telegram-test-api: a person types there, `bot/main.ts` answers. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import * as texts from '../../bot/texts.ts';
import { statuses } from '../../knowledge/texts.ts';
import { BotApiStandIn } from '../bot/channels/telegram/bot-api-stand-in.ts';
import { type Emulator, type Person, startEmulator } from '../bot/channels/telegram/emulator.ts';
import { next, pressedThrough } from '../bot/channels/telegram/interviewee.ts';
import { person as personIn } from '../bot/channels/telegram/people.ts';
import { type RealServer, startRealServer } from './real-server.ts';

const TOKEN = '123456:test';
/** A server that finds no learnt cards learns before it serves (SHAOFATONG_TEST_CARDS=none). */
const STARTING_MS = 400_000;

let emulator: Emulator;
let server: RealServer;

beforeAll(async () => {
  emulator = await startEmulator(TOKEN);
  server = await startRealServer({ BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: emulator.apiRoot });
}, STARTING_MS);

afterAll(async () => {
  await server?.close();
  await emulator?.stop();
});

async function answerTo(person: Person, said: string): Promise<string> {
  await person.say(said);
  const [answer] = await person.hears(1);
  return answer ?? '';
}

/** Somebody who began with 开始, as Telegram makes everybody do. */
async function greeted(id: number): Promise<Person> {
  const person = emulator.person(id);
  expect(await answerTo(person, '/start')).toBe(texts.welcome);
  return person;
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
    const person = await greeted(1);
    expect(await answerTo(person, '/help')).toBe(texts.help);
  });

  it('shows the clause that is asked for, with its standing', async () => {
    const answer = await answerTo(await greeted(2), '/clause 九');
    expect(answer).toContain('「（九）着力为促进司法公正提供法律服务。');
    expect(answer).toContain('推进刑事案件律师辩护全覆盖。');
    expect(answer).toContain(`1. 韶司办〔2021〕56号（九）（${statuses.unknown}）`);
  });

  it('answers a question in daily words with the clause', async () => {
    const answer = await answerTo(await greeted(3), '公证员要多少名');
    expect(answer).toContain('1. 执业公证员达到32名以上。');
    expect(answer.endsWith(texts.automated)).toBe(true);
    expect(answer).toContain(`韶司办〔2021〕56号附件2·公证法律服务·1（${statuses.expired}）`);
  });

  it('keeps people apart', async () => {
    const [li, wang] = await Promise.all([greeted(21), greeted(22)]);
    await Promise.all([li.say('/help'), wang.say('他说要打死我')]);
    expect(await li.hears(1)).toEqual([texts.help]);
    expect((await wang.hears(1))[0]).toMatch(/^请马上拨打110报警/);
  });

  it('tells whoever began without 开始 who is speaking, once', async () => {
    const person = emulator.person(6);
    await person.say('公证员要多少名');
    expect((await person.hears(2))[1]).toBe(texts.firstNotice);
    expect(await answerTo(person, '/help')).toBe(texts.help);
  });

  it('leads through an interview, question by question', async () => {
    const person = await greeted(7);
    expect(await answerTo(person, '/aid')).toContain('（第1步，最多');
    expect(await answerTo(person, '1')).toContain('（第2步，最多');
    expect(await answerTo(person, '不做了')).not.toContain('最多');
  });

  it('hands over, and brings the reply of staff into the same chat', async () => {
    const person = await greeted(4);
    const number = await handOver(person);
    expect(await server.run('tickets')).toContain(
      `${number} · 刚刚 · Telegram · 文件中没有\n  问：法律援助处在哪条路几号`,
    );
    await server.run('tickets', 'answer', number, '请带身份证和结婚证来。');
    expect(await person.hears(1)).toEqual([texts.staffReply(number, '请带身份证和结婚证来。')]);
    expect(await server.run('tickets')).not.toContain(number);
  });

  it('loses nothing when the server is killed: neither what staff reply nor what is said meanwhile', async () => {
    const person = await greeted(5);
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

describe('what the emulator cannot take', () => {
  it(
    'files: the record of a chat, and the PDF of an interview',
    async () => {
      const api = await new BotApiStandIn(TOKEN).start();
      const real = await startRealServer({ BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: api.root });
      onTestFinished(async () => {
        await real.close();
        await api.close();
      });
      const li = personIn(api, 7);
      const files = () => li.heard().flatMap(({ document }) => document ?? []);
      await next(li, () => li.says('/start'));
      li.says('/export');
      await vi.waitFor(() => expect(files()).toHaveLength(1), { timeout: 20_000 });
      expect(files()[0]).toMatchObject({ name: texts.record.fileName });
      await pressedThrough(li);
      await vi.waitFor(() => expect(files()).toHaveLength(2), { timeout: 20_000 });
      expect(files()[1]?.name).toMatch(/\.pdf$/);
      expect(files()[1]?.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    },
    STARTING_MS,
  );
});
