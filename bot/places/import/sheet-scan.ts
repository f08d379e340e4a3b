/** Looks through a part of an xlsx file while it is unpacked, before anything builds objects of it. */
import { refusals } from '../texts.ts';
import { ImportError, MAX_ROWS } from './table.ts';

/** Rows that hold only formatting come on top of the data; Excel's own last row is 1,048,576. */
const MAX_ROW_NUMBER = 1_048_576;
/** A longer tag is none that matters here. */
const LONGEST_TAG = 64 * 1024;
/** Cells that names may cover: exceljs makes an object of each, https://github.com/exceljs/exceljs/issues/1898 */
const MAX_NAMED_CELLS = 1_000_000;

const TAG = /<(?:\w+:)?(row|mergeCell)(?=[\s/>])([^>]*)>/gu;
const RANGE = /\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})/gu;

/**
 * Fed with a worksheet's XML, chunk by chunk.
 * @throws ImportError at the first row too many, and at merged cells
 */
export function scanSheet(): (chunk: string) => void {
  let rows = 0;
  let rest = '';
  return (chunk) => {
    const text = rest + chunk;
    for (const [, name, attributes = ''] of text.matchAll(TAG)) {
      if (name === 'mergeCell') throw new ImportError(refusals.merged(attribute(attributes, 'ref')));
      rows++;
      const number = Number(attribute(attributes, 'r') || rows);
      if (rows > MAX_ROWS + 1 || !(number <= MAX_ROW_NUMBER))
        throw new ImportError(refusals.tooManyRows(MAX_ROWS));
    }
    rest = text.slice(Math.max(text.lastIndexOf('<'), text.length - LONGEST_TAG, 0));
    if (rest.includes('>')) rest = '';
  };
}

/**
 * Fed with the workbook's XML as a whole.
 * @throws ImportError when names cover so many cells that reading them would not end
 */
export function scanWorkbook(xml: string): void {
  let cells = 0;
  for (const [, left, top, right, bottom] of xml.matchAll(RANGE))
    cells += size(columnNumber(left!), columnNumber(right!)) * size(Number(top), Number(bottom));
  if (cells > MAX_NAMED_CELLS) throw new ImportError(refusals.hugeNames);
}

const size = (from: number, to: number) => Math.abs(to - from) + 1;
const columnNumber = (letters: string) =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

const attribute = (attributes: string, name: string) =>
  new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`, 'u').exec(attributes)?.[1] ?? '';
