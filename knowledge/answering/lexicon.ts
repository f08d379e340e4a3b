/** Ways of saying → the terms that rules are written with: seeds/words/lay.yaml and seeds/words/legal/. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { normalise } from '../index/tokens.ts';
import { PhraseMap } from './phrase-map.ts';
import type { laySchema } from './words.ts';

export interface TermHit {
  said: string;
  at: number;
  /** Canonical terms, at least one. */
  means: readonly string[];
}

export class Lexicon {
  readonly #phrases: PhraseMap<readonly string[]>;
  /** Number of ways of saying. */
  readonly size: number;
  /** Names exactly these ways of saying. */
  readonly digest: string;

  /**
   * @param lay parsed word files, in order of precedence; a term also stands for itself
   * @param read how questions are read before they come here: ways of saying are read so too
   */
  constructor(lay: z.output<typeof laySchema>, read: (text: string) => string) {
    const means = new Map<string, string[]>();
    const add = (said: string, term: string) => {
      const terms = means.get(said) ?? [];
      if (!terms.includes(term)) means.set(said, [...terms, term]);
    };
    for (const entry of lay)
      for (const term of entry.means.split(' ').map(normalise)) {
        add(term, term);
        for (const said of entry.said) add(normalise(read(said)), term);
      }
    this.#phrases = new PhraseMap(means);
    this.size = means.size;
    this.digest = createHash('sha256')
      .update(JSON.stringify([...means]))
      .digest('hex');
  }

  /** Whether this is, from end to end, something people say. */
  has(text: string): boolean {
    return this.in(text).some(({ said }) => said === text);
  }

  /** @param text normalised */
  in(text: string): TermHit[] {
    return this.#phrases.in(text).map(({ said, at, value }) => ({ said, at, means: value }));
  }
}
