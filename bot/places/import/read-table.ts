/** Tells spreadsheets apart by what is in them; the file's name only decides when nothing else does. */
import { refusals } from '../texts.ts';
import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';
import { ImportError, MAX_FILE_BYTES, type SheetTable } from './table.ts';

const ZIP = [0x50, 0x4b];
/** Compound File Binary: `.xls`, and xlsx with a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * Reads a spreadsheet's bytes.
 * @param name the file's name
 * @throws ImportError with one clear line when the file is refused
 */
export async function readTable(bytes: Buffer, name: string): Promise<SheetTable> {
  if (bytes.length === 0) throw new ImportError(refusals.empty);
  if (bytes.length > MAX_FILE_BYTES) throw new ImportError(refusals.tooBig(bytes.length, MAX_FILE_BYTES));
  if (startsWith(bytes, COMPOUND)) throw new ImportError(refusals.oldFormat);
  if (startsWith(bytes, ZIP)) return readXlsx(bytes);
  if (!/\.(?:csv|txt)$/iu.test(name)) throw new ImportError(refusals.notSpreadsheet);
  return readCsv(bytes);
}

const startsWith = (bytes: Uint8Array, signature: readonly number[]) =>
  signature.every((byte, index) => bytes[index] === byte);
