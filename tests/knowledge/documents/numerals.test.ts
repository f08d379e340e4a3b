import { describe, expect, it } from 'vitest';
import { findDate, findPeriod } from '../../../knowledge/documents/dates.ts';
import { measuresIn } from '../../../knowledge/documents/measures.ts';
import { parseNumeral, toChinese } from '../../../knowledge/documents/numerals.ts';

describe('numerals', () => {
  it.each([
    ['十七', 17],
    ['廿一', 21],
    ['卅', 30],
    ['一百零五', 105],
    ['一千一百六十四', 1164],
    ['二〇二一', 2021],
    ['两', 2],
    ['１７', 17],
    ['1.2万', 12000],
    ['1.1万', 11000],
    ['三万', 30000],
  ])('%s is %d', (text, value) => {
    expect(parseNumeral(text)).toBe(value);
  });

  it.each(['', '甲', '第九', '1.2.3', '九x'])('%j is no number', (text) => {
    expect(parseNumeral(text)).toBeNull();
  });

  it('writes what it reads', () => {
    const numbers = Array.from({ length: 2000 }, (_, index) => index + 1);
    expect(numbers.map((number) => parseNumeral(toChinese(number)))).toEqual(numbers);
    expect([10, 11, 20, 105, 110, 1001].map(toChinese)).toEqual([
      '十',
      '十一',
      '二十',
      '一百零五',
      '一百一十',
      '一千零一',
    ]);
  });
});

describe('dates', () => {
  it.each([
    ['2021年8月25日印发', '2021-08-25'],
    ['二〇二一年八月二十五日', '2021-08-25'],
    ['2026-04-30 公布', '2026-04-30'],
    ['2021年2月30日', null],
    ['2021年', null],
  ])('%s', (text, date) => {
    expect(findDate(text)).toBe(date);
  });

  it('reads the years of a title', () => {
    expect(findPeriod('发展指标(2021-2022年)')).toEqual({ from: '2021-01-01', to: '2022-12-31' });
    expect(findPeriod('任务表（2023年）')).toEqual({ from: '2023-01-01', to: '2023-12-31' });
    expect(findPeriod('标准实施')).toBeNull();
  });
});

describe('measures', () => {
  it.each([
    ['办件时间不超过30日', '办件时间', '≤', 30, '日'],
    ['投诉率低于1%', '投诉率', '<', 1, '%'],
    ['服务人次超过2万人次', '服务人次', '>', 20000, '人次'],
    ['1. 至少建成2个站点', '建成站点', '≥', 2, '个'],
  ])('%s', (text, name, comparator, value, unit) => {
    expect(measuresIn(text)).toMatchObject([{ name, comparator, value, unit }]);
  });

  it.each(['2021年实现精准化', '培养领军人才若干名', '建设四级平台', '推进一体化', '拨打12348热线'])(
    '%s sets no target',
    (text) => {
      expect(measuresIn(text)).toEqual([]);
    },
  );
});
