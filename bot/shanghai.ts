/** Asia/Shanghai has been +08:00 without daylight saving since 1992; a service clock needs no time-zone database. */
const OFFSET_MS = 8 * 3_600_000;

/** The ISO date in Shanghai at `at` (milliseconds since the epoch). */
export function shanghaiDate(at: number): string {
  return new Date(at + OFFSET_MS).toISOString().slice(0, 10);
}
