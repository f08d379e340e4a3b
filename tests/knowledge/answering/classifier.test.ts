/** The classifier learns, is the same every time, and does not believe bytes that are not its own. */
import { describe, expect, it } from 'vitest';
import { Classifier } from '../../../knowledge/answering/matching/classifier.ts';
import { packExamples } from '../../../knowledge/answering/matching/examples.ts';
import { trainClassifier } from '../../../knowledge/answering/matching/train-classifier.ts';

const vector = (...ids: number[]) => ({
  ids: Int32Array.from(ids),
  values: Float32Array.from(ids, () => 1 / Math.sqrt(ids.length)),
});
/** Three classes; feature 0 is everywhere, 1–3 tell. */
const examples = packExamples(
  Array.from({ length: 30 }, (_, at) => ({ ...vector(0, 1 + (at % 3)), label: at % 3 })),
);
const shape = { features: 4, classes: 3 };
const best = (scores: Float64Array) => scores.indexOf(Math.max(...scores));

describe('the classifier', () => {
  const parts = trainClassifier(examples, shape);
  const learnt = Classifier.from(parts, shape)!;

  it('tells classes apart by what tells', () => {
    for (const label of [0, 1, 2]) expect(best(learnt.scores(vector(0, 1 + label)))).toBe(label);
  });

  it('does not tell them apart without it (control)', () => {
    const scores = learnt.scores(vector(0));
    const spread = Math.max(...scores) - Math.min(...scores);
    expect(spread).toBeLessThan(
      Math.max(...learnt.scores(vector(1))) - Math.min(...learnt.scores(vector(1))),
    );
  });

  it('is the same from the same examples, and from its parts', () => {
    expect(trainClassifier(examples, shape)).toEqual(parts);
    expect(Classifier.from(learnt.toParts(), shape)?.scores(vector(0, 2))).toEqual(
      learnt.scores(vector(0, 2)),
    );
  });

  it('refuses parts of another shape or cut short', () => {
    expect(Classifier.from(parts, { features: 4, classes: 4 })).toBeNull();
    expect(Classifier.from({ ...parts, weights: parts.weights.subarray(1) }, shape)).toBeNull();
    expect(Classifier.from({ ...parts, scale: Number.NaN }, shape)).toBeNull();
  });
});
