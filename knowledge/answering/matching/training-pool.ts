/**
 * Training jobs in worker threads, some at a time. Each job has its own seed and its own copy of the examples, so that the
 * result does not depend on how many threads there are; each worker ends with its job and gives its memory back.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Trained, TrainingJob } from './training-job.ts';

export type WorkerMessage = { share: number } | { trained: Trained };

export interface PoolOptions {
  /** Jobs that run at the same time, at least 1; without it as many as the machine has processors for. */
  threads?: number;
  /** Is told the share of all the work that is done, 0..1, never less than before. */
  onProgress?: ((share: number) => void) | undefined;
  /** Module that the workers run. */
  module?: URL;
}

/** A worker ended without a result; `cause` is what it threw, if it did. */
export class TrainingError extends Error {
  override name = 'TrainingError';
}

const MODULE = new URL('./training-worker.ts', import.meta.url);

/**
 * @param jobs in the order in which they begin: a long one had better not be the last, which may run alone
 * @returns what each of them gives, in the same order
 * @throws TrainingError when a worker fails; the others are ended first
 */
export async function trainAll<const Jobs extends readonly TrainingJob[]>(
  jobs: Jobs,
  { threads = availableParallelism(), onProgress, module = MODULE }: PoolOptions = {},
): Promise<{ [At in keyof Jobs]: Trained<Jobs[At]> }> {
  const total = jobs.reduce((sum, { cost }) => sum + cost, 0);
  const shares = jobs.map(() => 0);
  const report = (at: number, share: number) => {
    shares[at] = share;
    onProgress?.(jobs.reduce((sum, { cost }, which) => sum + cost * shares[which]!, 0) / total);
  };
  const results: Trained[] = [];
  const running = new Set<Worker>();
  const waiting = [...jobs.entries()];
  const takeJobs = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [at, job] = next;
      const worker = new Worker(module, { name: `trains a ${job.kind}`, workerData: job });
      running.add(worker);
      results[at] = await resultOf(worker, (share) => report(at, share));
      running.delete(worker);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(threads, jobs.length) }, takeJobs));
  } finally {
    waiting.length = 0;
    await Promise.all(Array.from(running, (worker) => worker.terminate()));
  }
  return results as { [At in keyof Jobs]: Trained<Jobs[At]> };
}

/** Waits until the worker is gone, so that its memory is too. @throws TrainingError when it has given nothing by then */
function resultOf(worker: Worker, onProgress: (share: number) => void): Promise<Trained> {
  return new Promise((done, fail) => {
    let trained: Trained | null = null;
    worker.on('message', (message: WorkerMessage) => {
      if ('share' in message) onProgress(message.share);
      else trained = message.trained;
    });
    worker.on('error', (cause: Error) =>
      fail(new TrainingError(`学习问法时出错：${cause.message}`, { cause })),
    );
    worker.on('exit', (code) => {
      if (trained) done(trained);
      else fail(new TrainingError(`学习问法的线程没有学完就结束了（${code}）。`));
    });
  });
}
