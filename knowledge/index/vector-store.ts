/** LangChain's `VectorStore` over the HNSW index: the graph serves, the exact scan answers filtered searches. */
import type { DocumentInterface } from '@langchain/core/documents';
import { Document } from '@langchain/core/documents';
import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import { VectorStore } from '@langchain/core/vectorstores';
import { HnswIndex, VectorIndexError } from './hnsw.ts';

export interface HnswVectorStoreFields {
  /** An index that is filled already, with the document of each label; else one is made for the first vectors. */
  index?: HnswIndex;
  documents?: readonly DocumentInterface[];
  /** How many vectors to make room for. */
  capacity?: number;
}

export class HnswVectorStore extends VectorStore {
  declare FilterType: (document: DocumentInterface) => boolean;
  #index: HnswIndex | null;
  /** By label. */
  readonly #documents: DocumentInterface[];
  readonly #capacity: number | undefined;

  constructor(embeddings: EmbeddingsInterface, fields: HnswVectorStoreFields = {}) {
    super(embeddings, {});
    this.#index = fields.index ?? null;
    this.#documents = [...(fields.documents ?? [])];
    this.#capacity = fields.capacity;
    if (this.#documents.length !== (this.#index?.count ?? 0)) {
      throw new VectorIndexError('向量索引与文档的数目不一致');
    }
  }

  override _vectorstoreType(): string {
    return 'hnsw';
  }

  /** The index underneath; null until the first vectors give the dimension. */
  get index(): HnswIndex | null {
    return this.#index;
  }

  override async addDocuments(documents: DocumentInterface[]): Promise<string[]> {
    const vectors = await this.embeddings.embedDocuments(documents.map((document) => document.pageContent));
    return this.addVectors(vectors, documents);
  }

  /** Adds all or, when one vector is wrong, none. Returns the documents' ids: their own, else their place. */
  override async addVectors(vectors: number[][], documents: DocumentInterface[]): Promise<string[]> {
    if (vectors.length !== documents.length) throw new VectorIndexError('向量与文档的数目不一致');
    if (vectors.length === 0) return [];
    this.#index ??= HnswIndex.create({ dimension: vectors[0]!.length, capacity: this.#capacity });
    for (const vector of vectors) this.#index.validate(vector);
    return vectors.map((vector, i) => {
      const label = this.#index!.add(vector);
      this.#documents[label] = documents[i]!;
      return documents[i]!.id ?? String(label);
    });
  }

  /** Documents with their similarity (cosine), most similar first. A filter is answered by an exact scan. */
  override async similaritySearchVectorWithScore(
    query: number[],
    k: number,
    filter?: this['FilterType'],
  ): Promise<[DocumentInterface, number][]> {
    if (this.#index === null) return [];
    const neighbours =
      filter === undefined
        ? this.#index.search(query, k)
        : this.#index.searchExact(query, k, (label) => filter(this.#documents[label]!));
    return neighbours.map(({ document, score }) => [this.#documents[document]!, score]);
  }

  static override async fromTexts(
    texts: string[],
    metadatas: object[] | object,
    embeddings: EmbeddingsInterface,
    fields: HnswVectorStoreFields = {},
  ): Promise<HnswVectorStore> {
    const documents = texts.map((pageContent, i) => {
      const metadata = Array.isArray(metadatas) ? metadatas[i] : metadatas;
      return new Document({ pageContent, metadata });
    });
    return HnswVectorStore.fromDocuments(documents, embeddings, fields);
  }

  static override async fromDocuments(
    documents: DocumentInterface[],
    embeddings: EmbeddingsInterface,
    fields: HnswVectorStoreFields = {},
  ): Promise<HnswVectorStore> {
    const store = new HnswVectorStore(embeddings, fields);
    await store.addDocuments(documents);
    return store;
  }
}
