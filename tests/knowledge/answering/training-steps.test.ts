/** The quick ways of reckoning in a step of training give what the plain ones give. */
import { describe, expect, it } from 'vitest';
import { dropTerms, packExamples } from '../../../knowledge/answering/matching/examples.ts';
import { mulberry } from '../../../knowledge/answering/matching/random.ts';
import { Softmax } from '../../../knowledge/answering/matching/softmax.ts';
import { WeightRows } from '../../../knowledge/answering/matching/weight-rows.ts';

const random = mulberry(5);
const chance = (count: number) => Float32Array.from({ length: count }, () => random() - 0.5);

describe('rows of weights', () => {
  it.each([
    [1, 0],
    [2, 1],
    [8, 4],
    [713, 7],
    [96, 33],
  ])('of %i columns: %i of them are added', (columns, count) => {
    const rows = new WeightRows(10, columns, count);
    rows.weights.set(chance(rows.weights.length));
    const begun = chance(rows.stride);
    rows.sums.set(begun);
    const plain = begun.slice();
    for (let at = 0; at < count; at++) {
      const row = (7 * at) % 10;
      const times = random();
      rows.picked.ids[at] = row;
      rows.picked.values[at] = times;
      for (let column = 0; column < columns; column++)
        plain[column]! += Math.fround(Math.fround(times) * rows.weights[row * rows.stride + column]!);
    }
    rows.add(count);
    expect(rows.sums.subarray(0, columns)).toEqual(plain.subarray(0, columns));
  });

  it('refuse more weights than there can be', () => {
    expect(() => new WeightRows(2 ** 28, 8, 1)).toThrow(RangeError);
  });
});

describe('likelihoods', () => {
  const odds = Float32Array.from({ length: 200 }, () => 40 * (random() - 1));
  const label = odds.indexOf(Math.min(...odds));
  const softmax = new Softmax(odds.length);
  const count = softmax.readSlopes(odds, label);
  const sum = odds.reduce((total, one) => total + Math.exp(one), 0);

  it('are those of the exponential function, less 1 for the class that is right', () => {
    expect(count).toBeGreaterThan(5);
    for (let at = 0; at < count; at++) {
      const one = softmax.moved[at]!;
      const slope = Math.exp(odds[one]!) / sum - (one === label ? 1 : 0);
      expect(softmax.slopes[at]).toBeCloseTo(slope, 6);
    }
  });

  it('move every class that is likely, and the one that is right', () => {
    const likely = [...odds.keys()].filter((one) => one === label || Math.exp(odds[one]!) / sum > 1e-3);
    expect([...softmax.moved.subarray(0, count)]).toEqual(likely);
  });
});

describe('terms that are dropped', () => {
  const examples = packExamples([
    { ids: Int32Array.of(9), values: Float32Array.of(1), label: 1 },
    { ids: Int32Array.of(3, 4, 5, 6), values: Float32Array.of(1, 2, 3, 4), label: 0 },
  ]);
  const rest = { ids: new Int32Array(4), values: new Float32Array(4) };

  it('are left out, in order, and the others count more', () => {
    const chances = [0.1, 0.9, 0.74, 0.76];
    const left = dropTerms(examples, 1, 0.75, () => chances.shift()!, rest);
    expect([...rest.ids.subarray(0, left)]).toEqual([4, 6]);
    expect([...rest.values.subarray(0, left)]).toEqual([4, 8]);
  });

  it('may be all', () => {
    expect(dropTerms(examples, 0, 0.5, () => 0, rest)).toBe(0);
  });
});
