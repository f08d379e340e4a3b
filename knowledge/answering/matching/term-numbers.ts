/** Terms of the texts that are learnt from → numbers. */
import type { Sparse } from './postings.ts';
import type { Terms } from './terms.ts';

/** A term that only one or two ways of asking hold teaches nothing about other ways. */
const COMMON_FROM = 3;

/** Texts → term numbers in the order of their coming. */
export class TermReader {
  readonly #numbers = new Map<string, number>();
  readonly #termsOf: (text: string) => Terms;

  constructor(termsOf: (text: string) => Terms) {
    this.#termsOf = termsOf;
  }

  read(text: string): Sparse {
    const terms = this.#termsOf(text);
    const ids = Int32Array.from(terms.keys(), (term) => this.#numberOf(term));
    return { ids, values: Float32Array.from(terms.values()) };
  }

  #numberOf(term: string): number {
    const known = this.#numbers.get(term);
    if (known !== undefined) return known;
    this.#numbers.set(term, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  get terms(): string[] {
    return [...this.#numbers.keys()];
  }
}

export interface NumberedTerms {
  /** Number → term. */
  terms: string[];
  /** Terms below this number are common. */
  common: number;
  /** How few of what is taught hold a term, by its number. */
  idf: Float32Array;
  /** The reader's number → number. */
  numberOf: Int32Array;
}

/** Numbers terms anew, common ones first, so that the classifier's features are a prefix. */
export function numberTerms(
  reader: TermReader,
  taught: readonly { asking: readonly Sparse[]; lines: Sparse }[],
): NumberedTerms {
  const found = reader.terms;
  const texts = new Int32Array(found.length);
  const holders = new Int32Array(found.length);
  const lastHolder = new Int32Array(found.length).fill(-1);
  for (const [owner, { asking, lines }] of taught.entries())
    for (const { ids } of [...asking, lines])
      for (const id of ids) {
        texts[id]!++;
        if (lastHolder[id] !== owner) holders[id]!++;
        lastHolder[id] = owner;
      }
  const isCommon = (id: number) => texts[id]! >= COMMON_FROM;
  const order = [...found.keys()].filter(isCommon);
  const common = order.length;
  order.push(...[...found.keys()].filter((id) => !isCommon(id)));
  const numberOf = new Int32Array(found.length);
  for (const [number, id] of order.entries()) numberOf[id] = number;
  return {
    terms: order.map((id) => found[id]!),
    common,
    idf: Float32Array.from(order, (id) => Math.log(1 + taught.length / Math.max(1, holders[id]!))),
    numberOf,
  };
}
