/** A message as the recogniser reads it: one spelling, clauses, sentences, and where each class of words stands. */
import { Dictionary, entriesOf, expand } from './words.ts';

/** Clause break and sentence break, as they stand in the text that is read. */
const COMMA = '，';
const STOP = '。';
/** Stands over a figure of speech, so that no word is found inside it. */
const HIDDEN = '□';

export interface Spelling {
  /** What people write → what the word classes say. */
  spoken: Readonly<Record<string, string>>;
  figures: string;
}

/** A message in one spelling, and the same with the figures of speech hidden, place for place. */
export interface Spelt {
  plain: string;
  text: string;
}

export function createSpelling(seeds: Spelling): (text: string) => Spelt {
  const said: string[] = [];
  const spoken = new Dictionary();
  for (const [standard, variants] of Object.entries(seeds.spoken)) {
    said.push(standard);
    for (const variant of entriesOf(variants)) spoken.add(variant, said.length - 1);
  }
  const figures = new Dictionary();
  for (const entry of entriesOf(seeds.figures)) {
    for (const word of expand(entry, () => [])) figures.add(word, 0);
  }
  const respell = (text: string) => replaceWords(text, spoken, (_, value) => said[value]!);
  const hide = (text: string) => replaceWords(text, figures, (word) => HIDDEN.repeat(word.length));
  return (text) => {
    const plain = respell(withBreaks(text));
    return { plain, text: hide(plain) };
  };
}

function replaceWords(text: string, words: Dictionary, replace: (word: string, value: number) => string) {
  const parts: string[] = [];
  let kept = 0;
  for (let at = 0; at < text.length; ) {
    const found = words.longest(text, at);
    if (found === null) {
      at++;
      continue;
    }
    parts.push(text.slice(kept, at), replace(text.slice(at, found.end), found.value));
    at = found.end;
    kept = at;
  }
  parts.push(text.slice(kept));
  return parts.join('');
}

/** Punctuation becomes one of two breaks. A blank between two long pieces is a break as well; in 不 想 活 了 it is nothing. */
function withBreaks(text: string): string {
  const marked = text
    .toLowerCase()
    .replace(/[。.．！!？?；;…]+/gu, STOP)
    .replace(/[，,、：:~～—()（）“”"「」『』【】《》|/]+/gu, COMMA)
    .replace(/[^\p{L}\p{N}\s，。]+/gu, ' ')
    .replace(/，*。[，。\s]*/gu, STOP)
    .replace(/，[，\s]+/gu, COMMA)
    .replace(/^[，。]+/u, '');
  const pieces = marked.split(/\s+/u).filter((piece) => piece !== '');
  let read = '';
  let before = 0;
  for (const piece of pieces) {
    const long = piece.length > 1 && before > 1 && !(piece.length === 2 && before === 2);
    if (read !== '' && (long || isLatin(piece, read))) read += COMMA;
    read += piece;
    before = piece.length;
  }
  return read;
}

function isLatin(piece: string, read: string): boolean {
  return /^[a-z]/u.test(piece) && /[a-z]$/u.test(read);
}

const NONE: readonly number[] = [];

/** Where the words of every class stand. Ends are exclusive. */
export class Reading {
  /** Figures of speech hidden. */
  readonly text: string;
  readonly plain: string;
  readonly clauseStart: Int32Array;
  readonly sentenceStart: Int32Array;
  readonly #clauseEnd: Int32Array;
  readonly #sentenceEnd: Int32Array;
  readonly #hits: readonly (readonly number[])[];

  constructor({ plain, text }: Spelt, words: Dictionary) {
    this.plain = plain;
    this.text = text;
    this.clauseStart = starts(text, (char) => char === COMMA || char === STOP);
    this.sentenceStart = starts(text, (char) => char === STOP);
    this.#clauseEnd = ends(this.clauseStart);
    this.#sentenceEnd = ends(this.sentenceStart);
    const found: number[][] = [];
    for (let at = 0; at < text.length; at++) {
      words.each(text, at, (end, values) => {
        for (const value of values) {
          found[value] ??= [];
          found[value].push(at, end);
        }
      });
    }
    this.#hits = found;
  }

  clauseEnd(at: number): number {
    return this.#clauseEnd[at]!;
  }

  sentenceEnd(at: number): number {
    return this.#sentenceEnd[at]!;
  }

  /** Start, end, start, end … in order of start. */
  hits(index: number): readonly number[] {
    return this.#hits[index] ?? NONE;
  }

  has(index: number): boolean {
    return this.#hits[index] !== undefined;
  }

  /** Index into `hits` of the first one that begins at or after `from`. */
  firstFrom(index: number, from: number): number {
    const hits = this.hits(index);
    let low = 0;
    let high = hits.length / 2;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (hits[middle * 2]! < from) low = middle + 1;
      else high = middle;
    }
    return low * 2;
  }

  /** Whether a word of the class begins in [from, to). */
  within(index: number, from: number, to: number): boolean {
    const first = this.hits(index)[this.firstFrom(index, from)];
    return first !== undefined && first < to;
  }

  /** Start of the last word of the class that begins in [from, to), or -1. */
  last(index: number, from: number, to: number): number {
    const at = this.firstFrom(index, to) - 2;
    const start = at < 0 ? -1 : this.hits(index)[at]!;
    return start >= from ? start : -1;
  }

  /** Whether a word of the class ends at `end`. */
  endsAt(index: number, end: number): boolean {
    const hits = this.hits(index);
    for (let at = this.firstFrom(index, end - 8); at < hits.length && hits[at]! < end; at += 2) {
      if (hits[at + 1] === end) return true;
    }
    return false;
  }
}

function starts(text: string, isBreak: (char: string) => boolean): Int32Array {
  const starts = new Int32Array(text.length + 1);
  for (let at = 0; at < text.length; at++) starts[at + 1] = isBreak(text[at]!) ? at + 1 : starts[at]!;
  return starts;
}

/** The break itself, or the end of the text, that ends the stretch at each place. */
function ends(starts: Int32Array): Int32Array {
  const ends = new Int32Array(starts.length);
  let end = starts.length - 1;
  for (let at = starts.length - 1; at >= 0; at--) {
    ends[at] = end;
    if (starts[at] === at) end = at - 1;
  }
  return ends;
}
