/** How likely each class is by its log-odds, and which of them a step of learning moves. */

/** Classes less likely than this are left alone by a step: their gradient is nothing but work. */
const NEGLIGIBLE = 1e-3;
/** So far below the best, a class weighs nothing in the sum (2e-9). */
const DEEPEST = 20;
/** e^-x for x in steps of 1/128; between them the series to the second power, right to seven digits. */
const STEPS = 128;
const POWERS = Float64Array.from({ length: DEEPEST * STEPS + 1 }, (_, at) => Math.exp(-at / STEPS));

export class Softmax {
  /** Classes that the step moves, and the gradient of the loss by their log-odds; `readSlopes` says how many. */
  readonly moved: Int32Array;
  readonly slopes: Float64Array;
  readonly #likely: Float64Array;

  constructor(classes: number) {
    this.moved = new Int32Array(classes);
    this.slopes = new Float64Array(classes);
    this.#likely = new Float64Array(classes);
  }

  /**
   * @param odds log-odds of every class, up to a constant
   * @param label the class that is right
   * @returns how many classes are moved
   */
  readSlopes(odds: Float32Array, label: number): number {
    const { moved, slopes } = this;
    const likely = this.#likely;
    let top = Number.NEGATIVE_INFINITY;
    for (let one = 0; one < likely.length; one++) if (odds[one]! > top) top = odds[one]!;
    let sum = 0;
    for (let one = 0; one < likely.length; one++) {
      const below = (top - odds[one]!) * STEPS;
      if (below >= DEEPEST * STEPS) {
        likely[one] = 0;
        continue;
      }
      const step = below | 0;
      const rest = (below - step) / STEPS;
      const power = POWERS[step]! * (1 - rest + 0.5 * rest * rest);
      likely[one] = power;
      sum += power;
    }
    let count = 0;
    for (let one = 0; one < likely.length; one++) {
      if (likely[one]! <= NEGLIGIBLE * sum && one !== label) continue;
      moved[count] = one;
      slopes[count++] = likely[one]! / sum - (one === label ? 1 : 0);
    }
    return count;
  }
}
