/** How near the recorded questions are to the cards' own ways of asking: a score is worth little where they are the same. */
import { resolve } from 'node:path';
import { utteranceKey } from '../../knowledge/rules/check.ts';
import { loadRules } from '../../knowledge/rules/load.ts';
import type { Case } from './score.ts';

export interface Overlap {
  cases: number;
  /** The last turn is a way of asking, punctuation aside. */
  same: number;
  /** At least four fifths of the pairs of characters are shared. */
  near: number;
  /** Mean of the nearest way's share of common pairs. */
  mean: number;
}

const NEAR = 0.8;

export function overlapOf(cases: readonly Case[]): Overlap {
  const { cards, hotlines } = loadRules(resolve(import.meta.dirname, '../../seeds'));
  const ways = [...cards.flatMap(({ data }) => data.utterances), ...hotlines.flatMap(({ utterances }) => utterances)];
  const index = new Nearest(ways.map(utteranceKey));
  const nearest = cases.map(({ turns }) => index.nearest(utteranceKey(turns.at(-1)!)));
  return {
    cases: cases.length,
    same: nearest.filter((share) => share === 1).length,
    near: nearest.filter((share) => share >= NEAR).length,
    mean: nearest.reduce((sum, share) => sum + share, 0) / Math.max(1, cases.length),
  };
}

const pairsOf = (text: string) =>
  new Set(text.length < 2 ? [text] : Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)));

class Nearest {
  readonly #sizes: number[] = [];
  readonly #holders = new Map<string, number[]>();

  constructor(texts: readonly string[]) {
    for (const [at, text] of texts.entries()) {
      const pairs = pairsOf(text);
      this.#sizes.push(pairs.size);
      for (const pair of pairs) this.#hold(pair, at);
    }
  }

  #hold(pair: string, at: number): void {
    const holders = this.#holders.get(pair);
    if (holders) holders.push(at);
    else this.#holders.set(pair, [at]);
  }

  /** Jaccard similarity with the nearest text, 0..1. */
  nearest(text: string): number {
    const pairs = pairsOf(text);
    const shared = new Map<number, number>();
    for (const pair of pairs) for (const at of this.#holders.get(pair) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
    let best = 0;
    for (const [at, count] of shared) best = Math.max(best, count / (pairs.size + this.#sizes[at]! - count));
    return best;
  }
}

