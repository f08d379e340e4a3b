/**
 * A linear classifier beside the signs: it has seen how emergencies and ordinary questions are told, and weighs pairs of
 * characters, runs of word classes, and the classes that occur. scripts/train-danger.ts fits it.
 */
import { z } from 'zod';
import type { Reading } from './reading.ts';
import type { Vocabulary } from './vocabulary.ts';
import { Dictionary, entriesOf } from './words.ts';

export const weightsSchema = z.strictObject({
  /** SHA-256 of the words, signs and examples they were fitted to; a test compares it. */
  fittedTo: z.string().regex(/^[0-9a-f]{64}$/u),
  /** First 'none', then the kinds of danger. */
  kinds: z.array(z.string()).min(2),
  /** Probability of danger from which a message is an alarm: by itself, with a likely sign, and with a certain one. */
  alone: z.number().gt(0).lt(1),
  withLikely: z.number().gt(0).lt(1),
  withCertain: z.number().gt(0).lt(1),
  /** What one step of a weight is worth. */
  step: z.number().positive(),
  /** Parted by blanks. */
  features: z.string().min(1),
  /** For each feature one signed byte a kind, in base64. */
  weights: z.base64(),
});

export type Weights = z.output<typeof weightsSchema>;

export interface Weighed {
  /** That the text is an emergency of any kind. */
  probability: number;
  /** By number, as `kinds` of the weights. */
  byKind: readonly number[];
}

/** Longest run of plain characters, and of characters with alike words as one. */
const PLAIN = 2;
const ALIKE = 3;
const BREAK = '，';
const FIRST_MARK = 0x24b6; // Ⓐ

/** Tells the features of a text from its end to its start, and where a stretch that could stand alone begins. */
export type FeatureReader = (
  reading: Reading,
  feature: (key: string) => void,
  stretch: (length: number) => void,
) => void;

/** @param alike groups of classes, each a list of names */
export function createFeatureReader(vocabulary: Vocabulary, alike: readonly string[]): FeatureReader {
  const marks = new Dictionary();
  for (const [group, names] of alike.entries()) {
    for (const name of entriesOf(names)) {
      for (const word of vocabulary.wordsOf(name)) marks.add(word, group);
    }
  }
  return (reading, feature, stretch) => {
    const framed = (part: string) => `${BREAK}${part.replaceAll('。', BREAK)}${BREAK}`;
    const [plain, text] = [framed(reading.plain), framed(reading.text)];
    const tokens = markAlike(text, marks);
    const classes = classesByStart(reading, vocabulary);
    let token = tokens.length;
    for (let at = text.length - 1; at >= 0; at--) {
      for (let size = 1; size <= PLAIN && at + size <= text.length; size++) {
        feature(plain.slice(at, at + size));
      }
      if (token > 0 && tokens[token - 1]!.start === at) {
        token--;
        let run = '';
        for (const { mark } of tokens.slice(token, token + ALIKE)) {
          run += mark;
          feature(`=${run}`);
        }
      }
      // The text that is read begins with a break that the classes do not count.
      for (const name of classes[at - 1] ?? []) feature(`#${name}`);
      if (text[at] === BREAK && at < text.length - 1) stretch(text.length - at - 2);
    }
  };
}

/** The key of a stretch's length: short messages are told otherwise than long ones. */
export function lengthFeature(length: number): string {
  return `~${Math.min(6, Math.floor(Math.log2(length + 1)))}`;
}

interface Token {
  mark: string;
  start: number;
}

function markAlike(text: string, marks: Dictionary): Token[] {
  const tokens: Token[] = [];
  for (let start = 0; start < text.length; ) {
    const found = marks.longest(text, start);
    const number = found === null ? /^[0-9一二三四五六七八九十百千万两几]/u.test(text[start]!) : false;
    const mark = found ? String.fromCodePoint(FIRST_MARK + found.value) : number ? '0' : text[start]!;
    if (!(number && tokens.at(-1)?.mark === '0')) tokens.push({ mark, start });
    start = found?.end ?? start + 1;
  }
  return tokens;
}

function classesByStart(reading: Reading, vocabulary: Vocabulary): string[][] {
  const classes: string[][] = [];
  for (const [number, name] of vocabulary.names.entries()) {
    const hits = reading.hits(number);
    for (let at = 0; at < hits.length; at += 2) {
      classes[hits[at]!] ??= [];
      classes[hits[at]!]!.push(name);
    }
  }
  return classes;
}

/** The stretch of the text, from some break to its end, that is most like an emergency: what is said last counts. */
export function createScale(weights: Weights, eachFeature: FeatureReader): (reading: Reading) => Weighed {
  const numbers = new Map(entriesOf(weights.features).map((key, number) => [key, number]));
  const values = new Int8Array(Buffer.from(weights.weights, 'base64'));
  const kinds = weights.kinds.length;
  if (values.length !== numbers.size * kinds) throw new Error('权重与特征的个数不一致');

  const add = (sums: Float64Array, number: number) => {
    for (let kind = 0; kind < kinds; kind++) sums[kind]! += values[number * kinds + kind]! * weights.step;
  };
  return (reading) => {
    const sums = new Float64Array(kinds);
    const seen = new Uint8Array(numbers.size);
    const bias = numbers.get('~');
    if (bias !== undefined) add(sums, bias);
    let most: Weighed = { probability: 0, byKind: [] };
    eachFeature(
      reading,
      (key) => {
        const number = numbers.get(key);
        if (number === undefined || seen[number] === 1) return;
        seen[number] = 1;
        add(sums, number);
      },
      (length) => {
        const stretch = Float64Array.from(sums);
        const number = numbers.get(lengthFeature(length));
        if (number !== undefined) add(stretch, number);
        const weighed = probabilities(stretch);
        if (weighed.probability > most.probability) most = weighed;
      },
    );
    return most;
  };
}

function probabilities(sums: Float64Array): Weighed {
  const most = Math.max(...sums);
  const shares = [...sums].map((sum) => Math.exp(sum - most));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const byKind = shares.map((share) => share / total);
  return { probability: 1 - byKind[0]!, byKind };
}
