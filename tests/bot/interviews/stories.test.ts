/** Recorded stories: only what the story left open is asked. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { answer, startFromStory } from '../../../bot/interviews/engine.ts';
import type { InterviewState } from '../../../bot/interviews/state.ts';
import { extractAnswers } from '../../../bot/interviews/story.ts';
import { view } from '../../../bot/interviews/view.ts';
import { answersOf, placeOf } from '../../../bot/interviews/walk.ts';
import { interview } from './cards.ts';

interface Story {
  name: string;
  interview: string;
  story: string;
  known: Record<string, string>;
  open?: string[];
  answers: string[];
  asked: string[];
  result: string;
}

const stories = parse(readFileSync(join(import.meta.dirname, 'stories.yaml'), 'utf8')) as Story[];

describe.each(stories)('$name', ({ interview: id, story, known, open = [], answers, asked, result }) => {
  const it_ = interview(id);

  it('is a long story', () => {
    expect(story.length).toBeGreaterThanOrEqual(200);
    expect(story.length).toBeLessThanOrEqual(1000);
  });

  it('gives what it says and nothing else', () => {
    const found = Object.fromEntries(extractAnswers(it_, story).map(({ step, value }) => [step, value]));
    expect(found).toMatchObject(known);
    for (const step of open) expect(found).not.toHaveProperty(step);
  });

  it('asks only what it left open', () => {
    let state: InterviewState = startFromStory(it_, story, 0);
    for (const text of answers) state = answer(it_, state, text, 0).state;
    const place = placeOf(it_, answersOf(state));
    expect(state.said.map(({ step }) => step)).toEqual(asked);
    expect(place.kind === 'result' && place.result.id).toBe(result);
  });

  it('tells once what it took from the story', () => {
    const begun = startFromStory(it_, story, 0);
    expect(view(it_, begun).text).toMatch(/^您前面说过：/u);
    const [first] = answers;
    if (first) expect(answer(it_, begun, first, 0).reply.text).not.toMatch(/您前面说过/u);
  });
});

describe('what a story does not say', () => {
  const valuesOf = (story: string) =>
    Object.fromEntries(extractAnswers(interview('legal-aid'), story).map(({ step, value }) => [step, value]));

  it.each([
    ['我家没有低保', 'group'],
    ['我家不是低保户', 'group'],
    ['低保没批下来', 'group'],
    ['是不是低保才可以', 'group'],
    ['邻居是低保户', 'group'],
    ['冇残疾证', 'group'],
    ['我没有请了律师的钱', 'lawyer'],
    ['如果是农民工要工资，欠薪怎么办', 'work'],
    ['我老公的律师说的', 'role'],
  ])('%s', (story, step) => {
    expect(valuesOf(story)).not.toHaveProperty(step);
  });

  it('two matters in one story are asked about', () => {
    expect(valuesOf('老板拖欠工资，老婆又要跟我离婚')).not.toHaveProperty('matter');
  });

  it('who beats others and is taken by the police is not the one who asks', () => {
    expect(valuesOf('我被人打断了鼻梁，那个人当晚被公安抓了')).not.toMatchObject({ role: 'accused' });
    expect(valuesOf('我弟弟昨天被派出所抓了')).toMatchObject({ matter: 'criminal', role: 'accused' });
  });

  it('two counties in one story are asked about', () => {
    expect(valuesOf('在乐昌做过工，也在翁源做过工')).not.toHaveProperty('county');
  });

  it('where somebody comes from is not where the matter is', () => {
    expect(valuesOf('我是乐昌人，在翁源做工')).toMatchObject({ county: '翁源县' });
    expect(valuesOf('我老公是乳源乡下人，老家南雄')).not.toHaveProperty('county');
  });

  it('the same words without the denial are taken (control)', () => {
    expect(valuesOf('我家有低保')).toMatchObject({ group: 'relief' });
  });
});
