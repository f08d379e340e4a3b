/** Telegram as people use it: what they send, and what comes back. Real delivery and decisions; made-up knowledge. */
import { describe, expect, it } from 'vitest';
import * as texts from '../../../../bot/texts.ts';
import { answerTo, startWholeBot, until } from './whole-bot.ts';

type Bot = Awaited<ReturnType<typeof startWholeBot>>;
const group = { id: -100, type: 'group' } as const;
const bodies = (person: ReturnType<Bot['person']>) => person.heard().map(({ text }) => text);

describe('what is not words', () => {
  it.each([
    [{ location: { latitude: 24.8, longitude: 113.6 } }, '附近的地方'],
    [{ voice: { file_id: 'v' } }, texts.unreadable.voice],
    [{ sticker: { file_id: 's' } }, texts.unreadable.sticker],
    [{ contact: { phone_number: '1' } }, texts.unreadable.contact],
    [{ video: { file_id: 'v' } }, texts.unreadable.video],
    [{ poll: { id: '1' } }, texts.unreadable.other],
  ])('%j has one clear reply', async (what, reply) => {
    const bot = await startWholeBot();
    const li = bot.person(7);
    li.sends(what);
    li.says('好');
    await until(() => expect(bodies(li)).toEqual([reply, answerTo('好')]));
  });
});

describe('a message that is changed', () => {
  it('is answered anew, once, and not at all when its words are the same', async () => {
    const bot = await startWholeBot();
    const li = bot.person(7);
    const question = li.says('欠新怎么办');
    await until(() => expect(bodies(li)).toEqual([answerTo('欠新怎么办')]));
    for (let times = 0; times < 3; times += 1) li.edits(question, '欠薪怎么办');
    li.edits(question, '欠薪怎么办', 3);
    li.says('好');
    await until(() =>
      expect(bodies(li)).toEqual([answerTo('欠新怎么办'), answerTo('欠薪怎么办'), answerTo('好')]),
    );
  });
});

describe('a group', () => {
  it('gets an answer when it asks, with the way to a private chat the first time', async () => {
    const bot = await startWholeBot();
    const li = bot.person(7, group);
    const link = 'https://t.me/shaofatong_bot?start=group';
    li.says('今天天气好');
    const asked = li.says('@shaofatong_bot 欠薪怎么办');
    await until(() =>
      expect(bodies(li)).toEqual([answerTo(`欠薪怎么办\n\n${texts.personalInPrivate(link)}`)]),
    );
    expect(li.heard()[0]?.reply_parameters?.message_id).toBe(asked);
    expect(li.heard()[0]?.entities).toContainEqual(expect.objectContaining({ type: 'text_link', url: link }));
    li.says('@shaofatong_bot 还有呢');
    await until(() => expect(bodies(li).at(-1)).toBe(answerTo('还有呢')));
  });

  it('never becomes the place of a ticket, a file or a position', async () => {
    const bot = await startWholeBot();
    const li = bot.person(7, group);
    const reply = texts.askInPrivate('https://t.me/shaofatong_bot?start=group');
    const reply_to_message = {
      message_id: 1,
      date: 1,
      chat: group,
      from: { id: 42, is_bot: true, first_name: 'x' },
    };
    li.says('@shaofatong_bot 不知道');
    li.says('/person@shaofatong_bot');
    li.sends({ photo: [{ file_id: 'f' }], reply_to_message });
    li.sends({ location: { latitude: 1, longitude: 2 }, reply_to_message });
    await until(() => expect(bodies(li)).toEqual([reply, reply, reply, reply]));
    expect(await bot.tickets()).toEqual([]);
    expect(bot.api.called('getFile')).toEqual([]);
    const alone = bot.person(7);
    alone.says('不知道');
    await until(async () => expect(await bot.tickets()).toHaveLength(1));
  });

  it('is warned of danger like everybody', async () => {
    const bot = await startWholeBot();
    const li = bot.person(7, group);
    li.says('@shaofatong_bot 他要打死我');
    await until(() => expect(bodies(li)).toEqual(['请马上拨打110。']));
  });

  it('keeps the buttons of one person from another', async () => {
    const bot = await startWholeBot();
    const [li, wang] = [bot.person(7, group), bot.person(8, group)];
    li.says('@shaofatong_bot 选');
    await until(() => expect(li.heard().at(-1)?.buttons).toHaveLength(2));
    const question = li.heard().at(-1)!;
    const others = wang.presses(question, 0);
    await until(() => expect(bot.api.toasts).toEqual([{ id: others, text: texts.pressed.unknown }]));
    expect(question.buttons).toHaveLength(2);
    li.presses(question, 0);
    await until(() => expect(question.buttons).toEqual([]));
  });
});

describe('a flood', () => {
  const limits = { messages: { burst: 3, perSecond: 0.001 }, files: { burst: 1, perSecond: 0.001 } };

  it('is told once, and keeps nobody else waiting', async () => {
    const bot = await startWholeBot({ limits });
    const [li, wang] = [bot.person(7), bot.person(8)];
    for (let n = 1; n <= 30; n += 1) li.says(`${n}`);
    wang.says('在吗');
    await until(() => expect(bodies(wang)).toEqual([answerTo('在吗')]));
    await until(() => expect(bot.api.pending()).toEqual([]));
    await until(() =>
      expect(bodies(li)).toEqual([answerTo('1'), answerTo('2'), answerTo('3'), texts.unreadable.flood]),
    );
  });

  it('does not count a message again that could not be stored', async () => {
    const bot = await startWholeBot({ limits });
    const accept = bot.delivery.accept.bind(bot.delivery);
    let failures = 3;
    bot.delivery.accept = (inbound) =>
      failures-- > 0 ? Promise.reject(new Error('disk full')) : accept(inbound);
    const li = bot.person(7);
    for (const text of ['1', '2', '3']) li.says(text);
    await until(() => expect(bodies(li)).toEqual([answerTo('1'), answerTo('2'), answerTo('3')]));
  });

  it('of presses is told so, and the button stays', async () => {
    const bot = await startWholeBot({ limits: { ...limits, messages: { burst: 1, perSecond: 0.001 } } });
    const li = bot.person(7);
    li.says('选');
    await until(() => expect(li.heard().at(-1)?.buttons).toHaveLength(2));
    const query = li.presses(li.heard().at(-1)!, 0);
    await until(() => expect(bot.api.toasts).toEqual([{ id: query, text: texts.pressed.tooFast }]));
    expect(li.heard().at(-1)?.buttons).toHaveLength(2);
  });
});

describe('sending', () => {
  it('to somebody who blocked the bot ends, and others hear on', async () => {
    const bot = await startWholeBot();
    const [li, wang] = [bot.person(7), bot.person(8)];
    li.blocks();
    li.says('一');
    wang.says('二');
    await until(() => expect(bodies(wang)).toEqual([answerTo('二')]));
    await until(() => expect(bot.api.called('sendMessage')).toHaveLength(2));
  });

  it('keeps the rates: many people at once, several messages to one, hardly any refused and none lost or twice', async () => {
    const bot = await startWholeBot({ paced: true });
    const people = Array.from({ length: 40 }, (_, n) => bot.person(100 + n));
    for (const one of people) one.says('一');
    people[0]!.says('二');
    await until(() => expect(bot.api.sent).toHaveLength(41));
    // On a busy machine two sends may reach the stand-in closer together than they left; without the pace a good part of them is refused.
    expect(bot.api.called('sendMessage').length).toBeLessThan(41 + 8);
    expect(bodies(people[0]!)).toEqual([answerTo('一'), answerTo('二')]);
  });

  it('says about privacy what there is to say', async () => {
    const bot = await startWholeBot();
    const li = bot.person(7);
    li.says('/privacy');
    await until(() => expect(bodies(li)).toEqual([texts.privacy]));
  });
});
