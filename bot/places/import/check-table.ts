/** From a spreadsheet to rows, or to everything that is wrong with it. */
import { COLUMNS, type Column, keyOf } from '../columns.ts';
import { columnNumber, headerProblems, reasons, refusals } from '../texts.ts';
import type { TableName, Tables } from '../types.ts';
import { rowSchemas } from './row-schemas.ts';
import { type Cell, ImportError, isBlank, type Row, type SheetTable } from './table.ts';

/** One thing that is wrong with one cell. */
export interface Problem {
  row: number;
  header: string;
  reason: string;
}

export interface Checked<T extends TableName> {
  rows: Tables[T][];
  /** Every one, in the file's order. */
  problems: Problem[];
}

/**
 * @param today ISO date in Shanghai
 * @throws ImportError for a wrong header, and when there are no rows
 */
export function checkTable<T extends TableName>(table: T, sheet: SheetTable, today: string): Checked<T> {
  const columns: readonly Column[] = COLUMNS[table];
  const places = columnPlaces(columns, sheet.header);
  if (sheet.rows.length === 0) throw new ImportError(refusals.noRows);
  const check = rowChecker(table, columns, today);
  const checked: Checked<T> = { rows: [], problems: [] };
  for (const row of sheet.rows) {
    const { data, problems } = check(row, textsOf(row, columns, places));
    if (data !== undefined) checked.rows.push(data);
    checked.problems.push(...problems);
  }
  return checked;
}

/** Checks one row after the other, and remembers them to notice a second one of the same entry. */
function rowChecker<T extends TableName>(table: T, columns: readonly Column[], today: string) {
  const schema = rowSchemas(today)[table];
  const headerOf = (field: unknown) => columns.find((column) => column.field === field)!.header;
  const seen = new Map<string, number>();
  return (
    { number: row }: Row,
    { texts, unreadable }: RowTexts,
  ): { data?: Tables[T]; problems: Problem[] } => {
    const { data, error } = schema.safeParse(texts);
    const wrong = (error?.issues ?? []).map(({ path, message }) => ({
      row,
      header: headerOf(path[0]),
      reason: message,
    }));
    // A cell that could not be read has its own reason already.
    const problems = [
      ...unreadable,
      ...wrong.filter(({ header }) => unreadable.every((cell) => cell.header !== header)),
    ];
    if (data === undefined) return { problems };
    const before = firstSeen(seen, keyOf(table, data), row);
    if (before !== null)
      problems.push({ row, header: columns[0]!.header, reason: reasons.duplicate(before) });
    return { data, problems };
  };
}

/** The row that had this key before, or null. */
function firstSeen(seen: Map<string, number>, key: string, row: number): number | null {
  const before = seen.get(key);
  if (before === undefined) seen.set(key, row);
  return before ?? null;
}

interface RowTexts {
  texts: Record<string, string>;
  /** Cells that are no text, and cells outside the table. */
  unreadable: Problem[];
}

function textsOf({ number, cells }: Row, columns: readonly Column[], places: readonly number[]): RowTexts {
  const unreadable: Problem[] = [];
  const texts: Record<string, string> = {};
  for (const [index, { field, header }] of columns.entries()) {
    const cell = cells[places[index]!] ?? '';
    texts[field] = typeof cell === 'string' ? cell : '';
    if (typeof cell !== 'string') unreadable.push({ row: number, header, reason: cell.problem });
  }
  const extra = cells.findIndex((cell, index) => !places.includes(index) && !isBlank(cell));
  if (extra !== -1) unreadable.push({ row: number, header: columnNumber(extra + 1), reason: reasons.extra });
  return { texts, unreadable };
}

/** Where each column stands in the file; any order will do, every column has to be there. */
function columnPlaces(columns: readonly Column[], header: readonly Cell[]): number[] {
  const names = header.map((cell) => (typeof cell === 'string' ? cell.replace(/\s|\*/gu, '') : '?'));
  const known = columns.map((column) => column.header);
  const refuse = (problem: string) => new ImportError(refusals.header(problem));
  const missing = known.filter((name) => !names.includes(name));
  if (missing.length > 0) throw refuse(headerProblems.missing(missing));
  const repeated = known.filter((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (repeated.length > 0) throw refuse(headerProblems.repeated(repeated));
  const unknown = names.filter((name) => name !== '' && !known.includes(name));
  if (unknown.length > 0) throw refuse(headerProblems.unknown(unknown));
  return known.map((name) => names.indexOf(name));
}
