/** Deletes the files of what was erased. The list of them stands in the database, so a kill in between loses none. */
import { rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * Deletes every file on the list, and takes it off once it is gone.
 * @param directory absolute path that the list's paths are relative to
 * @throws whatever the disk reports; what could not be deleted stays on the list
 */
export async function sweepErasedFiles(db: Kysely<Schema>, directory: string): Promise<void> {
  const rows = await db.selectFrom('erased_files').select('ref').execute();
  for (const { ref } of rows) {
    const path = join(directory, ref);
    // Paths are ours and relative; one that leads out of the folder would be a mistake of somebody's.
    if (path.startsWith(directory + sep)) await rm(path, { force: true });
    await db.deleteFrom('erased_files').where('ref', '=', ref).execute();
  }
}

/** Lets the journal beside the database forget what was deleted from the tables. */
export async function forgetJournal(db: Kysely<Schema>): Promise<void> {
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
}
