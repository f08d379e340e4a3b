/** Whatever is done to a paper, it is read whole or refused: no other failure, nothing lost. */
import { describe, expect, it } from 'vitest';
import { mulberry } from '../../../knowledge/answering/matching/random.ts';
import { PaperError } from '../../../knowledge/documents/paper-error.ts';
import { parsePaper } from '../../../knowledge/documents/parse.ts';
import { tilingFaults } from '../../../knowledge/documents/tiling.ts';
import { fixtureBytes, seedBytes } from './papers.ts';

const PAPERS = [
  ['the seed', seedBytes()],
  ['a notice', fixtureBytes('county-notice.txt')],
  ['a statute', fixtureBytes('measures.md')],
  ['a table', fixtureBytes('table-notice.txt')],
] as const;
const ROUNDS = 60;
const SCRAPS = [
  '\t',
  '\n',
  '\r\n',
  '<p>',
  '<',
  '>',
  '#',
  '<!--',
  '-->',
  '附件',
  '附件1\n',
  '一是',
  '二是',
  '第',
  '（',
  '1.',
  ' ',
  '𠀀',
  '2021年1月1日',
];

/** Repeatable, so that a failure can be looked at again. */
function randomNumbers(seed: number): (below: number) => number {
  const random = mulberry(seed);
  return (below) => Math.floor(random() * below);
}

type Harm = (bytes: Buffer, random: (below: number) => number) => Buffer;

const HARMS: Readonly<Record<string, Harm>> = {
  'cut at any byte': (bytes, random) => bytes.subarray(0, random(bytes.length)),
  'a stretch taken out': (bytes, random) => {
    const text = bytes.toString();
    const start = random(text.length);
    return Buffer.from(text.slice(0, start) + text.slice(start + random(text.length - start)));
  },
  'only a stretch left': (bytes, random) => {
    const text = bytes.toString();
    const start = random(text.length);
    return Buffer.from(text.slice(start, start + random(text.length - start)));
  },
  'lines shuffled': (bytes, random) => {
    const lines = bytes.toString().split('\n');
    for (let swap = 0; swap < 20; swap++) {
      const [a, b] = [random(lines.length), random(lines.length)];
      [lines[a], lines[b]] = [lines[b]!, lines[a]!];
    }
    return Buffer.from(lines.join('\n'));
  },
  'scraps put in': (bytes, random) => {
    let text = bytes.toString();
    for (let scrap = 0; scrap < 20; scrap++) {
      const at = random(text.length);
      text = text.slice(0, at) + SCRAPS[random(SCRAPS.length)] + text.slice(at);
    }
    return Buffer.from(text);
  },
};

/** @returns faults of the tiling, or null when the paper was refused as a paper */
function read(bytes: Buffer): string[] | null {
  try {
    return tilingFaults(parsePaper('试.txt', bytes));
  } catch (error) {
    if (error instanceof PaperError) return null;
    throw error;
  }
}

describe.each(Object.entries(HARMS))('%s', (_, harm) => {
  it.each(PAPERS)('%s', (_name, bytes) => {
    const random = randomNumbers(bytes.length);
    const results = Array.from({ length: ROUNDS }, () => read(harm(bytes, random)));
    expect(results.filter((faults) => faults !== null && faults.length > 0)).toEqual([]);
    expect(results.some((faults) => faults !== null)).toBe(true);
  });
});
