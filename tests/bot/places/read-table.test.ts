import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { readTable } from '../../../bot/places/import/read-table.ts';
import { ImportError, type Row } from '../../../bot/places/import/table.ts';
import { xlsxTemplate } from '../../../bot/places/import/template.ts';
import { cellsOf, csvOf, PLACE_HEADERS, placesCsv, xlsxOf } from './samples.ts';
import { handmadeXlsx, sheetData, zipOf } from './zip-samples.ts';

/** One pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const GOOD = [PLACE_HEADERS, cellsOf()];
const CSV_ROW: Row = { number: 2, cells: cellsOf() };

async function refused(bytes: Buffer, name = 'x.xlsx'): Promise<string> {
  const error = await readTable(bytes, name).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ImportError);
  const { message } = error as ImportError;
  expect(message).not.toContain('\n');
  return message;
}

describe('CSV', () => {
  const text = placesCsv({});
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['GBK', iconv.encode(text, 'gbk')],
    ['GB18030', iconv.encode(text, 'gb18030')],
    ['UTF-16 with a mark', iconv.encode(text, 'utf-16le', { addBOM: true })],
  ])('in %s', async (_, bytes) => {
    expect(await readTable(bytes, 'x.CSV')).toEqual({ header: PLACE_HEADERS, rows: [CSV_ROW] });
  });

  test('blank lines are left out and counted; lines of text inside quotes are one row', async () => {
    const { rows } = await readTable(Buffer.from('a,b\r\n\r\n"x\r\ny",1\r\n,,\r\nz'), 'x.csv');
    expect(rows).toEqual([
      { number: 3, cells: ['x\ny', '1'] },
      { number: 5, cells: ['z'] },
    ]);
  });

  test('what nobody sees is removed', async () => {
    const { rows } = await readTable(Buffer.from('a\r\n\u202e\u200b x\u0007 '), 'x.csv');
    expect(rows).toEqual([{ number: 2, cells: ['x'] }]);
  });

  test('a formula is a problem of its cell', async () => {
    const { rows } = await readTable(Buffer.from('a,b\r\n"=""0751""",=1+1'), 'x.csv');
    expect(rows[0]?.cells).toEqual([
      { problem: expect.stringMatching(/公式/u) },
      { problem: expect.any(String) },
    ]);
  });

  test('refuses open quotes, bytes that are no text, and too many rows', async () => {
    expect(await refused(Buffer.from('a,b\r\n"x,1\r\n'), 'x.csv')).toMatch(/引号/u);
    expect(await refused(Buffer.from([0x61, 0xff, 0xff, 0x00]), 'x.csv')).toMatch(/编码/u);
    expect(await refused(Buffer.from(`a\n${'x\n'.repeat(1_000_000)}`), 'x.csv')).toMatch(
      /行数太多，最多 50000/u,
    );
    expect((await readTable(Buffer.from(`a\n${'x\n'.repeat(50_000)}`), 'x.csv')).rows).toHaveLength(50_000);
  });
});

describe('xlsx', () => {
  test('reads texts, numbers, dates, rich texts and links', async () => {
    const date = new Date('2026-11-01T00:00:00Z');
    const rich = { richText: [{ text: '风采' }, { text: '路1号' }] };
    const link = { text: '网址', hyperlink: 'https://example.org' };
    const bytes = await xlsxOf([['a', 'b', 'c', 'd', 'e'], [], ['甲 ', 24.81, date, rich, link]]);
    expect(await readTable(bytes, 'x')).toEqual({
      header: ['a', 'b', 'c', 'd', 'e'],
      rows: [{ number: 3, cells: ['甲', '24.81', '2026-11-01', '风采路1号', '网址'] }],
    });
  });

  test('formulas, errors and truth values are problems of their cells', async () => {
    const bytes = await xlsxOf([
      ['a', 'b', 'c'],
      [{ formula: '1+1', result: 2 }, { error: '#N/A' }, true],
    ]);
    const { rows } = await readTable(bytes, 'x');
    const reasons = rows[0]?.cells.map((cell) => (typeof cell === 'string' ? '' : cell.problem));
    expect(reasons).toEqual([
      expect.stringMatching(/公式/u),
      expect.stringMatching(/#N\/A/u),
      expect.any(String),
    ]);
  });

  test('notes, pictures, filters, tables and colours do not disturb', async () => {
    const bytes = await xlsxOf(
      [
        ['a', 'b'],
        ['x', 'y'],
      ],
      (sheet, workbook) => {
        sheet.getCell('A2').note = '批注';
        sheet.autoFilter = 'A1:B1';
        sheet.getCell('B2').fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFF0000' } };
        const imageId = workbook.addImage({ buffer: PNG as unknown as ExcelJS.Buffer, extension: 'png' });
        sheet.addImage(imageId, 'D1:E2');
        sheet.addTable({ name: 'T', ref: 'G1', columns: [{ name: 'g' }], rows: [['z']] });
        sheet.addConditionalFormatting({
          ref: 'A1:B9',
          rules: [{ type: 'expression', priority: 1, formulae: ['A1="x"'], style: {} }],
        });
        workbook.definedNames.add('场所!$A$1:$B$2', '范围');
      },
    );
    const { header, rows } = await readTable(bytes, 'x.xlsx');
    expect(header).toEqual(['a', 'b', '', '', '', '', 'g']);
    expect(rows).toEqual([{ number: 2, cells: ['x', 'y', '', '', '', '', 'z'] }]);
  });

  test('the template, filled in, comes back', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await xlsxTemplate('places')) as unknown as ArrayBuffer);
    workbook.worksheets[0]!.addRow(cellsOf());
    const bytes = Buffer.from(await workbook.xlsx.writeBuffer());
    expect(await readTable(bytes, 'x.xlsx')).toEqual({ header: PLACE_HEADERS, rows: [CSV_ROW] });
  });

  test('a handmade file is read: the refusals below are not for its form (control)', async () => {
    expect(await readTable(handmadeXlsx(sheetData(GOOD)), 'x')).toEqual({
      header: PLACE_HEADERS,
      rows: [CSV_ROW],
    });
  });

  test('choices for a whole column do not keep anybody waiting', async () => {
    const choices =
      '<dataValidations><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a,b"</formula1></dataValidation></dataValidations>';
    const columns = '<cols><col min="1" max="999999999" width="9"/></cols>';
    const started = performance.now();
    expect((await readTable(handmadeXlsx(columns + sheetData(GOOD) + choices), 'x')).rows).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('refuses as a whole', () => {
  test('merged cells, also those that would never end', async () => {
    expect(await refused(await xlsxOf(GOOD, (sheet) => sheet.mergeCells('A2:A3')))).toMatch(
      /合并单元格（A2:A3）/u,
    );
    const all = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>';
    expect(await refused(handmadeXlsx(sheetData(GOOD) + all))).toMatch(/合并单元格/u);
  });

  test('a sheet in an odd place of the zip is looked at as well', async () => {
    const sheet = `<sheetData>${'<row/>'.repeat(50_002)}</sheetData>`;
    const parts = [
      { name: 'xl/workbook.xml', content: '' },
      { name: 'a/.//xl//worksheets/sheet1.xml', content: sheet },
    ];
    expect(await refused(zipOf(parts))).toMatch(/行数太多/u);
  });

  test('names that cover whole sheets', async () => {
    const names = '<definedNames><definedName name="x">表!$A$1:$XFD$1048576</definedName></definedNames>';
    expect(await refused(handmadeXlsx(sheetData(GOOD), names))).toMatch(/名称管理器/u);
  });

  test('a million rows, early', async () => {
    const sheet = `<sheetData>${'<row><c><v>1</v></c></row>'.repeat(1_000_000)}</sheetData>`;
    const bytes = handmadeXlsx(sheet);
    const started = performance.now();
    expect(await refused(bytes)).toMatch(/行数太多，最多 50000/u);
    expect(performance.now() - started).toBeLessThan(2000);
    expect(await refused(handmadeXlsx('<sheetData><row r="4000000000"/></sheetData>'))).toMatch(/行数太多/u);
  });

  test('a zip bomb, whether it says so or lies', async () => {
    const bomb = { name: 'xl/workbook.xml', content: Buffer.alloc(130 * 1024 * 1024) };
    expect(await refused(zipOf([bomb]))).toMatch(/解压后超过 120 MB/u);
    expect(await refused(zipOf([bomb], 100))).toMatch(/不是表格|解压后超过/u);
  });

  test('more than one sheet in use', async () => {
    const two = await xlsxOf(GOOD, (_, workbook) => workbook.addWorksheet('别的').addRow(['x']));
    expect(await refused(two)).toMatch(/多个工作表（场所、别的）/u);
  });

  test.each([
    ['nothing', Buffer.alloc(0), 'x.xlsx', /空的/u],
    ['a sheet with nothing in it', handmadeXlsx('<sheetData/>'), 'x.xlsx', /空的/u],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), 'x.xlsx', /不是表格/u],
    ['text that calls itself xlsx', Buffer.from('a,b'), 'x.xlsx', /不是表格/u],
    ['half an xlsx', handmadeXlsx(sheetData(GOOD)).subarray(0, 900), 'x.xlsx', /不是表格/u],
    ['a zip of something else', zipOf([{ name: 'a.txt', content: 'x' }]), 'x.xlsx', /不是表格/u],
    ['broken XML', handmadeXlsx('<sheetData><row'), 'x.xlsx', /不是表格|空的/u],
    ['an old .xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'x.xls', /旧版/u],
    ['21 MiB', Buffer.alloc(21 * 1024 * 1024, 'x'), 'x.csv', /文件太大（21 MB），最多 20 MB/u],
  ])('%s', async (_, bytes, name, reason) => {
    expect(await refused(bytes, name)).toMatch(reason);
  });
});

test('csvOf quotes what needs it (control of the samples)', () => {
  expect(csvOf([['a"b', 'c']])).toBe('"a""b","c"');
});
