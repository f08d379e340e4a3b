/** Made-up places; no such rows stand in seeds/. */
import ExcelJS from 'exceljs';
import { COLUMNS } from '../../../bot/places/columns.ts';
import type { Place, PlaceStore, Practitioner } from '../../../bot/places/types.ts';

export function samplePlace(change: Partial<Place> = {}): Place {
  return {
    name: '甲公共法律服务中心',
    kind: '公共法律服务中心',
    services: ['法律援助', '公证'],
    county: '浈江区',
    town: '风采街道',
    address: '风采路1号',
    phone: '0751-8888888',
    hours: '周一至周五 08:30-12:00 14:30-17:30',
    latitude: 24.81,
    longitude: 113.6,
    source: '测试数据',
    verifiedOn: '2026-11-01',
    ...change,
  };
}

/** A spreadsheet's row of `samplePlace`, by header. */
export const GOOD_ROW: Readonly<Record<string, string>> = {
  名称: '甲公共法律服务中心',
  类型: '公共法律服务中心',
  服务事项: '法律援助、公证',
  县区: '浈江区',
  镇街: '风采街道',
  地址: '风采路1号',
  电话: '0751-8888888',
  开放时间: '周一至周五 08:30-12:00 14:30-17:30',
  纬度: '24.81',
  经度: '113.6',
  来源: '测试数据',
  核对日期: '2026-11-01',
};

export const PLACE_HEADERS: readonly string[] = COLUMNS.places.map(({ header }) => header);

/** Cells of a row in the columns' order. */
export const cellsOf = (change: Record<string, string> = {}): string[] => {
  const row: Record<string, string> = { ...GOOD_ROW, ...change };
  return PLACE_HEADERS.map((header) => row[header] ?? '');
};

export const csvOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');

export const placesCsv = (...changes: Record<string, string>[]): string =>
  csvOf([PLACE_HEADERS, ...changes.map(cellsOf)]);

/** An xlsx file with these rows; `finish` may add what rows cannot say. */
export async function xlsxOf(
  rows: readonly (readonly ExcelJS.CellValue[])[],
  finish: (sheet: ExcelJS.Worksheet, workbook: ExcelJS.Workbook) => void = () => undefined,
): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('场所');
  for (const row of rows) sheet.addRow([...row]);
  finish(sheet, workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** A store whose rows can be replaced, and that counts how often they are read. */
export class MemoryStore implements PlaceStore {
  rows: Place[];
  current = 1;
  reads = 0;

  constructor(rows: Place[]) {
    this.rows = rows;
  }

  async version(): Promise<number> {
    return this.current;
  }

  async practitioners(): Promise<Practitioner[]> {
    return [];
  }

  async places(): Promise<Place[]> {
    this.reads++;
    return this.rows;
  }
}

/** Milliseconds of a time in Shanghai, `2026-11-24 09:00`. */
export const shanghai = (time: string): number => Date.parse(`${time.replace(' ', 'T')}:00+08:00`);
