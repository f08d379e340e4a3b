import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../bot/storage/open.ts';
import { StorageError } from '../../../bot/storage/storage-error.ts';
import { tempDatabase, tempFolder } from './temp-database.ts';

async function openingFails(file: string): Promise<string> {
  const error = await openDatabase({ file, busyTimeoutMs: 50 }).then(
    (db) => db.destroy(),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StorageError);
  const { message } = error as StorageError;
  expect(message).not.toContain('\n');
  return message;
}

const migrationNames = async (file: string) => {
  const db = await tempDatabase(file);
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
};

test('makes the folder, and the settings of the connection are the durable ones', async () => {
  const db = await tempDatabase(join(tempFolder(), 'a', 'b', 'test.db'));
  const pragma = async (name: string) =>
    Object.values((await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db)).rows[0] ?? {})[0];
  expect(await pragma('journal_mode')).toBe('wal');
  expect(await pragma('synchronous')).toBe(2);
  expect(await pragma('foreign_keys')).toBe(1);
  expect(await pragma('busy_timeout')).toBe(5000);
});

test('opening twice migrates once and keeps the data', async () => {
  const file = join(tempFolder(), 'test.db');
  const first = await tempDatabase(file);
  await first.insertInto('kv').values({ namespace: '', key: 'k', value: 'v', expires_at: null }).execute();
  const names = await migrationNames(file);
  expect(names).toHaveLength(7);
  expect(await migrationNames(file)).toEqual(names);
  expect(await first.selectFrom('kv').select('value').execute()).toEqual([{ value: 'v' }]);
});

test('six processes that start at once on a new file all succeed', async () => {
  const file = join(tempFolder(), 'new', 'test.db');
  const program = `
    const { openDatabase } = await import(process.argv[1]);
    const db = await openDatabase({ file: process.argv[2] });
    await db.destroy();`;
  const module = join(import.meta.dirname, '../../../bot/storage/open.ts');
  const children = Array.from({ length: 6 }, () =>
    spawn(
      process.execPath,
      ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', program, module, file],
      {
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    ),
  );
  const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]));
  expect(codes).toEqual([0, 0, 0, 0, 0, 0]);
  expect(await migrationNames(file)).toHaveLength(7);
});

test('a folder that cannot be made is named', async () => {
  const folder = tempFolder();
  writeFileSync(join(folder, 'file'), '');
  expect(await openingFails(join(folder, 'file', 'test.db'))).toMatch(
    /^数据文件夹不能写入：.*file。.*DATA_DIR/,
  );
  mkdirSync(join(folder, 'test.db'));
  expect(await openingFails(join(folder, 'test.db'))).toMatch(/^数据文件夹不能写入/);
});

test('a file that is no database is named and left as it is', async () => {
  const file = join(tempFolder(), 'test.db');
  writeFileSync(file, '这不是数据库。'.repeat(1000));
  expect(await openingFails(file)).toBe(
    `这个文件不是数据库：${file}。请把它移走，或用 DATA_DIR 换一个文件夹。`,
  );
});

test('a file that another program keeps locked is named', async () => {
  const file = join(tempFolder(), 'test.db');
  const other = new DatabaseSync(file);
  other.exec('create table t (x); begin exclusive');
  expect(await openingFails(file)).toMatch(/^数据库文件正被其他程序占用/);
  other.exec('rollback');
  other.close();
  await tempDatabase(file);
});

test('a database of a newer version is refused', async () => {
  const file = join(tempFolder(), 'test.db');
  const db = await openDatabase({ file });
  await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '')`.execute(db);
  await db.destroy();
  expect(await openingFails(file)).toMatch(/^数据库来自别的版本/);
});
