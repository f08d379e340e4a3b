/** Opens the database and brings it up to date. */
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely } from 'kysely';
import { makeFolder } from '../../knowledge/index/make-folder.ts';
import { migrate } from './migrations.ts';
import { NodeSqliteDialect } from './node-sqlite-dialect.ts';
import type { Schema } from './schema.ts';
import { explainStorageError, isBusy } from './storage-error.ts';

const BUSY_TIMEOUT_MS = 5000;

export interface OpenOptions {
  /** Path of the database file; its folder is made when missing. */
  file: string;
  /** How long to wait for another process's lock, in milliseconds. */
  busyTimeoutMs?: number;
}

/**
 * A database at the present schema. Close it with `destroy()`. Several processes may open the same file, one process
 * only once: waiting for a lock stops the whole thread, also the transaction of the other connection that holds it.
 * @throws StorageError one clear line: unwritable folder, locked file, not a database, …
 */
export async function openDatabase({
  file,
  busyTimeoutMs = BUSY_TIMEOUT_MS,
}: OpenOptions): Promise<Kysely<Schema>> {
  const folder = dirname(file);
  try {
    makeFolder(folder);
    const db = new Kysely<Schema>({ dialect: new NodeSqliteDialect(await connect(file, busyTimeoutMs)) });
    await migrateOrClose(db);
    return db;
  } catch (error) {
    throw explainStorageError(error, folder, file);
  }
}

/** Switching a new file to WAL does not wait for a second process that does the same at that moment, so it is repeated. */
async function connect(file: string, busyTimeoutMs: number): Promise<DatabaseSync> {
  const end = performance.now() + busyTimeoutMs;
  for (;;) {
    const database = new DatabaseSync(file, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
    try {
      // FULL: what was acknowledged survives a power cut, at a fifth of NORMAL's speed, which is still plenty.
      // Secure delete: what people have erased is overwritten in the file, not only unlinked.
      database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on');
      return database;
    } catch (error) {
      database.close();
      if (!isBusy(error) || performance.now() >= end) throw error;
      await sleep(20);
    }
  }
}

async function migrateOrClose(db: Kysely<Schema>): Promise<void> {
  try {
    await migrate(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
