/** Progress bars for people; silent when nobody watches. */
import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  /** @param share 0..1 */
  report(share: number): void;
  end(): void;
}

/** A bar on standard error while the index is built. */
export const indexProgress = (): Progress => progressBar('建索引');

/** A bar on standard error; appears with the first report. */
export function progressBar(label: string): Progress {
  if (!process.stderr.isTTY) return { report() {}, end() {} };
  const bar = new SingleBar(
    {
      format: `${label} {bar} {percentage}%`,
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  let shown = false;
  return {
    report(share) {
      if (!shown) bar.start(100, 0);
      shown = true;
      bar.update(Math.round(share * 100));
    },
    end() {
      if (shown) bar.stop();
    },
  };
}
