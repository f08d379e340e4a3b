/** The record in the person's own hands, ratings, and one thing worth knowing after what helped. */
import { describe, expect, test } from 'vitest';
import { freshState, readStored } from '../../../bot/conversation/state.ts';
import * as texts from '../../../bot/texts.ts';
import type { CommandName } from '../../../bot/types.ts';
import { guides, talk } from './talking.ts';

const kinds = (effects: readonly { kind: string }[]) => effects.map(({ kind }) => kind);
const command = (name: CommandName) => ({ kind: 'command', name, argument: '' }) as const;

describe('the record', () => {
  test('/privacy says what is kept and offers both rights', async () => {
    const { said } = await talk().does(command('privacy'));
    expect(said[0]!.options).toEqual([texts.exportLabel, texts.eraseLabel]);
    expect(said[0]!.body).toBe(texts.privacy);
  });

  test.each([texts.exportLabel, '/export'])('is given along on «%s»', async (words) => {
    const chat = words.startsWith('/') ? talk().does(command('export')) : talk().say(words);
    expect((await chat).said[0]).toMatchObject({ record: true });
  });

  test('is erased only after yes to a question that names the tickets that go with it', async () => {
    const waiting = await talk().say('我家的牛丢了');
    const asked = await waiting.does(command('erase'));
    expect(asked.body).toContain('20261123-0001');
    expect(kinds(asked.effects)).toEqual(['send']);
    const done = await asked.say(texts.confirmErase);
    expect(kinds(done.effects)).toEqual(['erase', 'send']);
    expect(done.state).toEqual({ ...freshState(), greeted: true });
    expect(kinds((await asked.say('好')).effects)).toEqual(['erase', 'send']);
    expect(kinds((await asked.say('不用了')).effects)).toEqual(['send']);
  });

  test('is not erased by a yes that answers something else', async () => {
    const asked = await talk().does(command('erase'));
    const other = await asked.say('公证要钱吗');
    expect(kinds((await other.say('好')).effects)).not.toContain('erase');
    expect(kinds((await talk().say(texts.confirmErase)).effects)).not.toContain('erase');
  });

  test('nothing of it is given or erased where others read along', async () => {
    const privateLink = 'https://t.me/x?start=group';
    for (const content of [
      { ...command('export'), privateLink },
      { kind: 'text', text: texts.interviewLabels['legal-aid'], privateLink } as const,
    ]) {
      const { said, state } = await talk().does(content);
      expect(said[0]!.body).toContain(privateLink);
      expect(said[0]!.record).toBeUndefined();
      expect(state.interview).toBeUndefined();
    }
  });
});

describe('a rating', () => {
  const rating = (value: 'useful' | 'off-target' | 'wrong' | 'person', seq = 2) =>
    ({ kind: 'rating', seq, value }) as const;

  test('is asked for under answers only', async () => {
    expect((await talk().say('公证要钱吗')).said[0]!.rateable).toBe(true);
    expect((await talk().say('牛丢了')).said[0]!.rateable).toBeUndefined();
  });

  test('is noted, and answered: thanks, another try, a person', async () => {
    const answered = await talk().say('公证要钱吗');
    for (const value of ['useful', 'off-target', 'wrong'] as const)
      expect((await answered.does(rating(value))).effects[0]).toEqual({ kind: 'rate', seq: 2, value });
    expect((await answered.does(rating('wrong'))).said[0]!.options).toEqual([texts.askForPerson]);
    expect(kinds((await answered.does(rating('person'))).effects)).toEqual(['rate', 'open-ticket', 'send']);
  });

  test('can be said in words right after an answer; the same words elsewhere are a question (control)', async () => {
    const answered = await talk().say('公证要钱吗');
    expect((await answered.say('说错了')).effects[0]).toEqual({ kind: 'rate', seq: null, value: 'wrong' });
    expect(kinds((await talk().say('有用')).effects)).not.toContain('rate');
  });

  test('that it helped leads to one item on the topic, if wished, and never to the same twice', async () => {
    let chat = await talk().say('公证要钱吗');
    const told = new Set<string>();
    const all = guides.education.items.filter(({ topics }) => topics.includes('notary'));
    expect(all.length).toBeGreaterThan(1);
    for (let turn = 0; turn < all.length; turn += 1) {
      chat = await chat.does(rating('useful'));
      expect(chat.said[0]!.options).toEqual([texts.tellMore, texts.noThanks]);
      chat = await chat.say(texts.tellMore);
      expect(chat.body).toMatch(/（《|（韶司办|（热线/u);
      told.add(chat.body);
    }
    expect(told.size).toBe(all.length);
    chat = await chat.does(rating('useful'));
    expect(chat.said[0]).toMatchObject({ body: texts.thanks, options: [] });
  });

  test('an offer is refused by no, and forgotten by the next question', async () => {
    const offered = await (await talk().say('公证要钱吗')).does(rating('useful'));
    expect((await offered.say('不用了')).body).toBe(texts.offerRefused);
    const asked = await offered.say('法律援助要钱吗');
    expect(asked.said[0]!.kind).toBe('answer');
    expect(asked.state.offer).toBeUndefined();
  });
});

describe('a stored state', () => {
  test('of this version is taken back as it is', () => {
    const state = { ...freshState(), history: [{ role: 'citizen', text: '问' }] };
    expect(readStored(state)).toEqual(state);
  });

  test.each([null, 1, 'x', [], { schema: 2, history: [], openTickets: ['20261123-0001'] }, { schema: 1 }])(
    'that another version wrote begins anew and keeps the tickets: %j',
    (stored) => {
      const tickets = JSON.stringify(stored).includes('0001') ? ['20261123-0001'] : [];
      expect(readStored(stored)).toEqual({ ...freshState(), greeted: true, openTickets: tickets });
    },
  );
});
