/** Interviews in the chat: begun, interrupted, left for days, ended, handed over. */
import { describe, expect, test } from 'vitest';
import * as texts from '../../../bot/texts.ts';
import { talk } from './talking.ts';

const AID = texts.interviewLabels['legal-aid'];
const DOOR = texts.interviewLabels['which-door'];
const INTAKE = texts.interviewLabels['handoff-intake'];
const PRIORITY = texts.interviewLabels['special-groups'];
const kinds = (effects: readonly { kind: string }[]) => effects.map(({ kind }) => kind);

describe('an interview', () => {
  test.each([AID, '法律援助自测', '法援自测。'])(
    'begins with «%s», and says what it is for',
    async (words) => {
      const { said, state } = await talk().say(words);
      expect(said).toHaveLength(1);
      expect(said[0]).toMatchObject({ kind: 'clarify', progress: { at: 1 } });
      expect(said[0]!.body).toContain('由受理的法律援助机构决定');
      expect(state.interview).toMatchObject({ interview: 'legal-aid' });
    },
  );

  test('begins by command as well; an answer on legal aid offers it, one on something else does not (control)', async () => {
    const command = { kind: 'command', name: 'door', argument: '' } as const;
    expect((await talk().does(command)).state.interview).toMatchObject({ interview: 'which-door' });
    expect((await talk().say('法律援助要钱吗')).said[0]!.options).toEqual([AID]);
    expect((await talk().say('公证要钱吗')).said[0]!.options).toEqual([]);
  });

  test('does not ask what was said before it began', async () => {
    const story = await talk().say('我是农民工，老板欠我工资半年了，法律援助能帮我吗');
    const begun = await story.say(AID);
    expect(begun.body).toContain('您前面说过：');
    expect(begun.state.interview).toMatchObject({
      known: [{ step: 'matter', value: 'labour' }, { step: 'work' }],
    });
    const blank = await talk().say(AID);
    expect(blank.body).not.toContain('您前面说过');
  });

  test('goes on after a question of the person’s own, which is answered first', async () => {
    const begun = await talk().say(AID);
    const asked = await begun.say('公证要钱吗？');
    expect(asked.said.map(({ kind }) => kind)).toEqual(['answer', 'clarify']);
    expect(asked.said[1]!.body).toContain(texts.backToInterview);
    expect(asked.state.interview).toEqual(begun.state.interview);
    expect((await asked.say('1')).said[0]).toMatchObject({ progress: { at: 2 } });
  });

  test('what nothing on file answers is asked again, not handed over', async () => {
    const begun = await talk().say(AID);
    const asked = await begun.say('月亮离这里多远呢？');
    expect(kinds(asked.effects)).toEqual(['send']);
    expect(asked.body).toContain('没听明白');
  });

  test('danger comes first and leaves the interview where it was', async () => {
    const begun = await (await talk().say(AID)).say('1');
    const danger = await begun.say('他又来打我了');
    expect(danger.said.map(({ kind }) => kind)).toEqual(['emergency']);
    expect(danger.state.interview).toEqual(begun.state.interview);
  });

  test('the numbers come whatever fails besides; without danger the failure is reported (control)', async () => {
    const begun = await talk().say(AID);
    const broken = talk({ ...begun.state, interview: begun.state.interview }, [], undefined, 0, () =>
      Promise.reject(new Error('knowledge is closed')),
    );
    expect((await broken.say('他又来打我了，怎么办？')).said.map(({ kind }) => kind)).toEqual(['emergency']);
    await expect(broken.say('月亮离这里多远呢？')).rejects.toThrow('closed');
  });

  test('a button of ours that names violence gets the number first, and counts as the answer', async () => {
    const begun = await talk().say(AID);
    const option = begun.said[0]!.options.find((one) => one.includes('打人'))!;
    const chosen = await begun.say(option);
    expect(chosen.said.map(({ kind }) => kind)).toEqual(['emergency', 'clarify']);
    expect(chosen.said[1]).toMatchObject({ progress: { at: 2 } });
  });

  test('is taken up again after days, and asks first', async () => {
    const begun = await (await talk().say(AID)).say('2');
    const back = await begun.later(72).say('在吗');
    expect(back.said[0]!.options).toContain('接着来');
    const resumed = await back.say('接着来');
    expect(resumed.said[0]).toMatchObject({ progress: { at: 2 } });
  });

  test('can be left at any time, by its own word or by /new', async () => {
    const begun = await talk().say(AID);
    expect((await begun.say('不做了')).state.interview).toBeUndefined();
    expect(
      (await begun.does({ kind: 'command', name: 'new', argument: '' })).state.interview,
    ).toBeUndefined();
    expect((await begun.say(DOOR)).state.interview).toMatchObject({ interview: 'which-door' });
  });

  test('what comes in between leads back to the question; outside an interview nothing does (control)', async () => {
    const begun = await (await talk().say(AID)).say('2');
    const between = await begun.does({ kind: 'command', name: 'privacy', argument: '' });
    expect(between.said[0]!.options).toContain('接着来');
    expect((await between.say('接着来')).said[0]).toMatchObject({ progress: { at: 2 } });
    const outside = await talk().does({ kind: 'command', name: 'privacy', argument: '' });
    expect(outside.said[0]!.options).not.toContain('接着来');
  });

  test('that another version stored begins anew, with a sentence that says so', async () => {
    const begun = await talk().say(AID);
    const old = talk({ ...begun.state, interview: { schema: 99 } });
    const said = await old.say('1');
    expect(said.body).toContain('接不上了');
    expect(said.state.interview).toBeUndefined();
    expect(said.said[0]!.options).toEqual([AID, DOOR]);
  });

  test('ends with a result that prints, each sentence with its basis, and decides nothing', async () => {
    let chat = await talk().say(AID);
    for (let turns = 0; chat.state.interview !== undefined && turns < 10; turns += 1)
      chat = await chat.say(chat.said.at(-1)!.options[0]!);
    const { summary } = chat.said.at(-1)!;
    expect(summary).toMatchObject({ interview: 'legal-aid', date: '2026-11-23' });
    expect(summary!.say.every(({ citation }) => citation.startsWith('《'))).toBe(true);
    expect(chat.body).toContain('依据：');
    expect(chat.body).not.toMatch(/您符合|您不符合/u);
  });
});

describe('handing over', () => {
  test('takes along what the interview was told', async () => {
    const begun = await (await talk().say(AID)).say('2');
    const { effects, state } = await begun.say('转人工');
    const [ticket] = effects.flatMap((effect) => (effect.kind === 'open-ticket' ? [effect.ticket] : []));
    expect(ticket!.summary).toContain('事情：');
    expect(state.interview).toBeUndefined();
  });

  test('offers to say more, which is added to the ticket', async () => {
    let chat = await talk().say('我家的牛丢了');
    expect(chat.said[0]!.options).toEqual([INTAKE, PRIORITY]);
    chat = await chat.say(INTAKE);
    for (const words of ['牛在山上不见了', '跳过', '始兴县', '跳过', '跳过']) chat = await chat.say(words);
    const note = chat.effects.find(({ kind }) => kind === 'note-ticket');
    expect(note).toMatchObject({ number: '20261123-0001' });
    expect(JSON.stringify(note)).toContain('牛在山上不见了');
    expect(chat.body).toContain('20261123-0001');
    expect(chat.state.interview).toBeUndefined();
  });

  test('what is added after the ticket was answered opens a new one: nothing that was told is lost', async () => {
    let chat = await (await talk().say('我家的牛丢了')).say(INTAKE);
    chat = await chat.does({ kind: 'staff-reply', ticket: '20261123-0001', text: '找到了', author: '李' });
    for (const words of ['牛不见了', '跳过', '跳过', '跳过', '跳过']) chat = await chat.say(words);
    expect(kinds(chat.effects)).toEqual(['open-ticket', 'send']);
    expect(JSON.stringify(chat.effects[0])).toContain('牛不见了');
  });
});

describe('a group that is served first', () => {
  test('is noted with consent only, in the registry and in the ticket that waits', async () => {
    const waiting = await talk().say('我家的牛丢了，我有残疾证');
    const asked = await waiting.say(PRIORITY);
    expect(asked.body).toContain('残疾');
    const agreed = await asked.say('可以记');
    expect(kinds(agreed.effects)).toEqual(['register-recipient', 'note-ticket', 'send']);
    expect(agreed.state.groups).toHaveLength(1);
    const refused = await asked.say('不用记');
    expect(kinds(refused.effects)).toEqual(['send']);
    expect(refused.state.groups).toBeUndefined();
  });

  test('stands in later tickets, and can be withdrawn', async () => {
    const agreed = await (await (await talk().say('我有残疾证，牛丢了')).say(PRIORITY)).say('可以记');
    const later = await agreed.say('羊也丢了');
    expect(JSON.stringify(later.effects)).toContain('本人同意登记');
    const gone = await later.say(texts.withdrawLabel);
    expect(kinds(gone.effects)).toEqual(['withdraw-recipient', 'send']);
    expect(JSON.stringify((await gone.say('猪也丢了')).effects)).not.toContain('本人同意登记');
  });
});
