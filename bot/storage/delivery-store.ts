/** The database as delivery sees it. */
import type { Kysely } from 'kysely';
import type { DeliveryStore } from '../delivery/store.ts';
import { commit } from './commit.ts';
import { createInbox } from './inbox.ts';
import { createOutbox } from './outbox.ts';
import type { Schema } from './schema.ts';
import { nextTicketNumber } from './ticket-store.ts';
import { createTranscript } from './transcript.ts';

export function createDeliveryStore(db: Kysely<Schema>): DeliveryStore {
  return {
    ...createInbox(db),
    ...createOutbox(db),
    ...createTranscript(db),
    commit: (change) => commit(db, change),
    nextTicketNumber: (at) => nextTicketNumber(db, at),
  };
}
