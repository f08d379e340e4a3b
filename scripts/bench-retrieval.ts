/** `npm run -s bench:retrieval`: the product's retrieval over any corpus and questions; formats in the README. Reads no gold labels. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { BuiltinEmbeddings } from '../knowledge/embeddings/builtin.ts';
import type { KnowledgeIndex } from '../knowledge/index/knowledge-index.ts';
import { ensureSnapshot } from '../knowledge/index/snapshot.ts';
import { likelihood, retrieve } from '../knowledge/retrieve.ts';
import type { Passage } from '../knowledge/types.ts';
import { CommandError, runCommand } from './command.ts';
import { readJsonLines } from './json-lines.ts';
import { indexProgress } from './progress.ts';

const articleSchema = z.object({
  id: z.union([z.string(), z.number()]),
  name: z.string(),
  law: z.string(),
  content: z.string(),
});
const questionSchema = z.object({ id: z.union([z.string(), z.number()]), question: z.string() });
type Question = z.infer<typeof questionSchema>;

const usage =
  '用法：npm run -s bench:retrieval -- --corpus 语料.jsonl --queries 问题.jsonl [--k 100] --out 结果.jsonl';

async function main(): Promise<undefined> {
  const options = readOptions();
  const passages = (await readJsonLines(options.corpus, articleSchema)).map(toPassage);
  const questions = await readJsonLines(options.queries, questionSchema);
  const { index, seconds } = await buildIndex(passages);
  const { lines, times } = await answer(questions, index, passages, options.k);
  writeFileSync(options.out, lines.join(''));
  summarise(passages.length, seconds, times);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      corpus: { type: 'string' },
      queries: { type: 'string' },
      k: { type: 'string', default: '100' },
      out: { type: 'string' },
    },
  });
  const { corpus, queries, out } = values;
  const k = Number(values.k);
  if (!corpus || !queries || !out) throw new CommandError(usage, 2);
  if (!Number.isInteger(k) || k < 1) throw new CommandError(`--k 应为正整数，不是 ${values.k}`, 2);
  return { corpus, queries, out, k };
}

/** An article as a passage: its law is the path that stands before the text. */
function toPassage({ id, name, law, content }: z.infer<typeof articleSchema>): Passage {
  const text = content.trim();
  return {
    id: String(id),
    documentId: law,
    documentTitle: law,
    nodeId: String(id),
    kind: 'article',
    label: name,
    clause: name.startsWith(law) ? name.slice(law.length) : name,
    path: [law],
    text,
    searchText: `${law}\n${text}`,
    validity: { from: null, to: null, after: 'unknown', note: '' },
    indicators: [],
  };
}

/** Built from nothing in a folder that is removed again, so that the time is the whole time. */
async function buildIndex(passages: readonly Passage[]): Promise<{ index: KnowledgeIndex; seconds: number }> {
  const directory = mkdtempSync(join(tmpdir(), 'shaofatong-bench-'));
  const progress = indexProgress();
  const start = performance.now();
  try {
    const request = { directory, passages, sourceHashes: {}, embedder: new BuiltinEmbeddings() };
    const { index } = await ensureSnapshot(request, { onProgress: (share) => progress.report(share) });
    return { index, seconds: (performance.now() - start) / 1000 };
  } finally {
    progress.end();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function answer(
  questions: readonly Question[],
  index: KnowledgeIndex,
  passages: readonly Passage[],
  k: number,
) {
  const byId = new Map(passages.map((passage) => [passage.id, passage]));
  const lines: string[] = [];
  const times: number[] = [];
  for (const { id, question } of questions) {
    const start = performance.now();
    const found = await retrieve(question, { index, passages: byId, k });
    times.push(performance.now() - start);
    const named = found.hits.map(({ passage, score }) => ({ name: passage.label, score: round(score) }));
    lines.push(`${JSON.stringify({ id, hits: named, confidence: round(likelihood(found)) })}\n`);
  }
  return { lines, times };
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function summarise(articles: number, seconds: number, times: number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const total = times.reduce((sum, time) => sum + time, 0);
  const peak = process.resourceUsage().maxRSS / 1024;
  console.error(`索引 ${articles} 条 ${seconds.toFixed(1)} 秒`);
  console.error(
    `检索 ${times.length} 问，${((1000 * times.length) / total).toFixed(0)} 问/秒，p50 ${at(0.5).toFixed(2)} 毫秒，p99 ${at(0.99).toFixed(2)} 毫秒`,
  );
  console.error(`内存峰值 ${peak.toFixed(0)} MiB`);
}

if (import.meta.main) await runCommand(main);
