import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recallAt, reciprocalRank } from '../../scripts/eval-retrieval.ts';
import { withFolder } from '../knowledge/index/fixtures.ts';

const root = resolve(import.meta.dirname, '../..');

function run(script: string, ...options: string[]) {
  const node = ['--disable-warning=ExperimentalWarning', join(root, 'scripts', script), ...options];
  return spawnSync(process.execPath, node, { encoding: 'utf8' });
}

const articles = [
  { id: 0, name: '公证法第一条', law: '公证法', content: '为规范公证活动，制定本法。\n', cat: '法律' },
  {
    id: 1,
    name: '公证法第二条',
    law: '公证法',
    content: '公证费的标准由国务院财政部门制定。\n',
    cat: '法律',
  },
  {
    id: 2,
    name: '人民调解法第四条',
    law: '人民调解法',
    content: '人民调解委员会调解民间纠纷，不收取任何费用。\n',
    cat: '法律',
  },
];
const questions = [
  { id: 7, question: '调解要收费用吗', gold: ['人民调解法第四条'] },
  { id: 8, question: '公证费的标准是谁定的', gold: ['公证法第二条'] },
];
const lines = (items: readonly object[]) => items.map((item) => `${JSON.stringify(item)}\n`).join('');

describe('measures', () => {
  const gold = new Set(['a', 'b']);
  it('counts a gold name once', () => {
    expect(recallAt(['x', 'a', 'a', 'b'], gold, 3)).toBe(0.5);
    expect(recallAt(['x', 'a', 'a', 'b'], gold, 4)).toBe(1);
    expect(recallAt([], gold, 4)).toBe(0);
  });
  it('takes the first gold name within reach', () => {
    expect(reciprocalRank(['x', 'b', 'a'], gold, 10)).toBe(0.5);
    expect(reciprocalRank(['x', 'y', 'a'], gold, 2)).toBe(0);
  });
});

describe('the commands', () => {
  it('index, answer and judge', () =>
    withFolder((folder) => {
      const [corpus, queries, out] = ['c', 'q', 'r'].map((name) => join(folder, name)) as [
        string,
        string,
        string,
      ];
      writeFileSync(corpus, lines(articles));
      writeFileSync(queries, lines(questions));
      const bench = run(
        'bench-retrieval.ts',
        '--corpus',
        corpus,
        '--queries',
        queries,
        '--k',
        '2',
        '--out',
        out,
      );
      expect([bench.status, bench.stdout]).toEqual([0, '']);
      expect(bench.stderr).toContain('索引 3 条');
      const found = readFileSync(out, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(found.map(({ id }) => id)).toEqual([7, 8]);
      expect(found.map(({ hits }) => hits[0].name)).toEqual(['人民调解法第四条', '公证法第二条']);
      for (const { hits, confidence } of found) {
        expect(hits.length).toBeLessThanOrEqual(2);
        expect(confidence).toBeGreaterThan(0);
        expect(confidence).toBeLessThan(1);
      }
      const judged = run('eval-retrieval.ts', '--run', out, '--gold', queries);
      expect(judged.stdout).toMatch(
        /R@5 +1\.0000\nR@10 +1\.0000\nR@20 +1\.0000\nR@100 +1\.0000\nMRR@10 +1\.0000/u,
      );
    }));

  it('name the line that is wrong', () =>
    withFolder((folder) => {
      const file = join(folder, 'c');
      writeFileSync(file, `${lines(articles)}{"id":3}\n`);
      const { status, stderr } = run(
        'bench-retrieval.ts',
        '--corpus',
        file,
        '--queries',
        file,
        '--out',
        join(folder, 'r'),
      );
      expect(status).toBe(1);
      expect(stderr.trim()).toMatch(/第 4 行的 name 缺少或类型不对。$/u);
    }));

  it('say how they are used', () => {
    expect(run('bench-retrieval.ts')).toMatchObject({ status: 2, stderr: expect.stringContaining('用法') });
    expect(run('eval-retrieval.ts')).toMatchObject({ status: 2, stderr: expect.stringContaining('用法') });
  });
});
