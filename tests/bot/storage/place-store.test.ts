import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createCalendar } from '../../../bot/places/calendar.ts';
import { createPlaces } from '../../../bot/places/places.ts';
import type { Practitioner } from '../../../bot/places/types.ts';
import { createImportStore, createPlaceStore } from '../../../bot/storage/place-store.ts';
import { samplePlace } from '../places/samples.ts';
import { tempDatabase } from './temp-database.ts';

const ORIGIN = { file: 'a.xlsx', at: 1_700_000_000_000 };
const manyPlaces = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    samplePlace({ name: `站${index}`, latitude: null, longitude: null }),
  );

test('keeps every field, in the order of the file', async () => {
  const db = await tempDatabase();
  const rows = [
    samplePlace({ name: '乙' }),
    samplePlace({ name: '甲', services: [], latitude: null, longitude: null }),
  ];
  await createImportStore(db).replace('places', rows, ORIGIN);
  expect(await createPlaceStore(db).places()).toEqual(rows);
});

test('an import replaces its own table only, tells what changed, and is logged', async () => {
  const db = await tempDatabase();
  const imports = createImportStore(db);
  const person: Practitioner = {
    ...{ name: '张三', kind: '律师', body: '某律师事务所', licenceNumber: '1', county: '韶关市', town: '' },
    ...{ fields: ['婚姻家庭'], phone: '', source: '测试', verifiedOn: '2026-11-01' },
  };
  expect(await imports.replace('practitioners', [person], ORIGIN)).toMatchObject({
    added: ['张三 · 某律师事务所 · 1'],
  });
  await imports.replace(
    'places',
    [samplePlace({ name: '甲' }), samplePlace({ name: '乙' }), samplePlace({ name: '丙' })],
    ORIGIN,
  );
  const changes = await imports.replace(
    'places',
    [
      samplePlace({ name: '甲' }),
      samplePlace({ name: '乙', phone: '12348', services: [] }),
      samplePlace({ name: '丁' }),
    ],
    { file: 'b.csv', at: 5 },
  );
  expect(changes).toEqual({
    added: ['丁 · 风采路1号'],
    removed: ['丙 · 风采路1号'],
    changed: [{ label: '乙 · 风采路1号', headers: ['服务事项', '电话'] }],
    unchanged: 1,
  });
  expect(await imports.replace('practitioners', [person], ORIGIN)).toMatchObject({ unchanged: 1 });
  const log = await db.selectFrom('place_imports').selectAll().where('file', '=', 'b.csv').execute();
  expect(log).toEqual([
    { id: 3, kind: 'places', file: 'b.csv', rows: 3, added: 1, removed: 1, changed: 1, imported_at: 5 },
  ]);
});

test('a failure half way leaves the old table; without it the new one stands (control)', async () => {
  const db = await tempDatabase();
  const imports = createImportStore(db);
  await imports.replace('places', [samplePlace()], ORIGIN);
  await sql`create trigger fail before insert on places when new.name = '站700' begin select raise(abort, 'no'); end`.execute(
    db,
  );
  const shares: number[] = [];
  const replace = () => imports.replace('places', manyPlaces(800), ORIGIN, (share) => shares.push(share));
  await expect(replace()).rejects.toThrow('no');
  // It failed in the third lot of rows, after two had been written.
  expect(shares).toEqual([0.3125, 0.625]);
  expect(await createPlaceStore(db).places()).toEqual([samplePlace()]);
  expect(await createPlaceStore(db).version()).toBe(1);
  await sql`drop trigger fail`.execute(db);
  await replace();
  expect(await createPlaceStore(db).places()).toHaveLength(800);
});

test('who looks for places sees the import of another connection', async () => {
  const db = await tempDatabase();
  const { nearest } = createPlaces(createPlaceStore(db), createCalendar());
  expect(await nearest({}, 0)).toEqual({ kind: 'none-verified' });
  await createImportStore(db).replace('places', [samplePlace()], ORIGIN);
  expect(await nearest({}, 0)).toMatchObject({ kind: 'found', places: [{ place: samplePlace() }] });
  await createImportStore(db).replace('practitioners', [], ORIGIN);
  expect(await createPlaceStore(db).version()).toBe(2);
});
