/** The network learns what terms tell only together, is the same every time, and does not believe parts that are not its own. */
import { describe, expect, it } from 'vitest';
import { Classifier } from '../../../knowledge/answering/matching/classifier.ts';
import { packExamples } from '../../../knowledge/answering/matching/examples.ts';
import { Network } from '../../../knowledge/answering/matching/network.ts';
import { trainClassifier } from '../../../knowledge/answering/matching/train-classifier.ts';
import { trainNetwork } from '../../../knowledge/answering/matching/train-network.ts';

const vector = (...ids: number[]) => ({
  ids: Int32Array.from(ids),
  values: Float32Array.from(ids, () => 1 / Math.sqrt(ids.length)),
});
/** One of two terms is one class; both, or neither, the other: no sum of weights tells that. Each stands there four times, for some are hidden in learning. */
const four = (first: number) => [first, first + 1, first + 2, first + 3];
const QUESTIONS = [
  { terms: [0], label: 0 },
  { terms: [0, ...four(1)], label: 1 },
  { terms: [0, ...four(5)], label: 1 },
  { terms: [0, ...four(1), ...four(5)], label: 0 },
] as const;
const examples = packExamples(
  Array.from({ length: 1600 }, (_, at) => {
    const { terms, label } = QUESTIONS[at % QUESTIONS.length]!;
    return { ...vector(...terms), label };
  }),
);
const shape = { features: 9, classes: 2 };
const best = (scores: Float64Array) => scores.indexOf(Math.max(...scores));
const right = (learnt: { scores(of: ReturnType<typeof vector>): Float64Array }) =>
  QUESTIONS.filter(({ terms, label }) => best(learnt.scores(vector(...terms))) === label).length;

describe('a network', () => {
  const parts = trainNetwork(examples, shape, 1);
  const learnt = Network.from(parts, shape)!;

  it('learns what terms tell only together', () => {
    expect(right(learnt)).toBe(4);
  });

  it('which the classifier cannot (control)', () => {
    expect(right(Classifier.from(trainClassifier(examples, shape), shape)!)).toBeLessThan(4);
  });

  it('is the same from the same beginning, and another from another', () => {
    expect(trainNetwork(examples, shape, 1)).toEqual(parts);
    expect(trainNetwork(examples, shape, 2)).not.toEqual(parts);
  });

  it('says nothing of terms it does not know', () => {
    expect(learnt.scores(vector(shape.features + 3))).toEqual(learnt.scores(vector()));
  });

  it('refuses parts of another shape or cut short', () => {
    expect(Network.from(parts, { ...shape, classes: 3 })).toBeNull();
    expect(Network.from({ ...parts, outBias: parts.outBias.subarray(1) }, shape)).toBeNull();
    const into = { ...parts.into, steps: parts.into.steps.subarray(1) };
    expect(Network.from({ ...parts, into }, shape)).toBeNull();
  });
});
