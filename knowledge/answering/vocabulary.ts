/** Which words the passages hold, and how much each tells passages apart. */

const GRAM = 4;
const SHORTEST_PHRASE = 5;
/** Beyond this many characters a story is read word by word only. */
const READ_AHEAD = 2000;
/** Where a phrase worth looking for does not begin. */
const PARTICLE = /^[的和与等在对为及、，,。；;：:]/u;

const TRAILING = /[的和与等在对为及、，,。；;：:]+$/u;

/** Whether a text holds a form; 5% does not stand in 95%. */
export function holds(text: string, form: string): boolean {
  if (!/^\d/u.test(form)) return text.includes(form);
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1))
    if (!/[\d.]/u.test(text[at - 1] ?? '')) return true;
  return false;
}

export class Vocabulary {
  readonly #texts: readonly string[];
  readonly #grams = new Set<string>();
  /** Only of forms that some passage holds: what people write must not fill the memory. */
  readonly #weights = new Map<string, number>();

  /** @param texts normalised, one per passage */
  constructor(texts: readonly string[]) {
    this.#texts = texts;
    for (const text of texts)
      for (let at = 0; at + GRAM <= text.length; at++) this.#grams.add(text.slice(at, at + GRAM));
  }

  /** Inverse document frequency of a normalised form; 0 when no passage holds it. */
  weightOf(form: string): number {
    const known = this.#weights.get(form);
    if (known !== undefined) return known;
    const count = this.#texts.filter((text) => holds(text, form)).length;
    if (count === 0) return 0;
    const weight = Math.log(1 + this.#texts.length / count);
    this.#weights.set(form, weight);
    return weight;
  }

  /** What a word weighs that one passage holds. */
  get rarest(): number {
    return Math.log(1 + this.#texts.length);
  }

  /** The longest stretches of a text that some passage holds word for word, from left to right, without overlaps. */
  phrasesIn(text: string): string[] {
    const found: string[] = [];
    const end = Math.min(text.length, READ_AHEAD);
    for (let at = 0; at + SHORTEST_PHRASE <= end; ) {
      const length = PARTICLE.test(text[at] ?? '') ? 0 : this.#longestAt(text, at, end);
      if (length >= SHORTEST_PHRASE) found.push(text.slice(at, at + length).replace(TRAILING, ''));
      at += length >= SHORTEST_PHRASE ? length : 1;
    }
    return found;
  }

  #longestAt(text: string, at: number, end: number): number {
    let length = 0;
    // Neighbouring grams that are all known usually make a known phrase; the text itself decides.
    while (at + length + GRAM <= end && this.#grams.has(text.slice(at + length, at + length + GRAM)))
      length++;
    for (let total = length === 0 ? 0 : length + GRAM - 1; total >= SHORTEST_PHRASE; total--)
      if (this.weightOf(text.slice(at, at + total)) > 0) return total;
    return 0;
  }
}
