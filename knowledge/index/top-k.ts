/** Keeps the k best of a stream of scored documents in a binary heap, worst on top. */

export interface Scored {
  /** Position of the document in the order of building. */
  document: number;
  score: number;
}

/** The `k` best documents with a positive score, best first; of equal scores the lower document first. */
export function topOf(scores: Float32Array, k: number, accept?: (document: number) => boolean): Scored[] {
  const best = new TopK(k);
  let threshold = best.threshold;
  for (let document = 0; document < scores.length; document++) {
    const score = scores[document]!;
    if (score > threshold && (!accept || accept(document))) threshold = best.offer(document, score);
  }
  return best.sorted();
}

/** Documents must be offered in ascending order: of equal scores the earlier one stays. */
export class TopK {
  readonly #k: number;
  readonly #heap: Scored[] = [];
  /** A score must be above this to enter. */
  threshold: number;

  /** Scores up to `floor` never enter. */
  constructor(k: number, floor = 0) {
    this.#k = k;
    this.threshold = k < 1 ? Number.POSITIVE_INFINITY : floor;
  }

  /** Takes the document in when its score is above the threshold; returns the new threshold. */
  offer(document: number, score: number): number {
    if (!(score > this.threshold)) return this.threshold;
    if (this.#heap.length < this.#k) {
      this.#heap.push({ document, score });
      this.#rise(this.#heap.length - 1);
    } else {
      this.#heap[0] = { document, score };
      this.#sink();
    }
    if (this.#heap.length === this.#k) this.threshold = this.#heap[0]!.score;
    return this.threshold;
  }

  /** Best first; of equal scores the lower document first. */
  sorted(): Scored[] {
    return this.#heap.toSorted((a, b) => b.score - a.score || a.document - b.document);
  }

  #rise(from: number): void {
    let child = from;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!worse(this.#heap[child]!, this.#heap[parent]!)) return;
      this.#swap(child, parent);
      child = parent;
    }
  }

  #sink(): void {
    let parent = 0;
    for (;;) {
      let worst = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2]) {
        if (child < this.#heap.length && worse(this.#heap[child]!, this.#heap[worst]!)) worst = child;
      }
      if (worst === parent) return;
      this.#swap(worst, parent);
      parent = worst;
    }
  }

  #swap(a: number, b: number): void {
    const held = this.#heap[a]!;
    this.#heap[a] = this.#heap[b]!;
    this.#heap[b] = held;
  }
}

function worse(a: Scored, b: Scored): boolean {
  return a.score < b.score || (a.score === b.score && a.document > b.document);
}
