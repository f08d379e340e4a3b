/** Embeddings from any OpenAI-compatible endpoint. Nothing the endpoint answers is believed unchecked. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Embeddings } from '@langchain/core/embeddings';
import type OpenAI from 'openai';
import { type Embedder, EmbeddingError } from './embedder.ts';

export interface OpenAIEmbeddingsOptions {
  baseUrl: string;
  apiKey: string;
  model: string;
  /** Texts in one request. */
  batchSize?: number;
  /** Milliseconds for one batch, retries and waiting included. */
  deadlineMs?: number;
  /** The same for a single question: somebody waits for it. */
  queryDeadlineMs?: number;
  /** Tries of one batch, the first included. */
  attempts?: number;
  onProgress?: (done: number, total: number) => void;
}

interface Failure {
  error: unknown;
  retry: boolean;
  /** Milliseconds that the server asked to wait; null when it did not say. */
  waitMs: number | null;
}

export class OpenAIEmbeddings extends Embeddings implements Embedder {
  readonly name: string;
  readonly kind = 'model';
  dimension: number | null = null;
  readonly #options: Required<OpenAIEmbeddingsOptions>;
  #client: OpenAI | undefined;

  constructor(options: OpenAIEmbeddingsOptions) {
    super({});
    this.#options = {
      batchSize: 64,
      deadlineMs: 120_000,
      queryDeadlineMs: 5_000,
      attempts: 4,
      onProgress: () => {},
      ...options,
    };
    this.name = `${options.model} @ ${place(options.baseUrl)}`;
  }

  /** Vectors in the order of `texts`. Throws `EmbeddingError` when a batch cannot be had within its deadline. */
  async embedDocuments(texts: string[]): Promise<number[][]> {
    const vectors: number[][] = [];
    while (vectors.length < texts.length) {
      const batch = texts.slice(vectors.length, vectors.length + this.#options.batchSize);
      vectors.push(...(await this.#embed(batch, this.#options.deadlineMs)));
      this.#options.onProgress(vectors.length, texts.length);
    }
    return vectors;
  }

  async embedQuery(text: string): Promise<number[]> {
    const [vector] = await this.#embed([text], this.#options.queryDeadlineMs);
    return vector!;
  }

  async #embed(batch: string[], deadlineMs: number): Promise<number[][]> {
    const deadline = Date.now() + deadlineMs;
    const signal = AbortSignal.timeout(deadlineMs);
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#request(batch, signal);
      if (Array.isArray(answer)) return this.#checked(answer, batch.length);
      const wait = answer.waitMs ?? 500 * 2 ** (attempt - 1);
      const hopeless = !answer.retry || attempt >= this.#options.attempts || Date.now() + wait >= deadline;
      if (hopeless) throw this.#error(explain(answer.error, signal), answer.error);
      await sleep(wait);
    }
  }

  async #request(batch: string[], signal: AbortSignal): Promise<unknown[] | Failure> {
    const client = await this.#connect();
    try {
      // 'float': the library's default, base64, is not understood by every compatible server.
      const body = { model: this.#options.model, input: batch, encoding_format: 'float' } as const;
      const response: unknown = await client.embeddings.create(body, { signal });
      return itemsOf(response);
    } catch (error) {
      return failure(error);
    }
  }

  async #connect(): Promise<OpenAI> {
    if (this.#client === undefined) {
      const { default: Client } = await import('openai');
      const { apiKey, baseUrl, deadlineMs } = this.#options;
      // Retries are ours: the library's own waiting ignores the signal.
      this.#client = new Client({ apiKey, baseURL: baseUrl, maxRetries: 0, timeout: deadlineMs });
    }
    return this.#client;
  }

  /** The vectors by ascending `index`, all of one length and finite. */
  #checked(items: readonly unknown[], expected: number): number[][] {
    if (items.length !== expected) {
      throw this.#error(`返回了 ${items.length} 个向量，应为 ${expected} 个`);
    }
    const vectors = new Array<number[] | undefined>(expected).fill(undefined);
    for (const item of items) {
      const { index, embedding } = (item ?? {}) as { index?: unknown; embedding?: unknown };
      if (typeof index !== 'number' || !(index in vectors) || vectors[index] !== undefined) {
        throw this.#error('返回的向量编号不对');
      }
      vectors[index] = this.#vector(embedding);
    }
    return vectors.map((vector) => vector!);
  }

  #vector(embedding: unknown): number[] {
    if (!Array.isArray(embedding) || embedding.length === 0 || !embedding.every(Number.isFinite)) {
      throw this.#error('返回的向量里有不是数字的内容');
    }
    this.dimension ??= embedding.length;
    if (embedding.length !== this.dimension) {
      throw this.#error(`返回了 ${embedding.length} 维的向量，此前是 ${this.dimension} 维`);
    }
    return embedding;
  }

  #error(what: string, cause?: unknown): EmbeddingError {
    const message = `向量服务 ${this.name} ${what}；请检查 OPENAI_BASE_URL、OPENAI_API_KEY 和 EMBEDDING_MODEL。`;
    return new EmbeddingError(message, { cause });
  }
}

/** Host and path of an endpoint: a key or a password in the address stays out of names and messages. */
function place(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) return '（地址无效）';
  const url = new URL(baseUrl);
  return `${url.host}${url.pathname.replace(/\/$/, '')}`;
}

function itemsOf(response: unknown): unknown[] {
  const data = typeof response === 'object' && response !== null && 'data' in response ? response.data : null;
  return Array.isArray(data) ? data : [];
}

/** Busy, broken or unreachable servers are tried again; a refusal or nonsense is not. */
function failure(error: unknown): Failure {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  const retry = typeof status !== 'number' || status === 408 || status === 429 || status >= 500;
  return { error, retry, waitMs: retryAfter(error) };
}

/** `Retry-After` in milliseconds; its date form is rare for this kind of service and falls back to our own waiting. */
function retryAfter(error: unknown): number | null {
  const headers = error instanceof Error && 'headers' in error ? error.headers : undefined;
  const value = headers instanceof Headers ? headers.get('retry-after') : null;
  const seconds = Number(value ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

function explain(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return '没有在限定时间内回答';
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (status === 401 || status === 403) return '拒绝了密钥';
  if (status === 404) return '没有这个接口或模型';
  if (status === 429) return '请求太多，一直在限流';
  return typeof status === 'number' ? `出错（HTTP ${status}）` : '连接不上';
}
