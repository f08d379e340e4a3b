/** What is learnt from: texts' terms, and whose texts they are. */
import type { Sparse } from './postings.ts';

export interface Example extends Sparse {
  /** 0-based class. */
  label: number;
}

/** Examples in four arrays: quick to read, and quick to hand to another thread. */
export interface Examples {
  /** Where each example's terms begin; one more entry than examples. */
  starts: Int32Array;
  ids: Int32Array;
  values: Float32Array;
  labels: Int32Array;
}

export function packExamples(examples: readonly Example[]): Examples {
  const starts = new Int32Array(examples.length + 1);
  for (const [at, { ids }] of examples.entries()) starts[at + 1] = starts[at]! + ids.length;
  const ids = new Int32Array(starts[examples.length]!);
  const values = new Float32Array(ids.length);
  for (const [at, example] of examples.entries()) {
    ids.set(example.ids, starts[at]);
    values.set(example.values, starts[at]);
  }
  return { starts, ids, values, labels: Int32Array.from(examples, ({ label }) => label) };
}

/** Most terms that one of the examples has. */
export function longestOf({ starts, labels }: Examples): number {
  let longest = 0;
  for (let at = 0; at < labels.length; at++) longest = Math.max(longest, starts[at + 1]! - starts[at]!);
  return longest;
}

/**
 * Dropout: some of an example's terms are left out; the others count so much more, between nothing and full recompense.
 * @param example its number
 * @param dropped share of the terms that are left out, 0..1
 * @param random numbers in 0..1
 * @param rest where the others are written; room for `longestOf` terms
 * @returns how many they are
 */
export function dropTerms(
  { starts, ids, values }: Examples,
  example: number,
  dropped: number,
  random: () => number,
  rest: Sparse,
): number {
  const recompense = 1 / Math.sqrt(1 - dropped);
  const end = starts[example + 1]!;
  let left = 0;
  for (let at = starts[example]!; at < end; at++) {
    if (random() < dropped) continue;
    rest.ids[left] = ids[at]!;
    rest.values[left++] = values[at]! * recompense;
  }
  return left;
}
