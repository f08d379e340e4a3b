/** Opening hours as offices write them: `周一至周五 08:30-12:00 14:30-17:30；周六 09:00-12:00`. */
import { hoursReasons as reasons } from './texts.ts';

/** Minutes since midnight; `to` is at most 1440 and later than `from`. */
export interface Span {
  from: number;
  to: number;
}

export interface WeeklyHours {
  /** By weekday, 0 = Sunday as in `Date`; in order, without overlaps. */
  week: readonly (readonly Span[])[];
  /** On public holidays; empty unless the text names them. */
  holiday: readonly Span[];
}

export type ParsedHours = { kind: 'hours'; hours: WeeklyHours } | { kind: 'bad'; reason: string };

class BadHours extends Error {}

const DAY_NAMES = '日一二三四五六';
const HOLIDAY = 7;
const WORKDAYS = [1, 2, 3, 4, 5];
const WEEK = [1, 2, 3, 4, 5, 6, 0];
const GROUPS: Record<string, readonly number[]> = {
  工作日: WORKDAYS,
  周末: [6, 0],
  双休日: [6, 0],
  每天: WEEK,
  每日: WEEK,
  // “每天” leaves open what happens at 春节; only who says all year round is believed to open then.
  全年: [...WEEK, HOLIDAY],
  全年无休: [...WEEK, HOLIDAY],
  节假日: [HOLIDAY],
  法定节假日: [HOLIDAY],
};
const RULE = /^(?<days>\D*?)[\s:]*(?<times>\d{1,2}:.*|休息?|不开放|不上班|全天|24小时)$/u;
const TIME = /^(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$/u;

/** Reads opening hours; a `bad` result carries a plain Chinese reason. */
export function parseHours(text: string): ParsedHours {
  try {
    return { kind: 'hours', hours: readRules(plain(text)) };
  } catch (error) {
    if (error instanceof BadHours) return { kind: 'bad', reason: error.message };
    throw error;
  }
}

/** NFKC makes `：；，～` half-width; the many dashes become one. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/星期|礼拜/gu, '周')
    .replace(/周天/gu, '周日')
    .replace(/\s*(?:[-‐‑–—−~至到]+)\s*/gu, '-');
}

function readRules(text: string): WeeklyHours {
  const byDay = new Map<number, Span[]>();
  const rules = text.split(/[;\n]/u).map((rule) => rule.trim());
  for (const rule of rules.filter((one) => one !== '')) {
    const { days, times } = splitRule(rule);
    for (const day of days) {
      if (byDay.has(day)) throw new BadHours(reasons.twice(dayName(day)));
      byDay.set(day, times);
    }
  }
  if (byDay.size === 0) throw new BadHours(reasons.shape);
  return {
    week: Array.from({ length: 7 }, (_, day) => byDay.get(day) ?? []),
    holiday: byDay.get(HOLIDAY) ?? [],
  };
}

const dayName = (day: number) => (day === HOLIDAY ? '节假日' : `周${DAY_NAMES[day]}`);

function splitRule(rule: string): { days: number[]; times: Span[] } {
  const { days, times } = RULE.exec(rule)?.groups ?? {};
  if (days === undefined || times === undefined) throw new BadHours(reasons.shape);
  if (days.trim() === '') throw new BadHours(reasons.noDays);
  return { days: readDays(days), times: readTimes(times) };
}

function readDays(text: string): number[] {
  return text
    .split(/[、,和及\s]+/u)
    .filter(Boolean)
    .flatMap((part) => GROUPS[part] ?? readWeekdays(part));
}

function readWeekdays(part: string): number[] {
  const [, first, last] = /^周([一二三四五六日])-周?([一二三四五六日])$/u.exec(part) ?? [];
  if (first !== undefined && last !== undefined) return range(first, last);
  // `周六日`, and the second of `周一、三、五`.
  const [, list] = /^周?([一二三四五六日]+)$/u.exec(part) ?? [];
  if (list === undefined) throw new BadHours(reasons.unknownDays(part));
  return [...list].map((name) => DAY_NAMES.indexOf(name));
}

/** Weeks begin on Monday here, so that 周六至周日 is a range. */
function range(first: string, last: string): number[] {
  const from = WEEK.indexOf(DAY_NAMES.indexOf(first));
  const to = WEEK.indexOf(DAY_NAMES.indexOf(last));
  if (from >= to) throw new BadHours(reasons.daysBackwards(`周${first}至周${last}`));
  return WEEK.slice(from, to + 1);
}

function readTimes(text: string): Span[] {
  if (/^\D+$/u.test(text) && text !== '全天') return [];
  if (text === '全天' || text === '24小时') return [{ from: 0, to: 24 * 60 }];
  const spans = text
    .split(/[、,\s]+/u)
    .filter(Boolean)
    .map(readSpan);
  spans.sort((a, b) => a.from - b.from);
  if (spans.some((span, index) => index > 0 && span.from < spans[index - 1]!.to))
    throw new BadHours(reasons.overlap(text));
  return spans;
}

function readSpan(text: string): Span {
  const [, ...numbers] = TIME.exec(text) ?? [];
  if (numbers.length !== 4) throw new BadHours(reasons.notTime(text));
  const from = minutes(numbers[0]!, numbers[1]!, text);
  const to = minutes(numbers[2]!, numbers[3]!, text);
  if (to <= from) throw new BadHours(reasons.timesBackwards(text));
  return { from, to };
}

function minutes(hour: string, minute: string, text: string): number {
  const sum = Number(hour) * 60 + Number(minute);
  if (Number(minute) > 59 || sum > 24 * 60) throw new BadHours(reasons.notTime(text));
  return sum;
}
