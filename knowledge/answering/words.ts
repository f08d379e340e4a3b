/** The words people use and the words documents use: seeds/words/. */
import { z } from 'zod';

export const laySchema = z.array(
  z.strictObject({ means: z.string().min(1), said: z.array(z.string().min(1)).min(1) }),
);
const wordLines = z.array(z.string().min(1));
export const stopSchema = z.strictObject({ function: wordLines, weak: wordLines });

export const elsewhereSchema = z.strictObject({ matters: wordLines, places: wordLines, people: wordLines });

export interface LayPhrase {
  said: string;
  means: readonly string[];
}

export interface Words {
  /** Longest first, so that the longest way of saying wins. */
  phrases: readonly LayPhrase[];
  /** Say nothing about the topic. */
  stop: ReadonlySet<string>;
  /** Count only when a question names nothing else. */
  weak: ReadonlySet<string>;
  /** Name a matter: a passage that does not hold them does not answer. */
  decisive: ReadonlySet<string>;
}

/** @param lay parsed seeds/words/lay.yaml @param stop parsed seeds/words/stop.yaml: lines of words separated by blanks */
export function createWords(
  lay: z.output<typeof laySchema>,
  stop: z.output<typeof stopSchema>,
  elsewhere: z.output<typeof elsewhereSchema>,
): Words {
  const means = new Map<string, string[]>();
  for (const entry of lay)
    for (const said of entry.said) {
      const key = said.toLowerCase();
      means.set(key, [...(means.get(key) ?? []), ...entry.means.split(' ')]);
    }
  const decisive = wordSet(Object.values(elsewhere).flat());
  // A word of one character is part of too many others to be looked for by itself.
  for (const word of decisive) if (word.length > 1 && !means.has(word)) means.set(word, []);
  const phrases = [...means].map(([said, meant]) => ({ said, means: meant }));
  return {
    phrases: phrases.sort((a, b) => b.said.length - a.said.length),
    stop: wordSet(stop.function),
    weak: wordSet(stop.weak),
    decisive,
  };
}

function wordSet(lines: readonly string[]): Set<string> {
  return new Set(lines.flatMap((line) => line.split(/\s+/u)));
}
