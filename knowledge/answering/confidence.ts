/** How sure we may be that the chosen passages answer the question, 0..1. */
import type { Candidate } from './choose.ts';
import { factFit, isEmptyCell, lacksHardFact } from './evidence.ts';
import type { Understanding } from './understand.ts';
import type { Want } from './wants.ts';

export const ANSWER_FROM = 0.45;

/** Rank within which both rankers have to hold a passage to be said to agree on it. */
const AGREEMENT_RANK = 5;

/** Nothing else can stand for an address, a telephone number or the matter itself. */
const UNMET = 0.2;
/** Whoever asks whether something is free names that thing with at least this share of the question's weight. */
const MATTER_SHARE = 0.2;

/**
 * Retrieval scores alone do not tell answerable from unanswerable questions. Counted are: how much of what was
 * asked the passage covers (a matter no passage knows counts fully against it), whether it holds the kind of fact
 * asked for, and whether the rankers agree.
 */
export function confidenceOf(asked: Understanding, best: Candidate | undefined): number {
  if (!best) return 0;
  const shown = best.sentences.map(({ text }) => text).join('');
  if (lacksHardFact(asked.wants, shown)) return UNMET;
  if (best.missing.some(({ decisive }) => decisive) && !statesTarget(asked, best)) return UNMET;
  // 免费 said of something else does not say that this is free.
  const total = asked.concepts.reduce((sum, { weight }) => sum + weight, 0);
  if (
    asked.wants.has('free') &&
    best.missing.some(({ known, weight }) => known && weight > total * MATTER_SHARE)
  )
    return UNMET;
  // What a service holds can be said in many forms; that only chooses between passages.
  const facts = asked.wants.difference(new Set<Want>(['content']));
  const fit = isEmptyCell(best.passage) ? 1 : factFit(facts, shown);
  const ranks = [best.retrieved.lexicalRank, best.retrieved.vectorRank];
  const agree = ranks.every((rank) => rank !== null && rank <= AGREEMENT_RANK) ? 1 : 0;
  return Math.min(1, best.coverage * (0.45 + 0.45 * fit) + 0.1 * agree);
}

/** The question states a target's very number: what the number is, and is not, is worth saying whatever else is asked. */
function statesTarget(asked: Understanding, { passage, missing }: Candidate): boolean {
  return (
    passage.indicators.length > 0 &&
    asked.concepts.some(
      (concept) => concept.known && /^\d+(?:分钟|小时|%)/u.test(concept.said) && !missing.includes(concept),
    )
  );
}
