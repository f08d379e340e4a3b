/** A person takes along what is on record, and has it erased: the channel goes on, whatever was under way. */
import { describe, expect, it } from 'vitest';
import * as texts from '../../../../bot/texts.ts';
import { failed } from './bot-api-rules.ts';
import type { Person } from './people.ts';
import { answerTo, startWholeBot, until } from './whole-bot.ts';

const CHAT = 'telegram:7';
const LATER = failed(429, 'Too Many Requests', { retry_after: 3600 });
const lastOf = (person: Person) => person.heard().at(-1);

async function asked() {
  const bot = await startWholeBot();
  const li = bot.person(7);
  li.says('我的秘密');
  await until(() => expect(lastOf(li)?.text).toBe(answerTo('我的秘密')));
  return { bot, li };
}

/** By typing, which needs no message to have arrived. */
function erases(li: Person): void {
  li.says(texts.eraseLabel);
  li.says(texts.confirmErase);
}

describe('the record', () => {
  it('comes as a page that holds what was said', async () => {
    const { li } = await asked();
    li.says('/export');
    await until(() => expect(lastOf(li)?.document?.name).toBe(texts.record.fileName));
    expect(lastOf(li)?.text).toBe(texts.record.title);
    expect(lastOf(li)?.document?.bytes.toString()).toContain('我的秘密');
    expect(li.heard().at(-2)?.text).toBe(texts.recordReady);
  });

  it('does not go to a group', async () => {
    const bot = await startWholeBot();
    const li = bot.person(7, { id: -100, type: 'group' });
    li.says('/export@shaofatong_bot');
    await until(() => expect(lastOf(li)?.text).toContain('请私下问我'));
    expect(bot.api.called('sendDocument')).toEqual([]);
  });
});

describe('after an erasure', () => {
  it('by buttons, nothing is left, and the chat goes on', async () => {
    const { bot, li } = await asked();
    li.says('/privacy');
    await until(() => expect(lastOf(li)?.text).toBe(texts.privacy));
    li.presses(lastOf(li)!, texts.eraseLabel);
    await until(() => expect(lastOf(li)?.buttons.map(({ text }) => text)).toContain(texts.confirmErase));
    const question = lastOf(li)!;
    li.presses(question, texts.confirmErase);
    await until(() => expect(lastOf(li)?.text).toBe(texts.erased));
    await until(() => expect(question.buttons).toEqual([]));
    expect(await bot.transcript(CHAT)).toEqual([`bot: ${texts.erased}`]);
    li.says('还在吗');
    await until(() => expect(lastOf(li)?.text).toBe(answerTo('还在吗')));
  });

  it('the buttons of what was erased are void, say so, and go', async () => {
    const { bot, li } = await asked();
    li.says('选');
    await until(() => expect(li.heard()).toHaveLength(2));
    const [answer, question] = li.heard();
    erases(li);
    await until(() => expect(lastOf(li)?.text).toBe(texts.erased));
    li.presses(answer!, texts.ratingLabels.wrong);
    li.presses(question!, 0);
    await until(() =>
      expect(bot.api.toasts.map(({ text }) => text)).toEqual([texts.pressed.unknown, texts.pressed.unknown]),
    );
    await until(() => expect([...answer!.buttons, ...question!.buttons]).toEqual([]));
    expect((await bot.record(CHAT)).ratings).toEqual([]);
    expect(await bot.transcript(CHAT)).toEqual([`bot: ${texts.erased}`]);
  });

  it('a message that was still to be sent does not come', async () => {
    const { bot, li } = await asked();
    bot.api.script('sendMessage', LATER);
    li.says('再问');
    await until(() => expect(bot.api.called('sendMessage')).toHaveLength(2));
    erases(li);
    await until(() => expect(lastOf(li)?.text).toBe(texts.erased));
    li.says('还在吗');
    await until(() => expect(lastOf(li)?.text).toBe(answerTo('还在吗')));
    expect(li.heard().map(({ text }) => text)).not.toContain(answerTo('再问'));
  });

  it('a file that was still to be sent does not come', async () => {
    const { bot, li } = await asked();
    bot.api.script('sendDocument', LATER);
    li.says('/export');
    await until(() => expect(bot.api.called('sendDocument')).toHaveLength(1));
    erases(li);
    await until(() => expect(lastOf(li)?.text).toBe(texts.erased));
    expect(bot.api.called('sendDocument')).toHaveLength(1);
    expect(li.heard().filter(({ document }) => document !== undefined)).toEqual([]);
  });

  it('one that is made in that moment does not come either, and the chat goes on', async () => {
    const made = Promise.withResolvers<void>();
    const bot = await startWholeBot({
      documents: (real) => ({ make: (...args) => made.promise.then(() => real.make(...args)) }),
    });
    const li = bot.person(7);
    li.says('/export');
    await until(() => expect(lastOf(li)?.text).toBe(texts.recordReady));
    erases(li);
    await until(async () => expect(await bot.transcript(CHAT)).toEqual([`bot: ${texts.erased}`]));
    made.resolve();
    await until(() => expect(lastOf(li)?.text).toBe(texts.erased));
    expect(bot.api.called('sendDocument')).toEqual([]);
  });
});
