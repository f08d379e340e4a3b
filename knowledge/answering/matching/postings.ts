/** Sparse vectors by term, in typed arrays: which rows hold a term, and with what weight. */

/** A sparse vector: term numbers and their weights. */
export interface Sparse {
  ids: Int32Array;
  values: Float32Array;
}

interface Parts {
  rows: number;
  /** Where each term's postings begin; one more entry than terms. */
  starts: Int32Array;
  rowOf: Int32Array;
  values: Float32Array;
}

export class Postings {
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** @param vectors one a row */
  static of(vectors: readonly Sparse[], terms: number): Postings {
    const starts = new Int32Array(terms + 1);
    for (const { ids } of vectors) for (const term of ids) starts[term + 1]!++;
    for (let term = 0; term < terms; term++) starts[term + 1]! += starts[term]!;
    const size = starts[terms]!;
    const rowOf = new Int32Array(size);
    const values = new Float32Array(size);
    const next = starts.slice(0, terms);
    for (const [row, vector] of vectors.entries())
      for (const [index, term] of vector.ids.entries()) {
        const at = next[term]!++;
        rowOf[at] = row;
        values[at] = vector.values[index]!;
      }
    return new Postings({ rows: vectors.length, starts, rowOf, values });
  }

  static from(parts: Parts): Postings {
    return new Postings(parts);
  }

  toParts(): Parts {
    return this.#parts;
  }

  /** Scalar product of a vector with every row. */
  dots({ ids, values: weights }: Sparse): Float32Array {
    const { rows, starts, rowOf, values } = this.#parts;
    const sums = new Float32Array(rows);
    for (const [index, term] of ids.entries()) {
      const weight = weights[index]!;
      for (let at = starts[term]!; at < starts[term + 1]!; at++) sums[rowOf[at]!]! += weight * values[at]!;
    }
    return sums;
  }

  /** Whether a row holds a term; rows of a term are in ascending order. */
  holds(row: number, term: number): boolean {
    const { starts, rowOf } = this.#parts;
    let low = starts[term]!;
    let high = starts[term + 1]! - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = rowOf[middle]!;
      if (found === row) return true;
      if (found < row) low = middle + 1;
      else high = middle - 1;
    }
    return false;
  }
}
