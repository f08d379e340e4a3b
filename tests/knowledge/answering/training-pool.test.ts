/** Training in workers: the same whatever their number, told as it goes on, and a worker that fails is an error. */
import { describe, expect, it } from 'vitest';
import { packExamples } from '../../../knowledge/answering/matching/examples.ts';
import { mulberry } from '../../../knowledge/answering/matching/random.ts';
import { runJob, type TrainingJob } from '../../../knowledge/answering/matching/training-job.ts';
import { TrainingError, trainAll } from '../../../knowledge/answering/matching/training-pool.ts';

const CLASSES = 5;
const FEATURES = 40;
const random = mulberry(3);
/** A term that tells and seven that do not. */
const examples = packExamples(
  Array.from({ length: 300 }, (_, at) => ({
    ids: Int32Array.of(
      at % CLASSES,
      ...Array.from({ length: 7 }, (_, term) => CLASSES * (term + 1) + Math.floor(CLASSES * random())),
    ),
    values: new Float32Array(8).fill(1 / Math.sqrt(8)),
    label: at % CLASSES,
  })),
);
const common = { examples, shape: { features: FEATURES, classes: CLASSES }, cost: 1 };
const jobs = [
  { ...common, kind: 'classifier' },
  ...[1, 2, 3].map((seed) => ({ ...common, kind: 'network' as const, seed })),
] as const satisfies readonly TrainingJob[];

describe('training in workers', () => {
  it('gives the same in one thread, in several, and without', async () => {
    const here = jobs.map((job) => runJob(job));
    for (const threads of [1, 2, 7]) expect(await trainAll(jobs, { threads })).toEqual(here);
  });

  it('says how far it is, from 0 to 1', async () => {
    const shares: number[] = [];
    await trainAll(jobs, { threads: 2, onProgress: (share) => shares.push(share) });
    expect(shares.length).toBeGreaterThan(jobs.length);
    expect(shares[0]).toBeLessThan(0.1);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  it.each([
    ['throws', 'throw new Error("no memory left")', /学习问法时出错：no memory left/u],
    ['is ended', 'process.exit(3)', /没有学完就结束了（3）/u],
    ['has nothing to say', '', /没有学完就结束了（0）/u],
  ])('does not wait for a worker that %s', async (_, code, message) => {
    const module = new URL(`data:text/javascript,${code}`);
    const failure = await trainAll(jobs, { threads: 2, module }).catch((error) => error);
    expect(failure).toBeInstanceOf(TrainingError);
    expect(failure.message).toMatch(message);
  });

  it('reports what goes wrong in a job', async () => {
    const tooMany = { ...jobs[0], shape: { features: 2 ** 28, classes: CLASSES } };
    const failure = await trainAll([...jobs.slice(1), tooMany], { threads: 2 }).catch((error) => error);
    expect(failure).toBeInstanceOf(TrainingError);
    expect(failure.cause).toBeInstanceOf(RangeError);
  });
});
