/** What a reference names inside an annex. */
import { toChinese } from '../documents/numerals.ts';
import { lookupMessages } from '../texts.ts';
import type { Passage } from '../types.ts';
import { found, type LookupResult, none } from './lookup-result.ts';
import { nearestPassages } from './nearest.ts';
import { nameKey, readPlace, readRow } from './reference.ts';
import { findWords } from './words.ts';

/** What stands behind the annex's number: a clause of it, a row with or without an item, or words. */
export function inAnnex(passages: readonly Passage[], annex: string, rest: string): LookupResult {
  const place = readPlace(rest);
  if (place.kind === 'numbered' && place.form !== 'bare') {
    const wanted = [`（${toChinese(place.number)}）`, `第${toChinese(place.number)}条`];
    const clauses = passages.filter(({ clause }) => wanted.some((label) => clause.endsWith(label)));
    return clauses.length > 0
      ? found(clauses)
      : none(lookupMessages.noRow(annex, rest), nearestPassages(passages, rest));
  }
  const { names, item } = readRow(rest);
  const rows = rowsNamed(passages, names);
  if (rows.length > 0) return item === null ? found(rows) : itemOfRows(rows, item, names.join('·'));
  const words = findWords(passages, rest);
  return words.kind === 'found'
    ? words
    : none(lookupMessages.noRow(annex, rest), nearestPassages(passages, rest));
}

/** Rows that bear every name; exact names win over names that only contain the words. */
function rowsNamed(passages: readonly Passage[], names: readonly string[]): Passage[] {
  const keys = [names.map(nameKey), [nameKey(names.join(''))]];
  const exactly = (name: string, key: string) => name === key;
  const partly = (name: string, key: string) => name.includes(key);
  for (const same of [exactly, partly]) {
    for (const wanted of keys) {
      const rows = passages.filter((passage) => {
        const own = rowNames(passage);
        return wanted.every((key) => own.some((name) => same(name, key)));
      });
      if (rows.length > 0) return rows;
    }
  }
  return [];
}

/** `附件2·服务平台建设·网络平台·2` → 服务平台建设, 网络平台. */
function rowNames({ clause }: Passage): string[] {
  return clause
    .split('·')
    .slice(1)
    .filter((part) => !/^\d+$/u.test(part))
    .map(nameKey);
}

function itemOfRows(rows: readonly Passage[], item: number, name: string): LookupResult {
  const items = rows.filter(({ clause }) => clause.endsWith(`·${item}`));
  if (items.length > 0) return found(items);
  const numbers = rows.map(({ clause }) => Number(/·(\d+)$/u.exec(clause)?.[1] ?? 0));
  const last = Math.max(...numbers);
  return none(last > 0 ? lookupMessages.itemOutOfRange(name, last) : lookupMessages.noItems(name), rows);
}
