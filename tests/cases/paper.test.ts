/** The recorded questions, through `npm run -s ask -- --jsonl`. */
import { describe, expect, it } from 'vitest';
import { runCases } from './run.ts';
import { type AnswerLine, type Case, faults, readCases } from './score.ts';

/** The half nobody looks at while changing answers: the share that must be fully right. */
const BLIND_GATE = 0.85;
/** The second working half holds questions that are known to be too hard so far. */
const MORE_GATE = 0.95;

describe('recorded questions on the paper', () => {
  it('answers every question of the working half fully right', async () => {
    const judged = await runCases(readCases('paper.yaml'));
    expect(judged.length).toBeGreaterThanOrEqual(60);
    expect(judged.filter((one) => one.faults.length > 0).map(({ case: { id }, faults }) => ({ id, faults }))).toEqual([]);
  });

  it.each([
    ['paper-more.yaml', MORE_GATE],
    ['paper-blind.yaml', BLIND_GATE],
  ])('passes the gate on %s', async (file, gate) => {
    const judged = await runCases(readCases(file));
    const right = judged.filter((one) => one.faults.length === 0).length;
    console.log(`${file}: ${right}/${judged.length} fully right`);
    expect(right / judged.length).toBeGreaterThanOrEqual(gate);
  });

  it('calls a wrong answer wrong (control)', () => {
    const one: Case = {
      id: 'x',
      group: 'numbers',
      audience: 'citizen',
      turns: ['?'],
      expect: { outcome: ['answer'], cites: ['甲（一）'], facts: ['32名|32 名'], forbid: ['50名'] },
    };
    const citation = { label: '甲（一）', quote: '', verbatim: true, status: 'unknown', note: '', path: [] };
    const right: AnswerLine = { id: 'x', outcome: 'answer', text: '至少３２名', citations: [citation], ticket: null };
    expect(faults(one, right)).toEqual([]);
    expect(faults(one, { ...right, outcome: 'handoff' })).toHaveLength(1);
    expect(faults(one, { ...right, text: '50名' })).toHaveLength(2);
    expect(faults(one, { ...right, citations: [{ ...citation, label: '甲（二）' }] })).toHaveLength(1);
    expect(faults(one, undefined)).toEqual(['没有回答']);
  });
});
