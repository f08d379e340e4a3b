import { describe, expect, it } from 'vitest';
import { BuiltinEmbeddings } from '../../../knowledge/embeddings/builtin.ts';

const embedder = new BuiltinEmbeddings();
const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

describe('the built-in embedding', () => {
  it('gives unit vectors of its dimension, the same every time', async () => {
    const [first, second] = await embedder.embedDocuments(['法律援助', '法律援助']);
    expect(first).toHaveLength(embedder.dimension);
    expect(dot(first!, first!)).toBeCloseTo(1, 10);
    expect(await new BuiltinEmbeddings().embedQuery('法律援助')).toEqual(first);
    expect(second).toEqual(first);
  });

  it('has not changed without its name changing', async () => {
    const vector = await embedder.embedQuery('留言300分钟内答复');
    const places = [...vector.entries()].filter(([, value]) => value !== 0).map(([place]) => place);
    expect(embedder.name).toBe('builtin-ngrams-512-v1');
    expect(places).toEqual([14, 43, 66, 82, 114, 119, 224, 246, 269, 273, 293, 295, 353, 372, 422, 435, 497]);
  });

  it('is nearer to what shares wording', async () => {
    const [question, near, far] = await embedder.embedDocuments([
      '请不起律师怎么申请法律援助',
      '经济困难的公民可以申请法律援助',
      '海商法所称船舶是指海船和其他移动式装置',
    ]);
    expect(dot(question!, near!)).toBeGreaterThan(dot(question!, far!) + 0.2);
  });

  it('gives zeros for a text without letters or digits', async () => {
    expect((await embedder.embedQuery('？！')).every((value) => value === 0)).toBe(true);
  });
});
