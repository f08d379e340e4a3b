import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { NodeSqliteDialect } from '../../../bot/storage/node-sqlite-dialect.ts';

interface Tables {
  notes: { id: number; text: string };
}

async function notes(longestWaitMs?: number): Promise<Kysely<Tables>> {
  const options = longestWaitMs === undefined ? {} : { longestWaitMs };
  const db = new Kysely<Tables>({ dialect: new NodeSqliteDialect(new DatabaseSync(':memory:'), options) });
  onTestFinished(() => db.destroy());
  await db.schema
    .createTable('notes')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('text', 'text')
    .execute();
  return db;
}

const texts = async (db: Kysely<Tables>) =>
  (await db.selectFrom('notes').select('text').orderBy('id').execute()).map(({ text }) => text);

test('a transaction that throws leaves nothing behind; one that ends does', async () => {
  const db = await notes();
  const failing = db.transaction().execute(async (trx) => {
    await trx.insertInto('notes').values({ id: 1, text: 'lost' }).execute();
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await db.transaction().execute((trx) => trx.insertInto('notes').values({ id: 2, text: 'kept' }).execute());
  expect(await texts(db)).toEqual(['kept']);
});

test('queries from outside wait until a transaction is over', async () => {
  const db = await notes();
  const inside = Promise.withResolvers<void>();
  const transaction = db.transaction().execute(async (trx) => {
    await trx.insertInto('notes').values({ id: 1, text: 'first' }).execute();
    await inside.promise;
    await trx.insertInto('notes').values({ id: 2, text: 'second' }).execute();
  });
  const reading = texts(db);
  inside.resolve();
  await transaction;
  expect(await reading).toEqual(['first', 'second']);
});

test('db inside its own transaction ends with an error that names the mistake, and the database goes on', async () => {
  const db = await notes(50);
  const mistaken = db.transaction().execute(async (trx) => {
    await trx.insertInto('notes').values({ id: 1, text: 'rolled back' }).execute();
    await db.selectFrom('notes').selectAll().execute();
  });
  await expect(mistaken).rejects.toThrow('instead of `trx`');
  await db.insertInto('notes').values({ id: 2, text: 'afterwards' }).execute();
  expect(await texts(db)).toEqual(['afterwards']);
});

test('rows, counts, returning and streams', async () => {
  const db = await notes();
  const inserted = await db
    .insertInto('notes')
    .values([
      { id: 1, text: '一' },
      { id: 2, text: '二' },
    ])
    .executeTakeFirst();
  expect(inserted.numInsertedOrUpdatedRows).toBe(2n);
  expect(await db.deleteFrom('notes').where('id', '=', 2).returning('text').execute()).toEqual([
    { text: '二' },
  ]);
  expect((await sql<{ n: number }>`select count(*) as n from notes`.execute(db)).rows).toEqual([{ n: 1 }]);
  const streamed: string[] = [];
  for await (const { text } of db.selectFrom('notes').select('text').stream()) streamed.push(text);
  expect(streamed).toEqual(['一']);
});
