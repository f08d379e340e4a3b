/**
 * A process of its own that builds snapshots, for tests that kill it or run it beside others:
 * `stall` builds half and waits, `builds N` builds N times with changing passages.
 */
import { setTimeout } from 'node:timers/promises';
import { BuiltinEmbeddings } from '../../../knowledge/embeddings/builtin.ts';
import { buildSnapshot } from '../../../knowledge/index/snapshot.ts';
import { hashesOf, makePassages } from './fixtures.ts';

const [directory, mode, times] = process.argv.slice(2) as [string, string, string?];

class StallingEmbeddings extends BuiltinEmbeddings {
  #batches = 0;

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    if (++this.#batches === 2) {
      console.log('halfway');
      await setTimeout(60_000);
    }
    return super.embedDocuments(texts);
  }
}

async function build(count: number, embedder: BuiltinEmbeddings): Promise<void> {
  const passages = makePassages(count);
  await buildSnapshot({ directory, passages, sourceHashes: hashesOf(passages), embedder });
}

if (mode === 'stall') await build(200, new StallingEmbeddings());
else for (let i = 0; i < Number(times); i++) await build(80 + (i % 2) * 40, new BuiltinEmbeddings());
