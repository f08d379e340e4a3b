/** What a question and a card are compared by: canonical terms, words, and pairs of characters. */
import { normalise, termsOf } from '../../index/tokens.ts';
import type { Lexicon } from '../lexicon.ts';

/** Term → how often, times what its kind counts. `=劳动报酬` a canonical term, `拖了` a word, `~欠我` a pair of characters, `~欠` one. */
export type Terms = ReadonlyMap<string, number>;

/** Tried on cards' own ways of asking, a fifth left out at a time: pairs of characters tell most beyond the canonical terms. */
const WORTH = { canonical: 2, word: 0.8, pair: 0.9, character: 0.2 } as const;
const HAN = /\p{Script=Han}/gu;
const RUN = /[\p{Script=Han}\d]{2,}/gu;

/**
 * @param stop words that say nothing about the topic
 */
export function readTerms(text: string, lexicon: Lexicon, stop: ReadonlySet<string>): Terms {
  const clean = normalise(text);
  const terms = new Map<string, number>();
  const add = (term: string, worth: number) => terms.set(term, (terms.get(term) ?? 0) + worth);
  let rest = clean;
  for (const { said, at, means } of lexicon.in(clean)) {
    for (const term of means) add(`=${term}`, WORTH.canonical);
    rest = rest.slice(0, at) + ' '.repeat(said.length) + rest.slice(at + said.length);
  }
  for (const word of termsOf(rest, 'word')) if (!stop.has(word)) add(word, WORTH.word);
  for (const [run] of clean.matchAll(RUN))
    for (let at = 0; at + 2 <= run.length; at++) {
      const pair = run.slice(at, at + 2);
      if (!stop.has(pair)) add(`~${pair}`, WORTH.pair);
    }
  for (const [character] of clean.matchAll(HAN)) add(`~${character}`, WORTH.character);
  return terms;
}
