/**
 * Which card a question belongs to: multinomial logistic regression over the terms of every way of asking. It learns which
 * words tell neighbouring cards apart, which no similarity does. Half of a text's terms are hidden at every step of learning,
 * so that no single word carries a card: on 4,300 questions written by others this puts the right card first in .79 of cases,
 * without it in .77.
 */

import { type Example, partOf } from './examples.ts';
import type { Sparse } from './postings.ts';
import { mulberry, shuffle } from './random.ts';

export interface Shape {
  /** Feature numbers at and above this are none of the classifier's. */
  features: number;
  /** At most 65,536. */
  classes: number;
}

/** Weights in eight bits, feature by feature; nine of ten are nothing and are not kept. */
export interface ClassifierParts extends Shape {
  /** Where each feature's weights begin; one more entry than features. */
  starts: Int32Array;
  classOf: Uint16Array;
  weights: Int8Array;
  /** What one step of the eight bits is worth. */
  scale: number;
}

const EPOCHS = 16;
const RATE = 8;
/** The rate falls to this share of itself over the epochs. */
const LAST_RATE = 0.2;
/** Share of a text's terms that are hidden at each step. */
const HIDDEN = 0.5;
/** The weights of these last epochs are averaged. */
const AVERAGED = 10;
/** Classes less likely than this are left alone by a step: their gradient is nothing but work. */
const NEGLIGIBLE = 1e-3;

export class Classifier {
  readonly #parts: ClassifierParts;

  private constructor(parts: ClassifierParts) {
    this.#parts = parts;
  }

  /** Log-odds of every class, up to a constant; features it does not know say nothing. */
  scores({ ids, values }: Sparse): Float64Array {
    const { classes, features, starts, classOf, weights, scale } = this.#parts;
    const sums = new Float64Array(classes);
    for (const [index, feature] of ids.entries()) {
      if (feature >= features) continue;
      const value = values[index]! * scale;
      for (let at = starts[feature]!; at < starts[feature + 1]!; at++)
        sums[classOf[at]!]! += value * weights[at]!;
    }
    return sums;
  }

  toParts(): ClassifierParts {
    return this.#parts;
  }

  /** Null when the parts do not fit together, or are not those of this shape. */
  static from(parts: ClassifierParts, { features, classes }: Shape): Classifier | null {
    const { starts, classOf, weights, scale } = parts;
    const fits =
      parts.features === features &&
      parts.classes === classes &&
      starts.length === features + 1 &&
      starts[features] === classOf.length &&
      classOf.length === weights.length &&
      Number.isFinite(scale);
    return fits ? new Classifier(parts) : null;
  }

  static of(weights: Float32Array, shape: Shape): Classifier {
    const largest = weights.reduce((max, value) => Math.max(max, Math.abs(value)), 1e-9);
    const scale = largest / 127;
    const starts = new Int32Array(shape.features + 1);
    const classOf: number[] = [];
    const kept: number[] = [];
    for (let feature = 0; feature < shape.features; feature++) {
      for (let one = 0; one < shape.classes; one++) {
        const step = Math.round(weights[feature * shape.classes + one]! / scale);
        if (step === 0) continue;
        classOf.push(one);
        kept.push(step);
      }
      starts[feature + 1] = kept.length;
    }
    const parts = {
      ...shape,
      starts,
      classOf: Uint16Array.from(classOf),
      weights: Int8Array.from(kept),
      scale,
    };
    return new Classifier(parts);
  }
}

/** Stochastic gradient descent in a fixed order: the same examples give the same weights. */
export function trainClassifier(
  examples: readonly Example[],
  shape: Shape,
  onProgress?: (share: number) => void,
): Classifier {
  const weights = new Float32Array(shape.features * shape.classes);
  const sum = new Float32Array(weights.length);
  const order = [...examples];
  const random = mulberry(20_210_825);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const rate = RATE * (1 - (1 - LAST_RATE) * (epoch / EPOCHS));
    shuffle(order, random);
    for (const example of order) step(weights, partOf(example, HIDDEN, random), shape.classes, rate);
    if (epoch >= EPOCHS - AVERAGED) for (const at of sum.keys()) sum[at]! += weights[at]! / AVERAGED;
    onProgress?.((epoch + 1) / EPOCHS);
  }
  return Classifier.of(sum, shape);
}

function step(weights: Float32Array, { ids, values, label }: Example, classes: number, rate: number): void {
  const odds = new Float32Array(classes);
  for (let at = 0; at < ids.length; at++) {
    const from = ids[at]! * classes;
    const value = values[at]!;
    for (let one = 0; one < classes; one++) odds[one]! += value * weights[from + one]!;
  }
  let top = Number.NEGATIVE_INFINITY;
  for (let one = 0; one < classes; one++) if (odds[one]! > top) top = odds[one]!;
  let sum = 0;
  for (let one = 0; one < classes; one++) sum += odds[one] = Math.exp(odds[one]! - top);
  const gradient: [number, number][] = [];
  for (let one = 0; one < classes; one++) {
    const likely = odds[one]! / sum;
    if (one === label) gradient.push([one, likely - 1]);
    else if (likely > NEGLIGIBLE) gradient.push([one, likely]);
  }
  for (let at = 0; at < ids.length; at++) {
    const from = ids[at]! * classes;
    const value = values[at]! * rate;
    for (const [one, slope] of gradient) weights[from + one]! -= value * slope;
  }
}
