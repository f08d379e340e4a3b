import { describe, expect, it } from 'vitest';
import { BuiltinEmbeddings } from '../../../knowledge/embeddings/builtin.ts';
import { CachedEmbeddings } from '../../../knowledge/embeddings/cached.ts';

class CountingEmbeddings extends BuiltinEmbeddings {
  readonly asked: string[] = [];

  override async embedDocuments(texts: string[]) {
    this.asked.push(...texts);
    return super.embedDocuments(texts);
  }
}

const cacheOf = (map: Map<string, number[]>) => ({
  get: async (key: string) => map.get(key),
  set: async (key: string, vector: number[]) => map.set(key, vector),
});

describe('cached embeddings', () => {
  it('asks only for what it does not hold, and keeps the order', async () => {
    const inner = new CountingEmbeddings();
    const cached = new CachedEmbeddings(inner, cacheOf(new Map()));
    await cached.embedDocuments(['甲', '乙']);
    const vectors = await cached.embedDocuments(['丙', '乙', '丁']);
    expect(inner.asked).toEqual(['甲', '乙', '丙', '丁']);
    expect(vectors).toEqual(await new BuiltinEmbeddings().embedDocuments(['丙', '乙', '丁']));
  });

  it('keeps no words of the texts', async () => {
    const map = new Map<string, number[]>();
    await new CachedEmbeddings(new BuiltinEmbeddings(), cacheOf(map)).embedQuery('我叫张三');
    expect([...map.keys()].join()).not.toContain('张三');
    expect(map.size).toBe(1);
  });
});
