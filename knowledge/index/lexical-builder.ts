/** Builds a `LexicalIndex` document by document: first in document order, then turned to term order once. */
import { activeStreams, type Bm25Parameters, defaultParameters, LexicalIndex } from './lexical.ts';
import { TermTable } from './term-table.ts';
import { eachTerm, type StreamName } from './tokens.ts';

const MAX_FREQUENCY = 0xffff;

export class LexicalBuilder {
  readonly #parameters: Bm25Parameters;
  readonly #streams: readonly StreamName[];
  readonly #table = new TermTable();
  readonly #lengths: number[] = [];
  /** How many different terms each document has: the bounds of its stretch in the two arrays below. */
  readonly #distinct: number[] = [];
  #terms = new Uint32Array(4096);
  #frequencies = new Uint16Array(4096);
  #used = 0;
  /** Frequency in the document at hand, by term; zero between documents. */
  #counts = new Uint32Array(4096);

  constructor(parameters: Bm25Parameters = defaultParameters) {
    this.#parameters = parameters;
    this.#streams = activeStreams(parameters);
  }

  add(text: string): void {
    const seen: number[] = [];
    let length = 0;
    eachTerm(text, this.#streams, (term, stream) => {
      const number = this.#table.add(term, stream);
      if (number >= this.#counts.length) this.#counts = doubled(this.#counts, Uint32Array);
      if (this.#counts[number]! === 0) seen.push(number);
      this.#counts[number]!++;
      length++;
    });
    this.#store(seen, length);
  }

  #store(seen: readonly number[], length: number): void {
    while (this.#used + seen.length > this.#terms.length) {
      this.#terms = doubled(this.#terms, Uint32Array);
      this.#frequencies = doubled(this.#frequencies, Uint16Array);
    }
    for (const number of seen) {
      this.#terms[this.#used] = number;
      this.#frequencies[this.#used++] = Math.min(this.#counts[number]!, MAX_FREQUENCY);
      this.#counts[number] = 0;
    }
    this.#lengths.push(length);
    this.#distinct.push(seen.length);
  }

  /** The finished index; the builder must not be used afterwards. */
  finish(): LexicalIndex {
    const { hashA, hashB, slots } = this.#table;
    const starts = this.#starts();
    const lengths = Uint32Array.from(this.#lengths);
    const documents = new Uint32Array(this.#used);
    const impacts = new Float32Array(this.#used);
    this.#fill(starts, lengthNorms(lengths, this.#parameters), documents, impacts);
    // Freed now: the collector would let a hundred megabytes lie.
    this.#terms.buffer.transfer(0);
    this.#frequencies.buffer.transfer(0);
    const arrays = { hashA, hashB, slots, starts, documents, impacts, lengths };
    return new LexicalIndex(arrays, this.#parameters);
  }

  /** Turns document order into term order. */
  #fill(starts: Uint32Array, norms: Float64Array, documents: Uint32Array, impacts: Float32Array): void {
    const next = starts.slice();
    let i = 0;
    for (const [document, distinct] of this.#distinct.entries()) {
      for (const end = i + distinct; i < end; i++) {
        const at = next[this.#terms[i]!]!++;
        const frequency = this.#frequencies[i]!;
        documents[at] = document;
        impacts[at] = (frequency * (this.#parameters.k1 + 1)) / (frequency + norms[document]!);
      }
    }
  }

  #starts(): Uint32Array {
    const starts = new Uint32Array(this.#table.count + 1);
    for (let i = 0; i < this.#used; i++) starts[this.#terms[i]! + 1]!++;
    for (let term = 1; term < starts.length; term++) starts[term]! += starts[term - 1]!;
    return starts;
  }
}

/** k1 · (1 − b + b · length / mean length): a document's part of the denominator. */
function lengthNorms(lengths: Uint32Array, { k1, b }: Bm25Parameters): Float64Array {
  let total = 0;
  for (const length of lengths) total += length;
  const mean = total / Math.max(1, lengths.length) || 1;
  return Float64Array.from(lengths, (length) => k1 * (1 - b + (b * length) / mean));
}

/** Moves the array to twice the room: no copy lingers until the collector comes, as it would with a new array. */
function doubled<T extends Uint32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>>(
  array: T,
  Kind: new (buffer: ArrayBuffer) => T,
): T {
  return new Kind(array.buffer.transfer(array.byteLength * 2));
}
