/** What a question and a card are compared by: canonical terms, characters, and pairs of characters. */
import { normalise } from '../../index/tokens.ts';
import type { Lexicon } from '../lexicon.ts';

/** Term → how often, times what its kind counts. `=劳动报酬` a canonical term, `~欠我` a pair of characters, `~欠` one. */
export type Terms = ReadonlyMap<string, number>;

/** Tried on 4,300 questions: words of a dictionary add nothing to pairs of characters. */
const WORTH = { canonical: 2, pair: 0.9, character: 0.2 } as const;
const HAN = /\p{Script=Han}/gu;
const RUN = /[\p{Script=Han}\d]{2,}/gu;

/**
 * @param stop words that say nothing about the topic
 */
export function readTerms(text: string, lexicon: Lexicon, stop: ReadonlySet<string>): Terms {
  const clean = normalise(text);
  const terms = new Map<string, number>();
  const add = (term: string, worth: number) => terms.set(term, (terms.get(term) ?? 0) + worth);
  for (const { means } of lexicon.in(clean)) for (const term of means) add(`=${term}`, WORTH.canonical);
  for (const [run] of clean.matchAll(RUN))
    for (let at = 0; at + 2 <= run.length; at++) {
      const pair = run.slice(at, at + 2);
      if (!stop.has(pair)) add(`~${pair}`, WORTH.pair);
    }
  for (const [character] of clean.matchAll(HAN)) add(`~${character}`, WORTH.character);
  return terms;
}
