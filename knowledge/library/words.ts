/** Passages found by words that stand in them. */

import { lookupMessages } from '../texts.ts';
import type { Passage } from '../types.ts';
import { found, type LookupResult, none } from './lookup-result.ts';
import { nearestPassages } from './nearest.ts';
import { nameKey } from './reference.ts';

/** The passages that hold all of the words; where one holds another, only the inner one. */
export function findWords(passages: readonly Passage[], words: string): LookupResult {
  const parts = words.split(' ').map(nameKey);
  const matches = passages.filter((passage) => {
    const text = nameKey(`${passage.text} ${passage.clause}`);
    return parts.every((part) => text.includes(part));
  });
  const innermost = matches.filter((passage) => !matches.some(({ id }) => id.startsWith(`${passage.id}/`)));
  if (nameKey(words).length > 1 && innermost.length > 0) return found(innermost);
  return none(lookupMessages.notFound(words), nearestPassages(passages, words));
}
