/** Places and practitioners, and the log of their imports. */
import type { Kysely, Transaction } from 'kysely';
import { compareRows } from '../places/import/compare.ts';
import type {
  Changes,
  ImportOrigin,
  ImportStore,
  Place,
  PlaceStore,
  Practitioner,
  TableName,
  Tables,
} from '../places/types.ts';
import type { PlacesTable, PractitionersTable, Schema } from './schema.ts';

/** Rows of one statement: far below the limit of parameters, and few enough to show progress. */
const CHUNK = 250;
/** Between the entries of a list; the import splits at it, so no entry holds one. */
const SEPARATOR = '、';

export function createPlaceStore(db: Kysely<Schema>): PlaceStore {
  return {
    async version() {
      const row = await db
        .selectFrom('place_imports')
        .select((eb) => eb.fn.max('id').as('version'))
        .executeTakeFirst();
      return row?.version ?? 0;
    },
    places: () => readPlaces(db),
    practitioners: () => readPractitioners(db),
  };
}

export function createImportStore(db: Kysely<Schema>): ImportStore {
  return {
    replace: (table, rows, origin, onProgress = () => undefined) =>
      db.transaction().execute(async (trx) => {
        const changes = compareRows(table, await ACCESS[table].read(trx), rows);
        await trx.deleteFrom(table).execute();
        for (let start = 0; start < rows.length; start += CHUNK) {
          await ACCESS[table].write(trx, rows.slice(start, start + CHUNK), start);
          onProgress(Math.min(1, (start + CHUNK) / rows.length));
        }
        await logImport(trx, table, origin, rows.length, changes);
        return changes;
      }),
  };
}

interface Access<Row> {
  read(db: Kysely<Schema>): Promise<Row[]>;
  write(db: Kysely<Schema>, rows: readonly Row[], start: number): Promise<unknown>;
}

const ACCESS: { [T in TableName]: Access<Tables[T]> } = {
  places: {
    read: readPlaces,
    write: (db, rows, start) =>
      db
        .insertInto('places')
        .values(rows.map((row, index) => placeRow(row, start + index)))
        .execute(),
  },
  practitioners: {
    read: readPractitioners,
    write: (db, rows, start) =>
      db
        .insertInto('practitioners')
        .values(rows.map((row, index) => practitionerRow(row, start + index)))
        .execute(),
  },
};

async function logImport(
  trx: Transaction<Schema>,
  kind: TableName,
  { file, at }: ImportOrigin,
  rows: number,
  { added, removed, changed }: Changes,
): Promise<void> {
  await trx
    .insertInto('place_imports')
    .values({
      kind,
      file,
      rows,
      added: added.length,
      removed: removed.length,
      changed: changed.length,
      imported_at: at,
    })
    .execute();
}

async function readPlaces(db: Kysely<Schema>): Promise<Place[]> {
  const rows = await db.selectFrom('places').selectAll().orderBy('position').execute();
  return rows.map(({ position, services, verified_on, ...row }) => ({
    ...row,
    services: itemsOf(services),
    verifiedOn: verified_on,
  }));
}

function placeRow({ services, verifiedOn, ...row }: Place, position: number): PlacesTable {
  return { ...row, position, services: services.join(SEPARATOR), verified_on: verifiedOn };
}

async function readPractitioners(db: Kysely<Schema>): Promise<Practitioner[]> {
  const rows = await db.selectFrom('practitioners').selectAll().orderBy('position').execute();
  return rows.map(({ position, fields, licence_number, verified_on, ...row }) => ({
    ...row,
    fields: itemsOf(fields),
    licenceNumber: licence_number,
    verifiedOn: verified_on,
  }));
}

function practitionerRow(
  { fields, licenceNumber, verifiedOn, ...row }: Practitioner,
  position: number,
): PractitionersTable {
  return {
    ...row,
    position,
    fields: fields.join(SEPARATOR),
    licence_number: licenceNumber,
    verified_on: verifiedOn,
  };
}

const itemsOf = (text: string): string[] => (text === '' ? [] : text.split(SEPARATOR));
