/** Which embedding the settings ask for. */
import { BuiltinEmbeddings } from './builtin.ts';
import type { Embedder } from './embedder.ts';
import { OpenAIEmbeddings } from './openai.ts';

export interface EmbeddingSettings {
  baseUrl: string | null;
  apiKey: string | null;
  model: string | null;
}

/** The model of an OpenAI-compatible endpoint when both endpoint and model are named, else the built-in one. */
export function chooseEmbedder({ baseUrl, apiKey, model }: EmbeddingSettings): Embedder {
  if (!baseUrl || !model) return new BuiltinEmbeddings();
  // Local servers often want no key, the client library insists on one.
  return new OpenAIEmbeddings({ baseUrl, model, apiKey: apiKey || 'none' });
}
