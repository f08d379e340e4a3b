/** Keyv's storage port over our own database: caches need no second file and no other package. */
import {
  type KeyvStorageAdapter,
  type KeyvStorageCapability,
  type KeyvStorageEntry,
  keyvStorageCapability,
} from 'keyv';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** All of Keyv's port but its event emitter: what a method throws reaches Keyv's own `error` event without one. */
type StoragePort = Pick<
  KeyvStorageAdapter,
  | 'namespace'
  | 'capabilities'
  | 'get'
  | 'getMany'
  | 'has'
  | 'hasMany'
  | 'set'
  | 'setMany'
  | 'delete'
  | 'deleteMany'
  | 'clear'
  | 'iterator'
>;

/** Rows fetched at a time while iterating. */
const PAGE = 100;

/** Use as `new Keyv({ store: new KeyvSqlite(db), namespace })`. Closing the database stays the caller's business. */
export class KeyvSqlite implements StoragePort {
  namespace: string | undefined;
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Says that expiry times are absolute here, as Keyv 6 hands them over. */
  get capabilities(): KeyvStorageCapability {
    return keyvStorageCapability(this);
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.#find([key])).get(key);
  }

  async getMany(keys: string[]): Promise<(string | undefined)[]> {
    const found = await this.#find(keys);
    return keys.map((key) => found.get(key));
  }

  async has(key: string): Promise<boolean> {
    return (await this.#find([key])).has(key);
  }

  async hasMany(keys: string[]): Promise<boolean[]> {
    const found = await this.#find(keys);
    return keys.map((key) => found.has(key));
  }

  /** `expires` in milliseconds since the epoch; none means for ever. */
  async set(key: string, value: unknown, expires?: number): Promise<boolean> {
    await this.setMany([expires === undefined ? { key, value } : { key, value, expires }]);
    return true;
  }

  /** Also throws away what has expired, so that the table does not only grow. */
  async setMany<Value>(entries: KeyvStorageEntry<Value>[]): Promise<boolean[]> {
    await this.#db.transaction().execute(async (trx) => {
      await trx.deleteFrom('kv').where('expires_at', '<=', Date.now()).execute();
      for (const entry of entries) await upsert(trx, this.#space, entry);
    });
    return entries.map(() => true);
  }

  async delete(key: string): Promise<boolean> {
    const result = await this.#db
      .deleteFrom('kv')
      .where('namespace', '=', this.#space)
      .where('key', '=', key)
      .executeTakeFirst();
    return result.numDeletedRows === 1n;
  }

  async deleteMany(keys: string[]): Promise<boolean[]> {
    const deleted: boolean[] = [];
    for (const key of keys) deleted.push(await this.delete(key));
    return deleted;
  }

  /** Without a namespace everything goes, as Keyv's own stores do. */
  async clear(): Promise<void> {
    const all = this.#db.deleteFrom('kv');
    await (this.namespace === undefined ? all : all.where('namespace', '=', this.#space)).execute();
  }

  /** Pages by key, so that the connection is free while the caller works on an entry. */
  async *iterator<Value>(): AsyncGenerator<Array<string | Awaited<Value> | undefined>, void> {
    let after = '';
    for (;;) {
      const rows = await this.#live().where('key', '>', after).orderBy('key').limit(PAGE).execute();
      for (const { key, value } of rows) yield [key, value];
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last.key;
    }
  }

  get #space(): string {
    return this.namespace ?? '';
  }

  #live() {
    return this.#db
      .selectFrom('kv')
      .select(['key', 'value'])
      .where('namespace', '=', this.#space)
      .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', Date.now())]));
  }

  async #find(keys: readonly string[]): Promise<Map<string, string>> {
    if (keys.length === 0) return new Map();
    const rows = await this.#live().where('key', 'in', keys).execute();
    return new Map(rows.map(({ key, value }) => [key, value]));
  }
}

async function upsert(
  db: Kysely<Schema>,
  namespace: string,
  entry: KeyvStorageEntry<unknown>,
): Promise<void> {
  if (typeof entry.value !== 'string') throw new TypeError('Keyv must serialize values for this store');
  const written = { value: entry.value, expires_at: entry.expires ?? null };
  await db
    .insertInto('kv')
    .values({ namespace, key: entry.key, ...written })
    .onConflict((conflict) => conflict.columns(['namespace', 'key']).doUpdateSet(written))
    .execute();
}
