/** Times and how they are told: median, p99, limit. */

export interface Figure {
  name: string;
  median: number;
  p99: number;
  limit: string;
}

/** Milliseconds that a run takes. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

export function figure(name: string, values: readonly number[], limit: string): Figure {
  return { name, median: median(values), p99: quantile(values, 0.99), limit };
}

export function print({ name, median: middle, p99, limit }: Figure): void {
  console.log(
    `${name.padEnd(62)} median ${middle.toFixed(2).padStart(8)}   p99 ${p99.toFixed(2).padStart(8)}   ${limit}`,
  );
}
