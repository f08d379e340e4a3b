/** `npm run -s clause` as others call it: what it prints, where, and how it ends. */
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const SCRIPT = resolve(import.meta.dirname, '../../../scripts/clause.ts');

function clause(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      SCRIPT,
      '--data',
      resolve(tmpdir(), 'shaofatong-no-data'),
      ...args,
    ],
    { encoding: 'utf8', cwd: tmpdir() },
  );
  return { status, stdout, stderr };
}

const output = z.strictObject({
  matches: z.array(
    z.strictObject({
      label: z.string(),
      document: z.string(),
      clause: z.string(),
      path: z.array(z.string()),
      text: z.string(),
      status: z.enum(['in-force', 'expired', 'superseded', 'unknown']),
      note: z.string(),
      indicators: z.array(z.looseObject({ name: z.string(), value: z.number() })),
    }),
  ),
});

describe('npm run -s clause', () => {
  it('prints the words with document, path and validity, from any folder', () => {
    const { status, stdout, stderr } = clause('附件2 公证', '--date', '2026-08-01');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('【韶司办〔2021〕56号附件2·公证法律服务·1】');
    expect(stdout).toContain('\n1. 执业公证员达到32名以上。\n');
    expect(stdout).toContain('效力：已过期（按 2026-08-01 判断）');
    expect(stdout).toContain('指标：法院不予采信率 < 万分之1');
  });

  it('prints one line of JSON', () => {
    const { status, stdout } = clause('300分钟', '--json', '--date', '2022-12-31');
    expect(status).toBe(0);
    expect(stdout.trimEnd()).not.toContain('\n');
    const { matches } = output.parse(JSON.parse(stdout));
    expect(matches).toHaveLength(1);
    expect(matches[0]).toMatchObject({ clause: '附件2·服务平台建设·网络平台·2', status: 'in-force' });
    expect(matches[0]?.indicators.map(({ value }) => value)).toEqual([300, 95, 95]);
  });

  it('ends with 3 and suggestions when nothing is found', () => {
    const { status, stdout, stderr } = clause('第十八条');
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(
      /从（一）到（十七），没有（十八）。\n最接近的有：韶司办〔2021〕56号（十七）加强宣传引导\n$/u,
    );
    expect(JSON.parse(clause('第十八条', '--json').stdout)).toEqual({ matches: [] });
  });

  it.each([
    ['nothing', []],
    ['empty text', ['']],
    ['control characters', ['\u0007\u001b']],
    ['far too much', ['九'.repeat(30_000)]],
    ['an unknown option', ['九', '--foo']],
    ['a day that does not exist', ['九', '--date', '2022-02-30']],
  ])('ends with 2 and one clear line for %s', (_, args) => {
    const { status, stdout, stderr } = clause(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^[^\n]*[\u4e00-\u9fff][^\n]*\n$/u);
  });
});
