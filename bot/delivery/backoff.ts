const FIRST_MS = 1000;
const LONGEST_MS = 5 * 60_000;

/**
 * Milliseconds until the next attempt after `failures` failed ones (1 or more): 1 s, 2 s, 4 s … 5 min. The upper half is
 * left to chance, so that chats which failed together do not come back together.
 * @param random a number in [0, 1)
 */
export function backoffMs(failures: number, random: number): number {
  const ceiling = Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS);
  return Math.round(ceiling / 2 + (random * ceiling) / 2);
}
