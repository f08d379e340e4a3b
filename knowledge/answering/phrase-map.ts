/** Finds many phrases in one text, longest first, from left to right, without overlaps. */

export interface PhraseHit<T> {
  said: string;
  /** Offset in the text. */
  at: number;
  value: T;
}

/** Phrases by their first two characters, longest first. */
export class PhraseMap<T> {
  readonly #byStart = new Map<string, { said: string; value: T }[]>();

  /** @param entries phrases of two characters or more; shorter ones are ignored, the first of two equal ones wins */
  constructor(entries: Iterable<readonly [said: string, value: T]>) {
    const seen = new Set<string>();
    for (const [said, value] of entries) {
      if (said.length < 2 || seen.has(said)) continue;
      seen.add(said);
      const start = said.slice(0, 2);
      const bucket = this.#byStart.get(start);
      if (bucket) bucket.push({ said, value });
      else this.#byStart.set(start, [{ said, value }]);
    }
    for (const bucket of this.#byStart.values()) bucket.sort((a, b) => b.said.length - a.said.length);
  }

  in(text: string): PhraseHit<T>[] {
    const hits: PhraseHit<T>[] = [];
    for (let at = 0; at + 2 <= text.length; ) {
      const found = this.#byStart.get(text.slice(at, at + 2))?.find(({ said }) => text.startsWith(said, at));
      if (found) hits.push({ ...found, at });
      at += found ? found.said.length : 1;
    }
    return hits;
  }

  /** The text with every phrase replaced. */
  replaceIn(text: string, replacement: (value: T) => string): string {
    let written = '';
    let from = 0;
    for (const { said, at, value } of this.in(text)) {
      written += text.slice(from, at) + replacement(value);
      from = at + said.length;
    }
    return written + text.slice(from);
  }
}
