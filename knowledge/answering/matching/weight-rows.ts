/** A matrix of weights while it is learnt, in memory of its own, with what every step reads from it. */
import { memoryOf } from './add-rows.ts';
import type { Sparse } from './postings.ts';

const BYTES = 4;
/** `addRows` wants widths of a multiple of so many numbers, and takes so many rows at once. */
const WIDE = 8;
const AT_ONCE = 4;

const filledUp = (count: number) => WIDE * Math.ceil(count / WIDE);

export class WeightRows {
  /** Columns, filled up to a multiple of eight. */
  readonly stride: number;
  /** Row by row, `stride` each; 0 at first. */
  readonly weights: Float32Array;
  /** Numbers of the rows that `add` adds, and how many times each of them counts. */
  readonly picked: Sparse;
  /** What `add` adds them to: a number a column. */
  readonly sums: Float32Array;
  /** Number of a row that stays 0. */
  readonly #none: number;
  readonly #add: (count: number) => void;

  /**
   * @param most rows that are ever added at once
   * @throws RangeError when so many weights have no room (4 GiB and above)
   */
  constructor(rows: number, columns: number, most: number) {
    this.stride = filledUp(columns);
    this.#none = rows;
    const picks = filledUp(most);
    const sums = BYTES * (rows + 1) * this.stride;
    const ids = sums + BYTES * this.stride;
    const values = ids + BYTES * picks;
    const { buffer, addRows } = memoryOf(values + BYTES * picks);
    this.weights = new Float32Array(buffer, 0, rows * this.stride);
    this.sums = new Float32Array(buffer, sums, this.stride);
    this.picked = {
      ids: new Int32Array(buffer, ids, picks),
      values: new Float32Array(buffer, values, picks),
    };
    this.#add = (count) => addRows(sums, ids, values, count, 0, BYTES * this.stride);
  }

  /** Adds the first `count` of the picked rows to the sums. */
  add(count: number): void {
    if (count === 0) return;
    const { ids, values } = this.picked;
    let filled = count;
    for (; filled % AT_ONCE !== 0; filled++) {
      ids[filled] = this.#none;
      values[filled] = 0;
    }
    this.#add(filled);
  }
}
