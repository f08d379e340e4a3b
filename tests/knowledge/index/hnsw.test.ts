import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import hnswlib from 'hnswlib-node';
import { describe, expect, it } from 'vitest';
import { BuiltinEmbeddings } from '../../../knowledge/embeddings/builtin.ts';
import { checksum } from '../../../knowledge/index/files.ts';
import { HnswIndex, type Metric, VectorIndexError } from '../../../knowledge/index/hnsw.ts';
import { makePassages, randomVectors, withFolder } from './fixtures.ts';

function fill(vectors: readonly number[][], metric: Metric = 'cosine', ef?: number): HnswIndex {
  const index = HnswIndex.create({ dimension: vectors[0]!.length, metric, ef, capacity: vectors.length });
  for (const vector of vectors) index.add(vector);
  return index;
}

/** Share of the exact ten nearest that the graph finds. */
function recall(index: HnswIndex, queries: readonly number[][]): number {
  const shares = queries.map((query) => {
    const exact = new Set(index.searchExact(query, 10).map((hit) => hit.document));
    return index.search(query, 10).filter((hit) => exact.has(hit.document)).length / exact.size;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** Makes the description fit a doctored graph file, so that only the graph itself can give it away. */
function describeAgain(file: string): void {
  const sidecar = JSON.parse(readFileSync(`${file}.json`, 'utf8'));
  const doctored = { ...sidecar, bytes: readFileSync(file).length, sha256: checksum(file) };
  writeFileSync(`${file}.json`, JSON.stringify(doctored));
}

describe('recall', () => {
  it('is at least .95 on random vectors', () => {
    const index = fill(randomVectors(3000, 32));
    expect(recall(index, randomVectors(100, 32, 2))).toBeGreaterThan(0.95);
  });

  it('is at least .95 on vectors of real sentences', async () => {
    const embedder = new BuiltinEmbeddings();
    const index = fill(await embedder.embedDocuments(makePassages(1200).map((passage) => passage.text)));
    const queries = await embedder.embedDocuments(
      makePassages(60, 9).map((passage) => passage.text.slice(0, 14)),
    );
    expect(recall(index, queries)).toBeGreaterThan(0.95);
  });

  it('falls when too few candidates are looked at (control)', () => {
    const index = fill(randomVectors(3000, 64), 'cosine', 1);
    expect(recall(index, randomVectors(50, 64, 2))).toBeLessThan(0.9);
  });
});

describe('similarity', () => {
  it.each(['cosine', 'ip', 'l2'] as const)(
    'is the same from the graph and from the exact scan: %s',
    (metric) => {
      const index = fill(randomVectors(50, 8), metric);
      const query = randomVectors(1, 8, 3)[0]!;
      const graph = index.search(query, 5);
      const exact = index.searchExact(query, 5);
      expect(graph.map((hit) => hit.document)).toEqual(exact.map((hit) => hit.document));
      for (const [i, hit] of graph.entries()) expect(hit.score).toBeCloseTo(exact[i]!.score, 5);
    },
  );

  it('honours a filter exactly', () => {
    const index = fill(randomVectors(100, 8));
    const found = index.searchExact(randomVectors(1, 8, 3)[0]!, 100, (label) => label % 7 === 0);
    expect(found.map((hit) => hit.document).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 15 }, (_, i) => i * 7),
    );
  });
});

describe('what hnswlib would swallow', () => {
  const index = fill(randomVectors(5, 4));
  const bad: [string, unknown][] = [
    ['NaN', [1, Number.NaN, 0, 0]],
    ['infinity', [1, Number.POSITIVE_INFINITY, 0, 0]],
    ['a string', [1, '2', 0, 0]],
    ['null', [1, null, 0, 0]],
    ['a hole', new Array<number>(4)],
    ['too short', [1, 2, 3]],
    ['too long', [1, 2, 3, 4, 5]],
    ['nothing', undefined],
  ];

  it.each(bad)('refuses a vector with %s', (_, vector) => {
    for (const use of ['add', 'search', 'searchExact'] as const) {
      expect(() => index[use](vector as number[], 3)).toThrow(VectorIndexError);
    }
    expect(index.count).toBe(5);
  });

  it('gives labels itself, in the order of adding', () => {
    const fresh = HnswIndex.create({ dimension: 4, capacity: 2 });
    expect(randomVectors(5, 4).map((vector) => fresh.add(vector))).toEqual([0, 1, 2, 3, 4]);
  });

  it('answers from an empty index, and for more or fewer than there are', () => {
    expect(HnswIndex.create({ dimension: 4 }).search([1, 0, 0, 0], 5)).toEqual([]);
    expect(index.search([1, 0, 0, 0], 99)).toHaveLength(5);
    expect(index.search([1, 0, 0, 0], 0)).toEqual([]);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses the dimension %d', (dimension) => {
    expect(() => HnswIndex.create({ dimension })).toThrow(VectorIndexError);
  });

  it('is swallowed by the library itself (control)', () => {
    const native = new hnswlib.HierarchicalNSW('cosine', 2);
    native.initIndex(4);
    native.addPoint([Number.NaN, 1], -1);
    expect(native.getIdsList()).toEqual([2 ** 32 - 1]);
    expect(() => native.writeIndexSync('/no/such/folder/index')).not.toThrow();
  });
});

describe('saving and loading', () => {
  const vectors = randomVectors(300, 16);
  const query = randomVectors(1, 16, 5)[0]!;
  const kind = { dimension: 16, metric: 'cosine' } as const;

  it('finds the same afterwards, in the saved and in the loaded index, with the same ef', () =>
    withFolder((folder) => {
      const file = join(folder, 'v');
      const index = fill(vectors, 'cosine', 77);
      const before = index.search(query, 10);
      index.save(file);
      const loaded = HnswIndex.load(file, kind);
      expect(loaded.search(query, 10)).toEqual(before);
      expect(index.search(query, 10)).toEqual(before);
      expect([loaded.count, loaded.effectiveEf()]).toEqual([300, 77]);
      expect(loaded.searchExact(query, 10).map((hit) => hit.document)).toEqual(
        before.map((hit) => hit.document),
      );
      expect(readdirSync(folder).sort()).toEqual(['v', 'v.json']);
    }));

  it('writes the same bytes for the same vectors', () =>
    withFolder((folder) => {
      fill(vectors).save(join(folder, 'a'));
      fill(vectors).save(join(folder, 'b'));
      expect(readFileSync(join(folder, 'a')).equals(readFileSync(join(folder, 'b')))).toBe(true);
    }));

  it('goes on growing after loading, also from empty', () =>
    withFolder((folder) => {
      for (const count of [0, 300]) {
        const file = join(folder, `v${count}`);
        const index = HnswIndex.create({ dimension: 16, capacity: 1 });
        for (const vector of vectors.slice(0, count)) index.add(vector);
        index.save(file);
        const loaded = HnswIndex.load(file, kind);
        expect(loaded.add(query)).toBe(count);
        expect(loaded.search(query, 1)[0]!.document).toBe(count);
      }
    }));

  it('says so when the folder is missing, and leaves nothing', () =>
    withFolder((folder) => {
      expect(() => fill(vectors).save(join(folder, 'missing', 'v'))).toThrow(VectorIndexError);
      expect(readdirSync(folder)).toEqual([]);
    }));

  it('refuses another dimension or metric', () =>
    withFolder((folder) => {
      const file = join(folder, 'v');
      fill(vectors).save(file);
      expect(() => HnswIndex.load(file, { ...kind, dimension: 8 })).toThrow('16 维');
      expect(() => HnswIndex.load(file, { ...kind, metric: 'l2' })).toThrow('cosine');
    }));

  it('refuses a missing, cut or altered file', () =>
    withFolder((folder) => {
      const file = join(folder, 'v');
      expect(() => HnswIndex.load(file, kind)).toThrow(VectorIndexError);
      fill(vectors).save(file);
      const whole = readFileSync(file);
      whole[5000]! ^= 1;
      writeFileSync(file, whole);
      expect(() => HnswIndex.load(file, kind)).toThrow('校验和');
      truncateSync(file, 200);
      expect(() => HnswIndex.load(file, kind)).toThrow('校验和');
    }));

  it.each([0, 50, 200, 8000])('refuses a graph of %d bytes that its description fits', (bytes) =>
    withFolder((folder) => {
      const file = join(folder, 'v');
      fill(vectors).save(file);
      truncateSync(file, bytes);
      describeAgain(file);
      expect(() => HnswIndex.load(file, kind)).toThrow(VectorIndexError);
    }),
  );

  it('refuses a graph of another dimension or with other labels that its description fits', () =>
    withFolder((folder) => {
      const file = join(folder, 'v');
      fill(vectors).save(file);
      const foreign = new hnswlib.HierarchicalNSW('cosine', 16);
      foreign.initIndex(300);
      for (const [i, vector] of vectors.entries()) foreign.addPoint(vector, i + 1);
      foreign.writeIndexSync(file);
      describeAgain(file);
      expect(() => HnswIndex.load(file, kind)).toThrow('编号');
      fill(randomVectors(300, 8)).save(join(folder, 'w'));
      writeFileSync(file, readFileSync(join(folder, 'w')));
      describeAgain(file);
      expect(() => HnswIndex.load(file, kind)).toThrow('维数');
      expect(existsSync(`${file}.tmp`)).toBe(false);
    }));
});
