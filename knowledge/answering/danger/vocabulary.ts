/** The classes of words by number; words that a sign spells out become classes of their own. */
import { Reading, type Spelt } from './reading.ts';
import { Dictionary, expand, expandClasses } from './words.ts';

export class Vocabulary {
  /** Names of the classes that the data names, by number. */
  readonly names: readonly string[];
  #classes: ReadonlyMap<string, readonly string[]>;
  readonly #numbers = new Map<string, number>();
  readonly #dictionary = new Dictionary();

  constructor(classes: Readonly<Record<string, string>>) {
    this.#classes = expandClasses(classes);
    this.names = [...this.#classes.keys()];
    for (const name of this.names) this.classOf(name);
  }

  /** @throws Error when no class has this name */
  classOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(name, number);
    const isName = /^[a-z]+$/iu.test(name);
    const words = isName ? this.wordsOf(name) : expand(name, (inner) => this.wordsOf(inner));
    for (const word of words) this.#dictionary.add(word, number);
    return number;
  }

  /** @throws Error when no class has this name */
  wordsOf(name: string): readonly string[] {
    const words = this.#classes.get(name);
    if (words === undefined) throw new Error(`没有这一类词：${name}`);
    return words;
  }

  /** No class is asked for after this: the lists of words, most of what a vocabulary holds, go. */
  close(): void {
    this.#classes = new Map();
    this.#dictionary.close();
  }

  read(spelt: Spelt): Reading {
    return new Reading(spelt, this.#dictionary);
  }
}
