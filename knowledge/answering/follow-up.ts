/** What a turn means in its conversation: the card talked about, an option chosen, a question that leans on the one before. */
import { normalise } from '../index/tokens.ts';
import type { RuleBook } from '../rules/book.ts';
import type { AnyCard, Card, ClarifyingCard } from '../rules/card.ts';
import type { Question, Turn } from '../types.ts';
import { focusOf } from './focus.ts';
import type { CardIndex } from './matching/card-index.ts';
import type { Terms } from './matching/terms.ts';

/** A turn that points back where nothing was said: 那要带什么 at the very beginning. */
export function pointsNowhere(
  { text, history }: Question,
  index: CardIndex,
  aspects: ReadonlySet<string>,
): boolean {
  if (history.some(({ role }) => role === 'citizen') || text.length > LONGEST_POINTER) return false;
  return POINTS_BACK.test(text) && topicalTerms(index.terms(text), aspects).length === 0;
}

/** The canonical terms of a text that name a matter rather than an aspect of one (期限, 费用). */
export function topicalTerms(terms: Terms, aspects: ReadonlySet<string>): string[] {
  return [...terms.keys()].filter((term) => term.startsWith('=') && !aspects.has(term.slice(1)));
}

export interface InContext {
  terms: Terms;
  /** The turn with what was said before it; the same as `terms` when nothing was. */
  joined: Terms;
  /** The card of the last answer. */
  context: AnyCard | null;
  /** The turn says little by itself and leans on what was said before. */
  leans: boolean;
  /** The turn chooses this card from the options it was offered. */
  chosen: Card | null;
}

const POINTS_BACK =
  /^(?:那么?|噉|咁|还有|另外|再问|所以|然后|如果|要是|万一|就是|不是|他|她|它|这|这个|那个|其中|上面)|呢[？?。！!~]*$|^(?:多久|几天|几日|要钱吗|收费吗|去哪|在哪|找谁|带什么|怎么办|为什么|可以吗|行吗)/u;
const LONGEST_LEANING = 30;
const LONGEST_POINTER = 9;
/** A whole sentence about something we have no term for is a matter of its own. */
const LONGEST_UNTOPICAL = 16;
const EARLIER_WORTH = [0.6, 0.35] as const;

/** @param question in Mandarin, simplified, its history too */
export function readInContext(
  question: Question,
  book: RuleBook,
  index: CardIndex,
  aspects: ReadonlySet<string>,
): InContext {
  const own = focusedTerms(question.text, index);
  const said = question.history.filter(({ role }) => role === 'citizen');
  if (said.length === 0) return { terms: own, joined: own, context: null, leans: false, chosen: null };
  const context = lastCard(question.history, book);
  const chosen = context?.kind === 'clarify' ? optionChosen(question.text, context, book) : null;
  const leans = isLeaning(question.text, own, aspects);
  const isShort = question.text.length <= LONGEST_UNTOPICAL;
  const joined = leans || isShort ? withEarlier(own, said, index) : own;
  return { terms: leans ? joined : own, joined, context, leans, chosen };
}

/** What surrounds the question proper in a story counts less than what it asks. */
const BACKGROUND_WORTH = 0.7;

function focusedTerms(text: string, index: CardIndex): Terms {
  const { asking, background } = focusOf(normalise(text));
  if (background === '') return index.terms(text);
  const terms = new Map(index.terms(asking));
  for (const [term, count] of index.terms(background))
    terms.set(term, (terms.get(term) ?? 0) + BACKGROUND_WORTH * count);
  return terms;
}

/** Only aspects (多久, 费用), or a short text that points back. */
function isLeaning(text: string, own: Terms, aspects: ReadonlySet<string>): boolean {
  const topical = topicalTerms(own, aspects);
  if (text.length > LONGEST_LEANING) return false;
  // 那我代我妈去申请法律援助，要带什么: it names its matter itself, and 那 only joins it on.
  if (topical.length > 0 && text.length > LONGEST_UNTOPICAL) return false;
  return POINTS_BACK.test(text) || (topical.length === 0 && text.length <= LONGEST_UNTOPICAL);
}

function withEarlier(own: Terms, said: readonly Turn[], index: CardIndex): Terms {
  const terms = new Map(own);
  for (const [at, worth] of EARLIER_WORTH.entries()) {
    const turn = said.at(-1 - at);
    if (!turn) break;
    for (const [term, count] of index.terms(turn.text))
      terms.set(term, (terms.get(term) ?? 0) + worth * count);
  }
  return terms;
}

/** The bot's answers hold their card's lines word for word. */
function lastCard(history: readonly Turn[], book: RuleBook): AnyCard | null {
  for (const turn of history
    .filter(({ role }) => role === 'bot')
    .reverse()
    .slice(0, 2)) {
    const lines = new Set(turn.text.split('\n'));
    const found = book.cards.find((card) =>
      card.kind === 'clarify'
        ? lines.has(card.question)
        : card.lines.some(({ section, text }) => section === 'say' && lines.has(text)),
    );
    if (found) return found;
  }
  return null;
}

function optionChosen(text: string, { options }: ClarifyingCard, book: RuleBook): Card | null {
  const words = text.replace(/[\s，。！!？?、,.]/gu, '');
  const option =
    options.find(({ say }) => bare(say) === words) ??
    options.find(
      ({ say }) => words.length > 1 && (words.startsWith(bare(say)) || bare(say).startsWith(words)),
    ) ??
    options.find(({ say }) => words.length > 3 && words.includes(bare(say)));
  const card = option && book.byId.get(option.card);
  return card && card.kind !== 'clarify' ? card : null;
}

const bare = (text: string) => text.replace(/[\s，。！!？?、,.]/gu, '');
