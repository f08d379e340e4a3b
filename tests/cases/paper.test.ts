/** The recorded questions, through `npm run -s ask -- --jsonl`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runCases } from './run.ts';
import { type AnswerLine, type Case, faults, readCases } from './score.ts';

const gates: { right: Record<string, number> } = parse(
  readFileSync(join(import.meta.dirname, 'gates.yaml'), 'utf8'),
);

describe('recorded questions on the paper', () => {
  it.each(['paper.yaml', 'paper-more.yaml', 'paper-blind.yaml'])('passes the gate on %s', async (file) => {
    const judged = await runCases(readCases(file));
    expect(judged.length).toBeGreaterThanOrEqual(60);
    const right = judged.filter((one) => one.faults.length === 0).length;
    console.log(`${file}: ${right}/${judged.length} fully right`);
    expect(right / judged.length).toBeGreaterThanOrEqual(gates.right[file]!);
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
