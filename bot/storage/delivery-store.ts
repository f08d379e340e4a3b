/** The database as delivery sees it. */
import type { Kysely } from 'kysely';
import { type DeliveryLog, errorText } from '../delivery/log.ts';
import type { Commit, CommitResult, DeliveryStore } from '../delivery/store.ts';
import { commit } from './commit.ts';
import { forgetJournal, sweepErasedFiles } from './erased-files.ts';
import { createInbox } from './inbox.ts';
import { createOutbox } from './outbox.ts';
import type { Schema } from './schema.ts';
import { nextTicketNumber } from './ticket-store.ts';
import { createTranscript } from './transcript.ts';

export interface ErasureOptions {
  /** Absolute path of what people sent. */
  filesDir: string;
  log: DeliveryLog;
}

/** @param erasure how files of an erased chat are deleted; needed wherever citizens' messages are worked off */
export function createDeliveryStore(db: Kysely<Schema>, erasure?: ErasureOptions): DeliveryStore {
  return {
    ...createInbox(db),
    ...createOutbox(db),
    ...createTranscript(db),
    async commit(change) {
      const result = await commit(db, change);
      if (erasure && isErased(change, result)) await finishErasure(db, erasure);
      return result;
    },
    nextTicketNumber: (at) => nextTicketNumber(db, at),
  };
}

const isErased = ({ changes }: Commit, { kind }: CommitResult) =>
  kind === 'committed' && changes.some((change) => change.kind === 'erase');

/** Also done when the server starts, for an erasure that was cut short. */
export async function finishErasure(db: Kysely<Schema>, { filesDir, log }: ErasureOptions): Promise<void> {
  try {
    await sweepErasedFiles(db, filesDir);
    await forgetJournal(db);
  } catch (error) {
    log.error({ error: errorText(error) }, 'erased files are still there; the next start tries again');
  }
}
