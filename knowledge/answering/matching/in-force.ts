/** Which of several cards on one question holds on a day and at a place: newer over older, the wider provincial rule over the national one, higher over lower. */
import { levels } from '../../library/facts.ts';
import type { RuleBook } from '../../rules/book.ts';
import type { Card } from '../../rules/card.ts';
import { inForceMessages as say } from '../../texts.ts';
import type { Where } from '../places.ts';
import type { Trace } from '../trace.ts';

export interface Asking extends Where {
  /** ISO day on which validity is judged. */
  date: string;
}

export interface InForce {
  card: Card;
  /** The card that matched, when it no longer holds: what people repeat of it is corrected. */
  replaced: Card | null;
}

/** @returns null when nothing on file holds on that day at that place */
export function cardInForce(matched: Card, book: RuleBook, asking: Asking, trace: Trace): InForce | null {
  const chain = chainOf(matched, book);
  // A target whose time is over and that nothing replaced is still what is on file: its citation says that it has expired.
  const isPast = matched.to !== null && asking.date > matched.to && matched.supersededBy === null;
  if (isPast && chain.length === 1 && (matched.jurisdiction !== '韶关' || asking.inShaoguan))
    return { card: matched, replaced: null };
  const usable = chain.filter((card) => {
    const reason = whyNot(card, asking);
    if (reason) trace.note(say.rejected, `${card.title}：${reason}`);
    return reason === null;
  });
  const [best, ...others] = usable.sort(byPrecedence);
  for (const other of others) trace.note(say.rejected, `${other.title}：${say.yields(best!.title)}`);
  if (!best) return null;
  return { card: best, replaced: best !== matched && matched.supersededBy !== null ? matched : null };
}

/** The cards that answer the same question: what replaced it, what it replaced, its group. */
function chainOf(matched: Card, book: RuleBook): Card[] {
  const rules = [...book.byId.values()].filter((card) => card.kind !== 'clarify');
  const chain = new Set<Card>([matched]);
  for (let grew = true; grew; ) {
    const before = chain.size;
    for (const card of rules) if ([...chain].some((one) => answersSame(one, card))) chain.add(card);
    grew = chain.size > before;
  }
  return [...chain];
}

function answersSame(a: Card, b: Card): boolean {
  return a.supersededBy === b.id || b.supersededBy === a.id || (a.group !== null && a.group === b.group);
}

function whyNot(card: Card, { date, inGuangdong, inShaoguan }: Asking): string | null {
  if (card.from !== null && date < card.from) return say.notYet(card.from);
  if (card.to !== null && date > card.to) return say.noLonger(card.to);
  if (card.jurisdiction === '广东' && !inGuangdong) return say.elsewhere('广东');
  if (card.jurisdiction === '韶关' && !inShaoguan) return say.elsewhere('韶关');
  return null;
}

function byPrecedence(a: Card, b: Card): number {
  return (
    Number(b.wider) - Number(a.wider) || levelOf(a) - levelOf(b) || (b.from ?? '').localeCompare(a.from ?? '')
  );
}

const levelOf = ({ bases }: Card) => Math.min(...bases.map(({ document }) => levels.indexOf(document.level)));
