/**
 * Terms → numbers 0, 1, 2 … in order of first appearance, as a hash table of 64-bit hashes in typed arrays.
 * The terms themselves are not kept: with a million terms, two share a hash with a chance of 1 in 36 million.
 */
import { type StreamName, streamNames } from './tokens.ts';

export class TermTable {
  hashA: Uint32Array;
  hashB: Uint32Array;
  /** The term's number plus one; 0 is an empty slot. */
  slots: Uint32Array;
  #count = 0;
  // The two halves of the hash computed last: returning a pair would allocate once a term.
  #a = 0;
  #b = 0;

  constructor(
    hashA: Uint32Array = new Uint32Array(1024),
    hashB: Uint32Array = new Uint32Array(1024),
    slots: Uint32Array = new Uint32Array(1024),
  ) {
    this.hashA = hashA;
    this.hashB = hashB;
    this.slots = slots;
    for (const slot of slots) if (slot > 0) this.#count++;
  }

  get count(): number {
    return this.#count;
  }

  /** The term's number, or -1. */
  find(term: string, stream: StreamName): number {
    this.#hash(term, stream);
    return this.slots[this.#slot()]! - 1;
  }

  /** The term's number, a new one when it was unknown. */
  add(term: string, stream: StreamName): number {
    this.#hash(term, stream);
    const slot = this.#slot();
    if (this.slots[slot]! > 0) return this.slots[slot]! - 1;
    this.#occupy(slot, ++this.#count);
    if (this.#count * 2 > this.slots.length) this.#grow();
    return this.#count - 1;
  }

  #occupy(slot: number, value: number): void {
    this.hashA[slot] = this.#a;
    this.hashB[slot] = this.#b;
    this.slots[slot] = value;
  }

  /** The slot that holds the hash computed last, or the empty one where it belongs. */
  #slot(): number {
    const mask = this.slots.length - 1;
    let slot = this.#a & mask;
    while (this.slots[slot]! > 0 && (this.hashA[slot] !== this.#a || this.hashB[slot] !== this.#b)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #grow(): void {
    const { hashA, hashB, slots } = this;
    const capacity = slots.length * 2;
    this.hashA = new Uint32Array(capacity);
    this.hashB = new Uint32Array(capacity);
    this.slots = new Uint32Array(capacity);
    for (let i = 0; i < slots.length; i++) {
      if (slots[i] === 0) continue;
      this.#a = hashA[i]!;
      this.#b = hashB[i]!;
      this.#occupy(this.#slot(), slots[i]!);
    }
  }

  /** Two multiplicative hashes over the code units, seeded by the stream, each mixed at the end. */
  #hash(term: string, stream: StreamName): void {
    const seed = streamNames.indexOf(stream) + 1;
    let a = Math.imul(seed, 0x9e3779b1);
    let b = Math.imul(seed, 0x85ebca6b);
    for (let i = 0; i < term.length; i++) {
      const unit = term.charCodeAt(i);
      a = Math.imul(a ^ unit, 0x01000193);
      b = Math.imul(b ^ unit, 0x5bd1e995) ^ (b >>> 15);
    }
    this.#a = mix(a);
    this.#b = mix(b);
  }
}

/** The finaliser of MurmurHash3: every input bit reaches every output bit. */
function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
