/** Hashed n-grams as vectors: no model, no download, the same on every machine. */
import { Embeddings } from '@langchain/core/embeddings';
import { eachTerm, type StreamName, streamNames } from '../index/tokens.ts';
import type { Embedder } from './embedder.ts';

const DIMENSION = 512;

/**
 * Single characters are in every text and say little. Measured on 412 lay questions over 55,404 statute articles:
 * with these weights and no corpus statistics R@10 is .38, with idf .34, and 1,024 dimensions add .02 for twice the memory.
 */
const streamWeights: Readonly<Record<StreamName, number>> = { unigram: 0.3, bigram: 1, word: 1 };

export class BuiltinEmbeddings extends Embeddings implements Embedder {
  /** The version at the end changes whenever the vectors do. */
  readonly name: string = `builtin-ngrams-${DIMENSION}-v1`;
  readonly dimension = DIMENSION;
  readonly kind = 'hashed';

  constructor() {
    super({});
  }

  async embedDocuments(texts: string[]): Promise<number[][]> {
    return texts.map(embed);
  }

  async embedQuery(text: string): Promise<number[]> {
    return embed(text);
  }
}

/** A vector of length 1, or of zeros for a text without any letter or digit. */
function embed(text: string): number[] {
  const vector = new Array<number>(DIMENSION).fill(0);
  for (const stream of streamNames) {
    for (const [term, frequency] of frequencies(text, stream)) {
      const hash = hashTerm(term, stream);
      const weight = streamWeights[stream] * (1 + Math.log(frequency));
      // The top bit chooses the sign, so that terms sharing a place cancel out on average instead of adding up.
      vector[hash % DIMENSION]! += hash >>> 31 === 1 ? weight : -weight;
    }
  }
  return unitLength(vector);
}

function frequencies(text: string, stream: StreamName): Map<string, number> {
  const counts = new Map<string, number>();
  eachTerm(text, [stream], (term) => counts.set(term, (counts.get(term) ?? 0) + 1));
  return counts;
}

/** FNV-1a over the code units, seeded by the stream, then mixed as in MurmurHash3. */
function hashTerm(term: string, stream: StreamName): number {
  let hash = 0x811c9dc5 ^ streamNames.indexOf(stream);
  for (let i = 0; i < term.length; i++) hash = Math.imul(hash ^ term.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function unitLength(vector: number[]): number[] {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
