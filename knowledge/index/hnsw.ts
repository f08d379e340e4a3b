/**
 * The only door to hnswlib-node, which does not check what it is given: it takes NaN, wraps labels, aborts the process
 * on a value that is not a number, forgets metric and ef in its files and does not notice a full disk.
 * Labels are the order of adding, 0, 1, 2 …, so that none can be wrong.
 */
import { closeSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import hnswlib from 'hnswlib-node';
import { z } from 'zod';
import { checksum, readJson, sync, writeWhole } from './files.ts';
import { type Scored, TopK } from './top-k.ts';

export type Metric = 'cosine' | 'ip' | 'l2';

export interface HnswOptions {
  dimension: number;
  metric?: Metric;
  /** Candidates looked at in a search: more is slower and finds more. By the number of vectors when not given. */
  ef?: number;
  /** How many vectors to make room for at first. */
  capacity?: number;
}

/** A neighbour's label and its similarity: cosine or inner product, or minus the squared distance for `l2`. */
export type Neighbour = Scored;

/** Wrong input, or an index file that cannot be used; the message is one line. */
export class VectorIndexError extends Error {
  override name = 'VectorIndexError';
}

const M = 16;
const EF_CONSTRUCTION = 200;
const SEED = 100;

const sidecarSchema = z.object({
  dimension: z.int().positive(),
  metric: z.enum(['cosine', 'ip', 'l2']),
  ef: z.int().positive().nullable(),
  count: z.int().nonnegative(),
  bytes: z.int().positive(),
  sha256: z.string(),
});
type Sidecar = z.infer<typeof sidecarSchema>;

export class HnswIndex {
  readonly dimension: number;
  readonly metric: Metric;
  readonly #fixedEf: number | null;
  #native: hnswlib.HierarchicalNSW;
  #count: number;
  /** The vectors as rows, fetched from the graph when an exact scan first needs them. */
  #rows: Float32Array | null = null;

  private constructor(
    native: hnswlib.HierarchicalNSW,
    sidecar: Pick<Sidecar, 'dimension' | 'metric' | 'ef'>,
  ) {
    this.#native = native;
    this.dimension = sidecar.dimension;
    this.metric = sidecar.metric;
    this.#fixedEf = sidecar.ef;
    this.#count = native.getCurrentCount();
  }

  /** An empty index. Throws `VectorIndexError` for a dimension that is not a positive whole number. */
  static create({ dimension, metric = 'cosine', ef, capacity = 1024 }: HnswOptions): HnswIndex {
    if (!Number.isSafeInteger(dimension) || dimension < 1)
      throw new VectorIndexError(`向量维数无效：${dimension}`);
    const native = new hnswlib.HierarchicalNSW(metric, dimension);
    native.initIndex(Math.max(1, capacity), M, EF_CONSTRUCTION, SEED);
    return new HnswIndex(native, { dimension, metric, ef: ef ?? null });
  }

  /** Loads what `save` wrote. Throws `VectorIndexError` when the files are missing, damaged or of another kind. */
  static load(file: string, expected: { dimension: number; metric: Metric }): HnswIndex {
    const sidecar = readSidecar(file);
    if (sidecar.dimension !== expected.dimension || sidecar.metric !== expected.metric) {
      const found = `${sidecar.dimension} 维 ${sidecar.metric}`;
      throw new VectorIndexError(`向量索引是 ${found}，应为 ${expected.dimension} 维 ${expected.metric}`);
    }
    if (fileSize(file) !== sidecar.bytes || checksum(file) !== sidecar.sha256) {
      throw new VectorIndexError('向量索引文件与校验和不符');
    }
    return new HnswIndex(readNative(file, sidecar), sidecar);
  }

  get count(): number {
    return this.#count;
  }

  /** Candidates looked at in a search for `k` neighbours. */
  effectiveEf(k = 1): number {
    return Math.max(k, this.#fixedEf ?? defaultEf(this.#count));
  }

  /** Adds a vector and returns its label. Throws `VectorIndexError` for a wrong length or a value that is not finite. */
  add(vector: readonly number[]): number {
    this.validate(vector);
    const capacity = this.#native.getMaxElements();
    if (this.#count >= capacity) this.#native.resizeIndex(capacity * 2);
    this.#native.addPoint(vector as number[], this.#count);
    this.#rows = null;
    return this.#count++;
  }

  /** The about `k` nearest by the graph, nearest first; may miss some. */
  search(vector: readonly number[], k: number): Neighbour[] {
    this.validate(vector);
    const wanted = Math.min(k, this.#count);
    if (wanted < 1) return [];
    // Set before every search: a loaded graph forgets it, and it must be at least k.
    this.#native.setEf(this.effectiveEf(wanted));
    const { neighbors, distances } = this.#native.searchKnn(vector as number[], wanted);
    return neighbors.map((document, i) => ({ document, score: this.#similarity(distances[i]!) }));
  }

  /** The `k` nearest for certain, among the labels that `accept` allows; looks at every vector. */
  searchExact(
    vector: readonly number[],
    k: number,
    accept: (label: number) => boolean = () => true,
  ): Neighbour[] {
    this.validate(vector);
    const query = Float32Array.from(this.metric === 'cosine' ? unitLength(vector) : vector);
    const rows = this.#fetchRows();
    const best = new TopK(k, Number.NEGATIVE_INFINITY);
    for (let label = 0; label < this.#count; label++) {
      if (accept(label)) best.offer(label, this.#compare(query, rows, label * this.dimension));
    }
    return best.sorted();
  }

  /**
   * Writes `file` and `file.json`, each under a temporary name first, and goes on with the graph as it was read back.
   * Throws `VectorIndexError` when the disk did not keep it; the index may be empty then.
   */
  save(file: string): void {
    const temporary = `${file}.tmp`;
    try {
      writeNative(this.#native, temporary);
      const sidecar = this.#describe(temporary);
      // Freed first: both graphs at once would be the largest need of memory of a whole build.
      this.dispose();
      this.#native = readNative(temporary, sidecar);
      this.#count = sidecar.count;
      sync(temporary);
      renameSync(temporary, file);
      writeWhole(sidecarOf(file), `${JSON.stringify(sidecar, null, 2)}\n`);
    } catch (error) {
      rmSync(temporary, { force: true });
      if (error instanceof VectorIndexError) throw new VectorIndexError(`向量索引没有写成：${error.message}`);
      throw error;
    }
  }

  /** Frees the graph's memory, which the collector does not see; the index is empty afterwards. */
  dispose(): void {
    this.#native.initIndex(1, M, EF_CONSTRUCTION, SEED);
    this.#count = 0;
    this.#rows = null;
  }

  #describe(file: string): Sidecar {
    const { dimension, metric, count } = this;
    return { dimension, metric, ef: this.#fixedEf, count, bytes: fileSize(file), sha256: checksum(file) };
  }

  /** Throws `VectorIndexError` for a wrong length or a value that is not a finite number. */
  validate(vector: readonly number[]): void {
    if (!Array.isArray(vector) || vector.length !== this.dimension) {
      throw new VectorIndexError(`向量应有 ${this.dimension} 维，实际 ${vector?.length ?? 0} 维`);
    }
    // A loop, because `every` skips the holes of a sparse array.
    for (const value of vector) {
      if (!Number.isFinite(value)) throw new VectorIndexError('向量里有不是有限数字的值');
    }
  }

  #similarity(distance: number): number {
    return this.metric === 'l2' ? -distance : 1 - distance;
  }

  #compare(query: Float32Array, rows: Float32Array, offset: number): number {
    return this.metric === 'l2' ? -squaredDistance(query, rows, offset) : dot(query, rows, offset);
  }

  #fetchRows(): Float32Array {
    if (this.#rows === null) {
      this.#rows = new Float32Array(this.#count * this.dimension);
      for (let label = 0; label < this.#count; label++) {
        this.#rows.set(this.#native.getPoint(label), label * this.dimension);
      }
    }
    return this.#rows;
  }
}

/** Measured: enough for a recall of .95 on ordinary vectors. */
function defaultEf(count: number): number {
  return count <= 10_000 ? 64 : 192;
}

function sidecarOf(file: string): string {
  return `${file}.json`;
}

function readSidecar(file: string): Sidecar {
  const parsed = sidecarSchema.safeParse(readJson(sidecarOf(file)));
  if (!parsed.success) throw new VectorIndexError('向量索引缺少说明文件，或说明文件已损坏');
  return parsed.data;
}

/** -1 when there is no such file. */
function fileSize(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? -1;
}

/** `writeIndexSync` says nothing when it could not write, so the file must look right afterwards. */
function writeNative(native: hnswlib.HierarchicalNSW, file: string): void {
  rmSync(file, { force: true });
  native.writeIndexSync(file);
  const least = native.getCurrentCount() * native.getNumDimensions() * Float32Array.BYTES_PER_ELEMENT;
  if (fileSize(file) <= least) throw new VectorIndexError('文件夹不存在、不可写或磁盘已满');
}

/** Reads into a fresh object: a failed read over a live one crashes the process. */
function readNative(file: string, { dimension, metric, count }: Sidecar): hnswlib.HierarchicalNSW {
  checkHeader(file, dimension, count);
  const native = new hnswlib.HierarchicalNSW(metric, dimension);
  try {
    native.readIndexSync(file);
  } catch (error) {
    throw new VectorIndexError('向量索引文件不完整', { cause: error });
  }
  // An empty index comes back without room for anything.
  if (native.getMaxElements() === 0) native.initIndex(1024, M, EF_CONSTRUCTION, SEED);
  const labels = native.getIdsList();
  const known = new Set(labels);
  for (let label = 0; label < count; label++) {
    if (!known.has(label)) throw new VectorIndexError('向量索引的编号不连续');
  }
  if (labels.length !== count) throw new VectorIndexError('向量索引的数目不符');
  return native;
}

/** The library trusts its header: a wrong one makes it read outside its memory. Layout: hnswalg.h, saveIndex. */
function checkHeader(file: string, dimension: number, count: number): void {
  const header = Buffer.alloc(96);
  const handle = openSync(file, 'r');
  try {
    if (readSync(handle, header) < header.length) throw new VectorIndexError('向量索引文件不完整');
  } finally {
    closeSync(handle);
  }
  const links = (2 * M + 1) * 4;
  const bytesPerVector = links + dimension * Float32Array.BYTES_PER_ELEMENT + 8;
  const sound =
    header.readBigUInt64LE(16) === BigInt(count) &&
    header.readBigUInt64LE(8) >= BigInt(count) &&
    header.readBigUInt64LE(24) === BigInt(bytesPerVector);
  if (!sound) throw new VectorIndexError('向量索引文件的维数或数目不符');
}

function unitLength(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return vector.map((value) => (length === 0 ? 0 : value / length));
}

function dot(query: Float32Array, rows: Float32Array, offset: number): number {
  let sum = 0;
  for (let i = 0; i < query.length; i++) sum += query[i]! * rows[offset + i]!;
  return sum;
}

function squaredDistance(query: Float32Array, rows: Float32Array, offset: number): number {
  let sum = 0;
  for (let i = 0; i < query.length; i++) sum += (query[i]! - rows[offset + i]!) ** 2;
  return sum;
}
