import { describe, expect, test } from 'vitest';
import { checkTable } from '../../../bot/places/import/check-table.ts';
import type { Cell } from '../../../bot/places/import/table.ts';
import { cellsOf, PLACE_HEADERS, samplePlace } from './samples.ts';

const TODAY = '2026-11-24';
const rowsOf = (...rows: (readonly Cell[])[]) => rows.map((cells, index) => ({ number: index + 2, cells }));
const check = (...rows: (readonly Cell[])[]) =>
  checkTable('places', { header: PLACE_HEADERS, rows: rowsOf(...rows) }, TODAY);
const headerError = (header: readonly Cell[]) => () =>
  checkTable('places', { header, rows: rowsOf(cellsOf()) }, TODAY);

test('a good row, with any way to write a date', () => {
  expect(check(cellsOf())).toEqual({ rows: [samplePlace()], problems: [] });
  for (const date of ['2026/11/1', '2026.11.01', '2026年11月1日', '２０２６－１１－０１'])
    expect(check(cellsOf({ 核对日期: date })).rows[0]?.verifiedOn).toBe('2026-11-01');
});

test('columns in any order', () => {
  const header = PLACE_HEADERS.toReversed();
  expect(checkTable('places', { header, rows: rowsOf(cellsOf().toReversed()) }, TODAY).rows).toEqual([
    samplePlace(),
  ]);
});

test.each([
  ['名称', '', /不能为空/u],
  ['名称', '长'.repeat(301), /太长/u],
  ['类型', '', /不能为空/u],
  ['类型', '派出所', /“派出所”不在可选范围内/u],
  ['县区', '广州市', /“广州市”不在可选范围内，可选：浈江区/u],
  ['地址', '', /不能为空/u],
  ['电话', '123', /不是有效的电话/u],
  ['电话', '12348、7518888888', /不是有效的电话/u],
  ['开放时间', '周一 下午', /看不懂/u],
  ['纬度', '113.6', /是不是和经度写反了/u],
  ['纬度', '二十四', /不是中国境内的纬度/u],
  ['经度', '24.8', /是不是和纬度写反了/u],
  ['经度', '', /要么都填/u],
  ['来源', '', /不能为空/u],
  ['核对日期', '', /不能为空/u],
  ['核对日期', '去年', /不是有效的日期/u],
  ['核对日期', '2026-02-30', /不是有效的日期/u],
  ['核对日期', '2026-11-25', /不能晚于今天/u],
])('%s %j is refused, with its row', (header, value, reason) => {
  const { problems } = check(cellsOf({ 名称: '好的' }), cellsOf({ [header]: value }));
  expect(problems).toEqual([{ row: 3, header, reason: expect.stringMatching(reason) }]);
});

test('the day of the check is still allowed, and what may be empty is', () => {
  const empty = { 服务事项: '', 镇街: '', 电话: '', 开放时间: '', 纬度: '', 经度: '' };
  expect(check(cellsOf({ ...empty, 核对日期: TODAY })).problems).toEqual([]);
});

test('every problem of every row is reported', () => {
  const bad = cellsOf({ 电话: '1', 来源: '', 核对日期: '2030-01-01' });
  expect(check(bad, cellsOf(), bad).problems.map(({ row, header }) => `${row}${header}`)).toEqual([
    ...['2电话', '2来源', '2核对日期', '4电话', '4来源', '4核对日期'],
  ]);
});

test('a second row with the same name and address; another address is another place', () => {
  expect(check(cellsOf(), cellsOf({ 地址: '风采路2号' }), cellsOf({ 电话: '12348' })).problems).toEqual([
    { row: 4, header: '名称', reason: '与第 2 行重复' },
  ]);
});

test('a cell that could not be read has one reason, and words outside the table are noticed', () => {
  const cells: Cell[] = [...cellsOf(), '', '备注'];
  cells[0] = { problem: '是公式' };
  expect(check(cells).problems).toEqual([
    { row: 2, header: '名称', reason: '是公式' },
    { row: 2, header: '第 14 列', reason: expect.any(String) },
  ]);
});

describe('the header', () => {
  test.each([
    ['none', [], /缺少 名称/u],
    ['one missing', PLACE_HEADERS.slice(1), /表头不对：缺少 名称/u],
    ['one unknown', [...PLACE_HEADERS, '备注'], /不认识 备注/u],
    ['one twice', [...PLACE_HEADERS, '名称'], /重复 名称/u],
    ['a formula', [...PLACE_HEADERS, { problem: 'x' }], /不认识/u],
  ])('%s', (_, header, reason) => {
    expect(headerError(header)).toThrow(reason);
  });

  test('marks for required columns and blanks do not matter', () => {
    expect(headerError(PLACE_HEADERS.map((name) => ` ${name}*`))).not.toThrow();
  });

  test('without any row there is nothing to import', () => {
    expect(() => checkTable('places', { header: PLACE_HEADERS, rows: [] }, TODAY)).toThrow(/没有数据行/u);
  });
});

describe('practitioners', () => {
  const header = [
    '姓名',
    '类别',
    '执业机构',
    '执业证号',
    '县区',
    '镇街',
    '专业领域',
    '电话',
    '来源',
    '核对日期',
  ];
  const person = [
    '张三',
    '律师',
    '某律师事务所',
    '14402201810000001',
    '韶关市',
    '',
    '婚姻、劳动',
    '',
    '测试',
    TODAY,
  ];
  test('a good row and bad ones', () => {
    const sheet = { header, rows: rowsOf(person, person.with(3, '证字 1'), person.with(1, '医生'), person) };
    const { rows, problems } = checkTable('practitioners', sheet, TODAY);
    expect(rows[0]).toMatchObject({
      name: '张三',
      fields: ['婚姻', '劳动'],
      licenceNumber: '14402201810000001',
    });
    expect(problems.map(({ row, header }) => `${row}${header}`)).toEqual(['3执业证号', '4类别', '5姓名']);
  });
});
