/** The card route: match, choose what is in force, judge, clarify or compose. */

import { normalise } from '../index/tokens.ts';
import type { RuleBook } from '../rules/book.ts';
import type { AnyCard, Beyond, Card } from '../rules/card.ts';
import type { Section } from '../rules/schema.ts';
import type { Question, Retrieved } from '../types.ts';
import { askedSections } from './asked-sections.ts';
import { beyondOf } from './beyond.ts';
import type { CardAnswer } from './compose-card.ts';
import { questionsOf } from './focus.ts';
import { readInContext, topicalTerms } from './follow-up.ts';
import type { CardIndex } from './matching/card-index.ts';
import { type Asking, asAsked, cardInForce } from './matching/in-force.ts';
import { featuresOf, type Judge } from './matching/judge.ts';
import { type Candidate, correctionsOf, type Matched, matchCards } from './matching/match-cards.ts';
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
  | {
      kind: 'card';
      answer: CardAnswer;
      /** That the card or one shown beside it is the right one. */
      confidence: number;
      /** That the card is. */
      alone: number;
      /** How near its nearest way of asking comes, 0..1; 0 when it was not found by its wording. */
      nearest: number;
    }
  | { kind: 'clarify'; card: Extract<AnyCard, { kind: 'clarify' }>; confidence: number }
  /** What is said is known, and no card answers it. */
  | { kind: 'beyond'; beyond: Beyond; confidence: number }
  | { kind: 'none'; confidence: number };

/** What was chosen by the person, or follows from what was just answered. */
const CERTAIN = 0.97;
const OF_ITS_OWN = 0.5;
/** Below this it is likelier that another card was meant, or none. */
const EVEN = 0.5;
/** An answer this sure stands alone; beside a less sure one stand those that were nearly as likely. */
const SURE = 0.9;
/** A runner-up this near is shown as well, as a share of the best card's. */
const RELATED_FROM = 0.02;
const MOST_RELATED = 2;
/** Where even the best is a guess, one more. */
const MOST_BESIDE_A_GUESS = 3;
/** With this share a turn is clear by itself. */
const ENOUGH = 0.9;

export async function findCard(
  question: Question,
  asking: Asking,
  cards: CardKnowledge,
  trace: Trace,
): Promise<Found> {
  const { book, index, judge, aspects } = cards;
  const { context, leans, chosen, ...read } = readInContext(question, book, index, aspects);
  const asked = askedSections(question.text);
  if (chosen) return use(chosen, { question, asking, asked, book, trace }, CERTAIN, CERTAIN);
  const retrieved = await cards.retrieve(queryOf(question, leans));
  const input = { text: question.text, index, retrieved, context };
  const { terms, matched } = surer(
    { terms: read.terms, matched: matchCards({ ...input, terms: read.terms }) },
    () => ({ terms: read.joined, matched: matchCards({ ...input, terms: read.joined }) }),
  );
  const { candidates } = matched;
  for (const { card, score, nearest, whole, rank } of candidates.slice(0, 5))
    trace.note(
      '候选',
      `${card.title}（${card.id}） ${score.toFixed(3)} 问法${nearest.toFixed(2)} 全文${whole.toFixed(2)} 检索第${rank ?? '–'}`,
    );
  const [best, ...others] = candidates;
  const own = ownAspect(context, leans, asked, question.text, index, aspects);
  // A card of its own for what is asked (费用 of 公证) says more of it than a line of the card before.
  if (own && (!best || best.score < OF_ITS_OWN || best.card.topic !== own.topic))
    return use(own, { question, asking, asked, book, trace }, CERTAIN, CERTAIN);
  const beyond = beyondOf(question.text, matched, trace);
  if (beyond) return { kind: 'beyond', beyond: beyond.beyond, confidence: beyond.score };
  if (!best) return { kind: 'none', confidence: 0 };
  const features = featuresOf({
    matched: { ...matched, candidates: [best, ...others] },
    terms,
    index,
    text: question.text,
  });
  const alone = judge.card(features);
  if (best.card.kind === 'clarify') {
    trace.judged = { cardId: best.card.id, shownIds: [best.card.id], features, body: '', labels: [] };
    return { kind: 'clarify', card: best.card, confidence: alone };
  }
  const confidence = judge.shown(features);
  trace.note('把握', `${alone.toFixed(2)}，连同旁边的 ${confidence.toFixed(2)} ${JSON.stringify(features)}`);
  const meant = asAsked(best.card, question.text, book);
  const found = use(meant, { question, asking, asked, book, trace }, confidence, alone);
  if (found.kind !== 'card') return found;
  const further = otherQuestions(question.text, terms, cards, asking, found.answer.card);
  const most = alone < EVEN ? MOST_BESIDE_A_GUESS : MOST_RELATED;
  const near = alone < SURE ? relatedOf(found.answer.card, candidates, most, asking, cards) : [];
  const related = [...new Set([...further, ...near])].slice(0, most);
  trace.judged = {
    cardId: best.card.id,
    shownIds: [best.card, meant, found.answer.card, ...related].map(({ id }) => id),
    features,
    body: '',
    labels: [],
  };
  return { ...found, nearest: best.nearest, answer: { ...found.answer, related } };
}

interface Reading {
  terms: Terms;
  matched: Matched;
}

/** A turn that says enough by itself is read by itself; another is read with those before it, when that makes it clearer. */
function surer(alone: Reading, together: () => Reading): Reading {
  const card = ({ matched }: Reading) => matched.candidates[0]?.score ?? 0;
  const best = Math.max(card(alone), alone.matched.beyond[0]?.score ?? 0);
  if (best >= ENOUGH) return alone;
  const joined = together();
  // What was said before may make a card clear; it does not make the turn something that no card answers.
  return card(joined) > best ? joined : alone;
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
    const [best] = matchCards({ text: clause, terms, index, retrieved: [], context: main }).candidates;
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
  alone: number,
): Found {
  const inForce = cardInForce(matched, book, asking, trace);
  if (!inForce) return { kind: 'none', confidence: 0 };
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
      unsure: alone < EVEN,
      related: [],
    },
    confidence,
    alone,
    nearest: 0,
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
  const topical = topicalTerms(index.terms(text), aspects);
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
  most: number,
  asking: Asking,
  { book }: CardKnowledge,
): Card[] {
  const top = candidates[0]!.score;
  const shown = new Map<string, Card>();
  for (const { card: other, score } of candidates.slice(1)) {
    if (score < top * RELATED_FROM || shown.size >= most) break;
    const held = other.kind === 'clarify' ? null : cardInForce(other, book, asking, new Trace());
    if (held && held.card.id !== card.id) shown.set(held.card.id, held.card);
  }
  return [...shown.values()];
}
