/** The open index: lexical and vector search over one set of passages. */
import { Document } from '@langchain/core/documents';
import type { Embedder } from '../embeddings/embedder.ts';
import type { Passage } from '../types.ts';
import type { HnswIndex } from './hnsw.ts';
import type { LexicalIndex } from './lexical.ts';
import type { Manifest } from './manifest.ts';
import { HnswVectorStore } from './vector-store.ts';

export interface Hit {
  passageId: string;
  /** BM25 or cosine: comparable within one ranking only. */
  score: number;
  /** 1-based. */
  rank: number;
}

export interface KnowledgeIndex {
  /** BM25; only passages that share a term with the query. */
  lexical(query: string, k: number, accept?: (passageId: string) => boolean): Hit[];
  /** Cosine of the embeddings. Rejects when the embedding service fails. */
  vector(query: string, k: number, accept?: (passageId: string) => boolean): Promise<Hit[]>;
  /** A BM25 score that no passage can exceed: what one would get that said all the question says. */
  ceiling(query: string): number;
  readonly embedding: Pick<Embedder, 'name' | 'kind'>;
  readonly size: number;
  readonly manifest: Manifest;
}

export interface IndexParts {
  passages: readonly Passage[];
  lexical: LexicalIndex;
  vectors: HnswIndex;
  embedder: Embedder;
  manifest: Manifest;
}

/** Puts the parts together; passage i is document i of the lexical index and label i of the vectors. */
export function createKnowledgeIndex({
  passages,
  lexical,
  vectors,
  embedder,
  manifest,
}: IndexParts): KnowledgeIndex {
  const documents = passages.map(({ id, text }) => new Document({ id, pageContent: text }));
  const store = new HnswVectorStore(embedder, { index: vectors, documents });
  return {
    lexical(query, k, accept) {
      const found = lexical.search(query, k, accept && ((document) => accept(passages[document]!.id)));
      return found.map(({ document, score }, i) => ({
        passageId: passages[document]!.id,
        score,
        rank: i + 1,
      }));
    },
    ceiling: (query) => lexical.ceiling(query),
    async vector(query, k, accept) {
      const vector = await embedder.embedQuery(query);
      // A text without letters or digits has no direction: everything would be equally near.
      if (vector.every((value) => value === 0)) return [];
      const filter = accept && ((document: { id?: string }) => accept(document.id!));
      const found = await store.similaritySearchVectorWithScore(vector, k, filter);
      return found.map(([document, score], i) => ({ passageId: document.id!, score, rank: i + 1 }));
    },
    embedding: { name: embedder.name, kind: embedder.kind },
    size: passages.length,
    manifest,
  };
}
