/** How much a word tells passages apart. */
export class Vocabulary {
  readonly #texts: readonly string[];
  readonly #weights = new Map<string, number>();

  /** @param texts normalised, one per passage */
  constructor(texts: readonly string[]) {
    this.#texts = texts;
  }

  /** Inverse document frequency of a normalised form; 0 when no passage holds it. */
  weightOf(form: string): number {
    const known = this.#weights.get(form);
    if (known !== undefined) return known;
    const count = this.#texts.filter((text) => text.includes(form)).length;
    const weight = count === 0 ? 0 : Math.log(1 + this.#texts.length / count);
    this.#weights.set(form, weight);
    return weight;
  }

  /** What a word weighs that one passage holds. */
  get rarest(): number {
    return Math.log(1 + this.#texts.length);
  }
}
