/** Whether what is said is something that no card answers: a matter not on file, small talk, help with a wrong. */
import { type BeyondKind, courtesyKinds } from '../rules/schema.ts';
import type { Matched } from './matching/match-cards.ts';
import type { Trace } from './trace.ts';

interface Limits {
  /** From this share of all likelihood on it is what was said, */
  from: number;
  /** or from this one on, when every card is far less likely. */
  least: number;
}

const LIMITS: Limits = { from: 0.5, least: 0.12 };
/** Beside a card whose document is gone another card may still answer. */
const OF_WITHDRAWN: Limits = { from: 0.8, least: 0.65 };
const FAR_LESS = 0.7;
/** Nobody greets or sighs at greater length. */
const LONGEST_COURTESY = 40;

const COURTESIES: ReadonlySet<BeyondKind> = new Set(courtesyKinds);

/** @returns null when a card should be asked instead */
export function beyondOf(
  text: string,
  { beyond, candidates }: Matched,
  trace: Trace,
): Matched['beyond'][number] | null {
  const first = beyond.find(
    ({ beyond: { about } }) => !COURTESIES.has(about) || text.length <= LONGEST_COURTESY,
  );
  if (!first) return null;
  trace.note('卡片之外', `${first.beyond.title}（${first.beyond.id}） ${first.score.toFixed(3)}`);
  const { from, least } = first.beyond.about === 'withdrawn' ? OF_WITHDRAWN : LIMITS;
  const isFar = (candidates[0]?.score ?? 0) <= FAR_LESS * first.score;
  return first.score >= from || (first.score >= least && isFar) ? first : null;
}
