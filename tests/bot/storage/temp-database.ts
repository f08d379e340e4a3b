/** Real database files in folders of their own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { onTestFinished } from 'vitest';
import { openDatabase } from '../../../bot/storage/open.ts';
import type { Schema } from '../../../bot/storage/schema.ts';

/** A folder that goes when the test ends. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shaofatong-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An open database that closes when the test ends. */
export async function tempDatabase(file = join(tempFolder(), 'test.db')): Promise<Kysely<Schema>> {
  const db = await openDatabase({ file });
  onTestFinished(() => db.destroy());
  return db;
}
