import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BuiltinEmbeddings } from '../../../knowledge/embeddings/builtin.ts';
import { sha256 } from '../../../knowledge/index/files.ts';
import {
  buildSnapshot,
  ensureSnapshot,
  openSnapshot,
  SnapshotRejected,
  type SnapshotRequest,
} from '../../../knowledge/index/snapshot.ts';
import { hashesOf, makePassage, makePassages, withFolder } from './fixtures.ts';

const passages = makePassages(80);
const files = ['manifest.json', 'lexical.bin', 'vectors.hnsw', 'vectors.hnsw.json'];

class OtherEmbeddings extends BuiltinEmbeddings {
  override readonly name: string = 'other';
}

function request(directory: string, more: Partial<SnapshotRequest> = {}): SnapshotRequest {
  const chosen = more.passages ?? passages;
  return {
    directory,
    passages: chosen,
    sourceHashes: hashesOf(chosen),
    embedder: new BuiltinEmbeddings(),
    ...more,
  };
}

/** The folder that `current` names. */
function currentFolder(directory: string): string {
  return join(directory, readFileSync(join(directory, 'current'), 'utf8').split(' ')[0]!);
}

const folders = (directory: string) => readdirSync(directory).filter((name) => name.startsWith('snapshot-'));

/** Why a snapshot is refused; `opened` when it is not. */
async function refusal(wanted: SnapshotRequest): Promise<string> {
  try {
    await openSnapshot(wanted);
    return 'opened';
  } catch (error) {
    if (!(error instanceof SnapshotRejected)) throw error;
    expect(error.message).toMatch(/^[^\n]+。$/u);
    return error.code;
  }
}

function startChild(directory: string, ...options: string[]): ChildProcess {
  const script = join(import.meta.dirname, 'snapshot-child.ts');
  const node = ['--disable-warning=ExperimentalWarning', script, directory, ...options];
  return spawn(process.execPath, node, { stdio: ['ignore', 'pipe', 'inherit'] });
}

describe('a snapshot', () => {
  it('answers both ways, and the same after opening again', () =>
    withFolder(async (directory) => {
      const { index, rebuilt, reason, changes } = await ensureSnapshot(request(directory));
      expect([rebuilt, reason, index.size]).toEqual([true, '还没有知识索引。', 80]);
      expect(changes).toEqual({ added: ['文件.txt'], changed: [], removed: [] });
      const again = await openSnapshot(request(directory));
      const question = passages[33]!.text;
      for (const opened of [index, again]) {
        expect(opened.lexical(question, 3)[0]).toMatchObject({ passageId: passages[33]!.id, rank: 1 });
        expect((await opened.vector(question, 3))[0]).toMatchObject({ passageId: passages[33]!.id, rank: 1 });
      }
      expect(again.lexical(question, 20)).toEqual(index.lexical(question, 20));
      expect(await again.vector(question, 20)).toEqual(await index.vector(question, 20));
    }));

  it('filters both rankings and finds nothing for a question without words', () =>
    withFolder(async (directory) => {
      const { index } = await ensureSnapshot(request(directory));
      const allowed = new Set(passages.slice(0, 3).map((passage) => passage.id));
      const accept = (id: string) => allowed.has(id);
      const question = '法律援助机构办理申请';
      const found = [...index.lexical(question, 50, accept), ...(await index.vector(question, 50, accept))];
      expect(found.length).toBeGreaterThan(0);
      expect(found.every((hit) => allowed.has(hit.passageId))).toBe(true);
      expect(await index.vector('？？', 5)).toEqual([]);
    }));

  it('is the same bytes when built twice', () =>
    withFolder((one) =>
      withFolder(async (two) => {
        await buildSnapshot(request(one));
        await buildSnapshot(request(two));
        for (const name of files) {
          const [a, b] = [one, two].map((directory) => readFileSync(join(currentFolder(directory), name)));
          expect(a!.equals(b!), name).toBe(true);
        }
      }),
    ));

  it('is not built again while nothing changes', () =>
    withFolder(async (directory) => {
      await ensureSnapshot(request(directory));
      const folder = currentFolder(directory);
      const written = statSync(join(folder, 'lexical.bin')).mtimeMs;
      const log: string[] = [];
      const ensured = await ensureSnapshot(request(directory), { log: (line) => log.push(line) });
      expect([ensured.rebuilt, ensured.reason, log]).toEqual([false, null, []]);
      expect(currentFolder(directory)).toBe(folder);
      expect(statSync(join(folder, 'lexical.bin')).mtimeMs).toBe(written);
    }));

  it('reports progress up to the whole', () =>
    withFolder(async (directory) => {
      const shares: number[] = [];
      await buildSnapshot(request(directory), (share) => shares.push(share));
      expect(shares[0]).toBe(0);
      expect(shares.at(-1)).toBe(1);
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    }));

  it('refuses to index nothing, or two passages of one id', () =>
    withFolder(async (directory) => {
      await expect(buildSnapshot(request(directory, { passages: [] }))).rejects.toThrow('没有可以索引的资料');
      const twice = [makePassage('a', '公证'), makePassage('a', '调解')];
      await expect(buildSnapshot(request(directory, { passages: twice }))).rejects.toThrow('编号相同');
    }));
});

describe('a snapshot that does not fit is refused with one line and rebuilt', () => {
  it.each([...files, 'current'])('a flipped byte in %s', (name) =>
    withFolder(async (directory) => {
      await buildSnapshot(request(directory));
      const file = name === 'current' ? join(directory, name) : join(currentFolder(directory), name);
      const whole = readFileSync(file);
      for (const place of [0, whole.length >> 1, whole.length - 1]) {
        const flipped = Buffer.from(whole);
        flipped[place]! ^= 1;
        writeFileSync(file, flipped);
        expect(await refusal(request(directory)), `byte ${place}`).toBe('damaged');
      }
      writeFileSync(file, whole);
      expect(await refusal(request(directory)), 'control').toBe('opened');
      writeFileSync(file, whole.subarray(0, whole.length - 1));
      const { rebuilt, reason, index } = await ensureSnapshot(request(directory));
      expect([rebuilt, index.size]).toEqual([true, 80]);
      expect(reason).toContain('损坏');
      expect(folders(directory)).toHaveLength(1);
    }),
  );

  it.each(files)('a missing %s', (name) =>
    withFolder(async (directory) => {
      await buildSnapshot(request(directory));
      renameSync(join(currentFolder(directory), name), join(directory, 'gone'));
      expect(await refusal(request(directory))).toBe('damaged');
    }),
  );

  it('another format', () =>
    withFolder(async (directory) => {
      await buildSnapshot(request(directory));
      const folder = currentFolder(directory);
      const manifest = readFileSync(join(folder, 'manifest.json'), 'utf8').replace(
        '"format": 1',
        '"format": 99',
      );
      writeFileSync(join(folder, 'manifest.json'), manifest);
      const pointer = readFileSync(join(directory, 'current'), 'utf8');
      writeFileSync(join(directory, 'current'), `${pointer.split(' ')[0]} ${sha256(manifest)}\n`);
      expect(await refusal(request(directory))).toBe('foreign');
      expect((await ensureSnapshot(request(directory))).rebuilt).toBe(true);
    }));

  it('another embedding', () =>
    withFolder(async (directory) => {
      await buildSnapshot(request(directory));
      const other = request(directory, { embedder: new OtherEmbeddings() });
      expect(await refusal(other)).toBe('embedding');
      expect((await ensureSnapshot(other)).index.manifest.embedding.name).toBe('other');
    }));

  it('changed sources, with what changed', () =>
    withFolder(async (directory) => {
      const before = request(directory, { sourceHashes: { 甲: '1', 乙: '2', 丙: '3' } });
      await buildSnapshot(before);
      const after = { ...before, sourceHashes: { 乙: '2', 丙: '4', 丁: '5' } };
      expect(await refusal(after)).toBe('stale');
      const log: string[] = [];
      const { changes, reason } = await ensureSnapshot(after, { log: (line) => log.push(line) });
      expect(changes).toEqual({ added: ['丁'], changed: ['丙'], removed: ['甲'] });
      expect(reason).toBe('资料有变化（新增 1，修改 1，移除 1），知识索引需要重建。');
      expect(log).toHaveLength(1);
    }));

  it('the same sources parsed differently', () =>
    withFolder(async (directory) => {
      await buildSnapshot(request(directory));
      const parsed = passages.with(3, { ...passages[3]!, searchText: '另一种分段' });
      expect(await refusal(request(directory, { passages: parsed, sourceHashes: hashesOf(passages) }))).toBe(
        'stale',
      );
    }));
});

describe('a build that fails', () => {
  it('says in one line when the folder cannot be written, and leaves nothing', () =>
    withFolder(async (directory) => {
      const file = join(directory, 'file');
      writeFileSync(file, '');
      await expect(buildSnapshot(request(join(file, 'index')))).rejects.toThrow(
        /^知识索引写不进 .*：路径上有同名的文件。$/u,
      );
      expect(readdirSync(directory)).toEqual(['file']);
    }));

  it('leaves the old snapshot when the embedding service fails', () =>
    withFolder(async (directory) => {
      await buildSnapshot(request(directory));
      const broken = new OtherEmbeddings();
      broken.embedDocuments = () => Promise.reject(new Error('服务坏了'));
      await expect(ensureSnapshot(request(directory, { embedder: broken }))).rejects.toThrow('服务坏了');
      expect(await refusal(request(directory))).toBe('opened');
      expect(folders(directory)).toHaveLength(1);
    }));

  it('leaves the old snapshot when killed halfway, and its remains are removed by the next', () =>
    withFolder(async (directory) => {
      await buildSnapshot(request(directory));
      const child = startChild(directory, 'stall');
      await once(child.stdout!, 'data');
      child.kill('SIGKILL');
      await once(child, 'exit');
      expect(folders(directory)).toHaveLength(2);
      expect(await refusal(request(directory))).toBe('opened');
      expect((await ensureSnapshot(request(directory))).rebuilt).toBe(false);
      expect(folders(directory)).toHaveLength(1);
    }));

  it('would be seen if a half-built folder were made current (control)', () =>
    withFolder(async (directory) => {
      await buildSnapshot(request(directory));
      const half = currentFolder(directory).replace(/[0-9a-f]{8}$/u, '00000000');
      mkdirSync(half);
      const pointer = readFileSync(join(directory, 'current'), 'utf8');
      writeFileSync(join(directory, 'current'), pointer.replace(/[0-9a-f]{8} /u, '00000000 '));
      expect(await refusal(request(directory))).toBe('damaged');
    }));

  it('does not remove what a living process builds, or what is not ours', () =>
    withFolder(async (directory) => {
      const child = startChild(directory, 'stall');
      await once(child.stdout!, 'data');
      mkdirSync(join(directory, 'snapshot-of-somebody'));
      await buildSnapshot(request(directory));
      expect(folders(directory)).toHaveLength(3);
      child.kill('SIGKILL');
      await once(child, 'exit');
      await buildSnapshot(request(directory));
      expect(folders(directory)).toHaveLength(2);
      expect(folders(directory)).toContain('snapshot-of-somebody');
    }));
});

describe('several processes', () => {
  it('a reader never sees anything but a whole snapshot while another process swaps', () =>
    withFolder(async (directory) => {
      await buildSnapshot(request(directory));
      const child = startChild(directory, 'builds', '10');
      const exited = once(child, 'exit');
      const seen = new Set<string>();
      while (child.exitCode === null) {
        for (const count of [80, 120])
          seen.add(await refusal(request(directory, { passages: makePassages(count) })));
        await new Promise(setImmediate);
      }
      expect((await exited)[0]).toBe(0);
      expect([...seen].sort()).toEqual(['opened', 'stale']);
    }));

  it('two builders at once both end well and leave one that opens', () =>
    withFolder(async (directory) => {
      const children = [startChild(directory, 'builds', '5'), startChild(directory, 'builds', '5')];
      const exits = await Promise.all(children.map((child) => once(child, 'exit')));
      expect(exits.map(([code]) => code)).toEqual([0, 0]);
      const opened = [80, 120].map((count) => refusal(request(directory, { passages: makePassages(count) })));
      expect((await Promise.all(opened)).sort()).toEqual(['opened', 'stale']);
      await ensureSnapshot(request(directory));
      expect(folders(directory)).toHaveLength(1);
    }));
});
