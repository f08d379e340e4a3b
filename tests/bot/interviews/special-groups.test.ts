/** Self-declaration of a group: said by the person only, noted with consent only. */
import { describe, expect, it } from 'vitest';
import { answer, start, startFromStory } from '../../../bot/interviews/engine.ts';
import { extractAnswers } from '../../../bot/interviews/story.ts';
import { summarise } from '../../../bot/interviews/summary.ts';
import { view } from '../../../bot/interviews/view.ts';
import { answersOf, placeOf } from '../../../bot/interviews/walk.ts';
import { interview } from './cards.ts';

const groups = interview('special-groups');
const groupIn = (story: string) => extractAnswers(groups, story).find(({ step }) => step === 'group')?.value;
const asking = (story: string) => startFromStory(groups, story, 0);

describe('a story that says it', () => {
  it.each([
    ['我妈78岁了，儿子不给生活费', 'elderly'],
    ['我今年七十三岁，一个人住在始兴', 'elderly'],
    ['我是退伍兵，安置待遇一直没落实', 'veteran'],
    ['我坐轮椅有残疾证，银行门口上不去', 'disabled'],
    ['我在工地打工，老板三个月没发工资', 'migrant-worker'],
    ['我们屋企系低保户，想搵律师', 'low-income'],
    ['我今年十六岁，暑假工不给钱', 'youth'],
    ['我是单亲妈妈，日子很紧，前夫不给抚养费', 'single-mother'],
    ['我老公在部队，房东不退押金', 'military'],
  ])('%s → %s, and only consent is asked', (story, group) => {
    const begun = asking(story);
    expect(begun.known).toEqual([{ step: 'group', value: group }]);
    const place = placeOf(groups, answersOf(begun));
    expect(place.kind === 'step' && place.step.id).toBe('consent');
    const { text, options } = view(groups, begun);
    expect(text).toMatch(/^您前面说过：哪一类——/u);
    expect(options).toContain('改一下');
    expect(answer(groups, begun, '可以记', 0).reply.end).toBe('result');
  });
});

describe('a story that does not say it', () => {
  it.each([
    '邻居78岁了，墙倒到我家院子',
    '工友在工地打工摔伤了',
    '我没有残疾证',
    '我不是低保户',
    '我是不是低保户才能申请',
    '如果我是农民工，要不要查经济',
    '我老公是退伍兵，他打我',
    '我十六岁出来打工，现在四十了',
    '我是单亲妈妈',
    '老板说我是农民工，不用签合同',
    '我妈58岁了',
    '我被一个78岁的老人撞了',
    '低保怎么申请',
  ])('%s', (story) => expect(groupIn(story)).toBeUndefined());

  it('two groups in one story are asked about', () => {
    expect(groupIn('我今年69岁了，也是退伍兵，我是退伍兵')).toBeUndefined();
  });

  it('the same words said of oneself are taken (control)', () => {
    expect(groupIn('我是低保户')).toBe('low-income');
    expect(groupIn('我是农民工')).toBe('migrant-worker');
  });
});

describe('consent', () => {
  const resultOf = (text: string) => {
    const { state } = answer(groups, asking('我是退伍兵'), text, 0);
    const place = placeOf(groups, answersOf(state));
    return place.kind === 'result' ? place.result.id : null;
  };

  it.each(['可以记', '1', '可以', '好的', '同意', '我同意', '好啊'])('%s', (text) =>
    expect(resultOf(text)).toBe('recorded'),
  );
  it.each(['不要记', '2', '不用', '不同意', '不太同意', '可以不记吗', '唔使', '跳过', '不知道'])(
    '%s',
    (text) => expect(resultOf(text)).toBe('not-recorded'),
  );
  it.each([
    '有什么用？',
    '要记什么？',
    '对我有什么影响',
    '是不是可以记',
    '同意记录我的住址吗',
    '随便',
    '好像可以',
  ])('%s is no answer', (text) => expect(resultOf(text)).toBeNull());

  it('says what is noted, what for, how it is deleted, and that no changes nothing', () => {
    const { text } = view(groups, asking('我是退伍兵'));
    for (const part of ['只记这一类', '优先', '适合您的规定', '“删除我的信息”', '/erase', '回答也一样'])
      expect(text).toContain(part);
  });

  it('is never taken from a story', () => {
    expect(asking('我是退伍兵，可以记，同意').known.map(({ step }) => step)).toEqual(['group']);
  });

  it('is not asked of whoever names no group', () => {
    for (const text of ['都不是', '没有', '不想说', '9', '跳过', '不知道']) {
      const { state, reply } = answer(groups, start(groups, [], 0), text, 0);
      expect(reply.end, text).toBe('result');
      expect(summarise(groups, state, null).headline).toBe('好的，什么也没有记');
    }
  });
});

it('names the group that was noted and cites the clause', () => {
  const { state } = answer(groups, asking('我是退伍兵'), '可以记', 0);
  const { say, basis } = summarise(groups, state, null);
  expect(say[0]!.text).toContain('退役军人、其他优抚对象');
  expect(basis).toEqual(['韶司办〔2021〕56号（六）']);
});

it('names the groups as the paper does', () => {
  const labels = groups.steps[0]!.options.map(({ label }) => label);
  for (const name of ['低收入群体', '残疾人', '农民工', '老年人', '青少年', '单亲困难母亲', '军人军属'])
    expect(labels).toContain(name);
});
