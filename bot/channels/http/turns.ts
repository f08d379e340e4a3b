/** Work of which only so much may go on at a time; the rest waits for its turn, in order. */

export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/** @param most how many at a time */
export function createTurns(most: number): Turns {
  const waiting: (() => void)[] = [];
  let free = most;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // A turn is handed on, not given back: whoever comes just now must not overtake.
      if (next) next();
      else free += 1;
    }
  };
}
