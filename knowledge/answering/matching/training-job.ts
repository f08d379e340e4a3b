/** What can be trained apart from everything else, here or in a worker. */
import type { ClassifierParts, Shape } from './classifier.ts';
import type { Examples } from './examples.ts';
import type { NetworkParts } from './network.ts';
import { trainClassifier } from './train-classifier.ts';
import { trainNetwork } from './train-network.ts';

interface Job {
  examples: Examples;
  shape: Shape;
  /** How long it takes, as against other jobs, in any unit. */
  cost: number;
}

export type TrainingJob =
  | (Job & { kind: 'classifier' })
  | (Job & {
      kind: 'network';
      /** Of its random numbers. */
      seed: number;
    });

/** What a job gives. */
export type Trained<J extends TrainingJob = TrainingJob> = J extends { kind: 'network' }
  ? NetworkParts
  : ClassifierParts;

/** @param onProgress is told the share that is done, 0..1, epoch by epoch */
export function runJob(job: TrainingJob, onProgress?: (share: number) => void): Trained {
  return job.kind === 'classifier'
    ? trainClassifier(job.examples, job.shape, onProgress)
    : trainNetwork(job.examples, job.shape, job.seed, onProgress);
}
