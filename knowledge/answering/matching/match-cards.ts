/** Question → cards, best first: ways of asking, all that a card says, and the index's own ranking, together. */
import type { AnyCard, Beyond } from '../../rules/card.ts';
import type { Section } from '../../rules/schema.ts';
import type { Retrieved } from '../../types.ts';
import { askedSections, heldSections } from '../asked-sections.ts';
import type { CardIndex } from './card-index.ts';
import type { Terms } from './terms.ts';

export interface Candidate {
  card: AnyCard;
  /** How likely it is the card that is asked for, 0..1, as against all others and all that lies beyond the cards. */
  score: number;
  /** The same before it was weighed against the others: what no way of asking comes near is low everywhere. */
  energy: number;
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

/** Tried on the recorded questions: the best card is first as often from half to double of each; `beyond` weighs over-asking against over-answering. */
const WEIGHTS = {
  nearest: 3,
  whole: 2,
  retrieved: 1.5,
  corrects: 2.5,
  context: 2,
  aspect: 1.5,
  beyond: 1,
  withdrawn: -0.7,
} as const;
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

export interface Matched {
  /** Cards, best first. */
  candidates: readonly Candidate[];
  /** What lies beyond the cards, with how likely it is what is said: best first. */
  beyond: readonly { beyond: Beyond; score: number }[];
}

export function matchCards({ text, terms, index, retrieved, context }: MatchInput): Matched {
  const asked = askedSections(text);
  const top = retrieved[0]?.score ?? 0;
  const hits = new Map(
    retrieved.map(({ passage, score }, at) => [passage.nodeId, { share: score / top, rank: at + 1 }]),
  );
  const cards: Candidate[] = [];
  const others: Matched['beyond'][number][] = [];
  for (const { taught, odds, nearest, whole, votes } of index.match(terms)) {
    const near = odds + WEIGHTS.nearest * nearest + WEIGHTS.whole * whole;
    if (taught.kind === 'beyond') {
      others.push({
        beyond: taught,
        score:
          near + WEIGHTS.aspect * OPEN + (taught.about === 'withdrawn' ? WEIGHTS.withdrawn : WEIGHTS.beyond),
      });
      continue;
    }
    const hit = hits.get(taught.id);
    const corrects = taught.kind !== 'clarify' && correctionsOf(taught, text).length > 0;
    const fit = fitOf(taught, asked);
    const score =
      near +
      WEIGHTS.aspect * fit +
      WEIGHTS.retrieved * (hit?.share ?? 0) +
      (corrects ? WEIGHTS.corrects : 0) +
      (context?.topic === taught.topic ? WEIGHTS.context : 0);
    cards.push({
      card: taught,
      nearest,
      whole,
      rank: hit?.rank ?? null,
      fit,
      votes,
      corrects,
      score,
      energy: score,
    });
  }
  const toShare = sharesOf([...cards, ...others]);
  const best = <One extends { score: number }>(scored: readonly One[]) =>
    scored.map((one) => ({ ...one, score: toShare(one.score) })).sort((a, b) => b.score - a.score);
  return { candidates: best(cards).slice(0, MOST), beyond: best(others) };
}

/** No kind of fact was asked for, or none can be held. */
const OPEN = 0.5;

const heldBy = new WeakMap<AnyCard, ReadonlySet<Section>>();

function fitOf(card: AnyCard, asked: readonly Section[]): number {
  if (asked.length === 0 || card.kind === 'clarify') return OPEN;
  let held = heldBy.get(card);
  if (held === undefined) {
    held = heldSections(card.lines);
    heldBy.set(card, held);
  }
  return asked.filter((section) => held.has(section)).length / asked.length;
}

/** Log-odds → shares that add up to 1. */
function sharesOf(scored: readonly { score: number }[]): (score: number) => number {
  const top = scored.reduce((max, { score }) => Math.max(max, score), Number.NEGATIVE_INFINITY);
  const sum = scored.reduce((total, { score }) => total + Math.exp(score - top), 0);
  return (score) => Math.exp(score - top) / sum;
}

/** Corrections whose mistake stands in the text. */
export function correctionsOf<C extends { said: readonly RegExp[] }>(
  { corrections }: { corrections: readonly C[] },
  text: string,
): C[] {
  return corrections.filter(({ said }) => said.some((pattern) => pattern.test(text)));
}
