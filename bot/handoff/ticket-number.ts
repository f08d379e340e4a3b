/** Ticket numbers that can be read out over the telephone: `YYYYMMDD-NNNN`, the day in Asia/Shanghai, counted daily. */

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** The day whose counter a ticket opened at `at` (milliseconds) takes its number from: `20260305`. */
export function ticketDay(at: number): string {
  return new Date(at + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10).replaceAll('-', '');
}

/** `count` is 1 for the day's first ticket; beyond 9999 the number simply grows longer. */
export function ticketNumber(day: string, count: number): string {
  return `${day}-${String(count).padStart(4, '0')}`;
}
