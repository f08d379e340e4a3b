/** The way in: loads what is known and answers questions from it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import type { Answering } from './answering/answering.ts';
import { createDangerRecogniser, type DangerRecogniser, dangerSchema } from './answering/danger.ts';
import { Reading } from './answering/evidence.ts';
import { Lexicon } from './answering/lexicon.ts';
import { createMandarin, dialectSchema, type Mandarin, termsSchema } from './answering/mandarin.ts';
import { CardIndex } from './answering/matching/card-index.ts';
import { createJudge, judgeSchema } from './answering/matching/judge.ts';
import { modelFile } from './answering/matching/model-file.ts';
import { answerQuestion } from './answering/pipeline.ts';
import { createPlaces, placesSchema } from './answering/places.ts';
import { createScope, scopeSchema } from './answering/scope.ts';
import { toSimplified } from './answering/simplify.ts';
import { Trace } from './answering/trace.ts';
import { createWords, elsewhereSchema, laySchema, stopSchema, type Words } from './answering/words.ts';
import { BuiltinEmbeddings } from './embeddings/builtin.ts';
import { CachedEmbeddings, type VectorCache } from './embeddings/cached.ts';
import { type Embedder, EmbeddingError } from './embeddings/embedder.ts';
import { OpenAIEmbeddings } from './embeddings/openai.ts';
import type { SourceChanges } from './index/manifest.ts';
import { ensureSnapshot } from './index/snapshot.ts';
import { type Library, loadLibrary, type Refusal } from './library/library.ts';
import { retrieve } from './retrieve.ts';
import { createRuleBook, type RuleBook } from './rules/book.ts';
import { digestOfUtterances, loadCards, loadUtterances } from './rules/load.ts';
import type { Outcome, Passage, Question } from './types.ts';

export interface KnowledgeOptions {
  /** Folders of papers; one that does not exist is empty. */
  paperDirs: readonly string[];
  seedsDir: string;
  snapshotDir: string;
  /** Null for the built-in embedding, which needs no network. */
  embedding: { baseUrl: string; apiKey: string; model: string } | null;
  /** Answers as if these documents, and every card that rests on them, were not on file: measures what is said without them. */
  without?: readonly string[];
  /** Keeps vectors of an embedding service between builds. */
  vectorCache?: VectorCache;
  log: { info(line: string): void; warn(line: string): void };
  onProgress?: ((share: number) => void) | undefined;
}

export interface Knowledge {
  ask(question: Question): Promise<Outcome>;
  /** The same, with what was looked at and why the rest was left out. */
  explain(question: Question): Promise<{ outcome: Outcome; trace: Trace }>;
  /** Runs before anything else on every text a citizen writes. */
  recogniseDanger: DangerRecogniser;
  library: Library;
  rules: RuleBook;
  /** The best `limit` passages for a query text, as answering sees them. */
  retrieve: Answering['retrieve'];
  /** Number of passages that can be cited. */
  size: number;
  /** What opening did: whether the index was built, why, and what changed in the sources. */
  opened: { rebuilt: boolean; reason: string | null; changes: SourceChanges; refused: readonly Refusal[] };
}

/**
 * Loads papers and words, and opens the index, building it first when it is missing, stale or damaged.
 * @throws LibraryError, SnapshotError, EmbeddingError, TrainingError: one clear line each
 */
export async function openKnowledge(options: KnowledgeOptions): Promise<Knowledge> {
  const { seedsDir, log } = options;
  const library = await loadLibrary({
    directories: options.paperDirs,
    documentsFile: join(seedsDir, 'documents.yaml'),
    ...(options.without && { without: options.without }),
  });
  const refused = library.refused.length;
  if (refused > 0) log.warn(`有 ${refused} 份文件没有读入，原因请看 npm run -s index`);
  const book = createRuleBook(loadCards(seedsDir), library, options.without);
  const searched = library.passages.concat(book.indexed);
  const { index, ...snapshot } = await openIndex(library, searched, options);
  const byId = new Map(searched.map((passage) => [passage.id, passage]));
  const search = async (query: string, k: number, among: (id: string) => boolean) => {
    const found = await retrieve(query, { index, passages: byId, k, among });
    if (found.degraded !== null) log.warn(`只用了字词检索：${found.degraded}`);
    return found.hits;
  };
  const words = loadWords(seedsDir);
  const mandarin: Mandarin = createMandarin(
    {
      dialect: loadSeed(join(seedsDir, 'words/dialect.yaml'), dialectSchema),
      terms: loadSeed(join(seedsDir, 'words/terms.yaml'), termsSchema),
    },
    (text) => lexicon.has(text),
  );
  const { lexicon, aspects } = loadLexicon(seedsDir, mandarin);
  const answering: Answering = {
    library,
    reading: new Reading(library.passages),
    words,
    cards: {
      book,
      index: await CardIndex.open({
        taught: book.taught,
        lexicon,
        stop: words.stop,
        read: mandarin.dialect,
        more: () => loadUtterances(seedsDir),
        digest: `${mandarin.digest} ${digestOfUtterances(seedsDir)}`,
        store: modelFile(options.snapshotDir),
        onProgress: options.onProgress,
      }),
      judge: createJudge(loadSeed(join(seedsDir, 'confidence.yaml'), judgeSchema)),
      aspects,
      retrieve: (query) => search(query, CARD_DEPTH, (id) => !library.passageById.has(id)),
    },
    mandarin,
    scopeOf: createScope(loadSeed(join(seedsDir, 'scope.yaml'), scopeSchema)),
    whereOf: createPlaces(loadSeed(join(seedsDir, 'words/places.yaml'), placesSchema)),
    passageById: (id) => library.passageById.get(id) ?? book.passages.get(id),
    retrieve: (query, k) => search(query, k, (id) => library.passageById.has(id)),
  };
  return {
    ask: (question) => answerQuestion(question, answering, new Trace()),
    explain: async (question) => {
      const trace = new Trace();
      return { outcome: await answerQuestion(question, answering, trace), trace };
    },
    rules: book,
    retrieve: answering.retrieve,
    recogniseDanger: simplifiedFirst(createDangerRecogniser(loadDanger(seedsDir))),
    library,
    size: library.passages.length,
    opened: { ...snapshot, refused: library.refused },
  };
}

/** An embedding service that cannot be reached must not keep the knowledge closed: the built-in embedding serves meanwhile. */
async function openIndex(library: Library, passages: readonly Passage[], options: KnowledgeOptions) {
  const { snapshotDir, embedding, vectorCache, log, onProgress } = options;
  const open = (embedder: Embedder) =>
    ensureSnapshot(
      {
        directory: snapshotDir,
        passages,
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

/** Cards of the index's ranking that matching looks at. */
const CARD_DEPTH = 20;

/** Ways of saying, and which of the terms they stand for name an aspect (期限, 费用) rather than a matter. */
function loadLexicon(
  seedsDir: string,
  { dialect }: Mandarin,
): { lexicon: Lexicon; aspects: ReadonlySet<string> } {
  const folder = join(seedsDir, 'words/legal');
  const files = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.yaml'))
        .sort()
    : [];
  const legal = files.map((name) => ({ name, entries: loadSeed(join(folder, name), laySchema) }));
  const lay = loadSeed(join(seedsDir, 'words/lay.yaml'), laySchema);
  const aspects = legal.find(({ name }) => name === 'aspects.yaml')?.entries ?? [];
  return {
    lexicon: new Lexicon([...legal.flatMap(({ entries }) => entries), ...lay], dialect),
    aspects: new Set(aspects.flatMap(({ means }) => means.split(' '))),
  };
}

function loadDanger(seedsDir: string) {
  const { answers, words, signs, weights } = dangerSchema.shape;
  return {
    answers: loadSeed(join(seedsDir, 'danger/answers.yaml'), answers),
    words: loadSeed(join(seedsDir, 'danger/words.yaml'), words),
    signs: loadSeed(join(seedsDir, 'danger/signs.yaml'), signs),
    weights: loadSeed(join(seedsDir, 'danger/weights.json'), weights),
  };
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
