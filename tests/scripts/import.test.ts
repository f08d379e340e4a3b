/** `npm run -s import`: all or nothing, with a reason for everything that is refused. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { cellsOf, PLACE_HEADERS, placesCsv, xlsxOf } from '../bot/places/samples.ts';
import { handmadeXlsx, sheetData, zipOf } from '../bot/places/zip-samples.ts';
import { folderForTests, npmRun, ONE_CLEAR_LINE } from './npm-run.ts';

const folder = folderForTests();
const run = (...args: string[]) => npmRun('import', args, { DATA_DIR: folder });

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Everything that an import may write. */
function stored(): unknown {
  const databaseFile = join(folder, 'shaofatong.db');
  if (!existsSync(databaseFile)) return null;
  const db = new DatabaseSync(databaseFile, { readOnly: true });
  try {
    const all = (table: string) => db.prepare(`select * from ${table}`).all();
    return [all('places'), all('practitioners'), all('place_imports')];
  } finally {
    db.close();
  }
}

test('a good file changes the table and says what changed (control of all refusals)', async () => {
  const first = await run('places', file('first.csv', placesCsv({ 名称: '甲' }, { 名称: '乙' })));
  expect(first).toMatchObject({ code: 0, err: '' });
  expect(first.out).toBe(
    '已导入场所 2 行（first.csv）\n新增 2，移除 0，修改 0，不变 0\n  新增 甲 · 风采路1号\n  新增 乙 · 风采路1号\n',
  );
  const second = file(
    'second.csv',
    iconv.encode(placesCsv({ 名称: '甲', 电话: '12348' }, { 名称: '丙' }), 'gbk'),
  );
  expect((await run('places', second)).out).toBe(
    '已导入场所 2 行（second.csv）\n新增 1，移除 1，修改 1，不变 0\n  新增 丙 · 风采路1号\n  移除 乙 · 风采路1号\n  修改 甲 · 风采路1号（电话）\n',
  );
  expect(stored()).toMatchObject([
    [{ name: '甲', phone: '12348' }, { name: '丙' }],
    [],
    [{}, { file: 'second.csv' }],
  ]);
});

test('bad rows are all reported, and nothing is imported', async () => {
  const before = stored();
  const bad = file('bad.csv', placesCsv({ 名称: '丁' }, { 电话: '1', 来源: '' }, {}, {}));
  const ended = await run('places', bad);
  expect(ended).toMatchObject({ code: 1, out: '' });
  expect(ended.err.split('\n')).toEqual([
    expect.stringMatching(/^第 3 行「电话」：不是有效的电话/u),
    '第 3 行「来源」：不能为空',
    '第 5 行「名称」：与第 4 行重复',
    '2 行有问题（共 3 处），没有导入，原来的数据没有动。',
    '',
  ]);
  expect(before).not.toBeNull();
  expect(stored()).toEqual(before);
});

describe('one clear line, exit 1, and the database as it was', async () => {
  const good = [PLACE_HEADERS, cellsOf()];
  const merged = await xlsxOf(good, (sheet) => sheet.mergeCells('A2:A3'));
  test.each([
    ['a missing file', null, /找不到文件/u],
    ['an empty file', Buffer.alloc(0), /空的/u],
    ['no spreadsheet', Buffer.from('%PDF-1.7\n\0\0'), /不是表格/u],
    ['merged cells', merged, /合并单元格/u],
    [
      '10^6 rows',
      handmadeXlsx(`<sheetData>${'<row><c><v>1</v></c></row>'.repeat(1e6)}</sheetData>`),
      /行数太多/u,
    ],
    ['a zip bomb', zipOf([{ name: 'xl/workbook.xml', content: Buffer.alloc(130 << 20) }]), /解压后超过/u],
    ['a wrong header', handmadeXlsx(sheetData([['名字', '电话'], cellsOf()])), /表头不对：缺少 名称/u],
    ['no header', handmadeXlsx(sheetData([cellsOf()])), /表头不对/u],
    ['only a header', handmadeXlsx(sheetData([PLACE_HEADERS])), /没有数据行/u],
  ])('%s', async (name, bytes, reason) => {
    const before = stored();
    const path = bytes === null ? join(folder, 'nowhere.xlsx') : file(`${name}.xlsx`, bytes);
    const ended = await run('places', path);
    expect(ended).toEqual({ code: 1, out: '', err: expect.stringMatching(ONE_CLEAR_LINE) });
    expect(ended.err).toMatch(reason);
    expect(stored()).toEqual(before);
  });

  test('a folder', async () => {
    mkdirSync(join(folder, 'inner.xlsx'));
    const ended = await run('places', join(folder, 'inner.xlsx'));
    expect(ended).toEqual({ code: 1, out: '', err: expect.stringMatching(/^这是文件夹[^\n]*\n$/u) });
  });

  test('formulas: the row is refused', async () => {
    const before = stored();
    const cells: ExcelJS.CellValue[] = cellsOf();
    cells[6] = { formula: 'A1', result: '12348' };
    const ended = await run('places', file('formula.xlsx', await xlsxOf([PLACE_HEADERS, cells])));
    expect(ended).toMatchObject({ code: 1, out: '' });
    expect(ended.err).toMatch(/^第 2 行「电话」：是公式/u);
    expect(stored()).toEqual(before);
  });
});

describe('templates', () => {
  test('an xlsx template, filled in, is imported', async () => {
    const path = join(folder, 'people.xlsx');
    expect(await run('practitioners', '--template', path)).toMatchObject({
      code: 0,
      out: `空表已生成：${path}\n`,
    });
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(path);
    workbook.worksheets[0]!.addRow([
      '张三',
      '律师',
      '某所',
      '',
      '韶关市',
      '',
      '',
      '13800000000',
      '测试',
      '2026-11-01',
    ]);
    await workbook.xlsx.writeFile(path);
    expect((await run('practitioners', path)).out).toContain('新增 张三 · 某所');
    expect(stored()).toMatchObject([[{}, {}], [{ name: '张三', phone: '13800000000' }], [{}, {}, {}]]);
  });

  test.each(['places', 'practitioners'])(
    'a csv template of %s has the header of the seeds',
    async (table) => {
      const path = join(folder, `template-${table}.csv`);
      expect(await run(table, '--template', path)).toMatchObject({ code: 0 });
      const seed = readFileSync(join(import.meta.dirname, `../../seeds/${table}.csv`), 'utf8');
      expect(readFileSync(path, 'utf8')).toBe(`\ufeff${seed.trim()}\r\n`);
    },
  );

  test('is never written over a file', async () => {
    const path = file('there.csv', 'mine');
    const ended = await run('places', '--template', path);
    expect(ended).toMatchObject({ code: 1, err: expect.stringMatching(ONE_CLEAR_LINE) });
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });
});

test.each([
  ['nothing', []],
  ['no file', ['places']],
  ['another table', ['laws', 'x.csv']],
  ['a file and a template', ['places', 'x.csv', '--template', 'y.csv']],
  ['a template of another kind', ['places', '--template', 'y.doc']],
  ['an unknown option', ['places', 'x.csv', '--nonsense']],
])('wrong usage: %s', async (_, args) => {
  expect(await run(...args)).toEqual({ code: 2, out: '', err: expect.stringMatching(ONE_CLEAR_LINE) });
});
