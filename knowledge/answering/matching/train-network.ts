/** How a network learns. */
import type { Shape } from './classifier.ts';
import { dropTerms, type Examples, longestOf } from './examples.ts';
import { HIDDEN, type NetworkParts } from './network.ts';
import { mulberry, shuffle } from './random.ts';
import { Softmax } from './softmax.ts';
import { WeightRows } from './weight-rows.ts';

const EPOCHS = 12;
const RATE = 0.2;
/** The rate falls to this share of itself over the epochs. */
const LAST_RATE = 0.1;
const TERMS_DROPPED = 0.3;
const UNITS_DROPPED = 0.1;
/** Spread of the weights before anything is learnt. */
const SPREAD = 0.1;

/**
 * Stochastic gradient descent in a fixed order with fixed random numbers: the same examples and seed give the same weights.
 * @param seed of the random numbers: where it begins, what is dropped, in which order
 * @param onProgress is told the share that is done, 0..1
 */
export function trainNetwork(
  examples: Examples,
  { features, classes }: Shape,
  seed: number,
  onProgress?: (share: number) => void,
): NetworkParts {
  const random = mulberry(seed);
  const learner = new Learner(examples, { features, classes }, random);
  const order = Int32Array.from(examples.labels.keys());
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const rate = RATE * (1 - (1 - LAST_RATE) * (epoch / EPOCHS));
    shuffle(order, random);
    for (let at = 0; at < order.length; at++) learner.step(order[at]!, rate);
    onProgress?.((epoch + 1) / EPOCHS);
  }
  return {
    features,
    classes,
    into: inEightBits(learner.into, features, HIDDEN),
    bias: learner.bias,
    out: inEightBits(learner.out, HIDDEN, classes),
    outBias: learner.outBias,
  };
}

class Learner {
  /** Term by term, a weight for each hidden unit. */
  readonly into: WeightRows;
  readonly bias = new Float32Array(HIDDEN);
  /** Hidden unit by hidden unit, a weight for each class. */
  readonly out: WeightRows;
  readonly outBias: Float32Array;
  readonly #examples: Examples;
  readonly #random: () => number;
  readonly #softmax: Softmax;
  /** Gradient of the loss by what goes into a hidden unit, for those at work. */
  readonly #slopes = new Float64Array(HIDDEN);

  constructor(examples: Examples, { features, classes }: Shape, random: () => number) {
    this.into = new WeightRows(features, HIDDEN, longestOf(examples));
    this.out = new WeightRows(HIDDEN, classes, HIDDEN);
    this.outBias = new Float32Array(classes);
    this.#examples = examples;
    this.#random = random;
    this.#softmax = new Softmax(classes);
    spread(this.into, features, HIDDEN, SPREAD, random);
    spread(this.out, HIDDEN, classes, 1 / Math.sqrt(HIDDEN), random);
  }

  /** @param example its number */
  step(example: number, rate: number): void {
    const { into, out } = this;
    const terms = dropTerms(this.#examples, example, TERMS_DROPPED, this.#random, into.picked);
    into.sums.set(this.bias);
    into.add(terms);
    const active = this.#pickActive();
    out.sums.set(this.outBias);
    out.add(active);
    const moved = this.#softmax.readSlopes(out.sums, this.#examples.labels[example]!);
    this.#moveOut(active, moved, rate);
    this.#moveInto(terms, active, rate);
  }

  /** Picks the hidden units that are at work in this step. @returns how many */
  #pickActive(): number {
    const { ids, values } = this.out.picked;
    const { sums } = this.into;
    let active = 0;
    for (let unit = 0; unit < HIDDEN; unit++) {
      if (sums[unit]! <= 0 || this.#random() < UNITS_DROPPED) continue;
      ids[active] = unit;
      values[active++] = sums[unit]! / (1 - UNITS_DROPPED);
    }
    return active;
  }

  #moveOut(active: number, moved: number, rate: number): void {
    const { weights, stride, picked } = this.out;
    const { moved: classes, slopes: by } = this.#softmax;
    const slopes = this.#slopes;
    for (let at = 0; at < active; at++) {
      const from = picked.ids[at]! * stride;
      const value = rate * picked.values[at]!;
      let slope = 0;
      for (let which = 0; which < moved; which++) {
        const place = from + classes[which]!;
        const weight = weights[place]!;
        slope += by[which]! * weight;
        weights[place] = weight - value * by[which]!;
      }
      slopes[at] = slope / (1 - UNITS_DROPPED);
    }
    for (let which = 0; which < moved; which++) this.outBias[classes[which]!]! -= rate * by[which]!;
  }

  #moveInto(terms: number, active: number, rate: number): void {
    const { weights, stride, picked } = this.into;
    const { ids: units } = this.out.picked;
    const slopes = this.#slopes;
    for (let at = 0; at < terms; at++) {
      const from = picked.ids[at]! * stride;
      const value = rate * picked.values[at]!;
      for (let which = 0; which < active; which++) weights[from + units[which]!]! -= value * slopes[which]!;
    }
    for (let which = 0; which < active; which++) this.bias[units[which]!]! -= rate * slopes[which]!;
  }
}

/** Normally distributed weights. @param by standard deviation */
function spread(
  { weights, stride }: WeightRows,
  rows: number,
  columns: number,
  by: number,
  random: () => number,
): void {
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) weights[row * stride + column] = by * normal(random);
}

/** Box and Muller. */
const normal = (random: () => number) =>
  Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());

function inEightBits({ weights, stride }: WeightRows, rows: number, columns: number): NetworkParts['into'] {
  let largest = 1e-9;
  for (let at = 0; at < weights.length; at++) largest = Math.max(largest, Math.abs(weights[at]!));
  const scale = largest / 127;
  const steps = new Int8Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      steps[row * columns + column] = Math.round(weights[row * stride + column]! / scale);
  return { steps, scale };
}
