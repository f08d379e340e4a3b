/** Ticket numbers that can be read out over the telephone: `YYYYMMDD-NNNN`, the day in Asia/Shanghai, counted daily. */
import { shanghaiDate } from '../shanghai.ts';

/** The day whose counter a ticket opened at `at` (milliseconds) takes its number from: `20260305`. */
export function ticketDay(at: number): string {
  return shanghaiDate(at).replaceAll('-', '');
}

/** `count` is 1 for the day's first ticket; beyond 9999 the number simply grows longer. */
export function ticketNumber(day: string, count: number): string {
  return `${day}-${String(count).padStart(4, '0')}`;
}
