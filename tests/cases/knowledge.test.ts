/** The recorded questions over everything on file, through `npm run -s ask -- --jsonl`: the gates of gates.yaml. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { overlapOf } from './overlap.ts';
import { runCases } from './run.ts';
import { type AnswerLine, type Case, faults, readCases } from './score.ts';
import { unsupportedIn } from './unsupported.ts';

const FILES = ['knowledge-dev.yaml', 'knowledge-test.yaml'] as const;
const gates: { right: Record<string, number>; unsupported: number } = parse(
  readFileSync(join(import.meta.dirname, 'gates.yaml'), 'utf8'),
);

describe.each(FILES)('%s', (file) => {
  const cases = readCases(file);

  it('passes its gate, and no answer states a number that nothing it cites prints', async () => {
    const judged = await runCases(cases);
    const right = judged.filter((one) => one.faults.length === 0).length;
    console.log(`${file}: ${right}/${judged.length} fully right`);
    const invented = judged.flatMap(({ case: { id, turns }, answer }) =>
      answer ? unsupportedIn(answer, turns.join('\n')).map((number) => `${id}: ${number}`) : [],
    );
    expect(invented.length, invented.join('\n')).toBeLessThanOrEqual(gates.unsupported);
    expect(right / judged.length).toBeGreaterThanOrEqual(gates.right[file]!);
  }, 180_000);

  it('is not a list of the cards’ own ways of asking', () => {
    const { cases: count, same } = overlapOf(cases);
    expect(same / count).toBeLessThan(0.05);
  });
});

it('both halves together hold what the record has to hold', () => {
  const all = FILES.flatMap((file) => readCases(file));
  const count = (group: string) => all.filter((one) => one.group === group).length;
  expect(all.length).toBeGreaterThanOrEqual(500);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(count('unanswerable')).toBeGreaterThanOrEqual(60);
  expect(count('emergency')).toBeGreaterThanOrEqual(60);
  expect(count('out-of-scope')).toBeGreaterThanOrEqual(40);
  expect(count('multi-turn')).toBeGreaterThanOrEqual(60);
  expect(count('dialect')).toBeGreaterThanOrEqual(80);
  expect(count('courtesy')).toBeGreaterThanOrEqual(30);
});

describe('would notice (control)', () => {
  const citation = { label: '《某法》第一条', quote: '收到申请后7日内决定。', verbatim: false, status: 'in-force', note: '', path: [] };
  const answer = (text: string): AnswerLine => ({ id: 'x', outcome: 'answer', text, citations: [citation], ticket: null });

  it('a number, a time limit, a telephone that no citation prints', () => {
    expect(unsupportedIn(answer('7日内决定。'), '')).toEqual([]);
    expect(unsupportedIn(answer('七日内决定。'), '')).toEqual([]);
    expect(unsupportedIn(answer('17日内决定。'), '')).toEqual(['17日']);
    expect(unsupportedIn(answer('7个工作日内决定。'), '')).toEqual(['7个工作日']);
    expect(unsupportedIn(answer('打12348。'), '')).toEqual(['12348']);
    expect(unsupportedIn(answer('您说的3天不对。'), '3天行吗')).toEqual([]);
  });

  it('the wrong law, though its number is right', () => {
    const one = { id: 'x', group: 'ordinary', audience: 'citizen', turns: ['?'], expect: { outcome: ['answer'], cites: ['《某法》第一条'], facts: ['7日'], forbid: [] } } satisfies Case;
    expect(faults(one, answer('7日'))).toEqual([]);
    expect(faults({ ...one, expect: { ...one.expect, cites: ['《别的法》第一条'] } }, answer('7日'))).toHaveLength(1);
  });
});
