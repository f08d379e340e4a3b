/** Asia/Shanghai has been +08:00 without daylight saving since 1992; a service clock needs no time-zone database. */
const OFFSET_MS = 8 * 3_600_000;

/** The ISO date in Shanghai at `at` (milliseconds since the epoch). */
export function shanghaiDate(at: number): string {
  return new Date(at + OFFSET_MS).toISOString().slice(0, 10);
}

/** For people, to the minute: `2026-11-24 19:30`. */
export function shanghaiTime(at: number): string {
  return new Date(at + OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');
}

/** Minutes since midnight in Shanghai at `at`, 0..1439. */
export function shanghaiMinute(at: number): number {
  return Math.floor((at + OFFSET_MS) / 60_000) % (24 * 60);
}

/** Milliseconds since the epoch of `minute` (since midnight in Shanghai) on the ISO date `date`. */
export function shanghaiInstant(date: string, minute: number): number {
  return Date.parse(`${date}T00:00:00Z`) - OFFSET_MS + minute * 60_000;
}
