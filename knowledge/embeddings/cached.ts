/** Vectors that were paid for once are not asked for again: after a change in one paper the others cost nothing. */
import { createHash } from 'node:crypto';
import { Embeddings } from '@langchain/core/embeddings';
import type { Embedder } from './embedder.ts';

/** What the cache needs of a key-value store; Keyv has it. */
export interface VectorCache {
  get(key: string): Promise<number[] | undefined>;
  set(key: string, vector: number[]): Promise<unknown>;
}

/** The same embedder, asked only for texts that the cache does not hold. */
export class CachedEmbeddings extends Embeddings implements Embedder {
  readonly name: string;
  readonly kind: Embedder['kind'];
  readonly #inner: Embedder;
  readonly #cache: VectorCache;

  constructor(inner: Embedder, cache: VectorCache) {
    super({});
    this.#inner = inner;
    this.#cache = cache;
    this.name = inner.name;
    this.kind = inner.kind;
  }

  get dimension(): number | null {
    return this.#inner.dimension;
  }

  async embedDocuments(texts: string[]): Promise<number[][]> {
    const known = await Promise.all(texts.map((text) => this.#cache.get(this.#key(text))));
    const missing = texts.filter((_text, at) => known[at] === undefined);
    const fresh = missing.length > 0 ? await this.#inner.embedDocuments(missing) : [];
    await Promise.all(missing.map((text, at) => this.#cache.set(this.#key(text), fresh[at]!)));
    let next = 0;
    return known.map((vector) => vector ?? fresh[next++]!);
  }

  async embedQuery(text: string): Promise<number[]> {
    const known = await this.#cache.get(this.#key(text));
    if (known !== undefined) return known;
    const vector = await this.#inner.embedQuery(text);
    await this.#cache.set(this.#key(text), vector);
    return vector;
  }

  /** Hashed, so that nobody's question stands in the cache. */
  #key(text: string): string {
    return createHash('sha256').update(`${this.name}\n${text}`).digest('hex');
  }
}
