/** What people write → the Mandarin that rules and papers are written in: traditional characters, Cantonese and Hakka writing, homophone typos. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { PhraseMap } from './phrase-map.ts';
import { toSimplified } from './simplify.ts';
import { Typos } from './typos.ts';

export const dialectSchema = z.array(z.strictObject({ say: z.string().min(1), mandarin: z.string() }));
export const termsSchema = z.array(z.string().min(2));

export interface Mandarin {
  /** Traditional characters and dialect only: for our own word lists and ways of asking. */
  dialect(text: string): string;
  /** The same, and homophone typos mended: for what people type. */
  read(text: string): string;
  /** Names exactly what `dialect` does. */
  digest: string;
}

interface Seeds {
  dialect: z.output<typeof dialectSchema>;
  /** What a typo may be restored to. */
  terms: z.output<typeof termsSchema>;
}

/** @param isKnown whether a stretch of characters is something people say, and no typo; asked only when reading */
export function createMandarin({ dialect, terms }: Seeds, isKnown: (text: string) => boolean): Mandarin {
  const phrases = new PhraseMap(dialect.map(({ say, mandarin }) => [say, mandarin] as const));
  const single = new Map(
    dialect.filter(({ say }) => say.length === 1).map(({ say, mandarin }) => [say, mandarin]),
  );
  const typos = new Typos(terms, isKnown);
  const inMandarin = (text: string) => {
    const read = phrases.replaceIn(toSimplified(text), (mandarin) => mandarin);
    return single.size === 0 ? read : [...read].map((char) => single.get(char) ?? char).join('');
  };
  return {
    dialect: inMandarin,
    read: (text) => typos.correct(inMandarin(text)),
    digest: createHash('sha256').update(JSON.stringify(dialect)).digest('hex'),
  };
}
