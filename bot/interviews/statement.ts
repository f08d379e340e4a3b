/** Whether a sentence in our own words rests on its card: the same for interviews and for law education. */
import type { Statement } from './schema.ts';
import { messages as say } from './texts.ts';

type Line = string | { text: string; basis?: string | undefined };

/** What the check needs of a card; the data of knowledge/rules has it. */
export interface CardFacts {
  basis: readonly string[];
  evidence: 'V' | 'S' | 'P';
  supersededBy?: string | undefined;
  say: readonly Line[];
  conditions: readonly Line[];
  where: readonly Line[];
  bring: readonly Line[];
  time: readonly Line[];
  cost: readonly Line[];
  channel: readonly Line[];
  change: readonly Line[];
}
export type CardsById = ReadonlyMap<string, CardFacts>;

/** Why it does not; empty when all is well. @param cards the cards as written, by id */
export function statementProblems(
  { text, basis, card }: Pick<Statement, 'text' | 'basis' | 'card'>,
  cards: CardsById,
): string[] {
  const facts = cards.get(card);
  if (!facts) return [say.noSuchCard(card)];
  const said = linesOf(facts);
  return [
    ...(facts.supersededBy ? [say.oldCard(card)] : []),
    ...(facts.basis.includes(basis) ? [] : [say.notOfCard(basis, card)]),
    ...numbersIn(text).flatMap((number) => (said.includes(number) ? [] : [say.number(number, card)])),
    ...(facts.evidence === 'P' && !text.includes('公开网页') ? [say.unmarked(card)] : []),
  ];
}

function linesOf(card: CardFacts): string {
  const lines = [
    card.say,
    card.conditions,
    card.where,
    card.bring,
    card.time,
    card.cost,
    card.channel,
    card.change,
  ];
  const texts = lines.flat().map((line) => (typeof line === 'string' ? line : line.text));
  // A card on a hotline may name its number in the basis only.
  return [...card.basis, ...texts].join('\n').replace(/\s/gu, '');
}

/** Times, ages and telephone numbers: what a card must say in the same words. */
const numbersIn = (text: string) =>
  [...text.matchAll(/(?:\d+|[一二三四五六七八九十两]+)(?:个?工作日|小时|个?月|周岁|日|年)|\d{3,5}/gu)].map(
    ([hit]) => hit,
  );
