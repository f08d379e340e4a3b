/** Question → cards, best first: ways of asking, all that a card says, and the index's own ranking, together. */
import type { AnyCard } from '../../rules/card.ts';
import type { Section } from '../../rules/schema.ts';
import type { Retrieved } from '../../types.ts';
import { askedSections, heldSections } from '../asked-sections.ts';
import type { CardIndex } from './card-index.ts';
import type { Terms } from './terms.ts';

export interface Candidate {
  card: AnyCard;
  /** How likely it is the card that is asked for, 0..1, as against all others. */
  score: number;
  nearest: number;
  whole: number;
  /** 1-based rank in the index's hybrid search, null when it is not among its hits. */
  rank: number | null;
  /** Share of the nearest ways of asking that are the card's. */
  votes: number;
  /** Share of the asked-for kinds of fact that the card holds; 0.5 when none was asked for. */
  fit: number;
  /** A mistaken belief that this card corrects stands in the question. */
  corrects: boolean;
}

const WEIGHTS = { nearest: 2, whole: 2, retrieved: 1, corrects: 2.5, context: 2, aspect: 1.5 } as const;
const MOST = 12;

export interface MatchInput {
  /** Normalised Mandarin. */
  text: string;
  terms: Terms;
  index: CardIndex;
  retrieved: readonly Retrieved[];
  /** The card that the conversation is about. */
  context: AnyCard | null;
}

export function matchCards({ text, terms, index, retrieved, context }: MatchInput): Candidate[] {
  const asked = askedSections(text);
  const top = retrieved[0]?.score ?? 0;
  const hits = new Map(
    retrieved.map(({ passage, score }, at) => [passage.nodeId, { share: score / top, rank: at + 1 }]),
  );
  const scored = index.match(terms).map(({ card, odds, nearest, whole, votes }) => {
    const hit = hits.get(card.id);
    const corrects = card.kind !== 'clarify' && correctionsOf(card, text).length > 0;
    const fit = fitOf(card, asked);
    return {
      card,
      nearest,
      whole,
      rank: hit?.rank ?? null,
      fit,
      votes,
      corrects,
      score:
        odds +
        WEIGHTS.nearest * nearest +
        WEIGHTS.whole * whole +
        WEIGHTS.aspect * fit +
        WEIGHTS.retrieved * (hit?.share ?? 0) +
        (corrects ? WEIGHTS.corrects : 0) +
        (context?.topic === card.topic ? WEIGHTS.context : 0),
    };
  });
  return likelihoods(scored).slice(0, MOST);
}

const heldBy = new WeakMap<AnyCard, ReadonlySet<Section>>();

function fitOf(card: AnyCard, asked: readonly Section[]): number {
  if (asked.length === 0 || card.kind === 'clarify') return 0.5;
  let held = heldBy.get(card);
  if (held === undefined) {
    held = heldSections(card.lines);
    heldBy.set(card, held);
  }
  return asked.filter((section) => held.has(section)).length / asked.length;
}

/** Log-odds → shares that add up to 1, best first. */
function likelihoods(scored: readonly Candidate[]): Candidate[] {
  const top = scored.reduce((max, { score }) => Math.max(max, score), Number.NEGATIVE_INFINITY);
  const shares = scored.map((one) => ({ ...one, score: Math.exp(one.score - top) }));
  const sum = shares.reduce((total, { score }) => total + score, 0);
  return shares.map((one) => ({ ...one, score: one.score / sum })).sort((a, b) => b.score - a.score);
}

/** Corrections whose mistake stands in the text. */
export function correctionsOf<C extends { said: readonly RegExp[] }>(
  { corrections }: { corrections: readonly C[] },
  text: string,
): C[] {
  return corrections.filter(({ said }) => said.some((pattern) => pattern.test(text)));
}
