/** Passages that look most like what was asked for, when nothing is it. */
import type { Passage } from '../types.ts';
import { nameKey } from './reference.ts';

const MOST = 3;

/** By shared pairs of characters, as a share of the question's pairs; those that share none are left out. */
export function nearestPassages(passages: readonly Passage[], text: string): Passage[] {
  const asked = pairs(nameKey(text));
  if (asked.size === 0) return [];
  return passages
    .map((passage) => ({ passage, shared: sharedWith(asked, passage) }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, MOST)
    .map(({ passage }) => passage);
}

function pairs(key: string): Set<string> {
  return new Set(
    Array.from({ length: Math.max(0, key.length - 1) }, (_, index) => key.slice(index, index + 2)),
  );
}

/** A pair in the label or heading says more than one somewhere in the text. */
function sharedWith(asked: ReadonlySet<string>, { label, path, text }: Passage): number {
  const names = nameKey(`${label}${path.join('')}`);
  const words = nameKey(text);
  let shared = 0;
  for (const pair of asked) shared += (names.includes(pair) ? 2 : 0) + (words.includes(pair) ? 1 : 0);
  return shared;
}
