/** CSV as Excel, WPS and people write it: UTF-8 with and without a mark, GBK, UTF-16. */
import { CsvError, parse } from 'csv-parse/sync';
import { reasons, refusals } from '../texts.ts';
import { type Cell, cleanCell, ImportError, isBlank, MAX_ROWS, type SheetTable } from './table.ts';

/**
 * @throws ImportError when the bytes are no text, quotes do not match, or there are too many rows (found early)
 */
export function readCsv(bytes: Uint8Array): SheetTable {
  const records = parseRecords(decodeText(bytes));
  if (records.length > MAX_ROWS + 1) throw new ImportError(refusals.tooManyRows(MAX_ROWS));
  const [header = [], ...rows] = records.map((record) => record.map(cellOf));
  return {
    header,
    // Blank lines are counted, so that numbers are those that a spreadsheet program shows.
    rows: rows
      .map((cells, index) => ({ number: index + 2, cells }))
      .filter(({ cells }) => !cells.every(isBlank)),
  };
}

function parseRecords(text: string): string[][] {
  try {
    return parse(text, { relax_column_count: true, skip_empty_lines: false, to: MAX_ROWS + 2 });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ImportError(refusals.badCsv(Number(Reflect.get(error, 'lines')) || 1), { cause: error });
  }
}

/** Excel writes `="0751…"` to keep a leading zero: still a formula, and its text is not what a person sees. */
function cellOf(text: string): Cell {
  const clean = cleanCell(text);
  return clean.startsWith('=') ? { problem: reasons.formula } : clean;
}

/**
 * GBK is what Chinese Excel saves as CSV; GB18030 contains it. UTF-8 goes first: Chinese in GBK is practically never
 * valid UTF-8.
 * @throws ImportError for bytes that are text in none of these
 */
export function decodeText(bytes: Uint8Array): string {
  const encodings =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? ['utf-16le']
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? ['utf-16be']
        : ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    const text = tryDecode(bytes, encoding);
    if (text !== null && !text.includes('\0')) return text;
  }
  throw new ImportError(refusals.notText);
}

function tryDecode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
