/** What answering looked at and why it left things out: for staff and for `npm run -s ask -- --trace`. */
import type { Features, PaperFeatures } from './matching/judge.ts';

export interface TraceStep {
  step: string;
  detail: string;
}

/** What the judge was asked about: recorded for calibration. */
export interface Judged {
  cardId: string;
  /** The card and those shown beside it. */
  shownIds: readonly string[];
  features: Features;
  /** What would be said, and what it would cite. */
  body: string;
  labels: readonly string[];
}

export class Trace {
  readonly steps: TraceStep[] = [];
  judged: Judged | null = null;
  /** What the papers' passage was judged by, and the labels it would cite. */
  paper: { features: PaperFeatures; body: string; labels: readonly string[] } | null = null;

  note(step: string, detail: string): void {
    this.steps.push({ step, detail });
  }
}
