/** The card route: match, choose what is in force, judge, clarify or compose. */

import { normalise } from '../index/tokens.ts';
import type { RuleBook } from '../rules/book.ts';
import type { AnyCard, Card } from '../rules/card.ts';
import type { Section } from '../rules/schema.ts';
import type { Question, Retrieved } from '../types.ts';
import { askedSections } from './asked-sections.ts';
import type { CardAnswer } from './compose-card.ts';
import { questionsOf } from './focus.ts';
import { readInContext } from './follow-up.ts';
import type { CardIndex } from './matching/card-index.ts';
import { type Asking, cardInForce } from './matching/in-force.ts';
import { type Features, featuresOf, type Judge } from './matching/judge.ts';
import { type Candidate, correctionsOf, matchCards } from './matching/match-cards.ts';
import type { Terms } from './matching/terms.ts';
import { Trace } from './trace.ts';

export interface CardKnowledge {
  book: RuleBook;
  index: CardIndex;
  judge: Judge;
  /** Canonical terms that name an aspect (期限, 费用), not a matter. */
  aspects: ReadonlySet<string>;
  retrieve(query: string): Promise<readonly Retrieved[]>;
}

export type Found =
  | { kind: 'card'; answer: CardAnswer; confidence: number; features: Features | null }
  | { kind: 'clarify'; card: Extract<AnyCard, { kind: 'clarify' }>; confidence: number }
  | { kind: 'none'; confidence: number; candidates: readonly Candidate[] };

/** What was chosen by the person, or follows from what was just answered. */
const CERTAIN = 0.97;
const OF_ITS_OWN = 0.5;
/** A card with this share of all likelihood stands alone. */
const SURE = 0.75;
/** A runner-up this near is shown as well. */
const RELATED_FROM = 0.25;
const MOST_RELATED = 2;

export async function findCard(
  question: Question,
  asking: Asking,
  cards: CardKnowledge,
  trace: Trace,
): Promise<Found> {
  const { book, index, judge, aspects } = cards;
  const { terms, context, leans, chosen } = readInContext(question, book, index, aspects);
  const asked = askedSections(question.text);
  if (chosen) return use(chosen, { question, asking, asked, book, trace }, CERTAIN, null);
  const retrieved = await cards.retrieve(queryOf(question, leans));
  const candidates = matchCards({
    text: question.text,
    terms,
    index,
    retrieved,
    context,
  });
  for (const { card, score, nearest, whole, rank } of candidates.slice(0, 5))
    trace.note(
      '候选',
      `${card.title}（${card.id}） ${score.toFixed(3)} 问法${nearest.toFixed(2)} 全文${whole.toFixed(2)} 检索第${rank ?? '–'}`,
    );
  const [best, ...others] = candidates;
  const own = ownAspect(context, leans, asked, question.text, index, aspects);
  // A card of its own for what is asked (费用 of 公证) says more of it than a line of the card before.
  if (own && (!best || best.score < OF_ITS_OWN || best.card.topic !== own.topic))
    return use(own, { question, asking, asked, book, trace }, CERTAIN, null);
  if (!best) return { kind: 'none', confidence: 0, candidates };
  const features = featuresOf({ candidates: [best, ...others], terms, index, text: question.text });
  const confidence = judge.card(features);
  trace.judged = { cardId: best.card.id, features, body: '', labels: [] };
  trace.note('把握', `${confidence.toFixed(2)} ${JSON.stringify(features)}`);
  if (best.card.kind === 'clarify') return { kind: 'clarify', card: best.card, confidence };
  const found = use(best.card, { question, asking, asked, book, trace }, confidence, features);
  if (found.kind !== 'card') return found;
  const further = otherQuestions(question.text, terms, cards, asking, found.answer.card);
  const related = [...further, ...relatedOf(found.answer.card, candidates, asking, cards)];
  return { ...found, answer: { ...found.answer, related: [...new Set(related)].slice(0, MOST_RELATED) } };
}

/** What surrounds one of several questions says what it is about. */
const AROUND = 0.35;

/** 要交钱吗，多久出结果: what the other questions of the text ask for, when a card is clearly theirs. */
function otherQuestions(
  text: string,
  whole: Terms,
  { book, index }: CardKnowledge,
  asking: Asking,
  main: Card,
): Card[] {
  return questionsOf(normalise(text)).flatMap((clause) => {
    const terms = new Map(index.terms(clause));
    for (const [term, count] of whole) terms.set(term, (terms.get(term) ?? 0) + AROUND * count);
    const [best] = matchCards({ text: clause, terms, index, retrieved: [], context: main });
    if (!best || best.score < OF_ITS_OWN || best.card.kind === 'clarify') return [];
    const held = cardInForce(best.card, book, asking, new Trace());
    return held && held.card.id !== main.id && held.card.topic === main.topic ? [held.card] : [];
  });
}

interface Use {
  question: Question;
  asking: Asking;
  asked: readonly Section[];
  book: RuleBook;
  trace: Trace;
}

function use(
  matched: Card,
  { question, asking, asked, book, trace }: Use,
  confidence: number,
  features: Features | null,
): Found {
  const inForce = cardInForce(matched, book, asking, trace);
  if (!inForce) return { kind: 'none', confidence: 0, candidates: [] };
  const { card, replaced } = inForce;
  const corrections = correctionsOf(card, question.text);
  return {
    kind: 'card',
    answer: {
      card,
      asked,
      corrections,
      replaced: corrections.length > 0 ? null : replaced,
      caution: null,
      related: [],
    },
    confidence,
    features,
  };
}

/** 多久, 要带什么: asked of the card just answered, when it says so. */
function ownAspect(
  context: AnyCard | null,
  leans: boolean,
  asked: readonly Section[],
  text: string,
  index: CardIndex,
  aspects: ReadonlySet<string>,
): Card | null {
  if (!leans || context === null || context.kind === 'clarify') return null;
  const topical = [...index.terms(text).keys()].filter(
    (term) => term.startsWith('=') && !aspects.has(term.slice(1)),
  );
  const says = asked.some((section) => context.lines.some((line) => line.section === section));
  return says && topical.length === 0 ? context : null;
}

function queryOf({ text, history }: Question, leans: boolean): string {
  const before = leans ? history.findLast(({ role }) => role === 'citizen')?.text : undefined;
  return before === undefined ? text : `${text} ${before}`;
}

/** Runners-up that are nearly as likely: what was meant may be among them. */
function relatedOf(
  card: Card,
  candidates: readonly Candidate[],
  asking: Asking,
  { book }: CardKnowledge,
): Card[] {
  const top = candidates[0]!.score;
  if (top >= SURE) return [];
  const shown = new Map<string, Card>();
  for (const { card: other, score } of candidates.slice(1)) {
    if (score < top * RELATED_FROM || shown.size >= MOST_RELATED) break;
    const held = other.kind === 'clarify' ? null : cardInForce(other, book, asking, new Trace());
    if (held && held.card.id !== card.id) shown.set(held.card.id, held.card);
  }
  return [...shown.values()];
}
