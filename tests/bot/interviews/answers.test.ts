/** Free answers in many wordings, and the words that steer an interview. */
import { describe, expect, it } from 'vitest';
import { answer, resume, start, startFromStory } from '../../../bot/interviews/engine.ts';
import type { InterviewState } from '../../../bot/interviews/state.ts';
import { summarise } from '../../../bot/interviews/summary.ts';
import { view } from '../../../bot/interviews/view.ts';
import { interview } from './cards.ts';

const aid = interview('legal-aid');
const HOUR = 3_600_000;

function at(id: string, said: readonly string[]): InterviewState {
  const one = interview(id);
  return said.reduce((state, text) => answer(one, state, text, 0).state, start(one, [], 0));
}
/** What the answer was taken for, or null when it was not understood. */
function taken(id: string, before: readonly string[], text: string): string | null {
  const state = at(id, before);
  const { state: next } = answer(interview(id), state, text, 0);
  return next.said.length > state.said.length ? next.said.at(-1)!.value : null;
}

describe('what is it about', () => {
  it.each([
    ['2', 'labour'],
    ['２', 'labour'],
    ['②', 'labour'],
    ['二', 'labour'],
    ['第二个', 'labour'],
    ['选2', 'labour'],
    ['2.', 'labour'],
    ['被欠工资、工伤，或者跟单位的纠纷', 'labour'],
    ['老板唔出粮', 'labour'],
    ['欠薪', 'labour'],
    ['我被炒鱿鱼了', 'labour'],
    ['离婚', 'civil'],
    ['想离婚，怎么办', 'civil'],
    ['儿子不给赡养费', 'support'],
    ['老公打我', 'violence'],
    ['弟弟被抓了', 'criminal'],
    ['我细佬俾公安捉咗', 'criminal'],
    ['征地补偿太低', 'admin'],
    ['我就想咨询一下', 'consult'],
    ['都不是', null],
    ['嗯', null],
    ['好像是工资吧', null],
    ['12', null],
    ['0', null],
  ])('%s', (text, value) => expect(taken('legal-aid', [], text)).toBe(value));
});

describe('yes and no', () => {
  it.each([
    ['没有', 'no'],
    ['还没有', 'no'],
    ['冇', 'no'],
    ['冇啊', 'no'],
    ['唔系', 'no'],
    ['未请', 'no'],
    ['没请', 'no'],
    ['没有请过', 'no'],
    ['还没呢', 'no'],
    ['没钱请啊', 'no'],
    ['冇钱请律师', 'no'],
    ['不是，没有', 'no'],
    ['有', 'yes'],
    ['有啊', 'yes'],
    ['请了', 'yes'],
    ['已经请了一个', 'yes'],
    ['请咗', 'yes'],
    ['系', 'yes'],
    ['係啊', 'yes'],
    ['是的', 'yes'],
    ['对的', 'yes'],
    ['嗯嗯', 'yes'],
    ['不是没请', null],
    ['好像请了', null],
    ['今天天气不错', null],
    ['不知道', 'skipped'],
    ['唔知', 'skipped'],
  ])('%s', (text, value) => expect(taken('legal-aid', ['6'], text)).toBe(value));
});

describe('which group', () => {
  it.each([
    ['我有低保', 'relief'],
    ['五保户', 'relief'],
    ['没有低保，但有残疾证', 'disabled'],
    ['二级残疾', 'disabled'],
    ['都没有', 'none'],
    ['一样都没有', 'none'],
    ['都冇', 'none'],
    ['没有', 'none'],
    ['老人家，六十多了', 'elder'],
    ['退伍的', 'veteran'],
    ['11', 'none'],
    ['十一', 'none'],
    ['第十个', 'veteran'],
    ['没有低保', null],
  ])('%s', (text, value) => expect(taken('legal-aid', ['6', '没请'], text)).toBe(value));
});

describe('where', () => {
  const before = ['6', '没请', '都没有', '说不清'];
  it.each([
    ['乳源', '乳源瑶族自治县'],
    ['在翁源县城', '翁源县'],
    ['8', '翁源县'],
    ['曲江马坝', '曲江区'],
    ['广州', 'elsewhere'],
    ['不知道', 'skipped'],
    ['跳过', 'skipped'],
  ])('%s', (text, value) => expect(taken('legal-aid', before, text)).toBe(value));
});

describe('steering', () => {
  it('why gives the reason with its article, and asks again', () => {
    const { state, reply } = answer(aid, at('legal-aid', ['6']), '点解要问？', 0);
    expect(reply.text).toContain('《广东省法律援助条例》第三十条');
    expect(reply.text).toContain('已经请了律师');
    expect(state.said).toHaveLength(1);
  });

  it('back at the first question stays there', () => {
    const { state, reply } = answer(aid, at('legal-aid', []), '上一步', 0);
    expect(reply.text).toMatch(/^这已经是第一个问题了/u);
    expect(state.said).toEqual([]);
  });

  it('what cannot be passed over is said kindly', () => {
    const { state, reply } = answer(aid, at('legal-aid', []), '跳过', 0);
    expect(reply.text).toContain('跳不过去');
    expect(state.said).toEqual([]);
  });

  it('quits, and goes to a person', () => {
    expect(answer(aid, at('legal-aid', ['6']), '不做了', 0).reply.end).toBe('quit');
    expect(answer(aid, at('legal-aid', ['6']), '转人工', 0).reply.end).toBe('person');
    expect(summarise(aid, at('legal-aid', ['6']), null)).toMatchObject({ kind: 'unfinished' });
  });

  it('asks again once and then offers a person', () => {
    const one = answer(aid, at('legal-aid', []), '呃这个嘛', 0);
    expect(one.reply.understood).toBe(false);
    expect(one.reply.text).toMatch(/没听明白[\s\S]*1\. 有人被抓/u);
    expect(one.reply.options).not.toContain('转人工');
    const two = answer(aid, one.state, '那个那个', 0);
    expect(two.reply.options).toContain('转人工');
    expect(two.reply.text).toContain('请工作人员');
    expect(answer(aid, two.state, '6', 0).state.failures).toBe(0);
  });

  it('lets what a story said be put right', () => {
    const state = startFromStory(aid, '老板拖欠工资', 0);
    expect(view(aid, state).options).toContain('改一下');
    const { state: fresh, reply } = answer(aid, state, '改一下', 0);
    expect(fresh.known).toEqual([]);
    expect(reply.text).toContain('您遇到的是哪一类事');
  });

  it.each(['不做了', '上一步', '跳过', '为什么问这个'])('%s is no answer to a free-text question', (text) => {
    const { state } = answer(interview('handoff-intake'), at('handoff-intake', []), text, 0);
    expect(state.said.map(({ value }) => value)).not.toContain(text);
  });
});

describe('coming back', () => {
  const left = at('legal-aid', ['6']);

  it('after some days asks whether to go on', () => {
    expect(resume(aid, left, HOUR)).toBeNull();
    const { state, reply } = resume(aid, left, 72 * HOUR)!;
    expect(reply.text).toMatch(/^上次问到：“这件事，已经请了律师[\s\S]*接着来吗？$/u);
    for (const yes of ['接着来', '好', '好啊', '系', '1', '继续']) {
      const { reply: shown, state: next } = answer(aid, state, yes, 72 * HOUR);
      expect(shown.text).toBe(view(aid, left).text);
      expect(next.paused).toBe(false);
    }
    for (const no of ['不做了', '不用', '唔使'])
      expect(answer(aid, state, no, 72 * HOUR).reply.end).toBe('quit');
    expect(answer(aid, state, '重新开始', 72 * HOUR).state.said).toEqual([]);
  });

  it('an answer to the question itself is taken as one', () => {
    const { state } = resume(aid, left, 72 * HOUR)!;
    expect(answer(aid, state, '没请律师', 72 * HOUR).state.said.at(-1)).toEqual({
      step: 'lawyer',
      value: 'no',
    });
  });

  it('is not asked when the interview is over', () => {
    expect(resume(aid, at('legal-aid', ['7']), 72 * HOUR)).toBeNull();
  });
});

describe('free text', () => {
  const intake = interview('handoff-intake');

  it('is kept as said, cut at the most', () => {
    const { state, reply } = answer(intake, start(intake, [], 0), '啊'.repeat(5000), 0);
    expect(state.said[0]!.value).toHaveLength(1000);
    expect(reply.text).toContain('前1000个字');
  });

  it('never cuts a character in two', () => {
    const { state } = answer(intake, start(intake, [], 0), `a${'𠮷'.repeat(2000)}`, 0);
    expect(state.said[0]!.value.isWellFormed()).toBe(true);
  });
});
