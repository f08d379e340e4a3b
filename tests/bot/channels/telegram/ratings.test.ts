/** What people think of answers: said by a button, whenever they like, by the one who asked and nobody else. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createCallbackTokens } from '../../../../bot/channels/telegram/callback-token.ts';
import { pressed, ratingLabels, thanks } from '../../../../bot/texts.ts';
import type { SentMessage } from './bot-api-outgoing.ts';
import { answerTo, OPTIONS, startWholeBot, TOKEN, until } from './whole-bot.ts';

let bot: Awaited<ReturnType<typeof startWholeBot>>;
beforeEach(async () => {
  bot = await startWholeBot();
});

const group = { id: -100, type: 'group' } as const;
const LABELS = Object.values(ratingLabels);
const toastTo = (id: string) => bot.api.toasts.find((toast) => toast.id === id)?.text;
const labels = ({ buttons }: SentMessage) => buttons.map(({ text }) => text);
const ratings = async (conversation = 'telegram:7') =>
  (await bot.record(conversation)).ratings.map(({ value, question }) => `${question}: ${value}`);

async function answered(id = 7, chat?: typeof group) {
  const person = bot.person(id, chat);
  person.says(chat ? '@shaofatong_bot 欠薪' : '欠薪');
  await until(() => expect(person.heard()).toHaveLength(1));
  return { person, answer: person.heard()[0]! };
}

describe('a rating', () => {
  it('is asked for under answers, not under questions', async () => {
    const { person, answer } = await answered();
    expect(labels(answer)).toEqual(LABELS);
    person.says('选');
    await until(() => expect(person.heard()).toHaveLength(2));
    expect(labels(person.heard()[1]!)).toEqual(OPTIONS);
  });

  it('is thanked for, kept beside question and answer, and asked for no more', async () => {
    const { person, answer } = await answered();
    const query = person.presses(answer, ratingLabels.useful);
    await until(() => expect(toastTo(query)).toBe(pressed.rated));
    await until(async () => expect(await ratings()).toEqual(['欠薪: useful']));
    await until(() => expect(answer.buttons).toEqual([]));
    await until(() => expect(person.heard().at(-1)?.text).toBe(thanks));
    await until(() => expect(bot.api.pending()).toEqual([]));
  });

  it('counts once when it is pressed twice; another one takes its place', async () => {
    const { person, answer } = await answered();
    const [useful, , wrong] = answer.buttons.map(({ callback_data }) => callback_data);
    const press = (data: string) => bot.api.press(person.chat, person.id, answer.message_id, data);
    const queries = [useful!, useful!, wrong!].map(press);
    await until(() => expect(bot.api.toasts).toHaveLength(3));
    expect(queries.map(toastTo)).toEqual([pressed.rated, pressed.ratedBefore, pressed.rated]);
    await until(async () => expect(await ratings()).toEqual(['欠薪: wrong']));
    // One that comes late, or again, does not turn it back.
    const late = press(useful!);
    await until(() => expect(toastTo(late)).toBe(pressed.ratedBefore));
    expect(await ratings()).toEqual(['欠薪: wrong']);
    expect(person.heard().filter(({ text }) => text === thanks)).toHaveLength(1);
  });

  it('of an old answer is taken, unlike an option of an old question', async () => {
    const { person, answer } = await answered();
    for (const text of ['选', '别的事']) person.says(text);
    await until(() => expect(person.heard()).toHaveLength(3));
    const question = person.heard()[1]!;
    const late = person.presses(question, 0);
    await until(() => expect(toastTo(late)).toBe(pressed.stale));
    const query = person.presses(answer, ratingLabels['off-target']);
    await until(() => expect(toastTo(query)).toBe(pressed.rated));
    await until(async () => expect(await ratings()).toEqual(['欠薪: off-target']));
  });

  it('that asks for a person opens a ticket, and says so', async () => {
    const { person, answer } = await answered();
    const query = person.presses(answer, ratingLabels.person);
    await until(() => expect(toastTo(query)).toBe(pressed.chosen(ratingLabels.person)));
    await until(async () => expect(await bot.tickets()).toHaveLength(1));
  });

  it('that could not be stored is brought again, and not thanked for before', async () => {
    const { person, answer } = await answered();
    const accept = bot.delivery.accept.bind(bot.delivery);
    let failures = 1;
    bot.delivery.accept = (inbound) =>
      failures-- > 0 ? Promise.reject(new Error('disk full')) : accept(inbound);
    const query = person.presses(answer, ratingLabels.useful);
    await until(async () => expect(await ratings()).toEqual(['欠薪: useful']));
    await until(() => expect(bot.api.toasts).toEqual([{ id: query, text: pressed.rated }]));
  });
});

describe('the buttons of an answer with options', () => {
  async function withOptions() {
    bot = await startWholeBot({ adorn: (message) => ({ ...message, options: ['甲', '乙'] }) });
    const found = await answered();
    expect(labels(found.answer)).toEqual(['甲', '乙', ...LABELS]);
    return found;
  }

  it('keep the options when it was rated, and these still count', async () => {
    const { person, answer } = await withOptions();
    person.presses(answer, ratingLabels.useful);
    await until(() => expect(labels(answer)).toEqual(['甲', '乙']));
    const query = person.presses(answer, '乙');
    await until(() => expect(toastTo(query)).toBe(pressed.chosen('乙')));
    await until(() => expect(person.heard().at(-1)?.text).toBe(answerTo('乙')));
    await until(() => expect(answer.buttons).toEqual([]));
  });

  it('keep the ratings when an option was chosen, and these still count', async () => {
    const { person, answer } = await withOptions();
    person.presses(answer, '甲');
    await until(() => expect(labels(answer)).toEqual(LABELS));
    person.presses(answer, ratingLabels.wrong);
    await until(async () => expect(await ratings()).toEqual(['欠薪: wrong']));
    await until(() => expect(answer.buttons).toEqual([]));
  });
});

describe('refused is', () => {
  it.each([
    ['forged', () => 'r1.2.0.AAAAAAAAAAAAAAAAAAAAAA'],
    ['cut off', (data: string) => data.slice(0, -1)],
    ['another rating written into it', (data: string) => data.replace('.0.', '.2.')],
    ['another message written into it', (data: string) => data.replace('r1.2.', 'r1.4.')],
    ['an option made of it', (data: string) => data.replace('r1.', 'c1.')],
    ['no rating there is', (data: string) => data.replace('.0.', '.9.')],
  ])('%s', async (_name, forge) => {
    const { person, answer } = await answered();
    const data = forge(answer.buttons[0]!.callback_data);
    const query = bot.api.press(person.chat, person.id, answer.message_id, data);
    await until(() => expect(toastTo(query)).toBe(pressed.unknown));
    expect(await ratings()).toEqual([]);
    expect(labels(answer)).toEqual(LABELS);
    // Control: unchanged it counts.
    person.presses(answer, 0);
    await until(async () => expect(await ratings()).toEqual(['欠薪: useful']));
  });

  it('somebody else’s, in another chat as well as in the same group', async () => {
    const { answer } = await answered(7);
    const { person: wang } = await answered(8);
    const data = answer.buttons[0]!.callback_data;
    const foreign = bot.api.press(wang.chat, wang.id, answer.message_id, data);
    const { person: li, answer: public_ } = await answered(7, group);
    const besides = bot.person(9, group).presses(public_, ratingLabels.wrong);
    await until(() => expect(bot.api.toasts).toHaveLength(2));
    expect([foreign, besides].map(toastTo)).toEqual([pressed.unknown, pressed.unknown]);
    expect(await ratings('telegram:-100/7')).toEqual([]);
    // Control: the one who asked may.
    li.presses(public_, ratingLabels.wrong);
    await until(async () => expect(await ratings('telegram:-100/7')).toEqual(['欠薪: wrong']));
    expect([...(await ratings('telegram:7')), ...(await ratings('telegram:8'))]).toEqual([]);
  });

  it('one of a message that is not rateable, though it is signed', async () => {
    const { person, answer } = await answered();
    person.presses(answer, ratingLabels.useful);
    await until(() => expect(person.heard().at(-1)?.text).toBe(thanks));
    const data = createCallbackTokens(TOKEN).issue('telegram:7', { kind: 'rating', seq: 3, value: 'wrong' });
    const query = bot.api.press(person.chat, 7, person.heard().at(-1)!.message_id, data);
    await until(() => expect(toastTo(query)).toBe(pressed.unknown));
    expect(await ratings()).toEqual(['欠薪: useful']);
  });
});
