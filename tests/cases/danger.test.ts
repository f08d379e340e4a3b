/** Danger on messages written blind: the gate of gates.yaml, and nothing that the weights are fitted to. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { createDangerRecogniser, dangerSchema } from '../../knowledge/answering/danger.ts';
import { toSimplified } from '../../knowledge/answering/simplify.ts';
import { dangerFigures } from './danger.ts';

const SEEDS = resolve(import.meta.dirname, '../../seeds/danger');
const seed = (name: string) => parse(readFileSync(join(SEEDS, name), 'utf8'));
const recognise = createDangerRecogniser(
  dangerSchema.parse({
    answers: seed('answers.yaml'),
    words: seed('words.yaml'),
    signs: seed('signs.yaml'),
    weights: JSON.parse(readFileSync(join(SEEDS, 'weights.json'), 'utf8')),
  }),
);
const { danger }: { danger: { recall: number; alarms: number } } = parse(
  readFileSync(join(import.meta.dirname, 'gates.yaml'), 'utf8'),
);

it('recognises emergencies and leaves ordinary messages alone', async () => {
  const { emergencies, missed, ordinary, alarmed } = await dangerFigures((text) => recognise(toSimplified(text)));
  expect(1 - missed.length / emergencies, missed.join('\n')).toBeGreaterThanOrEqual(danger.recall);
  expect(alarmed.length / ordinary, alarmed.join('\n')).toBeLessThanOrEqual(danger.alarms);
});

it('would notice a recogniser that sleeps, and one that always alarms (control)', async () => {
  const asleep = await dangerFigures(() => null);
  const afraid = await dangerFigures(() => recognise('他拿刀追我'));
  expect(asleep.missed.length).toBe(asleep.emergencies);
  expect(afraid.alarmed.length).toBe(afraid.ordinary);
});

it('is not among the examples that the weights are fitted to, but for a few short questions everybody asks', () => {
  const lines = (file: string): { text: string; kind?: string }[] =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  const learnt = new Set(lines(join(SEEDS, 'examples.jsonl')).map(({ text }) => text));
  const same = lines(join(import.meta.dirname, 'danger-blind.jsonl')).filter(({ text }) => learnt.has(text));
  expect(same.filter(({ kind }) => kind !== 'none')).toEqual([]);
  expect(same.length).toBeLessThanOrEqual(5);
});
