/** What every reader makes of a spreadsheet, and the limits that hold for all of them. */

/** A cell's text, or why it cannot be one. */
export type Cell = string | { problem: string };

export interface Row {
  /** As the spreadsheet program counts them: the header is row 1. */
  number: number;
  cells: readonly Cell[];
}

export interface SheetTable {
  header: readonly Cell[];
  /** Rows with nothing in them are left out. */
  rows: readonly Row[];
}

/** A file that is refused as a whole; `message` is one clear line for people. */
export class ImportError extends Error {}

/** Rows of data, the header not counted. 韶关 has some 1,400 villages and communities, so this is ample. */
export const MAX_ROWS = 50_000;
export const MAX_FILE_BYTES = 20 * 1024 * 1024;
/** All parts of an xlsx file together, unpacked. */
export const MAX_INFLATED_BYTES = 120 * 1024 * 1024;
/** Columns that are looked at; both tables have fewer. */
export const MAX_COLUMNS = 100;

// Characters that nobody sees: control, zero-width and bidirectional ones, and the mark at the start of a file.
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** Removes what nobody sees, and the blanks around. */
export const cleanCell = (text: string): string =>
  text.replaceAll('\r\n', '\n').replace(INVISIBLE, '').trim();

export const isBlank = (cell: Cell): boolean => cell === '';
