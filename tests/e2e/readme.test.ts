/** README.md says what is true: its samples, its commands, its links. UPDATE_README=1 writes the samples anew. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { freshDataFolder } from '../learnt-cards.ts';
import { blockOf, samplesIn, withBlocks } from './readme-samples.ts';
import { productEnvironment, ROOT } from './real-server.ts';

const FILE = join(ROOT, 'README.md');
const readme = readFileSync(FILE, 'utf8');
const dataDir = freshDataFolder('shaofatong-');
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** Runs a command as a person would type it, without a data folder of earlier days. */
function printedBy(command: string): string {
  const env = productEnvironment({ DATA_DIR: dataDir });
  return execFileSync('sh', ['-c', command], { cwd: ROOT, env, encoding: 'utf8' });
}

describe('the samples', () => {
  const samples = samplesIn(readme);

  it('are there', () => {
    expect(samples.map(({ name }) => name)).toEqual(expect.arrayContaining(['ask', 'clause']));
    expect(samples.every(({ command }) => command.startsWith('npm run -s '))).toBe(true);
  });

  it('show what the commands print', () => {
    const now = new Map(
      samples.map(({ name, command }) => [name, blockOf(command, printedBy(command))] as const),
    );
    if (process.env.UPDATE_README) writeFileSync(FILE, withBlocks(readme, now));
    else expect(new Map(samples.map(({ name, block }) => [name, block]))).toEqual(now);
  });

  it('are found, filled and renewed, and nothing around them changes', () => {
    const empty = 'a\n<!-- sample:ask -->\n<!-- /sample -->\nb\n';
    const [sample] = samplesIn(empty);
    const filled = withBlocks(empty, new Map([['ask', blockOf(sample!.command, '答\n')]]));
    expect(filled).toBe(
      `a\n<!-- sample:ask -->\n\`\`\`console\n$ ${sample!.command}\n答\n\`\`\`\n<!-- /sample -->\nb\n`,
    );
    const own = filled.replace(sample!.command, 'npm run -s ask -- 你好');
    expect(samplesIn(own)[0]?.command).toBe('npm run -s ask -- 你好');
    expect(() => samplesIn('<!-- sample:other -->\n<!-- /sample -->')).toThrow('sample other');
  });
});

describe('what it names exists', () => {
  const named = (pattern: RegExp): string[] => [
    ...new Set(Array.from(readme.matchAll(pattern), ([, name = '']) => name)),
  ];

  it('npm scripts', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const names = named(/npm run (?:-s )?([a-z][\w:-]*)/g);
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('files behind links and pictures', () => {
    const paths = named(/\]\((?!https?:|#)([^)\s]+)\)/g);
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('headings behind links within the page', () => {
    const headings = Array.from(readme.matchAll(/^#+ (.+)$/gm), ([, heading = '']) => slugOf(heading));
    expect(named(/\]\(#([^)\s]+)\)/g).filter((anchor) => !headings.includes(anchor))).toEqual([]);
  });

  it('rooms and files in the text', () => {
    const paths = named(/`((?:bot|knowledge|seeds|scripts|tests)\/[\w./-]*)`/g);
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

/** The name by which GitHub links to a heading. */
function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}
