import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createDeliveryStore } from '../../bot/storage/delivery-store.ts';
import { inbound } from '../bot/delivery/samples.ts';
import { tempDatabase } from '../bot/storage/temp-database.ts';
import { deliveryStoreContract } from './delivery-store.ts';

deliveryStoreContract('delivery store over SQLite', async () => createDeliveryStore(await tempDatabase()));

test('control: without the primary key a second delivery doubles the message', async () => {
  const db = await tempDatabase();
  await sql`create table keyless as select * from inbox`.execute(db);
  await sql`drop table inbox`.execute(db);
  await sql`alter table keyless rename to inbox`.execute(db);
  const store = createDeliveryStore(db);
  expect(await Promise.all([store.accept(inbound('1')), store.accept(inbound('1'))])).toEqual([true, true]);
});
