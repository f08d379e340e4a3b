/** What a snapshot says about itself, and how that is compared with what is wanted now. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Passage } from '../types.ts';

/** Raise it whenever the files of a snapshot, the terms or the parameters of the index change. */
export const FORMAT = 1;

export const manifestSchema = z.object({
  format: z.literal(FORMAT),
  embedding: z.object({ name: z.string(), dimension: z.int().positive() }),
  passages: z.object({ count: z.int().nonnegative(), sha256: z.string() }),
  /** SHA-256 of each source, by its name. */
  sources: z.record(z.string(), z.string()),
  files: z.record(z.string(), z.object({ bytes: z.int().nonnegative(), sha256: z.string() })),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Names of sources that came, went or have other content, each sorted. */
export interface SourceChanges {
  added: readonly string[];
  changed: readonly string[];
  removed: readonly string[];
}

type Hashes = Readonly<Record<string, string>>;

export function compareSources(before: Hashes, after: Hashes): SourceChanges {
  const names = Object.keys(after).sort();
  return {
    added: names.filter((name) => !Object.hasOwn(before, name)),
    changed: names.filter((name) => Object.hasOwn(before, name) && before[name] !== after[name]),
    removed: Object.keys(before)
      .filter((name) => !Object.hasOwn(after, name))
      .sort(),
  };
}

/** Hash of what is indexed: the ids and search texts in order. A better parser changes it while the sources stay. */
export function hashPassages(passages: readonly Passage[]): string {
  const hash = createHash('sha256');
  for (const { id, searchText } of passages) hash.update(`${JSON.stringify([id, searchText])}\n`);
  return hash.digest('hex');
}

/** The manifest's bytes: the same snapshot always has the same. */
export function printManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
