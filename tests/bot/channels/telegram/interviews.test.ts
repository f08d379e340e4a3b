/** An interview from `/start` to the PDF, by nothing but buttons. The interviews that ship, real delivery, real documents. */
import { describe, expect, it } from 'vitest';
import { interviewLabels, noPdf, welcome } from '../../../../bot/texts.ts';
import type { SentMessage } from './bot-api-outgoing.ts';
import { next, pressedThrough } from './interviewee.ts';
import { answerTo, shippedGuides, startWholeBot, until } from './whole-bot.ts';

const guides = shippedGuides();
const labels = ({ rows }: SentMessage) => rows.map((row) => row.map(({ text }) => text));
const ASIDE = ['上一步', '跳过', '为什么问这个', '不做了', '改一下', '转人工'];

describe('/start', () => {
  it('greets and offers the two interviews, one below the other', async () => {
    const li = (await startWholeBot({ guides })).person(7);
    const greeting = await next(li, () => li.says('/start'));
    expect(greeting.text).toBe(welcome);
    expect(labels(greeting)).toEqual([[interviewLabels['legal-aid']], [interviewLabels['which-door']]]);
    const looks = greeting.entities.map(({ type, offset, length }) => [
      type,
      greeting.text.slice(offset, offset + length),
    ]);
    expect(looks).toEqual([
      ['bold', welcome.split('\n')[0]],
      ['phone_number', '12348'],
      ['phone_number', '110'],
    ]);
    const question = await next(li, () => li.presses(greeting, 0));
    expect(question.text).toContain(guides.interviews.get('legal-aid')!.intro);
    await until(() => expect(greeting.buttons).toEqual([]));
  });
});

describe('an interview', () => {
  it('shows each answer in a row of its own, the rest together, and where it stands', async () => {
    const li = (await startWholeBot({ guides })).person(7);
    const { questions } = await pressedThrough(li);
    expect(questions.length).toBeGreaterThan(2);
    for (const [index, question] of questions.entries()) {
      expect(question.text).toContain(`（第${index + 1}步，最多`);
      const rows = labels(question);
      const aside = rows.filter((row) => row.some((text) => ASIDE.includes(text)));
      const answers = rows.filter((row) => !aside.includes(row));
      expect(answers.length).toBeGreaterThan(1);
      expect(answers.map((row) => row.length)).toEqual(answers.map(() => 1));
      expect(aside.flat().every((text) => ASIDE.includes(text))).toBe(true);
      expect(rows).toEqual([...answers, ...aside]);
      expect(aside.length).toBeLessThanOrEqual(2);
      // The body counts the answers, and nothing is written out twice.
      expect(question.text.match(/^1\. /gm)).toHaveLength(1);
    }
  });

  it('ends with the text, then the PDF of it', async () => {
    const bot = await startWholeBot({ guides });
    const li = bot.person(7);
    const { result } = await pressedThrough(li);
    const { title } = guides.interviews.get('legal-aid')!;
    await until(() => expect(li.heard().at(-1)?.document?.name).toBe(`${title}.pdf`));
    const file = li.heard().at(-1)!;
    expect(li.heard().at(-2)).toBe(result);
    expect(file.text).toBe(title);
    expect(file.document?.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(file.document!.bytes.length).toBeGreaterThan(5000);
  });

  it('ends with a plain sentence when there is no PDF, and the chat goes on', async () => {
    const make = () => Promise.reject(new Error('no memory'));
    const li = (await startWholeBot({ guides, documents: () => ({ make }) })).person(7);
    await pressedThrough(li);
    await until(() => expect(li.heard().at(-1)?.text).toBe(noPdf));
    const answer = await next(li, () => li.says('欠薪怎么办'));
    expect(answer.text).toBe(answerTo('欠薪怎么办'));
  });

  it('an answer pressed twice is one answer; one of an earlier question is none', async () => {
    const bot = await startWholeBot({ guides });
    const li = bot.person(7);
    const first = await next(li, () => li.says('/aid'));
    const data = first.buttons[0]!.callback_data;
    const second = await next(li, () => {
      for (let times = 0; times < 3; times += 1) bot.api.press(li.chat, li.id, first.message_id, data);
    });
    await until(() => expect(bot.api.toasts).toHaveLength(3));
    expect(li.heard()).toEqual([first, second]);
    const back = await next(li, () => li.presses(second, '上一步'));
    expect(back.text).toContain('（第1步');
    const late = bot.api.press(li.chat, li.id, first.message_id, data);
    await until(() => expect(bot.api.toasts.map(({ id }) => id)).toContain(late));
    expect(li.heard()).toEqual([first, second, back]);
  });
});
