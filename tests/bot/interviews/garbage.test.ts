/** Whatever is stored or typed: nothing throws, and nobody is left without a word. */
import { describe, expect, it } from 'vitest';
import { answer, start, startFromStory } from '../../../bot/interviews/engine.ts';
import { readState } from '../../../bot/interviews/state.ts';
import { interview, interviews } from './cards.ts';

const good = { ...start(interview('legal-aid'), [], 0), said: [{ step: 'matter', value: 'labour' }] };

describe('stored states', () => {
  it('the state itself is read (control)', () => {
    expect(readState(interviews, good).kind).toBe('read');
  });

  it.each<[string, unknown]>([
    ['a later version', { ...good, schema: 2 }],
    ['no version', { ...good, schema: undefined }],
    ['nothing', null],
    ['a string', '{"schema":1}'],
    ['a list', [good]],
    ['an unknown interview', { ...good, interview: 'tax' }],
    ['__proto__', { ...good, interview: '__proto__' }],
    ['an unknown step', { ...good, said: [{ step: 'gone', value: 'x' }] }],
    ['an unknown value', { ...good, said: [{ step: 'matter', value: 'x' }] }],
    ['a step skipped that cannot be', { ...good, said: [{ step: 'matter', value: 'skipped' }] }],
    ['the same step twice', { ...good, known: [{ step: 'matter', value: 'civil' }] }],
    ['more than belongs there', { ...good, admin: true }],
    ['NaN', { ...good, at: Number.NaN }],
    ['a hundred thousand answers', { ...good, said: Array.from({ length: 100_000 }, () => good.said[0]) }],
  ])('%s is refused kindly', (_, stored) => {
    const read = readState(interviews, stored);
    expect(read.kind).toBe('refused');
    if (read.kind === 'refused') expect(read.text).toMatch(/重新开始/u);
  });
});

describe('typed texts', () => {
  const texts = [
    '',
    ' \n\t',
    '🙏🙏🙏',
    '👨‍👩‍👧‍👦',
    '。。。？？！！',
    '\u0000\u0007\u202E',
    '\uD83D',
    '<script>alert(1)</script>',
    '((((((((((((((',
    '__proto__',
    'constructor',
    '零',
    '-1',
    '99999999999999999999',
    '没有'.repeat(30_000),
    '工资'.repeat(50_000),
    'a'.repeat(102_400),
    '（'.repeat(100_000),
    '我在工地'.repeat(25_600),
  ];

  it.each([...interviews.values()])('$id', (one) => {
    for (const text of texts) {
      const began = performance.now();
      const { state, reply } = answer(one, start(one, [], 0), text, 0);
      expect(reply.text.length).toBeGreaterThan(0);
      expect(reply.text.length).toBeLessThan(5000);
      expect(readState(interviews, JSON.parse(JSON.stringify(state))).kind).toBe('read');
      startFromStory(one, text, 0);
      expect(performance.now() - began).toBeLessThan(1500);
    }
  });

  it('an emoji is no answer', () => {
    const intake = interview('handoff-intake');
    expect(answer(intake, start(intake, [], 0), '🙏🙏', 0).reply.understood).toBe(false);
  });

  it('a finished interview stays finished', () => {
    const aid = interview('legal-aid');
    const { state } = answer(aid, start(aid, [], 0), '7', 0);
    const again = answer(aid, state, '上一步', 0);
    expect(again.reply.end).toBe('result');
    expect(again.state).toBe(state);
  });

  it('knowledge from elsewhere that does not fit is left out', () => {
    const known = [
      { step: 'matter', value: 'nothing' },
      { step: 'nowhere', value: 'x' },
      { step: 'lawyer', value: 'no' },
      { step: 'lawyer', value: 'yes' },
    ];
    expect(start(interview('legal-aid'), known, 0).known).toEqual([{ step: 'lawyer', value: 'no' }]);
  });
});
