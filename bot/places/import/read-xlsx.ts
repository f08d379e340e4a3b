/** xlsx through exceljs, after `guardZip` has seen that reading it will end. */
import ExcelJS from 'exceljs';
import { guideSheet, reasons, refusals } from '../texts.ts';
import {
  type Cell,
  cleanCell,
  ImportError,
  isBlank,
  MAX_COLUMNS,
  MAX_ROWS,
  type Row,
  type SheetTable,
} from './table.ts';
import { guardZip } from './zip-guard.ts';

/**
 * Everything in a sheet but its rows. exceljs unfolds ranges cell by cell, so that a list of choices for a whole column
 * takes minutes (https://github.com/exceljs/exceljs/issues/1842); and nothing of this is wanted.
 */
const IGNORED = [
  'sheetPr',
  'dimension',
  'sheetViews',
  'cols',
  'autoFilter',
  'mergeCells',
  'rowBreaks',
  'hyperlinks',
  'dataValidations',
  'pageSetup',
  'headerFooter',
  'printOptions',
  'picture',
  'drawing',
  'sheetProtection',
  'tableParts',
  'conditionalFormatting',
  'extLst',
  'legacyDrawing',
];

/**
 * @throws ImportError for what is no xlsx, or is too big, has merged cells, or more than one sheet in use
 */
export async function readXlsx(bytes: Buffer): Promise<SheetTable> {
  await guardZip(bytes);
  const sheet = onlySheet(await load(bytes));
  const rows: Row[] = [];
  sheet.eachRow((row, number) => {
    const cells = cellsOf(row);
    if (!cells.every(isBlank)) rows.push({ number, cells });
  });
  // A title above the header is not skipped: what is not in row 1 is reported as a wrong header.
  const header = rows[0]?.number === 1 ? rows.shift() : undefined;
  return { header: header?.cells ?? [], rows };
}

async function load(bytes: Buffer): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  try {
    // Its types want an ArrayBuffer of their own making; JSZip inside takes any bytes.
    await workbook.xlsx.load(
      bytes as unknown as ArrayBuffer,
      { ignoreNodes: IGNORED, maxRows: MAX_ROWS + 1 } as ExcelJS.XlsxReadOptions,
    );
  } catch (error) {
    throw new ImportError(refusals.notSpreadsheet, { cause: error });
  }
  return workbook;
}

function onlySheet(workbook: ExcelJS.Workbook): ExcelJS.Worksheet {
  const used = workbook.worksheets.filter(
    ({ name, actualRowCount }) => name !== guideSheet && actualRowCount > 0,
  );
  const [sheet, second] = used;
  if (sheet === undefined) throw new ImportError(refusals.empty);
  if (second !== undefined) throw new ImportError(refusals.manySheets(used.map(({ name }) => name)));
  return sheet;
}

function cellsOf(row: ExcelJS.Row): Cell[] {
  const width = Math.min(row.cellCount, MAX_COLUMNS);
  const cells = Array.from({ length: width }, (_, index) => cellOf(row.getCell(index + 1).value));
  while (cells.at(-1) === '') cells.pop();
  return cells;
}

function cellOf(value: ExcelJS.CellValue): Cell {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return cleanCell(value);
  if (typeof value === 'number') return String(value);
  // A date in a sheet has no time zone; exceljs puts it into UTC.
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? { problem: reasons.date } : value.toISOString().slice(0, 10);
  if (typeof value === 'boolean') return { problem: reasons.notText };
  if ('richText' in value) return cleanCell(value.richText.map(({ text }) => text).join(''));
  if ('text' in value) return cellOf(value.text);
  if ('error' in value) return { problem: reasons.errorValue(value.error) };
  return { problem: 'formula' in value || 'sharedFormula' in value ? reasons.formula : reasons.notText };
}
