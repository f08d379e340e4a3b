/** What is learnt from: a text's terms, and whose text it is. */
import type { Sparse } from './postings.ts';

export interface Example extends Sparse {
  /** 0-based class. */
  label: number;
}

/** The terms that are left when some are hidden; they count so much more, between nothing and full recompense. @param hidden share of the terms */
export function partOf({ ids, values, label }: Example, hidden: number, random: () => number): Example {
  const recompense = 1 / Math.sqrt(1 - hidden);
  const kept: number[] = [];
  for (let at = 0; at < ids.length; at++) if (random() >= hidden) kept.push(at);
  return {
    label,
    ids: Int32Array.from(kept, (at) => ids[at]!),
    values: Float32Array.from(kept, (at) => values[at]! * recompense),
  };
}
