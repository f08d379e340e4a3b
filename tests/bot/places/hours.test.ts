import { describe, expect, test } from 'vitest';
import { parseHours } from '../../../bot/places/hours.ts';

const MORNING = { from: 510, to: 720 };
const AFTERNOON = { from: 870, to: 1050 };
const OFFICE = [[], ...Array.from({ length: 5 }, () => [MORNING, AFTERNOON]), []];

const weekOf = (text: string) => {
  const parsed = parseHours(text);
  if (parsed.kind === 'bad') throw new Error(parsed.reason);
  return parsed.hours;
};

test.each([
  '周一至周五 08:30-12:00 14:30-17:30',
  '星期一到星期五：8:30—12:00、14:30～17:30',
  '工作日 08:30 - 12:00, 14:30 至 17:30',
  '周一、二、三、四及周五 14:30-17:30 08:30-12:00',
  '周一-五 08：30－12：00 14：30－17：30；周六日 休息',
])('reads %s', (text) => {
  expect(weekOf(text)).toEqual({ week: OFFICE, holiday: [] });
});

test('several rules, the whole day, and holidays', () => {
  const { week, holiday } = weekOf('周一至周六 09:00-17:00；周日 全天\n节假日 09:00-12:00');
  expect(week[6]).toEqual([{ from: 540, to: 1020 }]);
  expect(week[0]).toEqual([{ from: 0, to: 1440 }]);
  expect(holiday).toEqual([{ from: 540, to: 720 }]);
});

test('every day leaves holidays open, all the year does not', () => {
  expect(weekOf('每天 09:00-17:00').holiday).toEqual([]);
  expect(weekOf('全年 09:00-17:00').holiday).toEqual([{ from: 540, to: 1020 }]);
});

describe('refuses, with a reason', () => {
  test.each([
    ['', /看不懂/u],
    ['上班时间', /看不懂/u],
    ['08:30-12:00', /没有写星期几/u],
    ['周八 08:30-12:00', /周八/u],
    ['周五至周一 08:30-12:00', /先后写反/u],
    ['周一 8点-12点', /看不懂/u],
    ['周一 08:30-25:00', /不是时间段/u],
    ['周一 08:75-12:00', /不是时间段/u],
    ['周一 14:30-5:30', /晚于开始时间/u],
    ['周一 22:00-06:00', /晚于开始时间/u],
    ['周一 08:30-12:00 11:00-15:00', /重叠/u],
    ['周一至周五 08:30-12:00；周三 14:30-17:30', /周三写了两次/u],
  ])('%s', (text, reason) => {
    expect(parseHours(text)).toEqual({ kind: 'bad', reason: expect.stringMatching(reason) });
  });
});
