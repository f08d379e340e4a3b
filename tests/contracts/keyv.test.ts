/** One suite for every store that caches may be kept in. */
import Keyv from 'keyv';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { KeyvSqlite } from '../../bot/storage/keyv-sqlite.ts';
import { tempDatabase } from '../bot/storage/temp-database.ts';

/** Makes stores that share one place, as two caches of one process do. */
const PLACES: Record<string, () => Promise<() => object>> = {
  'Map in memory': async () => {
    const map = new Map();
    return () => map;
  },
  'our database': async () => {
    const db = await tempDatabase();
    return () => new KeyvSqlite(db);
  },
};

async function entriesOf(keyv: Keyv): Promise<[string, unknown][]> {
  const entries: [string, unknown][] = [];
  for await (const entry of keyv.iterator()) entries.push(entry);
  return entries;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe.each(Object.entries(PLACES))('Keyv over %s', (_, openPlace) => {
  async function cache(namespace?: string) {
    const place = await openPlace();
    const open = (name = namespace) => {
      const keyv = new Keyv(name === undefined ? { store: place() } : { store: place(), namespace: name });
      keyv.on('error', (error) => {
        throw error;
      });
      return keyv;
    };
    return { keyv: open(), open };
  }

  test('what is set is got: texts, objects, null, zero, buffers; nothing else is there', async () => {
    const { keyv } = await cache();
    const values = {
      text: "引'号\u0000结束",
      object: { a: [1, { b: '二' }] },
      nothing: null,
      zero: 0,
      bytes: Buffer.from([0, 255]),
    };
    for (const [key, value] of Object.entries(values)) await keyv.set(key, value);
    for (const [key, value] of Object.entries(values)) expect(await keyv.get(key)).toEqual(value);
    expect(await keyv.get('missing')).toBeUndefined();
    expect(await keyv.has('text')).toBe(true);
    expect(await keyv.has('missing')).toBe(false);
  });

  test('setting again replaces value and time to live', async () => {
    const { keyv } = await cache();
    await keyv.set('key', 'short', 1000);
    await keyv.set('key', 'long');
    vi.advanceTimersByTime(5000);
    expect(await keyv.get('key')).toBe('long');
  });

  test('an entry goes when its time is over, and not before', async () => {
    const { keyv } = await cache();
    await keyv.set('key', 'value', 1000);
    vi.advanceTimersByTime(999);
    expect(await keyv.get('key')).toBe('value');
    vi.advanceTimersByTime(2);
    expect(await keyv.get('key')).toBeUndefined();
    expect(await keyv.has('key')).toBe(false);
    expect(await entriesOf(keyv)).toEqual([]);
  });

  test('delete says whether there was anything', async () => {
    const { keyv } = await cache();
    await keyv.set('key', 1);
    expect(await keyv.delete('key')).toBe(true);
    expect(await keyv.delete('key')).toBe(false);
    expect(await keyv.get('key')).toBeUndefined();
  });

  test('many at once, in the order asked', async () => {
    const { keyv } = await cache();
    await keyv.setMany([
      { key: 'a', value: 1 },
      { key: 'b', value: 2, ttl: 1000 },
    ]);
    expect(await keyv.get(['b', 'x', 'a'])).toEqual([2, undefined, 1]);
    expect(await keyv.has(['b', 'x', 'a'])).toEqual([true, false, true]);
    vi.advanceTimersByTime(2000);
    expect(await keyv.get(['b', 'a'])).toEqual([undefined, 1]);
    expect(await keyv.delete(['a', 'x'])).toEqual([true, false]);
  });

  test('namespaces do not see one another, and clear takes only its own', async () => {
    const { keyv: one, open } = await cache('one');
    const other = open('other');
    await one.set('key', 1);
    await other.set('key', 2);
    expect(await one.get('key')).toBe(1);
    await one.clear();
    expect(await one.get('key')).toBeUndefined();
    expect(await other.get('key')).toBe(2);
  });

  test('the iterator yields every entry of its namespace once', async () => {
    const { keyv, open } = await cache('one');
    await open('other').set('foreign', 0);
    const keys = Array.from({ length: 250 }, (_unused, index) => `key-${index}`);
    await keyv.setMany(keys.map((key, value) => ({ key, value })));
    const found = await entriesOf(keyv);
    expect(found.map(([key]) => key).toSorted()).toEqual(keys.toSorted());
    expect(new Map(found).get('key-7')).toBe(7);
  });
});

test('our store refuses values that Keyv did not serialize', async () => {
  const store = new KeyvSqlite(await tempDatabase());
  await expect(store.set('key', { value: 1 })).rejects.toThrow('serialize');
});

test('our store throws expired entries away', async () => {
  const db = await tempDatabase();
  const keyv = new Keyv({ store: new KeyvSqlite(db) });
  await keyv.set('old', 1, 1000);
  vi.advanceTimersByTime(2000);
  await keyv.set('new', 1);
  expect(await db.selectFrom('kv').select('key').execute()).toEqual([{ key: 'new' }]);
});
