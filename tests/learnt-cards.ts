/**
 * Learning which question belongs to which card takes half a minute, and is the same for every test: it is done once, before
 * all of them, and each data folder of a test starts with a copy.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openKnowledge } from '../knowledge/knowledge.ts';

const SEEDS = resolve(import.meta.dirname, '../seeds');
const VARIABLE = 'SHAOFATONG_TEST_CARDS';

/** What stands in the variable when no test of the run asks anything. */
const NONE = 'none';

/** Vitest's global setup: runs once, in the main process. */
export default async function setup(): Promise<() => void> {
  const given = process.env[VARIABLE];
  // Whoever names a file that was learnt before (`.data/cards.bin`) spares the run its first minute.
  if (given === NONE || (given !== undefined && existsSync(given))) return () => undefined;
  const folder = mkdtempSync(join(tmpdir(), 'shaofatong-shared-'));
  process.env[VARIABLE] = join(folder, 'cards.bin');
  await openKnowledge({
    paperDirs: [join(SEEDS, 'papers')],
    seedsDir: SEEDS,
    snapshotDir: join(folder, 'snapshot'),
    embedding: null,
    log: { info() {}, warn() {} },
  });
  return () => rmSync(folder, { recursive: true, force: true });
}

/** A fresh data folder that need not learn again. */
export function freshDataFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  const shared = process.env[VARIABLE];
  if (shared !== undefined && existsSync(shared)) copyFileSync(shared, join(folder, 'cards.bin'));
  return folder;
}

/** Keeps what a run learnt for the next one of this process. */
export function shareCards(folder: string): void {
  const learnt = join(folder, 'cards.bin');
  if (process.env[VARIABLE] !== undefined || !existsSync(learnt)) return;
  const kept = join(mkdtempSync(join(tmpdir(), 'shaofatong-shared-')), 'cards.bin');
  copyFileSync(learnt, kept);
  process.env[VARIABLE] = kept;
  process.on('exit', () => rmSync(resolve(kept, '..'), { recursive: true, force: true }));
}
