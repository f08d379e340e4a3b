/** A dictionary that finds all its words in a text in one pass; the words carry the classes they belong to. */

interface Node {
  readonly next: Map<number, Node>;
  values: number[];
}

export class Dictionary {
  readonly #root: Node = { next: new Map(), values: [] };

  add(word: string, value: number): void {
    let node = this.#root;
    for (let at = 0; at < word.length; at++) {
      const code = word.charCodeAt(at);
      let next = node.next.get(code);
      if (next === undefined) {
        next = { next: new Map(), values: [] };
        node.next.set(code, next);
      }
      node = next;
    }
    if (!node.values.includes(value)) node.values.push(value);
  }

  /** Every word that begins at `at`, shortest first. */
  each(text: string, at: number, found: (end: number, values: readonly number[]) => void): void {
    let node: Node | undefined = this.#root;
    for (let end = at; end < text.length; ) {
      node = node.next.get(text.charCodeAt(end));
      if (node === undefined) return;
      end++;
      if (node.values.length > 0) found(end, node.values);
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
