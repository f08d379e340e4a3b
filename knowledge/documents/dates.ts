/** Dates as papers print them. */
import { parseNumeral } from './numerals.ts';

const DATE =
  /(\d{4}|[〇零一二三四五六七八九]{4})\s*年\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*月\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日/u;
const ISO_DATE = /(\d{4})-(\d{1,2})-(\d{1,2})/u;

/** The first full date in the text, ISO; null when there is none that exists in the calendar. */
export function findDate(text: string): string | null {
  const match = DATE.exec(text) ?? ISO_DATE.exec(text);
  if (!match) return null;
  const [year, month, day] = match.slice(1).map((part) => parseNumeral(part) ?? 0) as [
    number,
    number,
    number,
  ];
  const iso = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null;
}

/** `2021-2022年` or `2021年` in a title → the days it covers; null when it names no year. */
export function findPeriod(title: string): { from: string; to: string } | null {
  const match = /(\d{4})\s*年?\s*(?:[-—–－~～至]+\s*(\d{4})\s*)?年/u.exec(title);
  return match ? { from: `${match[1]}-01-01`, to: `${match[2] ?? match[1]}-12-31` } : null;
}
