import type { Passage } from '../types.ts';

export type LookupResult =
  | { kind: 'found'; passages: readonly Passage[] }
  /** `message` is one line for people: what there is instead. `nearest` are the closest passages, best first. */
  | { kind: 'none'; message: string; nearest: readonly Passage[] };

export function found(passages: readonly Passage[]): LookupResult {
  return { kind: 'found', passages };
}

export function none(message: string, nearest: readonly Passage[] = []): LookupResult {
  return { kind: 'none', message, nearest };
}
