/** Public holidays and make-up workdays of mainland China. */
import chineseDays from 'chinese-days';
import { parse } from 'yaml';
import { z } from 'zod';

export interface Day {
  kind: 'workday' | 'weekend' | 'holiday' | 'make-up';
  /** The holiday that the day belongs to, e.g. 春节; empty for ordinary days, and when only the bureau's own file says so. */
  name: string;
  /** False when the year's holidays are not known yet: then `kind` is a guess by the weekday. */
  published: boolean;
}

/** What kind of day an ISO date is, in China. */
export type Calendar = (date: string) => Day;

export type Override = { kind: 'holiday' | 'make-up'; name: string };

/** By ISO date. */
export type Overrides = ReadonlyMap<string, Override>;

const overridesSchema = z.strictObject({
  days: z
    .record(z.iso.date(), z.string().regex(/^[休班](?:\s+\S+)?$/u))
    .nullable()
    .default({}),
});

/**
 * Reads `seeds/holidays.yaml`: `2027-02-05: 休 春节`.
 * @throws ZodError | YAMLParseError when it is anything else
 */
export function parseHolidays(yaml: string): Overrides {
  const { days } = overridesSchema.parse(parse(yaml) ?? {});
  return new Map(
    Object.entries(days ?? {}).map(([date, word]) => [
      date,
      { kind: word.startsWith('休') ? 'holiday' : 'make-up', name: word.slice(1).trim() },
    ]),
  );
}

/** The library's days, except where `overrides` says otherwise. */
export function createCalendar(overrides: Overrides = new Map()): Calendar {
  return (date) => {
    const override = overrides.get(date);
    return override === undefined ? publishedDay(date) : { ...override, published: true };
  };
}

export const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

function publishedDay(date: string): Day {
  const { work, name } = chineseDays.getDayDetail(date);
  // Special days are named `Spring Festival,春节,4`, all others by their weekday.
  const [, holiday] = name.split(',');
  if (holiday !== undefined) return { kind: work ? 'make-up' : 'holiday', name: holiday, published: true };
  const published = isPublished(date);
  const fixed = published ? undefined : FIXED.get(date.slice(5));
  if (fixed !== undefined) return { kind: 'holiday', name: fixed, published };
  return { kind: isWeekend(date) ? 'weekend' : 'workday', name: '', published };
}

/** Days off in every year, whatever the year's notice adds to them: 全国年节及纪念日放假办法 (2024), article 2. */
const FIXED: ReadonlyMap<string, string> = new Map([
  ['01-01', '元旦'],
  ['05-01', '劳动节'],
  ['05-02', '劳动节'],
  ['10-01', '国庆节'],
  ['10-02', '国庆节'],
  ['10-03', '国庆节'],
]);

const isWeekend = (date: string) => weekdayOf(date) % 6 === 0;

/** The first of January is a holiday in every year, so a year in which it is none has not reached the library yet. */
const isPublished = (date: string) =>
  chineseDays.getDayDetail(`${date.slice(0, 4)}-01-01`).name.includes(',');
