/** The index on disk: built beside the old one, swapped in one step, refused with one line when it does not fit. */
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Embedder } from '../embeddings/embedder.ts';
import type { Passage } from '../types.ts';
import { checksum, sha256, writeWhole } from './files.ts';
import { HnswIndex, VectorIndexError } from './hnsw.ts';
import { createKnowledgeIndex, type KnowledgeIndex } from './knowledge-index.ts';
import { LexicalBuilder } from './lexical-builder.ts';
import { readLexical, writeLexical } from './lexical-file.ts';
import {
  compareSources,
  FORMAT,
  hashPassages,
  type Manifest,
  manifestSchema,
  printManifest,
  type SourceChanges,
} from './manifest.ts';
import {
  createFolder,
  isCurrent,
  type Pointer,
  pointTo,
  readPointer,
  removeAbandoned,
} from './snapshot-folder.ts';

const LEXICAL = 'lexical.bin';
const VECTORS = 'vectors.hnsw';
const FILES = [LEXICAL, VECTORS, `${VECTORS}.json`];
const BATCH = 64;
/** Part of a build's time that the vectors take. */
const VECTOR_SHARE = 0.9;

export interface SnapshotRequest {
  directory: string;
  /** Ids must be unique. */
  passages: readonly Passage[];
  /** SHA-256 of each source, by its name. */
  sourceHashes: Readonly<Record<string, string>>;
  embedder: Embedder;
}

/** Told how much of a build is done, 0..1. */
export type OnProgress = (share: number) => void;

export type RejectionCode = 'missing' | 'damaged' | 'foreign' | 'embedding' | 'stale';

/** A snapshot that must not be used; the message is one line for people. */
export class SnapshotRejected extends Error {
  override name = 'SnapshotRejected';
  readonly code: RejectionCode;

  constructor(code: RejectionCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** A snapshot that could not be built; the message is one line for people. */
export class SnapshotError extends Error {
  override name = 'SnapshotError';
}

/**
 * Builds a snapshot and makes it the current one. Until then the old one stays in use, also when this process is killed.
 * Throws `SnapshotError` when the folder cannot be written, `EmbeddingError` when the embedding service fails.
 */
export async function buildSnapshot(
  request: SnapshotRequest,
  onProgress: OnProgress = () => {},
): Promise<void> {
  checkPassages(request.passages);
  const directory = resolve(request.directory);
  let folder: string | null = null;
  try {
    folder = createFolder(directory);
    const dimension = await buildVectors(request, join(folder, VECTORS), onProgress);
    await buildLexical(request.passages, join(folder, LEXICAL), onProgress);
    const manifest = printManifest(describe(request, folder, dimension));
    writeWhole(join(folder, 'manifest.json'), manifest);
    pointTo(directory, folder, sha256(manifest));
  } catch (error) {
    if (folder !== null && !isCurrent(directory, folder)) rmSync(folder, { recursive: true, force: true });
    throw explain(error, directory);
  }
  removeAbandoned(directory);
}

/** Opens the current snapshot. Throws `SnapshotRejected` when there is none or it is damaged, foreign or out of date. */
export async function openSnapshot(request: SnapshotRequest): Promise<KnowledgeIndex> {
  const directory = resolve(request.directory);
  for (;;) {
    const pointer = readPointer(directory);
    if (pointer === 'missing') throw new SnapshotRejected('missing', '还没有知识索引。');
    if (pointer === 'damaged') throw damaged('current');
    try {
      return openFolder(request, pointer);
    } catch (error) {
      // Another process may have swapped and cleaned up while we were reading.
      if (!moved(directory, pointer)) throw error;
    }
  }
}

export interface EnsureOptions {
  onProgress?: OnProgress;
  /** Told in one line why it builds. */
  log?: (line: string) => void;
}

export interface EnsuredSnapshot {
  index: KnowledgeIndex;
  rebuilt: boolean;
  /** Why it was built; null when it was not. */
  reason: string | null;
  /** What changed in the sources since the snapshot before; everything is added when none was readable. */
  changes: SourceChanges;
}

/** Opens the current snapshot, or builds one when that is refused. Unchanged sources build nothing. */
export async function ensureSnapshot(
  request: SnapshotRequest,
  options: EnsureOptions = {},
): Promise<EnsuredSnapshot> {
  const directory = resolve(request.directory);
  const changes = compareSources(readManifest(directory)?.sources ?? {}, request.sourceHashes);
  try {
    const index = await openSnapshot(request);
    removeAbandoned(directory);
    return { index, rebuilt: false, reason: null, changes };
  } catch (error) {
    if (!(error instanceof SnapshotRejected)) throw error;
    options.log?.(`${error.message}正在建立知识索引……`);
    await buildSnapshot(request, options.onProgress);
    return { index: await openSnapshot(request), rebuilt: true, reason: error.message, changes };
  }
}

function checkPassages(passages: readonly Passage[]): void {
  if (passages.length === 0) throw new SnapshotError('没有可以索引的资料，请先放入文件。');
  const ids = new Set<string>();
  for (const { id } of passages) {
    if (ids.has(id)) throw new SnapshotError(`资料里有两段的编号相同：${id}`);
    ids.add(id);
  }
}

/** Returns the dimension of the vectors. */
async function buildVectors(
  { passages, embedder }: SnapshotRequest,
  file: string,
  onProgress: OnProgress,
): Promise<number> {
  let index: HnswIndex | null = null;
  for (let done = 0; done < passages.length; done += BATCH) {
    onProgress((VECTOR_SHARE * done) / passages.length);
    const batch = passages.slice(done, done + BATCH);
    const vectors = await embedder.embedDocuments(batch.map((passage) => passage.searchText));
    index ??= HnswIndex.create({ dimension: vectors[0]!.length, capacity: passages.length });
    for (const vector of vectors) index.add(vector);
    // A running server answers between two batches.
    await setImmediate();
  }
  index!.save(file);
  index!.dispose();
  return index!.dimension;
}

async function buildLexical(
  passages: readonly Passage[],
  file: string,
  onProgress: OnProgress,
): Promise<void> {
  const builder = new LexicalBuilder();
  for (const [done, passage] of passages.entries()) {
    builder.add(passage.searchText);
    if (done % BATCH > 0) continue;
    onProgress(VECTOR_SHARE + ((1 - VECTOR_SHARE) * done) / passages.length);
    await setImmediate();
  }
  writeLexical(file, builder.finish());
  onProgress(1);
}

function describe(
  { passages, sourceHashes, embedder }: SnapshotRequest,
  folder: string,
  dimension: number,
): Manifest {
  const sources = Object.entries(sourceHashes).sort(([a], [b]) => (a < b ? -1 : 1));
  const files = FILES.map((name) => {
    const file = join(folder, name);
    return [name, { bytes: statSync(file).size, sha256: checksum(file) }] as const;
  });
  return {
    format: FORMAT,
    embedding: { name: embedder.name, dimension },
    passages: { count: passages.length, sha256: hashPassages(passages) },
    sources: Object.fromEntries(sources),
    files: Object.fromEntries(files),
  };
}

function openFolder(request: SnapshotRequest, { folder, manifest: expected }: Pointer): KnowledgeIndex {
  const manifest = parseManifest(folder, expected);
  checkFit(request, manifest);
  // The vectors are checked against their own description, once, when they are loaded.
  for (const name of [LEXICAL, `${VECTORS}.json`]) checkFile(folder, name, manifest);
  const { passages, embedder } = request;
  const lexical = readLexical(join(folder, LEXICAL));
  if (lexical.size !== passages.length) throw damaged(LEXICAL);
  try {
    const vectors = HnswIndex.load(join(folder, VECTORS), {
      dimension: manifest.embedding.dimension,
      metric: 'cosine',
    });
    return createKnowledgeIndex({ passages, lexical, vectors, embedder, manifest });
  } catch (error) {
    throw damaged(VECTORS, error);
  }
}

function parseManifest(folder: string, expected: string): Manifest {
  let text: string;
  try {
    text = readFileSync(join(folder, 'manifest.json'), 'utf8');
  } catch (error) {
    throw damaged('manifest.json', error);
  }
  if (sha256(text) !== expected) throw damaged('manifest.json');
  const parsed = manifestSchema.safeParse(JSON.parse(text));
  if (!parsed.success) {
    throw new SnapshotRejected('foreign', `知识索引是另一个版本写的（本程序用格式 ${FORMAT}），需要重建。`);
  }
  return parsed.data;
}

function checkFit({ passages, sourceHashes, embedder }: SnapshotRequest, manifest: Manifest): void {
  const { name, dimension } = manifest.embedding;
  if (name !== embedder.name || (embedder.dimension !== null && embedder.dimension !== dimension)) {
    throw new SnapshotRejected(
      'embedding',
      `知识索引用的是 ${name} 的向量，现在设置的是 ${embedder.name}，需要重建。`,
    );
  }
  const { added, changed, removed } = compareSources(manifest.sources, sourceHashes);
  if (added.length + changed.length + removed.length > 0) {
    const counts = `新增 ${added.length}，修改 ${changed.length}，移除 ${removed.length}`;
    throw new SnapshotRejected('stale', `资料有变化（${counts}），知识索引需要重建。`);
  }
  if (hashPassages(passages) !== manifest.passages.sha256) {
    throw new SnapshotRejected('stale', '资料的分段方式有变化，知识索引需要重建。');
  }
}

function checkFile(folder: string, name: string, manifest: Manifest): void {
  const file = join(folder, name);
  const expected = manifest.files[name];
  const found = statSync(file, { throwIfNoEntry: false });
  if (!expected || found?.size !== expected.bytes || checksum(file) !== expected.sha256) throw damaged(name);
}

/** The manifest of the current snapshot, whether or not the snapshot fits; null when it cannot be read. */
function readManifest(directory: string): Manifest | null {
  const pointer = readPointer(directory);
  if (typeof pointer === 'string') return null;
  try {
    return parseManifest(pointer.folder, pointer.manifest);
  } catch {
    return null;
  }
}

function moved(directory: string, before: Pointer): boolean {
  const now = readPointer(directory);
  return typeof now !== 'string' && now.folder !== before.folder;
}

function damaged(name: string, cause?: unknown): SnapshotRejected {
  return new SnapshotRejected('damaged', `知识索引已损坏（${name}），需要重建。`, cause);
}

const diskTroubles: Readonly<Record<string, string>> = {
  EACCES: '没有写入权限',
  EPERM: '没有写入权限',
  EROFS: '磁盘是只读的',
  ENOSPC: '磁盘已满',
  EDQUOT: '磁盘配额已满',
  ENOTDIR: '路径上有同名的文件',
  EEXIST: '路径上有同名的文件',
  ENOENT: '那里不能建文件夹',
};

function explain(error: unknown, directory: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  const trouble = code === null ? null : (diskTroubles[code] ?? code);
  const message = error instanceof VectorIndexError ? error.message : trouble;
  if (message === null) return error;
  return new SnapshotError(`知识索引写不进 ${directory}：${message}。`, { cause: error });
}
