import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCalendar, parseHolidays } from '../../../bot/places/calendar.ts';
import { parseHours } from '../../../bot/places/hours.ts';
import { openToday } from '../../../bot/places/open-today.ts';
import { shanghai } from './samples.ts';

const OFFICE = '周一至周五 08:30-12:00 14:30-17:30';

function on(time: string, hours = OFFICE, overrides = '') {
  const parsed = parseHours(hours);
  if (parsed.kind === 'bad') throw new Error(parsed.reason);
  return openToday(parsed.hours, shanghai(time), createCalendar(parseHolidays(overrides)));
}

test.each([
  ['2026-11-24 08:29', false, '2026-11-24', 510],
  ['2026-11-24 08:30', true, '2026-11-24', 870],
  ['2026-11-24 11:59', true, '2026-11-24', 870],
  ['2026-11-24 12:00', false, '2026-11-24', 870],
  ['2026-11-24 17:30', false, '2026-11-25', 510],
  // Friday evening: the weekend follows. Midnight in Shanghai is still the day before in UTC.
  ['2026-11-27 18:00', false, '2026-11-30', 510],
  ['2026-11-25 00:00', false, '2026-11-25', 510],
])('%s: open %s, next %s at minute %d', (time, open, date, minute) => {
  expect(on(time)).toMatchObject({ open, next: { date, minute } });
});

test('the next opening is an instant, too', () => {
  expect(on('2026-11-24 17:30').next?.at).toBe(shanghai('2026-11-25 08:30'));
});

// 国务院办公厅关于2026年部分节假日安排的通知: 春节 2月15日至23日放假, 2月14日 (Saturday) and 2月28日 (Saturday) are worked.
describe('holidays and make-up days of 2026', () => {
  test('a weekday in 春节 is closed, until the first workday after it', () => {
    const today = on('2026-02-17 09:00');
    expect(today).toMatchObject({
      open: false,
      spans: [],
      why: { kind: 'holiday', name: '春节', published: true },
    });
    expect(today.next).toMatchObject({ date: '2026-02-24', minute: 510 });
  });

  test('a make-up Saturday has the hours of a weekday, an ordinary one has none', () => {
    expect(on('2026-02-28 09:00')).toMatchObject({ open: true, why: { kind: 'make-up', name: '春节' } });
    expect(on('2026-03-07 09:00')).toMatchObject({
      open: false,
      spans: [],
      why: { kind: 'weekend', name: '' },
    });
  });

  test('a place that is open on Saturdays anyway keeps its Saturday hours on a make-up Saturday', () => {
    expect(on('2026-02-28 09:00', `${OFFICE}；周六 10:00-11:00`).spans).toEqual([{ from: 600, to: 660 }]);
  });

  test('holiday hours count on holidays only when they are written', () => {
    expect(on('2026-10-01 09:00', '每天 08:30-12:00').open).toBe(false);
    expect(on('2026-10-01 09:00', '每天 08:30-12:00；节假日 09:00-10:00').open).toBe(true);
  });
});

test('a year that is not published yet says so', () => {
  expect(on('2038-03-01 09:00')).toMatchObject({ open: true, why: { kind: 'workday', published: false } });
});

describe('seeds/holidays.yaml', () => {
  test('as it stands changes nothing', () => {
    const file = join(import.meta.dirname, '../../../seeds/holidays.yaml');
    expect(parseHolidays(readFileSync(file, 'utf8')).size).toBe(0);
  });

  test('wins over the library', () => {
    const days = 'days:\n  2026-11-24: 休 校准日\n  2026-11-28: 班\n  2026-10-01: 班';
    expect(on('2026-11-24 09:00', OFFICE, days)).toMatchObject({
      open: false,
      why: { kind: 'holiday', name: '校准日', published: true },
    });
    expect(on('2026-11-28 09:00', OFFICE, days)).toMatchObject({ open: true, why: { kind: 'make-up' } });
    expect(on('2026-10-01 09:00', OFFICE, days)).toMatchObject({ open: true });
  });

  test.each(['days:\n  2026-02-30: 休', 'days:\n  2026-11-24: 放假', 'day: {}', 'days: [1]'])(
    'refuses %j',
    (yaml) => {
      expect(() => parseHolidays(yaml)).toThrow();
    },
  );
});

test('nothing opens within a month when a place is never open', () => {
  expect(on('2026-11-24 09:00', '周一 休息')).toMatchObject({ open: false, next: null });
});
