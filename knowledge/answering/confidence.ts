/** How sure we may be that the chosen passages answer the question, 0..1. */
import type { Candidate } from './choose.ts';
import { lacksHardFact } from './evidence.ts';
import type { Understanding } from './understand.ts';

export const ANSWER_FROM = 0.5;

/** Rank within which both rankers have to hold a passage to be said to agree on it. */
const AGREEMENT_RANK = 5;

/** Nothing else can stand for an address, a telephone number or the matter itself. */
const UNMET = 0.2;

/**
 * Retrieval scores alone do not tell answerable from unanswerable questions. Counted are: how much of what was
 * asked the passage covers (a matter no passage knows counts fully against it), whether it holds the kind of fact
 * asked for, and whether the rankers agree.
 */
export function confidenceOf(asked: Understanding, best: Candidate | undefined): number {
  if (!best) return 0;
  if (lacksHardFact(asked.wants, best.sentences.map(({ text }) => text).join(''))) return UNMET;
  if (best.missing.some(({ decisive }) => decisive)) return UNMET;
  const ranks = [best.retrieved.lexicalRank, best.retrieved.vectorRank];
  const agree = ranks.every((rank) => rank !== null && rank <= AGREEMENT_RANK) ? 1 : 0;
  return Math.min(1, best.coverage * (0.45 + 0.45 * best.factFit) + 0.1 * agree);
}
