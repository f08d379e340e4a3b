/** What the index needs of an embedding: LangChain's interface, with a name and a dimension to recognise vectors by. */
import type { EmbeddingsInterface } from '@langchain/core/embeddings';

export interface Embedder extends EmbeddingsInterface {
  /** Same name, same vectors for the same text: stored with the index and compared when it is opened. */
  readonly name: string;
  /** Length of the vectors; null until the first answer of a model. */
  readonly dimension: number | null;
  /** `hashed` vectors see only shared wording; those of a `model` also see meaning and weigh more in the ranking. */
  readonly kind: 'hashed' | 'model';
}

/** An embedding service that failed or answered nonsense; the message is one line for people. */
export class EmbeddingError extends Error {
  override name = 'EmbeddingError';
}
