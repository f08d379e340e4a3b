/** The composition that server and commands share: knowledge, database, delivery. Channels are added by whoever runs it. */
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Keyv from 'keyv';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { type Knowledge, openKnowledge, SeedError } from '../knowledge/knowledge.ts';
import type { Config } from './config.ts';
import { createDecide } from './conversation/decide.ts';
import type { Guides } from './conversation/guides.ts';
import { createDelivery, type Delivery, type DeliveryOptions } from './delivery/courier.ts';
import { createDocuments } from './documents/documents.ts';
import { EducationError, loadEducation } from './education/education.ts';
import { InterviewsError, loadInterviews, readCounties } from './interviews/load.ts';
import { type Calendar, createCalendar, parseHolidays } from './places/calendar.ts';
import { createPlaces } from './places/places.ts';
import { createDeliveryStore, finishErasure } from './storage/delivery-store.ts';
import { KeyvSqlite } from './storage/keyv-sqlite.ts';
import { openDatabase } from './storage/open.ts';
import { createPlaceStore } from './storage/place-store.ts';
import { createRecordStore } from './storage/record-store.ts';
import type { Schema } from './storage/schema.ts';
import type { Documents } from './types.ts';

/** A model that is replaced must not leave its vectors behind for ever. */
const VECTOR_LIFE_MS = 90 * 24 * 3_600_000;

export interface App {
  knowledge: Knowledge;
  db: Kysely<Schema>;
  delivery: Delivery;
  documents: Documents;
  /** Ends work under way, then closes the database. */
  close(): Promise<void>;
}

type DeliveryChoices = Pick<DeliveryOptions, 'initialState' | 'handles' | 'pollMs'>;

export interface AppOptions extends DeliveryChoices {
  config: Config;
  log: Logger;
  /** Judge validity on this day (ISO) rather than today. */
  date?: string | undefined;
  /** Milliseconds since the epoch; the clock of the machine unless told. */
  now?: () => number;
  /** Progress of building the index, 0..1. */
  onProgress?: ((share: number) => void) | undefined;
}

/**
 * Opens knowledge (building the index when it is missing or stale) and the database.
 * @throws StorageError, SnapshotError, LibraryError with one clear line
 */
export async function openApp(options: AppOptions): Promise<App> {
  const { config, log, date, now = Date.now } = options;
  const calendar = openCalendar(config.seedsDir);
  const guides = loadGuides(config.seedsDir);
  const db = await openDatabase({ file: config.databaseFile });
  const knowledge = await openKnowledge({
    ...config,
    log,
    onProgress: options.onProgress,
    vectorCache: new Keyv<number[]>({ store: new KeyvSqlite(db), namespace: 'vectors', ttl: VECTOR_LIFE_MS }),
  }).catch(async (error: unknown) => {
    await db.destroy();
    throw error;
  });
  const { initialState, handles, pollMs } = options;
  const choices: DeliveryChoices = {
    ...(initialState && { initialState }),
    ...(handles && { handles }),
    ...(pollMs !== undefined && { pollMs }),
  };
  const places = createPlaces(createPlaceStore(db), calendar, readCounties(config.seedsDir));
  const erasure = { filesDir: config.filesDir, log };
  await finishErasure(db, erasure);
  const delivery = createDelivery({
    ...choices,
    store: createDeliveryStore(db, erasure),
    decide: createDecide(guides),
    ask: (question) => knowledge.ask(date === undefined ? question : { ...question, date }),
    recogniseDanger: knowledge.recogniseDanger,
    placesNear: (location) => places.near(location, now()),
    whereAsked: (text) => places.asked(text, now()),
    now,
    random: () => randomInt(2 ** 32) / 2 ** 32,
    log,
  });
  return {
    knowledge,
    db,
    delivery,
    documents: createDocuments(createRecordStore(db), now),
    async close() {
      await delivery.stop();
      await db.destroy();
    },
  };
}

/** @throws SeedError when an interview or an item of law education cannot be read */
function loadGuides(seedsDir: string): Guides {
  try {
    return { interviews: loadInterviews(seedsDir), education: loadEducation(seedsDir) };
  } catch (error) {
    if (error instanceof InterviewsError || error instanceof EducationError)
      throw new SeedError(error.message);
    throw error;
  }
}

/** @throws SeedError when the bureau's own list of holidays cannot be read */
function openCalendar(seedsDir: string): Calendar {
  const file = join(seedsDir, 'holidays.yaml');
  try {
    return createCalendar(parseHolidays(readFileSync(file, 'utf8')));
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new SeedError(`${file} 写得不对：${reason}`);
  }
}
