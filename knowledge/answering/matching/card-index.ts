/**
 * How near each card, and what lies beyond the cards, is to a question: its nearest ways of asking, and all that it says.
 * Vectors are sparse, weighted by how few cards hold a term, and of length 1, so that a product is a cosine.
 */
import type { AnyCard, Taught } from '../../rules/card.ts';
import type { Lexicon } from '../lexicon.ts';
import { type CardModel, keyOf, learnModel, MOST, modelFromBytes, modelToBytes } from './card-model.ts';
import type { Sparse } from './postings.ts';
import { readTerms, type Terms } from './terms.ts';

export interface TaughtScore {
  taught: Taught;
  /** Logarithm of how likely it is, by what the ways of asking taught. */
  odds: number;
  /** Cosine with its nearest ways of asking, 0..1. */
  nearest: number;
  /** Cosine with everything it says, 0..1. */
  whole: number;
  /** Share of the question's ten nearest ways of asking that are its own, 0..1. */
  votes: number;
}

/** Keeps what takes long to learn; `key` names exactly what it was learnt from. */
export interface ModelStore {
  load(key: string): Uint8Array | null;
  save(key: string, bytes: Uint8Array): void;
}

export interface CardIndexOptions {
  taught: readonly Taught[];
  lexicon: Lexicon;
  stop: ReadonlySet<string>;
  /** How questions are read before they come here: ways of asking are read so too. */
  read: (text: string) => string;
  /** Further ways of asking by id, read only when there is something to learn. */
  more: () => ReadonlyMap<string, readonly string[]>;
  /** Names exactly what `read` does and `more` gives. */
  digest: string;
  store?: ModelStore;
  onProgress?: ((share: number) => void) | undefined;
}

/** The second nearest way of asking counts too: one odd phrase must not decide. */
const SECOND = 0.3;
const NEIGHBOURS = 10;
/** What the networks count beside the classifier. */
const TOGETHER = 0.5;

export class CardIndex {
  readonly #lexicon: Lexicon;
  readonly #stop: ReadonlySet<string>;
  readonly #taught: readonly Taught[];
  readonly #model: CardModel;
  readonly #termIds: ReadonlyMap<string, number>;
  /** What a term weighs that nothing taught holds. */
  readonly #rare: number;
  readonly #numberOf: ReadonlyMap<Taught, number>;

  /**
   * Learns, in worker threads, when the store does not hold what was learnt from just this.
   * @throws TrainingError when a worker fails
   */
  static async open(options: CardIndexOptions): Promise<CardIndex> {
    const { taught, lexicon, stop, read, more, digest, store, onProgress } = options;
    const key = keyOf(taught, `${lexicon.digest}\n${digest}\n${[...stop].join(' ')}`);
    const saved = store?.load(key);
    const known = saved ? modelFromBytes(saved, taught.length) : null;
    if (known) return new CardIndex(options, known);
    const termsOf = (text: string) => readTerms(text, lexicon, stop);
    const model = await learnModel({ taught, termsOf, read, more, onProgress });
    store?.save(key, modelToBytes(model));
    return new CardIndex(options, model);
  }

  private constructor({ taught, lexicon, stop }: CardIndexOptions, model: CardModel) {
    this.#taught = taught;
    this.#lexicon = lexicon;
    this.#stop = stop;
    this.#model = model;
    this.#termIds = new Map(this.#model.terms.map((term, id) => [term, id]));
    this.#rare = Math.log(1 + 2 * taught.length);
    this.#numberOf = new Map(taught.map((one, at) => [one, at]));
  }

  terms(text: string): Terms {
    return readTerms(text, this.#lexicon, this.#stop);
  }

  /** At length 1; terms that no card holds count for the length only. */
  #vector(terms: Terms): Sparse {
    const ids: number[] = [];
    const values: number[] = [];
    let square = 0;
    for (const [term, count] of terms) {
      const id = this.#termIds.get(term);
      const weight = Math.min(count, MOST) * (id === undefined ? this.#rare : this.#model.idf[id]!);
      square += weight * weight;
      if (id === undefined) continue;
      ids.push(id);
      values.push(weight);
    }
    const length = Math.sqrt(square) || 1;
    return { ids: Int32Array.from(ids), values: Float32Array.from(values, (value) => value / length) };
  }

  /** Everything taught with how near it is to the question, in the order in which it is taught. */
  match(terms: Terms): TaughtScore[] {
    const { classifier, networks, rows, wholes } = this.#model;
    const vector = this.#vector(terms);
    const learnt = likelihoods(classifier.scores(vector));
    const guesses = networks.map((network) => likelihoods(network.scores(vector)));
    const together = (at: number) => guesses.reduce((sum, guess) => sum + guess[at]!, 0) / guesses.length;
    const sims = rows.dots(vector);
    const nearest = this.#nearest(sims);
    const votes = this.#votes(sims);
    const whole = wholes.dots(vector);
    return this.#taught.map((one, at) => ({
      taught: one,
      odds: (1 - TOGETHER) * learnt[at]! + TOGETHER * together(at),
      nearest: nearest[at]!,
      whole: whole[at]!,
      votes: votes[at]!,
    }));
  }

  /** How likely it is that a fact is asked for that nobody has on file (an address, a price, somebody's name), 0..1. */
  asksFact(terms: Terms): number {
    const [held, fact] = this.#model.facts.scores(this.#vector(terms));
    return 1 / (1 + Math.exp(held! - fact!));
  }

  #votes(sims: Float32Array): Float64Array {
    const votes = new Float64Array(this.#taught.length);
    const top: { row: number; sim: number }[] = [];
    // Forty thousand rows a question: an iterator costs more than the work.
    let least = 0;
    for (let row = 0; row < sims.length; row++) {
      const sim = sims[row]!;
      if (sim <= least) continue;
      top.push({ row, sim });
      top.sort((a, b) => b.sim - a.sim);
      top.length = Math.min(top.length, NEIGHBOURS);
      least = top[NEIGHBOURS - 1]?.sim ?? 0;
    }
    for (const { row } of top) votes[this.#model.rowOwner[row]!]! += 1 / NEIGHBOURS;
    return votes;
  }

  #nearest(sims: Float32Array): Float64Array {
    const best = new Float64Array(this.#taught.length);
    const second = new Float64Array(this.#taught.length);
    for (let row = 0; row < sims.length; row++) {
      const sim = sims[row]!;
      if (sim === 0) continue;
      const owner = this.#model.rowOwner[row]!;
      if (sim > best[owner]!) {
        second[owner] = best[owner]!;
        best[owner] = sim;
      } else if (sim > second[owner]!) second[owner] = sim;
    }
    return best.map((value, owner) => (1 - SECOND) * value + SECOND * second[owner]!);
  }

  /** Share of the question's weight that the card holds, 0..1; `kind` picks terms by their first character. */
  coverage(card: AnyCard, terms: Terms, kind: (term: string) => boolean): number {
    const row = this.#numberOf.get(card)!;
    return this.#share(terms, kind, (_, id) => id !== undefined && this.#model.wholes.holds(row, id));
  }

  /** The same for any other text, by its terms. */
  coverageBy(text: Terms, terms: Terms, kind: (term: string) => boolean): number {
    return this.#share(terms, kind, (term) => text.has(term));
  }

  /** How rare the rarest thing is that the question names and the card does not hold, 0..1; nothing 0. */
  rarestMissing(card: AnyCard, terms: Terms, kind: (term: string) => boolean): number {
    const row = this.#numberOf.get(card)!;
    let rarest = 0;
    for (const term of terms.keys()) {
      if (!kind(term)) continue;
      const id = this.#termIds.get(term);
      if (id === undefined || !this.#model.wholes.holds(row, id))
        rarest = Math.max(rarest, id === undefined ? this.#rare : this.#model.idf[id]!);
    }
    return rarest / this.#rare;
  }

  /** Share of the weight of the card's title that the question holds, 0..1. */
  titleIn(card: AnyCard, terms: Terms): number {
    return this.#share(
      this.terms(card.title),
      (term) => !term.startsWith('~') || term.length > 2,
      (term) => terms.has(term),
    );
  }

  /** 0.5 where the question has no term of that kind: nothing speaks for it or against it. */
  #share(
    terms: Terms,
    kind: (term: string) => boolean,
    holds: (term: string, id: number | undefined) => boolean,
  ): number {
    let total = 0;
    let covered = 0;
    for (const [term, count] of terms) {
      if (!kind(term)) continue;
      const id = this.#termIds.get(term);
      const weight = Math.min(count, MOST) * (id === undefined ? this.#rare : this.#model.idf[id]!);
      total += weight;
      if (holds(term, id)) covered += weight;
    }
    return total === 0 ? 0.5 : covered / total;
  }
}

/** Log-odds up to a constant → logarithms of likelihoods. */
function likelihoods(odds: Float64Array): Float64Array {
  const top = odds.reduce((max, value) => Math.max(max, value), Number.NEGATIVE_INFINITY);
  const sum = Math.log(odds.reduce((total, value) => total + Math.exp(value - top), 0));
  return odds.map((value) => value - top - sum);
}
