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
/** Answered alike: which of them it is need not be known, so they count together. */
const ALIKE: readonly ReadonlySet<BeyondKind>[] = [
  new Set(['unheld', 'fact']),
  new Set(['harmful']),
  new Set(['off-topic']),
];

type Scored = Matched['beyond'][number];

/** @returns null when a card should be asked instead */
export function beyondOf(text: string, { beyond, candidates }: Matched, trace: Trace): Scored | null {
  const possible = beyond.filter(
    ({ beyond: { about } }) => !COURTESIES.has(about) || text.length <= LONGEST_COURTESY,
  );
  const first = likeliest([...ALIKE.flatMap((kinds) => togetherOf(possible, kinds)), ...possible]);
  if (!first) return null;
  trace.note('卡片之外', `${first.beyond.title}（${first.beyond.id}） ${first.score.toFixed(3)}`);
  const { from, least } = first.beyond.about === 'withdrawn' ? OF_WITHDRAWN : LIMITS;
  const isFar = (candidates[0]?.score ?? 0) <= FAR_LESS * first.score;
  return first.score >= from || (first.score >= least && isFar) ? first : null;
}

/** The likeliest of its kinds, with the likelihood of all of them. */
function togetherOf(scored: readonly Scored[], kinds: ReadonlySet<BeyondKind>): Scored[] {
  const alike = scored.filter(({ beyond: { about } }) => kinds.has(about));
  const first = likeliest(alike);
  return first ? [{ ...first, score: alike.reduce((sum, { score }) => sum + score, 0) }] : [];
}

function likeliest(scored: readonly Scored[]): Scored | null {
  return scored.reduce<Scored | null>((best, one) => (best && best.score >= one.score ? best : one), null);
}
