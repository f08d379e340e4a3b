/** `npm run -s eval:retrieval -- --run 结果.jsonl --gold 问题.jsonl`: recall at 5, 10, 20, 100 and MRR at 10. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { CommandError, runCommand } from './command.ts';
import { readJsonLines } from './json-lines.ts';

const idSchema = z.union([z.string(), z.number()]);
const runSchema = z.object({ id: idSchema, hits: z.array(z.object({ name: z.string() })) });
const goldSchema = z.object({ id: idSchema, gold: z.array(z.string()).min(1) });

const DEPTHS = [5, 10, 20, 100];

/** Share of the gold names among the first `k` found; names found twice count once. */
export function recallAt(found: readonly string[], gold: ReadonlySet<string>, k: number): number {
  const seen = new Set(found.slice(0, k));
  return [...gold].filter((name) => seen.has(name)).length / gold.size;
}

/** One over the rank of the first gold name among the first `k`, else 0. */
export function reciprocalRank(found: readonly string[], gold: ReadonlySet<string>, k: number): number {
  const rank = found.slice(0, k).findIndex((name) => gold.has(name)) + 1;
  return rank === 0 ? 0 : 1 / rank;
}

async function main(): Promise<undefined> {
  const { values } = parseArgs({ options: { run: { type: 'string' }, gold: { type: 'string' } } });
  if (!values.run || !values.gold) {
    throw new CommandError('用法：npm run -s eval:retrieval -- --run 结果.jsonl --gold 问题.jsonl', 2);
  }
  const run = new Map(
    (await readJsonLines(values.run, runSchema)).map(({ id, hits }) => [
      String(id),
      hits.map(({ name }) => name),
    ]),
  );
  const questions = await readJsonLines(values.gold, goldSchema);
  if (questions.length === 0) throw new CommandError(`${values.gold} 里没有问题。`);
  const judged = questions.map(({ id, gold }) => ({ found: run.get(String(id)) ?? [], gold: new Set(gold) }));
  for (const k of DEPTHS) {
    console.log(
      `R@${k}`.padEnd(8) + mean(judged.map(({ found, gold }) => recallAt(found, gold, k))).toFixed(4),
    );
  }
  console.log(
    'MRR@10'.padEnd(8) + mean(judged.map(({ found, gold }) => reciprocalRank(found, gold, 10))).toFixed(4),
  );
  const missing = questions.filter(({ id }) => !run.has(String(id))).length;
  if (missing > 0) console.error(`${missing} 个问题在结果里没有，按没找到计。`);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

if (import.meta.main) await runCommand(main);
