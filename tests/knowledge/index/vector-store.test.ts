import { Document } from '@langchain/core/documents';
import { describe, expect, it } from 'vitest';
import { BuiltinEmbeddings } from '../../../knowledge/embeddings/builtin.ts';
import { VectorIndexError } from '../../../knowledge/index/hnsw.ts';
import { HnswVectorStore } from '../../../knowledge/index/vector-store.ts';

const texts = ['法律援助申请条件', '公证收费标准', '人民调解免费', '律师执业管理'];
const embeddings = new BuiltinEmbeddings();

describe('the LangChain vector store', () => {
  it('finds by text, with scores and metadata', async () => {
    const metadata = texts.map((_, i) => ({ place: i }));
    const store = await HnswVectorStore.fromTexts(texts, metadata, embeddings);
    const [[document, score]] = (await store.similaritySearchWithScore('申请法律援助', 2)) as [
      [Document, number],
    ];
    expect(document.pageContent).toBe(texts[0]);
    expect(document.metadata).toEqual({ place: 0 });
    expect(score).toBeGreaterThan(0.3);
  });

  it('serves as a retriever', async () => {
    const store = await HnswVectorStore.fromTexts(texts, {}, embeddings);
    const found = await store.asRetriever(1).invoke('公证怎么收费');
    expect(found.map((document) => document.pageContent)).toEqual([texts[1]]);
  });

  it('answers a filter exactly', async () => {
    const documents = texts.map((pageContent, i) => new Document({ id: `d${i}`, pageContent }));
    const store = await HnswVectorStore.fromDocuments(documents, embeddings);
    const found = await store.similaritySearch('法律援助', 4, (document) => document.id !== 'd0');
    expect(found.map((document) => document.id).sort()).toEqual(['d1', 'd2', 'd3']);
  });

  it('lets a throwing filter throw instead of ending the process', async () => {
    const store = await HnswVectorStore.fromTexts(texts, {}, embeddings);
    const search = store.similaritySearch('法律援助', 4, () => {
      throw new Error('坏的过滤器');
    });
    await expect(search).rejects.toThrow('坏的过滤器');
  });

  it('adds all vectors or none', async () => {
    const store = new HnswVectorStore(embeddings);
    const documents = ['a', 'b'].map((pageContent) => new Document({ pageContent }));
    await expect(
      store.addVectors(
        [
          [1, 0],
          [Number.NaN, 0],
        ],
        documents,
      ),
    ).rejects.toThrow(VectorIndexError);
    await expect(store.addVectors([[1, 0]], documents)).rejects.toThrow('数目');
    expect(store.index?.count).toBe(0);
    expect(
      await store.addVectors(
        [
          [1, 0],
          [0, 1],
        ],
        documents,
      ),
    ).toEqual(['0', '1']);
  });

  it('is empty before anything was added', async () => {
    expect(await new HnswVectorStore(embeddings).similaritySearch('公证')).toEqual([]);
  });
});
