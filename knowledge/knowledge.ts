/** The way in: loads what is known and answers questions from it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { createDangerRecogniser, type DangerRecogniser, dangerSchema } from './answering/danger.ts';
import { Reading } from './answering/evidence.ts';
import { type Answering, answerQuestion } from './answering/pipeline.ts';
import { toSimplified } from './answering/simplify.ts';
import { createWords, elsewhereSchema, laySchema, stopSchema, type Words } from './answering/words.ts';
import { BuiltinEmbeddings } from './embeddings/builtin.ts';
import { CachedEmbeddings, type VectorCache } from './embeddings/cached.ts';
import { type Embedder, EmbeddingError } from './embeddings/embedder.ts';
import { OpenAIEmbeddings } from './embeddings/openai.ts';
import type { SourceChanges } from './index/manifest.ts';
import { ensureSnapshot } from './index/snapshot.ts';
import { type Library, loadLibrary, type Refusal } from './library/library.ts';
import { retrieve } from './retrieve.ts';
import type { Outcome, Question } from './types.ts';

export interface KnowledgeOptions {
  /** Folders of papers; one that does not exist is empty. */
  paperDirs: readonly string[];
  seedsDir: string;
  snapshotDir: string;
  /** Null for the built-in embedding, which needs no network. */
  embedding: { baseUrl: string; apiKey: string; model: string } | null;
  /** Keeps vectors of an embedding service between builds. */
  vectorCache?: VectorCache;
  log: { info(line: string): void; warn(line: string): void };
  onProgress?: ((share: number) => void) | undefined;
}

export interface Knowledge {
  ask(question: Question): Promise<Outcome>;
  /** Runs before anything else on every text a citizen writes. */
  recogniseDanger: DangerRecogniser;
  library: Library;
  /** The best `limit` passages for a query text, as answering sees them. */
  retrieve: Answering['retrieve'];
  /** Number of passages that can be cited. */
  size: number;
  /** What opening did: whether the index was built, why, and what changed in the sources. */
  opened: { rebuilt: boolean; reason: string | null; changes: SourceChanges; refused: readonly Refusal[] };
}

/**
 * Loads papers and words, and opens the index, building it first when it is missing, stale or damaged.
 * @throws LibraryError, SnapshotError, EmbeddingError: one clear line each
 */
export async function openKnowledge(options: KnowledgeOptions): Promise<Knowledge> {
  const { seedsDir, log } = options;
  const library = await loadLibrary({
    directories: options.paperDirs,
    documentsFile: join(seedsDir, 'documents.yaml'),
  });
  const refused = library.refused.length;
  if (refused > 0) log.warn(`有 ${refused} 份文件没有读入，原因请看 npm run -s index`);
  const { index, ...snapshot } = await openIndex(library, options);
  const answering = {
    library,
    reading: new Reading(library.passages),
    words: loadWords(seedsDir),
    retrieve: async (query: string, k: number) => {
      const found = await retrieve(query, { index, passages: library.passageById, k });
      if (found.degraded !== null) log.warn(`只用了字词检索：${found.degraded}`);
      return found.hits;
    },
  };
  return {
    ask: (question) => answerQuestion(question, answering),
    retrieve: answering.retrieve,
    recogniseDanger: simplifiedFirst(
      createDangerRecogniser(loadSeed(join(seedsDir, 'danger.yaml'), dangerSchema)),
    ),
    library,
    size: library.passages.length,
    opened: { ...snapshot, refused: library.refused },
  };
}

/** An embedding service that cannot be reached must not keep the knowledge closed: the built-in embedding serves meanwhile. */
async function openIndex(library: Library, options: KnowledgeOptions) {
  const { snapshotDir, embedding, vectorCache, log, onProgress } = options;
  const open = (embedder: Embedder) =>
    ensureSnapshot(
      {
        directory: snapshotDir,
        passages: library.passages,
        sourceHashes: Object.fromEntries(library.documents.map(({ id, sourceHash }) => [id, sourceHash])),
        embedder,
      },
      {
        // A first build is nothing to worry about; a damaged index is.
        log: (line) => (line.includes('损坏') ? log.warn(line) : log.info(line)),
        ...(onProgress && { onProgress }),
      },
    );
  if (embedding === null) return open(new BuiltinEmbeddings());
  try {
    const service = new OpenAIEmbeddings(embedding);
    return await open(vectorCache ? new CachedEmbeddings(service, vectorCache) : service);
  } catch (error) {
    if (!(error instanceof EmbeddingError)) throw error;
    log.warn(`${error.message}先用内置向量。`);
    return open(new BuiltinEmbeddings());
  }
}

/** 想自殺 is 想自杀. */
function simplifiedFirst(recognise: DangerRecogniser): DangerRecogniser {
  return (text) => recognise(toSimplified(text));
}

function loadWords(seedsDir: string): Words {
  const lay = loadSeed(join(seedsDir, 'words/lay.yaml'), laySchema);
  const stop = loadSeed(join(seedsDir, 'words/stop.yaml'), stopSchema);
  return createWords(lay, stop, loadSeed(join(seedsDir, 'words/elsewhere.yaml'), elsewhereSchema));
}

/** Seed data that is damaged; `message` names the file and the place. */
export class SeedError extends Error {}

function loadSeed<S extends z.ZodType>(file: string, schema: S): z.output<S> {
  const result = schema.safeParse(parse(readFileSync(file, 'utf8')));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new SeedError(`${file} 写得不对：${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}
