/**
 * Fits the weights of the danger recogniser to labelled messages and writes seeds/danger/weights.json.
 *
 *   node scripts/train-danger.ts [--out FILE] [examples.jsonl …]
 *
 * A line is {"text": "…", "danger": "fire" | null}; without files, seeds/danger/examples.jsonl is read. The same examples
 * give the same weights. Measure with examples that were left out (--out) before the shipped weights are replaced.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { lengthFeature, type Weights } from '../knowledge/answering/danger/weights.ts';
import { createDangerReader, DANGER_KINDS, dangerSchema } from '../knowledge/answering/danger.ts';
import { toSimplified } from '../knowledge/answering/simplify.ts';
import { loadRules } from '../knowledge/rules/load.ts';
import { runCommand } from './command.ts';
import { readJsonLines } from './json-lines.ts';

const exampleSchema = z.object({ text: z.string().min(1), danger: z.enum(DANGER_KINDS).nullable() });
type Example = z.output<typeof exampleSchema>;

/** Chosen on held-out examples: about 2 of 100 ordinary texts that speak of danger may alarm. */
const THRESHOLDS = { alone: 0.33, withLikely: 0.15, withCertain: 0.03 };

const KINDS = ['none', ...DANGER_KINDS];
const SEEDS = resolve(import.meta.dirname, '../seeds/danger');
const SOURCES = ['words.yaml', 'signs.yaml'];
/** Seen in fewer examples than this, a feature says nothing. */
const RARE = 2;
const ROUNDS = 200;
const DECAY = 1.5;
/** A feature whose every weight is below this share of the greatest weight is left out. */
const SLIGHT = 0.02;

async function main(): Promise<undefined> {
  const { values, positionals } = parseArgs({
    options: { out: { type: 'string', default: join(SEEDS, 'weights.json') } },
    allowPositionals: true,
  });
  const names = positionals.length > 0 ? positionals : [join(SEEDS, 'examples.jsonl')];
  const files = await Promise.all(names.map((file) => readJsonLines(file, exampleSchema)));
  const weights = {
    fittedTo: digest([...SOURCES.map((name) => join(SEEDS, name)), ...names]),
    ...fitWeights([...files.flat(), ...ordinaryQuestions()]),
  };
  writeFileSync(values.out, `${JSON.stringify(weights, null, 2)}\n`);
  console.log(`${files.flat().length} 条例句，${weights.features.split(' ').length} 个特征：${values.out}`);
  return undefined;
}

function digest(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex');
}

/** Every so many of the cards' ways of asking, and small talk: ordinary, thousands of them, of all that people bring. */
const EVERY = 2;

/** Those in which a sign of danger stands are left out: some are cries for help. */
function ordinaryQuestions(): Example[] {
  const seed = (name: string) => parse(readFileSync(join(SEEDS, name), 'utf8'));
  const { read } = createDangerReader({ words: seed('words.yaml'), signs: seed('signs.yaml') });
  const { cards, beyond } = loadRules(resolve(SEEDS, '..'));
  const asked = cards.flatMap(({ data }) => data.utterances).filter((_, at) => at % EVERY === 0);
  const talk = beyond.flatMap(({ kind, utterances }) => (kind === 'harmful' ? [] : utterances));
  return [...asked, ...talk]
    .filter((text) => read(toSimplified(text)).signs.size === 0)
    .map((text) => ({ text, danger: null }));
}

function fitWeights(examples: readonly Example[]): Omit<Weights, 'fittedTo'> {
  const { keys, rows } = vectorise(examples);
  const targets = examples.map(({ danger }) => KINDS.indexOf(danger ?? 'none'));
  return pack(keys, descend(rows, targets, keys.length));
}

/** Features of every example, as numbers into `keys`. */
function vectorise(examples: readonly Example[]): { keys: string[]; rows: Int32Array[] } {
  const loadYaml = (name: string) => parse(readFileSync(join(SEEDS, name), 'utf8'));
  const { words, signs } = dangerSchema
    .pick({ words: true, signs: true })
    .parse({ words: loadYaml('words.yaml'), signs: loadYaml('signs.yaml') });
  const { read, eachFeature } = createDangerReader({ words, signs });
  const found = examples.map(({ text }) => {
    const { reading } = read(toSimplified(text));
    const features = new Set(['~', lengthFeature(reading.text.length)]);
    eachFeature(
      reading,
      (key) => features.add(key),
      () => {},
    );
    return features;
  });
  const counts = new Map<string, number>();
  for (const features of found) for (const key of features) counts.set(key, (counts.get(key) ?? 0) + 1);
  const keys = [...counts].flatMap(([key, count]) => (count >= RARE ? [key] : [])).toSorted();
  const numbers = new Map(keys.map((key, number) => [key, number]));
  const rows = found.map((features) =>
    Int32Array.from([...features].flatMap((key) => numbers.get(key) ?? [])),
  );
  return { keys, rows };
}

/** Multinomial logistic regression by Adam over all examples at once: slow, but without chance. */
function descend(rows: readonly Int32Array[], targets: readonly number[], features: number): Float64Array {
  const size = features * KINDS.length;
  const [weights, mean, square] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  for (let round = 1; round <= ROUNDS; round++) {
    const slope = gradient(rows, targets, weights);
    const rate = round > 150 ? 0.02 : 0.05;
    const [scaleMean, scaleSquare] = [1 - 0.9 ** round, 1 - 0.99 ** round];
    for (let at = 0; at < size; at++) {
      const change = (slope[at]! + DECAY * weights[at]!) / rows.length;
      mean[at] = 0.9 * mean[at]! + 0.1 * change;
      square[at] = 0.99 * square[at]! + 0.01 * change * change;
      weights[at]! -= (rate * (mean[at]! / scaleMean)) / (Math.sqrt(square[at]! / scaleSquare) + 1e-8);
    }
  }
  return weights;
}

function gradient(rows: readonly Int32Array[], targets: readonly number[], weights: Float64Array) {
  const kinds = KINDS.length;
  const slope = new Float64Array(weights.length);
  const shares = new Float64Array(kinds);
  for (const [number, row] of rows.entries()) {
    shares.fill(0);
    for (const feature of row) {
      for (let kind = 0; kind < kinds; kind++) shares[kind]! += weights[feature * kinds + kind]!;
    }
    const most = Math.max(...shares);
    let total = 0;
    for (let kind = 0; kind < kinds; kind++) total += shares[kind] = Math.exp(shares[kind]! - most);
    for (let kind = 0; kind < kinds; kind++) {
      shares[kind] = shares[kind]! / total - (kind === targets[number] ? 1 : 0);
    }
    for (const feature of row) {
      for (let kind = 0; kind < kinds; kind++) slope[feature * kinds + kind]! += shares[kind]!;
    }
  }
  return slope;
}

/** One signed byte a weight; the features that hardly weigh are left out. */
function pack(keys: readonly string[], weights: Float64Array): Omit<Weights, 'fittedTo'> {
  const kinds = KINDS.length;
  const greatest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const step = greatest / 127;
  const of = (feature: number) => weights.subarray(feature * kinds, (feature + 1) * kinds);
  const kept = [...keys.keys()].filter((feature) =>
    of(feature).some((weight) => Math.abs(weight) >= greatest * SLIGHT),
  );
  const bytes = Int8Array.from(kept.flatMap((feature) => [...of(feature)].map((w) => Math.round(w / step))));
  return {
    kinds: KINDS,
    ...THRESHOLDS,
    step,
    features: kept.map((feature) => keys[feature]).join(' '),
    weights: Buffer.from(bytes.buffer).toString('base64'),
  };
}

if (import.meta.main) await runCommand(main);
