/** Buttons: an option is chosen once, by the one who was asked, while the question stands. */
import { beforeEach, describe, expect, it } from 'vitest';
import { pressed } from '../../../../bot/texts.ts';
import { answerTo, OPTIONS, startWholeBot, until } from './whole-bot.ts';

let bot: Awaited<ReturnType<typeof startWholeBot>>;
beforeEach(async () => {
  bot = await startWholeBot();
});

const toastTo = (id: string) => bot.api.toasts.find((toast) => toast.id === id)?.text;
const citizenLines = async (conversation: string) =>
  (await bot.transcript(conversation)).filter((line) => line.startsWith('citizen'));

async function asked(id = 7) {
  const person = bot.person(id);
  person.says('选');
  await until(() => expect(person.heard().at(-1)?.buttons).toHaveLength(2));
  return { person, question: person.heard().at(-1)! };
}

describe('a button', () => {
  it('says its option, is confirmed, and goes', async () => {
    const { person, question } = await asked();
    expect(question.buttons.map(({ text }) => text)).toEqual(OPTIONS);
    const query = person.presses(question, 1);
    await until(() => expect(person.heard().at(-1)?.text).toBe(answerTo(OPTIONS[1]!)));
    await until(() => expect(question.buttons).toEqual([]));
    expect(toastTo(query)).toBe(pressed.chosen(OPTIONS[1]!));
    await until(() => expect(bot.api.pending()).toEqual([]));
  });

  it('counts once when it is pressed twice, or another one after it', async () => {
    const { person, question } = await asked();
    const [first, second] = question.buttons.map(({ callback_data }) => callback_data);
    const queries = [first!, first!, second!].map((data) =>
      bot.api.press(person.chat, person.id, question.message_id, data),
    );
    await until(() => expect(bot.api.toasts).toHaveLength(3));
    expect(queries.map(toastTo)).toEqual([pressed.chosen(OPTIONS[0]!), pressed.taken, pressed.taken]);
    const late = bot.api.press(person.chat, person.id, question.message_id, second!);
    await until(() => expect(toastTo(late)).toBe(pressed.taken));
    expect(await citizenLines('telegram:7')).toEqual(['citizen: 选', `citizen: ${OPTIONS[0]}`]);
  });

  it('of an earlier question says so and changes nothing', async () => {
    const { person, question } = await asked();
    const data = question.buttons[0]!.callback_data;
    person.says('别的事');
    await until(() => expect(person.heard().at(-1)?.text).toBe(answerTo('别的事')));
    const query = bot.api.press(person.chat, person.id, question.message_id, data);
    await until(() => expect(toastTo(query)).toBe(pressed.stale));
    expect(await citizenLines('telegram:7')).toEqual(['citizen: 选', 'citizen: 别的事']);
    await until(() => expect(question.buttons).toEqual([]));
  });

  it.each(['', 'c1', 'c1.2.0.AAAAAAAAAAAAAAAAAAAAAA', '选', 'x'.repeat(64), "'; drop table inbox"])(
    'forged as %j is refused, with one clear word',
    async (data) => {
      const { person, question } = await asked();
      const query = bot.api.press(person.chat, person.id, question.message_id, data);
      await until(() => expect(toastTo(query)).toBe(pressed.unknown));
      expect(await citizenLines('telegram:7')).toEqual(['citizen: 选']);
      expect(question.buttons).toHaveLength(2);
    },
  );

  it('of somebody else, or with another option written into it, is refused', async () => {
    const { question } = await asked(7);
    const { person: other } = await asked(8);
    const foreign = bot.api.press(
      other.chat,
      other.id,
      question.message_id,
      question.buttons[0]!.callback_data,
    );
    const altered = question.buttons[0]!.callback_data.replace('.0.', '.1.');
    const changed = bot.api.press({ id: 7, type: 'private' }, 7, question.message_id, altered);
    await until(() => expect(bot.api.toasts).toHaveLength(2));
    expect([foreign, changed].map(toastTo)).toEqual([pressed.unknown, pressed.unknown]);
    expect(await citizenLines('telegram:8')).toEqual(['citizen: 选']);
    expect(await citizenLines('telegram:7')).toEqual(['citizen: 选']);
  });

  it('that cannot be taken away, of a query that is too old, still counts', async () => {
    const { person, question } = await asked();
    bot.api.now = () => Date.now() + 200_000;
    bot.api.script('editMessageReplyMarkup', {
      status: 400,
      body: { ok: false, error_code: 400, description: 'no' },
    });
    const id = `q${bot.api.newId()}`;
    const from = { id: 7, is_bot: false, first_name: '李' };
    const message = { message_id: question.message_id, date: 0, chat: person.chat };
    const data = question.buttons[0]!.callback_data;
    bot.api.happens(7, { callback_query: { id, from, message, chat_instance: '1', data } });
    await until(() => expect(person.heard().at(-1)?.text).toBe(answerTo(OPTIONS[0]!)));
    expect(bot.api.toasts).toEqual([]);
    await until(() => expect(bot.api.pending()).toEqual([]));
  });
});
