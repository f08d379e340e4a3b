/** Worker of training-pool.ts: runs the one job it is given, says how far it is, hands over the result, ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { runJob, type TrainingJob } from './training-job.ts';
import type { WorkerMessage } from './training-pool.ts';

const post = (message: WorkerMessage) => parentPort?.postMessage(message);

post({ trained: runJob(workerData as TrainingJob, (share) => post({ share })) });
