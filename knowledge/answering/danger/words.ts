/** A dictionary that finds all its words in a text in one pass; the words carry the classes they belong to. */

const NONE = -1;
type List = number[] | Uint16Array | Int32Array;

/** A trie in plain lists: with an object and a map a node, the words of danger alone took 50 MiB. */
export class Dictionary {
  /** Nodes of first characters; the children of every other node are a chain, which is short. */
  readonly #roots = new Map<number, number>();
  #codes: List = [];
  #children: List = [];
  #siblings: List = [];
  /** The first value of the word that ends at a node. */
  #values: List = [];
  /** All values of those few words that have several. */
  readonly #several = new Map<number, number[]>();

  /** @throws Error after `close` */
  add(word: string, value: number): void {
    let node = NONE;
    for (let at = 0; at < word.length; at++) {
      const code = word.charCodeAt(at);
      const next = this.#next(node, code);
      node = next === NONE ? this.#grow(node, code) : next;
    }
    const first = this.#values[node]!;
    if (first === NONE) this.#values[node] = value;
    else if (first !== value) {
      const all = this.#several.get(node) ?? [first];
      if (!all.includes(value)) this.#several.set(node, [...all, value]);
    }
  }

  /** No word is added after this: the lists shrink to a quarter. */
  close(): void {
    this.#codes = Uint16Array.from(this.#codes);
    this.#children = Int32Array.from(this.#children);
    this.#siblings = Int32Array.from(this.#siblings);
    this.#values = Int32Array.from(this.#values);
  }

  #next(node: number, code: number): number {
    if (node === NONE) return this.#roots.get(code) ?? NONE;
    let child = this.#children[node]!;
    while (child !== NONE && this.#codes[child] !== code) child = this.#siblings[child]!;
    return child;
  }

  #grow(parent: number, code: number): number {
    const node = this.#codes.length;
    grow(this.#codes, code);
    grow(this.#children, NONE);
    grow(this.#values, NONE);
    grow(this.#siblings, parent === NONE ? NONE : this.#children[parent]!);
    if (parent === NONE) this.#roots.set(code, node);
    else this.#children[parent] = node;
    return node;
  }

  /** Every word that begins at `at`, shortest first. */
  each(text: string, at: number, found: (end: number, values: readonly number[]) => void): void {
    let node = NONE;
    for (let end = at; end < text.length; ) {
      node = this.#next(node, text.charCodeAt(end));
      if (node === NONE) return;
      end++;
      const first = this.#values[node]!;
      if (first !== NONE) found(end, this.#several.get(node) ?? [first]);
    }
  }

  /** The longest word that begins at `at`, as its end and first value. */
  longest(text: string, at: number): { end: number; value: number } | null {
    let longest: { end: number; value: number } | null = null;
    this.each(text, at, (end, values) => {
      longest = { end, value: values[0]! };
    });
    return longest;
  }
}

function grow(list: List, value: number): void {
  if (!Array.isArray(list)) throw new Error('a closed dictionary takes no more words');
  list.push(value);
}

/** `(要|想|)跳(楼|河)` → the six words it stands for; `<name>` stands for any word of that class. */
export function expand(entry: string, wordsOf: (name: string) => readonly string[]): string[] {
  const open = entry.search(/[(<]/u);
  if (open < 0) return [entry];
  const close = entry.indexOf(entry[open] === '(' ? ')' : '>', open);
  if (close < 0) throw new Error(`没有收尾的括号：${entry}`);
  const inner = entry.slice(open + 1, close);
  const choices = entry[open] === '(' ? inner.split('|') : wordsOf(inner);
  const rests = expand(entry.slice(close + 1), wordsOf);
  return choices.flatMap((choice) => rests.map((rest) => entry.slice(0, open) + choice + rest));
}

/** Classes as written in the data, each a list of entries parted by blanks → class name → its words. */
export function expandClasses(classes: Readonly<Record<string, string>>): Map<string, readonly string[]> {
  const done = new Map<string, readonly string[]>();
  const underway = new Set<string>();
  const wordsOf = (name: string): readonly string[] => {
    const known = done.get(name);
    if (known !== undefined) return known;
    const entries = classes[name];
    if (entries === undefined) throw new Error(`没有这一类词：${name}`);
    if (underway.has(name)) throw new Error(`词类引用了自己：${name}`);
    underway.add(name);
    const words = [...new Set(entriesOf(entries).flatMap((entry) => expand(entry, wordsOf)))];
    if (words.includes('')) throw new Error(`词类里有空词：${name}`);
    done.set(name, words);
    return words;
  };
  for (const name of Object.keys(classes)) wordsOf(name);
  return done;
}

export function entriesOf(list: string): string[] {
  return list.split(/\s+/u).filter((entry) => entry !== '');
}
