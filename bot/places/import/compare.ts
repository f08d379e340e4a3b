/** What a new table changes about the old one. */
import { COLUMNS, keyOf } from '../columns.ts';
import type { Changes, TableName, Tables } from '../types.ts';

export function compareRows<T extends TableName>(
  table: T,
  before: readonly Tables[T][],
  after: readonly Tables[T][],
): Changes {
  const old = new Map(before.map((row) => [keyOf(table, row), row]));
  const changes = {
    added: [] as string[],
    changed: [] as { label: string; headers: string[] }[],
    unchanged: 0,
  };
  for (const row of after) {
    const label = keyOf(table, row);
    const same = old.get(label);
    old.delete(label);
    const headers = same === undefined ? [] : changedHeaders(table, same, row);
    if (same === undefined) changes.added.push(label);
    else if (headers.length > 0) changes.changed.push({ label, headers });
    else changes.unchanged++;
  }
  return { ...changes, removed: [...old.keys()] };
}

function changedHeaders<T extends TableName>(table: T, before: Tables[T], after: Tables[T]): string[] {
  return COLUMNS[table]
    .filter(({ field }) => String(before[field]) !== String(after[field]))
    .map(({ header }) => header);
}
