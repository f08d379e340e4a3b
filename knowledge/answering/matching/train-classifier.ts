/** How the classifier learns. */
import type { ClassifierParts, Shape } from './classifier.ts';
import { dropTerms, type Examples, longestOf } from './examples.ts';
import { mulberry, shuffle } from './random.ts';
import { Softmax } from './softmax.ts';
import { WeightRows } from './weight-rows.ts';

const EPOCHS = 16;
const RATE = 8;
/** The rate falls to this share of itself over the epochs. */
const LAST_RATE = 0.2;
/** Share of a text's terms that are dropped at each step. */
const DROPPED = 0.5;
/** The weights of these last epochs are averaged. */
const AVERAGED = 10;

/**
 * Stochastic gradient descent in a fixed order: the same examples give the same weights.
 * @param onProgress is told the share that is done, 0..1
 */
export function trainClassifier(
  examples: Examples,
  shape: Shape,
  onProgress?: (share: number) => void,
): ClassifierParts {
  const rows = new WeightRows(shape.features, shape.classes, longestOf(examples));
  const softmax = new Softmax(shape.classes);
  const sum = new Float32Array(rows.weights.length);
  const order = Int32Array.from(examples.labels.keys());
  const random = mulberry(20_210_825);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const rate = RATE * (1 - (1 - LAST_RATE) * (epoch / EPOCHS));
    shuffle(order, random);
    for (let at = 0; at < order.length; at++) {
      const terms = dropTerms(examples, order[at]!, DROPPED, random, rows.picked);
      step(rows, terms, softmax, examples.labels[order[at]!]!, rate);
    }
    if (epoch >= EPOCHS - AVERAGED) addShare(sum, rows.weights);
    onProgress?.((epoch + 1) / EPOCHS);
  }
  return inEightBits(sum, rows.stride, shape);
}

/** @param terms how many rows are picked */
function step(rows: WeightRows, terms: number, softmax: Softmax, label: number, rate: number): void {
  rows.sums.fill(0);
  rows.add(terms);
  const count = softmax.readSlopes(rows.sums, label);
  const { weights, stride, picked } = rows;
  const { moved, slopes } = softmax;
  for (let at = 0; at < terms; at++) {
    const from = picked.ids[at]! * stride;
    const value = picked.values[at]! * rate;
    for (let which = 0; which < count; which++) weights[from + moved[which]!]! -= value * slopes[which]!;
  }
}

function addShare(sum: Float32Array, weights: Float32Array): void {
  for (let at = 0; at < sum.length; at++) sum[at]! += weights[at]! / AVERAGED;
}

function inEightBits(weights: Float32Array, stride: number, shape: Shape): ClassifierParts {
  let largest = 1e-9;
  for (let at = 0; at < weights.length; at++) largest = Math.max(largest, Math.abs(weights[at]!));
  const scale = largest / 127;
  const stepOf = (feature: number, one: number) => Math.round(weights[feature * stride + one]! / scale);
  const starts = new Int32Array(shape.features + 1);
  for (let feature = 0; feature < shape.features; feature++) {
    let kept = 0;
    for (let one = 0; one < shape.classes; one++) if (stepOf(feature, one) !== 0) kept++;
    starts[feature + 1] = starts[feature]! + kept;
  }
  const parts = {
    ...shape,
    starts,
    classOf: new Uint16Array(starts[shape.features]!),
    weights: new Int8Array(starts[shape.features]!),
    scale,
  };
  let at = 0;
  for (let feature = 0; feature < shape.features; feature++)
    for (let one = 0; one < shape.classes; one++) {
      const kept = stepOf(feature, one);
      if (kept === 0) continue;
      parts.classOf[at] = one;
      parts.weights[at++] = kept;
    }
  return parts;
}
