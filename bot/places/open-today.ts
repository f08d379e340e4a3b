/** Whether an office is open, and when next. */
import { shanghaiDate, shanghaiInstant, shanghaiMinute } from '../shanghai.ts';
import { type Calendar, type Day, weekdayOf } from './calendar.ts';
import type { Span, WeeklyHours } from './hours.ts';

export interface Opening {
  /** Milliseconds since the epoch. */
  at: number;
  /** ISO date and minutes since midnight, both in Shanghai. */
  date: string;
  minute: number;
}

export interface Today {
  /** ISO date in Shanghai. */
  date: string;
  open: boolean;
  spans: readonly Span[];
  /** What kind of day it is, and so why it is open or closed. */
  why: Day;
  /** The next time that the doors open after now; null when nothing opens within the next month. */
  next: Opening | null;
}

/** Longer than any holiday with its weekends. */
const LOOK_AHEAD_DAYS = 31;
const DAY_MS = 24 * 3_600_000;

/** @param at milliseconds since the epoch */
export function openToday(hours: WeeklyHours, at: number, calendar: Calendar): Today {
  const date = shanghaiDate(at);
  const minute = shanghaiMinute(at);
  const spans = spansOn(hours, date, calendar);
  return {
    date,
    open: spans.some(({ from, to }) => minute >= from && minute < to),
    spans,
    why: calendar(date),
    next: nextOpening(hours, at, calendar),
  };
}

function nextOpening(hours: WeeklyHours, at: number, calendar: Calendar): Opening | null {
  for (let days = 0; days <= LOOK_AHEAD_DAYS; days++) {
    const date = shanghaiDate(at + days * DAY_MS);
    const starts = spansOn(hours, date, calendar).map(({ from }) => from);
    const minute = starts.find((from) => shanghaiInstant(date, from) > at);
    if (minute !== undefined) return { at: shanghaiInstant(date, minute), date, minute };
  }
  return null;
}

function spansOn(hours: WeeklyHours, date: string, calendar: Calendar): readonly Span[] {
  const own = hours.week[weekdayOf(date)] ?? [];
  switch (calendar(date).kind) {
    case 'holiday':
      return hours.holiday;
    case 'make-up':
      return own.length > 0 ? own : usualSpans(hours);
    case 'workday':
    case 'weekend':
      return own;
  }
}

/** A make-up Saturday or Sunday is worked like a weekday; which one is not said, so the first with hours is taken. */
function usualSpans({ week }: WeeklyHours): readonly Span[] {
  return week.slice(1, 6).find((spans) => spans.length > 0) ?? [];
}
