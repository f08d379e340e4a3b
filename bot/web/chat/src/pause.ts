/** Waiting that can be cut short. */

export interface Pause {
  /** Resolves after `ms`, or as soon as somebody calls `wake`. */
  wait(ms: number): Promise<void>;
  wake(): void;
}

export function createPause(): Pause {
  let wake = (): void => undefined;
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    wake: () => wake(),
  };
}

/** 1 s, 2 s, 4 s … 15 s; the upper half is left to chance, so that pages cut off together do not come back together. */
export function retryDelayMs(failures: number, random: number = Math.random()): number {
  const ceiling = Math.min(1000 * 2 ** Math.max(0, failures - 1), 15_000);
  return Math.round(ceiling / 2 + (random * ceiling) / 2);
}
