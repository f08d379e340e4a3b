/** From retrieved passages to the few that answer. */
import type { Retrieved } from '../types.ts';
import { type Evidence, evidenceOf, isEmptyCell, type Reading } from './evidence.ts';
import type { Understanding } from './understand.ts';

export interface Candidate extends Evidence {
  retrieved: Retrieved;
  /** What candidates of one question are ordered by. */
  score: number;
}

export interface Choice {
  chosen: readonly Candidate[];
  /** Every candidate with evidence, best first, for the trace and for staff. */
  candidates: readonly Candidate[];
}

const MOST_PASSAGES = 3;
/** A further passage is shown when it is nearly as good as the best. */
const NEARLY_AS_GOOD = 0.9;
const WEIGHTS = { coverage: 1, factFit: 0.3, rank: 0.15, hint: 0.08, named: 0.03 };
/** More than this many characters of quotation is more than a person reads; the best passage is shown in any case. */
const MOST_CHARACTERS = 600;

export function choose(asked: Understanding, retrieved: readonly Retrieved[], reading: Reading): Choice {
  const top = retrieved[0]?.score || 1;
  const candidates = retrieved
    .flatMap((hit) => {
      const read = reading.get(hit.passage.id);
      if (!read) return [];
      const evidence = evidenceOf(asked, read);
      const score =
        WEIGHTS.coverage * evidence.coverage +
        WEIGHTS.factFit * evidence.factFit +
        (WEIGHTS.rank * hit.score) / top +
        WEIGHTS.hint * asked.hints.filter((hint) => read.context.includes(hint)).length +
        WEIGHTS.named * longestName(asked.text, read.names);
      return [{ ...evidence, retrieved: hit, score }];
    })
    .sort((a, b) => b.score - a.score);
  const best = candidates[0];
  if (!best) return { chosen: [], candidates };
  const chosen = candidates
    .slice(0, MOST_PASSAGES)
    .filter((one) => one.score >= best.score * NEARLY_AS_GOOD && one.factFit >= best.factFit);
  return { chosen: isEmptyCell(best.passage) ? [best] : readable(chosen), candidates };
}

function readable(chosen: readonly Candidate[]): Candidate[] {
  let total = 0;
  return chosen.filter(({ sentences }, at) => {
    total += sentences.reduce((sum, { text }) => sum + text.length, 0);
    return at === 0 || total <= MOST_CHARACTERS;
  });
}

/** Length of the longest heading or row name that the question names in full. */
function longestName(text: string, names: readonly string[]): number {
  return Math.max(0, ...names.filter((name) => text.includes(name)).map((name) => name.length));
}
