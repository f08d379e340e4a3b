import { describe, expect, it } from 'vitest';
import { BuiltinEmbeddings } from '../../knowledge/embeddings/builtin.ts';
import type { Embedder } from '../../knowledge/embeddings/embedder.ts';
import type { KnowledgeIndex } from '../../knowledge/index/knowledge-index.ts';
import { buildSnapshot, openSnapshot } from '../../knowledge/index/snapshot.ts';
import { likelihood, retrieve } from '../../knowledge/retrieve.ts';
import type { Passage } from '../../knowledge/types.ts';
import { hashesOf, makePassage, makePassages, withFolder } from './index/fixtures.ts';

const special = makePassage('文件#c99', '留言咨询应当在300分钟内答复');
const passages = [...makePassages(90), special];
const byId = new Map(passages.map((passage) => [passage.id, passage]));

function open(embedder: Embedder = new BuiltinEmbeddings()): Promise<KnowledgeIndex> {
  return withFolder(async (directory) => {
    const request = { directory, passages, sourceHashes: hashesOf(passages), embedder };
    await buildSnapshot(request);
    return openSnapshot(request);
  });
}

const ids = (hits: readonly { passage: Passage }[]) => hits.map(({ passage }) => passage.id);

describe('retrieve', () => {
  it('finds what was asked for, with its rank in both rankings', async () => {
    const { hits, rejected, degraded } = await retrieve('留言多久答复', {
      index: await open(),
      passages: byId,
      k: 5,
    });
    expect(hits[0]).toMatchObject({ passage: special, lexicalRank: 1, vectorRank: 1 });
    expect(hits).toHaveLength(5);
    expect(hits.map((hit) => hit.score)).toEqual(hits.map((hit) => hit.score).sort((a, b) => b - a));
    expect([rejected, degraded]).toEqual([[], null]);
  });

  it('says what a filter took away and fills up with others', async () => {
    const index = await open();
    const filter = (passage: Passage) => (passage === special ? '已失效' : null);
    const found = await retrieve('留言300分钟答复', { index, passages: byId, k: 5, filter });
    expect(found.rejected).toContainEqual({ passageId: special.id, reason: '已失效' });
    expect(ids(found.hits)).not.toContain(special.id);
    expect(found.hits).toHaveLength(5);
  });

  it('reaches the few that a filter leaves, however far down they stand', async () => {
    const index = await open();
    const last = index.lexical('机构办理申请', 91).at(-1)!.passageId;
    const filter = ({ id }: Passage) => (id === last ? null : '不适用');
    expect(ids((await retrieve('机构办理申请', { index, passages: byId, k: 3, filter })).hits)).toEqual([
      last,
    ]);
  });

  it('never shows a passage that it was not given', async () => {
    const without = new Map([...byId].filter(([id]) => id !== special.id));
    const { hits, rejected } = await retrieve('留言300分钟答复', {
      index: await open(),
      passages: without,
      k: 5,
    });
    expect(ids(hits)).not.toContain(special.id);
    expect(rejected[0]?.passageId).toBe(special.id);
  });

  it('keeps the lexical order when the vectors are hashed, but for near-ties', async () => {
    const index = await open();
    for (const { text } of passages.slice(0, 20)) {
      const { hits } = await retrieve(text.slice(4, 16), { index, passages: byId, k: 1 });
      expect(hits[0]!.lexicalRank).toBeLessThanOrEqual(3);
    }
  });

  it('goes on with words alone when the embedding service fails, and says so', async () => {
    const embedder = new BuiltinEmbeddings();
    const index = await open(embedder);
    embedder.embedQuery = () => Promise.reject(new Error('向量服务坏了。'));
    const { hits, degraded } = await retrieve('留言多久答复', { index, passages: byId, k: 5 });
    expect(hits[0]).toMatchObject({ passage: special, lexicalRank: 1, vectorRank: null });
    expect(degraded).toBe('向量服务坏了。');
  });

  it.each(['', '？！', '\ud800', 'zzz'])('finds nothing sure for %j', async (query) => {
    const found = await retrieve(query, { index: await open(), passages: byId, k: 5 });
    expect([found.coverage, likelihood(found)]).toEqual([0, 0]);
  });

  it('is surer of an answer in the same words than of one that shares a few', async () => {
    const index = await open();
    const same = await retrieve(special.text, { index, passages: byId, k: 5 });
    const distant = await retrieve('请问离婚以后孩子的抚养费由谁来负责', { index, passages: byId, k: 5 });
    expect(likelihood(same)).toBeGreaterThan(0.8);
    expect(likelihood(distant)).toBeLessThan(0.4);
  });
});
