/** Empty spreadsheets to fill in, with the header that the import expects. */
import ExcelJS from 'exceljs';
import { COLUMNS, type Column } from '../columns.ts';
import * as texts from '../texts.ts';
import type { TableName } from '../types.ts';

/** The byte order mark makes Excel read the file as UTF-8. */
export function csvTemplate(table: TableName): Buffer {
  return Buffer.from(`\ufeff${COLUMNS[table].map(({ header }) => header).join(',')}\r\n`);
}

/** A sheet with the header, all cells as text, and a second one that says how to fill it in. */
export async function xlsxTemplate(table: TableName): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  addRows(workbook, table);
  addGuide(workbook, COLUMNS[table]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function addRows(workbook: ExcelJS.Workbook, table: TableName): void {
  const sheet = workbook.addWorksheet(texts.tableLabels[table], { views: [{ state: 'frozen', ySplit: 1 }] });
  // Text format keeps leading zeros of telephone numbers and dates as they were typed.
  sheet.columns = COLUMNS[table].map(({ header }) => ({ header, width: 18, style: { numFmt: '@' } }));
  sheet.getRow(1).font = { bold: true };
}

function addGuide(workbook: ExcelJS.Workbook, columns: readonly Column[]): void {
  const guide = workbook.addWorksheet(texts.guideSheet);
  guide.addRow([...texts.guideHeaders]).font = { bold: true };
  for (const { header, required, hint } of columns)
    guide.addRow([header, required ? texts.yes : texts.no, hint]);
  for (const [index, width] of [14, 8, 100].entries()) guide.getColumn(index + 1).width = width;
}
