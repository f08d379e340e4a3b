/** How sure we may be that the best card answers the question: features that tell answerable from unanswerable, and a curve fitted on recorded questions. */
import { z } from 'zod';
import type { AnyCard } from '../../rules/card.ts';
import { factFit } from '../evidence.ts';
import { type Want, wantsOf } from '../wants.ts';
import type { CardIndex } from './card-index.ts';
import type { Candidate, Matched } from './match-cards.ts';
import type { Terms } from './terms.ts';

export interface Features {
  /** The best card's share among all cards. */
  share: number;
  /** The share of its whole topic, and of the three best cards. */
  topic: number;
  three: number;
  /** Both, and `beyond`, as log-odds. */
  shareOdds: number;
  topicOdds: number;
  beyondOdds: number;
  /** Cosine with the nearest ways of asking. */
  nearest: number;
  /** Cosine with the whole card. */
  whole: number;
  /** Share of the pairs of characters' weight that the card holds. */
  pairs: number;
  /** Share of the canonical terms' weight that the card holds; 1 when the question has none. */
  matters: number;
  /** How likely it is that what is said lies beyond the cards. */
  beyond: number;
  /** Log-odds of the best card before they were weighed against the others, over ten. */
  energy: number;
  /** How far the best card stands above the next of another topic. */
  lead: number;
  /** Whether the index's own ranking has the card first. */
  agrees: number;
  /** The question repeats a mistake that the card corrects. */
  corrects: number;
  /** Share of the asked-for kinds of fact that the card holds. */
  fit: number;
  /** The same for numbers, shares, dates, sums and telephones, read from the card's text. */
  facts: number;
  /** Share of the nearest ways of asking that are the card's. */
  votes: number;
  /** Share of the card's title that the question holds. */
  title: number;
  /** How rare the rarest matter and the rarest pair of characters are that the card does not hold. */
  missingMatter: number;
  missingPair: number;
  /** Log-odds that a fact is asked for that nobody has on file. */
  asksFact: number;
}

/** What tells whether a passage of a paper, found by its wording, is what the question is about. */
export interface PaperFeatures {
  /** How well its sentences cover the question, as answering judges it among the papers alone. */
  confidence: number;
  /** The question speaks of a paper, a clause, a target. */
  names: number;
  /** It asks for a number, and the passage states a target. */
  states: number;
  /** It tells a story of the asker's own. */
  personal: number;
  /** Share of the canonical terms' weight and of the pairs' that the cited passages hold. */
  matters: number;
  pairs: number;
  /** How sure the card route is of its card, and how sure that the matter lies beyond the cards. */
  card: number;
  beyond: number;
}

const curve = <K extends string>(names: readonly K[]) =>
  z.strictObject({
    intercept: z.number(),
    weights: z.strictObject(
      Object.fromEntries(names.map((name) => [name, z.number()])) as Record<K, z.ZodNumber>,
    ),
  });

export const CARD_FEATURES = [
  'share',
  'topic',
  'three',
  'shareOdds',
  'topicOdds',
  'beyondOdds',
  'nearest',
  'whole',
  'pairs',
  'matters',
  'beyond',
  'energy',
  'lead',
  'agrees',
  'corrects',
  'fit',
  'facts',
  'votes',
  'title',
  'missingMatter',
  'missingPair',
  'asksFact',
] as const satisfies (keyof Features)[];
export const PAPER_FEATURES = [
  'confidence',
  'names',
  'states',
  'personal',
  'matters',
  'pairs',
  'card',
  'beyond',
] as const satisfies (keyof PaperFeatures)[];

export const judgeSchema = z.strictObject({
  /** That the best card is the right one. */
  card: curve(CARD_FEATURES),
  /** That it or one of those shown beside it is. */
  shown: curve(CARD_FEATURES),
  paper: curve(PAPER_FEATURES),
  /** From which confidence on an answer is given, or asked back about; below, the question is handed over. */
  answer: z.number(),
  clarify: z.number(),
});
export type JudgeSeeds = z.output<typeof judgeSchema>;

export interface Judge {
  /** That the best card is the right one, and that it or one of those shown beside it is. */
  card(features: Features): number;
  shown(features: Features): number;
  paper(features: PaperFeatures): number;
  /** Least confidence of an answer, and of a question back. */
  answer: number;
  clarify: number;
}

export function createJudge({ card, shown, paper, answer, clarify }: JudgeSeeds): Judge {
  const ofCard = (curve: JudgeSeeds['card']) => (features: Features) =>
    chance(
      curve.intercept,
      CARD_FEATURES.map((name) => curve.weights[name] * features[name]),
    );
  return {
    card: ofCard(card),
    shown: ofCard(shown),
    paper: (features) =>
      chance(
        paper.intercept,
        PAPER_FEATURES.map((name) => paper.weights[name] * features[name]),
      ),
    answer,
    clarify,
  };
}

function chance(intercept: number, parts: readonly number[]): number {
  return 1 / (1 + Math.exp(-parts.reduce((sum, part) => sum + part, intercept)));
}

export interface JudgeInput {
  matched: Matched & { candidates: readonly [Candidate, ...Candidate[]] };
  terms: Terms;
  index: CardIndex;
  /** The question, normalised. */
  text: string;
}

export const isCanonical = (term: string) => term.startsWith('=');
/** Two characters beside each other; single ones say too little. */
export const isPair = (term: string) => term.startsWith('~') && term.length > 2;

const FACTS: ReadonlySet<Want> = new Set([
  'number',
  'share',
  'duration',
  'date',
  'money',
  'phone',
  'hours',
  'link',
]);

function factsOf(card: AnyCard, text: string): number {
  const wants = wantsOf(text).intersection(FACTS);
  if (wants.size === 0 || card.kind === 'clarify') return 0.5;
  return factFit(wants, card.lines.map((line) => line.text).join('\n'));
}

const sumOf = (scored: readonly { score: number }[]) => scored.reduce((sum, { score }) => sum + score, 0);

/** Nothing is surer than this share, or less sure than the rest. */
const SUREST = 1e-4;
const logOdds = (share: number) => Math.log((share + SUREST) / (1 - share + SUREST));

export function featuresOf({ matched: { candidates, beyond }, terms, index, text }: JudgeInput): Features {
  const [best, next] = candidates;
  const topic = sumOf(candidates.filter(({ card }) => card.topic === best.card.topic));
  const away = sumOf(beyond);
  return {
    share: best.score,
    topic,
    three: sumOf(candidates.slice(0, 3)),
    shareOdds: logOdds(best.score),
    topicOdds: logOdds(topic),
    beyondOdds: logOdds(away),
    pairs: index.coverage(best.card, terms, isPair),
    nearest: best.nearest,
    whole: best.whole,
    matters: index.coverage(best.card, terms, isCanonical),
    beyond: away,
    energy: best.energy / 10,
    lead: next ? (best.score - next.score) / best.score : 1,
    agrees: best.rank === 1 ? 1 : best.rank !== null && best.rank <= 3 ? 0.5 : 0,
    corrects: best.corrects ? 1 : 0,
    fit: best.fit,
    facts: factsOf(best.card, text),
    votes: best.votes,
    title: index.titleIn(best.card, terms),
    missingMatter: index.rarestMissing(best.card, terms, isCanonical),
    missingPair: index.rarestMissing(best.card, terms, isPair),
    asksFact: logOdds(index.asksFact(index.terms(text))),
  };
}
