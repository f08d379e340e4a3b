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

const ASKS_OLD =
  /(?:旧|老|以前|过去|从前|原来|当年|当时|早先)(?:的|那个?)?(?:条例|规定|法律|法规|办法|版本?|规矩|说法|时限)|(?:条例|规定|法律|办法)?(?:修订|修改|改)(?:以前|之前|前)|(?:一六|零三|零五|20[01]\d|〇三|二〇一六)年?(?:的?版|那[版部个会阵]|的?(?:条例|规定|办法))|(?:早几|零几|十几|二十|十来)年(?:前|那)?.{0,8}(?:规定|条例|怎么|是不是|几天|几日)|那(?:时候?|会儿?|阵子?|一?版)(?:的|是|系)?.{0,6}(?:规定|怎么|几|多少|要)|(?:旧|嗰)(?:阵|时)/u;

/** The card that stood where this one stands now, when the question is about what held before; else the card itself. */
export function asAsked(card: Card, text: string, book: RuleBook): Card {
  if (card.supersededBy !== null || !ASKS_OLD.test(text)) return card;
  const before = book.cards.filter(
    (other): other is Card => other.kind !== 'clarify' && other.supersededBy === card.id,
  );
  return before.length === 1 ? before[0]! : card;
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
