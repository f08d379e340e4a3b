/**
 * Recognises danger before anything else. A message is respelt and its words are sorted into classes. Sequences of classes
 * are signs of danger, and guards take back a sign that is denied, past, told or only asked about. Weights, fitted to
 * examples, tell an emergency from an ordinary question where no sign was foreseen. All of it is data in seeds/danger/.
 */
import { z } from 'zod';
import type { DangerKind, Outcome } from '../types.ts';
import { createGuards } from './danger/guards.ts';
import { createSpelling, type Reading, type Spelt } from './danger/reading.ts';
import { eachMatch, type Match, parseSign, type Sign } from './danger/signs.ts';
import { Vocabulary } from './danger/vocabulary.ts';
import { createFeatureReader, createScale, type FeatureReader, weightsSchema } from './danger/weights.ts';

export const DANGER_KINDS = [
  'violence',
  'suicide',
  'fire',
  'medical',
  'fraud',
  'traffic',
  'child',
] as const satisfies DangerKind[];

const listSchema = z.string().min(1);
const kindSchema = z.enum(DANGER_KINDS);
const signsSchema = z.array(z.string().min(1)).default([]);

export const dangerSchema = z.strictObject({
  /** The most urgent first. */
  answers: z
    .array(
      z.strictObject({
        kind: kindSchema,
        numbers: z.array(z.string().regex(/^\d{3,5}$/u)).min(1),
        /** First line, when this is the most urgent danger. */
        first: z.string().min(1),
        /** Line that is added when a more urgent danger comes first. */
        also: z.string().min(1),
        steps: z.string().min(1),
      }),
    )
    .min(1),
  words: z.strictObject({
    spoken: z.record(z.string(), listSchema),
    figures: listSchema,
    alike: z.array(listSchema).min(1),
    classes: z.record(z.string().regex(/^[a-z][A-Za-z]*$/u), listSchema),
  }),
  signs: z.partialRecord(kindSchema, z.strictObject({ certain: signsSchema, likely: signsSchema })),
  weights: weightsSchema,
});

type Seeds = z.output<typeof dangerSchema>;
type Answer = Seeds['answers'][number];
type Emergency = Extract<Outcome, { kind: 'emergency' }>;
export type DangerRecogniser = (text: string) => Emergency | null;

/** Shares of the likeliest kind's score: from the first, the more urgent kind goes first; from the second, it is answered as well. */
const RIVAL = 0.8;
const ALSO = 0.35;

/**
 * @param seeds parsed content of seeds/danger/
 * @returns the danger of a text in simplified characters
 * @throws Error, in one line, when a sign or an entry cannot be read or names a class that is missing
 */
export function createDangerRecogniser(seeds: Seeds): DangerRecogniser {
  const { read, eachFeature } = createDangerReader(seeds);
  const weigh = createScale(seeds.weights, eachFeature);
  const { kinds, alone, withLikely, withCertain } = seeds.weights;
  return (text) => {
    const { reading, signs, certain } = read(text);
    const { probability, byKind } = weigh(reading);
    const sign = certain ? withCertain : withLikely;
    if (probability < (signs.size > 0 ? sign : alone)) return null;
    const score = (kind: DangerKind) =>
      (byKind[kinds.indexOf(kind)] ?? 0) / probability + (signs.has(kind) ? 1 : 0);
    const likeliest = Math.max(...DANGER_KINDS.map(score));
    const from = (share: number) => seeds.answers.filter(({ kind }) => score(kind) >= likeliest * share);
    return emergencyOf(from(RIVAL)[0]!, from(ALSO));
  };
}

export interface Read {
  /** Without the clauses whose danger is denied, past or told, when no sign of danger stands. */
  reading: Reading;
  signs: ReadonlySet<DangerKind>;
  /** One of the signs is an alarm whatever the weights say. */
  certain: boolean;
}

/** What recognising and training share: the signs that stand, and the features of what is left of a message. */
export function createDangerReader({ words, signs }: Pick<Seeds, 'words' | 'signs'>): {
  read: (text: string) => Read;
  eachFeature: FeatureReader;
} {
  const respell = createSpelling(words);
  const vocabulary = new Vocabulary(words.classes);
  const classOf = (name: string) => vocabulary.classOf(name);
  const { guard, denials } = createGuards(classOf);
  const rules = DANGER_KINDS.map((kind) => ({
    kind,
    certain: (signs[kind]?.certain ?? []).map((line) => parseSign(line, classOf)),
    likely: (signs[kind]?.likely ?? []).map((line) => parseSign(line, classOf)),
  }));
  const read = (text: string): Read => {
    const reading = vocabulary.read(respell(text));
    const taken: Match[] = [];
    const stands = (sign: Sign) =>
      eachMatch(sign, reading, (match) => {
        const reason = guard(reading, match);
        if (reason !== null && reason !== 'asked') taken.push(match);
        return reason === null;
      });
    const certain = rules.filter((rule) => rule.certain.some(stands));
    const likely = rules.filter((rule) => !certain.includes(rule) && rule.likely.some(stands));
    const standing = [...certain, ...likely];
    const left = standing.length === 0 ? withoutClauses(reading, [...taken, ...denials(reading)]) : null;
    return {
      reading: left ? vocabulary.read(left) : reading,
      signs: new Set(standing.map(({ kind }) => kind)),
      certain: certain.length > 0,
    };
  };
  const eachFeature = createFeatureReader(vocabulary, words.alike);
  vocabulary.close();
  return { read, eachFeature };
}

function withoutClauses(reading: Reading, matches: readonly Match[]): Spelt | null {
  if (matches.length === 0) return null;
  const dropped = new Uint8Array(reading.text.length);
  for (const match of matches) {
    const [start, end] = [match[0]![0], match.at(-1)![1]];
    for (let at = reading.clauseStart[start]!; at < end; at = reading.clauseEnd(at) + 1) {
      if (dropped[at] === 0) dropped.fill(1, at, reading.clauseEnd(at));
    }
  }
  const keep = (text: string) =>
    text
      .split('')
      .filter((_, at) => dropped[at] === 0)
      .join('');
  return { plain: keep(reading.plain), text: keep(reading.text) };
}

/** The first danger's answer, with the numbers of the others under its first line. */
function emergencyOf(first: Answer, all: readonly Answer[]): Emergency {
  const numbers = new Set(first.numbers);
  const lines = [first.first];
  for (const other of all) {
    if (other.numbers.every((number) => lines.some((line) => line.includes(number)))) continue;
    lines.push(other.also);
    for (const number of other.numbers) numbers.add(number);
  }
  const body = `${lines.join('\n')}\n\n${first.steps}`;
  return { kind: 'emergency', danger: first.kind, body, numbers: [...numbers] };
}
