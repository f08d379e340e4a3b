/** What a question is about: its concepts, what kind of fact it asks for, and what it takes for granted. */
import { normalise, termsOf } from '../index/tokens.ts';
import type { Question } from '../types.ts';
import { type Atom, atomsOf } from './atoms.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { Words } from './words.ts';

/** One thing the question names, in the person's words and in the words documents use. */
export interface Concept {
  said: string;
  /** Normalised; covering any of them covers the concept. */
  forms: readonly string[];
  /** How much it counts for what the question is about. */
  weight: number;
  /** Some passage holds one of its forms. */
  known: boolean;
  /** A matter of its own that no passage holds. */
  decisive: boolean;
  /** Nearly every line of an official paper holds it: named only because nothing else was. */
  weak: boolean;
}

export type Want =
  | 'number'
  | 'duration'
  | 'date'
  | 'share'
  | 'money'
  | 'free'
  | 'place'
  | 'phone'
  | 'hours'
  | 'who'
  | 'validity'
  | 'content';

export interface Understanding {
  /** Normalised text of this turn. */
  text: string;
  /** What the rankers read: the text with the documents' words added. */
  query: string;
  concepts: readonly Concept[];
  wants: ReadonlySet<Want>;
  /** Words such as 指标 and 标准: they choose between passages that are equally good otherwise. */
  hints: readonly string[];
  /** Numbers that the question states. */
  atoms: readonly Atom[];
}

const WANTS: readonly [Want, RegExp][] = [
  [
    'phone',
    /(?:电话|手机|热线|座机)[^，。？?]{0,4}(?:多少|几号|是什么|号)|号码|手机号|联系方式|打哪个|微信号|传真|邮箱|怎么联系/u,
  ],
  [
    'place',
    /地址|门牌|哪条路|怎么走|几楼|位置|怎么去|(?:在|去)?(?:哪里|哪儿|哪|边度|什么地方)(?=[？?。，,呀啊呢吗]|$)/u,
  ],
  ['hours', /几点|上班时间|上班|下班|周末|星期|开门|营业|办公时间|节假日/u],
  ['free', /免费|要钱|收钱|收费吗|收不收|花钱|不要钱|无偿|有偿/u],
  ['money', /多少钱|费用|价格|价钱|收费标准|几块|收多少|几多钱|补贴|工资|报酬|赔多少|多少元/u],
  ['share', /百分之|比例|几成|率/u],
  [
    'duration',
    /多久|多长时间|几天|几分钟|几秒|几耐|时限|期限|多快|几个小时|多少小时|多少分钟|多少秒|多少天/u,
  ],
  ['date', /什么时候|何时|哪年|哪一年|几时|哪天|几月|到哪年|日期|截止/u],
  ['who', /谁|哪个部门|哪些部门|哪个单位|哪些单位|哪些人|什么人|哪些群体|边个|牵头|负责/u],
  [
    'content',
    /做什么|做些什么|干什么|干啥|(?:提供|包括|包含|含)(?:了|些|的)?(?:什么|哪些|啥)|有(?:什么|哪些)(?:服务|内容|项目)|服务(?:都)?有哪些|服务内容/u,
  ],
  ['validity', /有没?有?效|管用|算数|过期|失效|作废|废止|到期|过时|管到|还适用|还算/u],
  ['number', /多少|(?<!哪)几(?:个|名|人|件|家|次|所|处|类|条|项|位|级|种|部分)|几多|数量|人数/u],
];

const FOLLOW_UP = /^(?:那么?|咁|还有|另外|再问|它|他们|这个|那个|其中|上面)|呢[？?。]?$/u;
const LONGEST_FOLLOW_UP = 24;
/** All that is carried over together counts at most this much of what was just named. */
const CARRIED_SHARE = 0.6;
/** Words that no passage holds: a matter of its own decides, an ordinary word hardly counts. */
const UNKNOWN = { decisive: 1.3, ordinary: 0.2 };
/** All ordinary words that no passage holds count together at most this much of those that some do. */
const UNKNOWN_SHARE = 0.4;
/** A number that a passage holds points at it more than a word does. */
const NUMBER_WORTH = 1.5;

export function understand(question: Question, words: Words, vocabulary: Vocabulary): Understanding {
  const text = normalise(question.text);
  const { concepts: own, weak } = conceptsOf(text, words, vocabulary);
  const wants = wantsOf(text);
  const previous = question.history.findLast(({ role }) => role === 'citizen');
  const earlier = previous && isFollowUp(text, own) ? normalise(previous.text) : null;
  const carried = earlier === null ? [] : carry(own, conceptsOf(earlier, words, vocabulary).concepts);
  if (earlier !== null && wants.size === 0) for (const want of wantsOf(earlier)) wants.add(want);
  const concepts = temper([...own, ...carried]);
  return {
    text,
    query: [
      text,
      ...own.flatMap(({ forms }) => forms.slice(1)),
      ...carried.flatMap(({ forms }) => forms),
    ].join(' '),
    concepts,
    wants,
    hints: weak,
    atoms: atomsOf(text),
  };
}

/** Facts that nothing else can stand for: an address is no answer to a telephone number. */
export const HARD_WANTS: ReadonlySet<Want> = new Set(['phone', 'place', 'hours', 'money']);

function wantsOf(text: string): Set<Want> {
  const wants = new Set(WANTS.filter(([, pattern]) => pattern.test(text)).map(([want]) => want));
  // 号码是多少, 多少钱: the 多少 asks for nothing more.
  if (wants.values().some((want) => HARD_WANTS.has(want))) wants.delete('number');
  return wants;
}

function isFollowUp(text: string, own: readonly Concept[]): boolean {
  return own.every(({ known }) => !known) || (FOLLOW_UP.test(text) && text.length <= LONGEST_FOLLOW_UP);
}

/** What was said before, unless this turn names it anew. */
function carry(own: readonly Concept[], earlier: readonly Concept[]): Concept[] {
  const kept = earlier.filter((concept) => !own.some((mine) => mine.said === concept.said));
  const mine = weigh(own.filter(({ known }) => known));
  if (mine === 0) return kept;
  const factor = Math.min(CARRIED_SHARE, (CARRIED_SHARE * mine) / (weigh(kept) || 1));
  return kept.map((concept) => ({ ...concept, weight: concept.weight * factor }));
}

/** A long story holds many words that no document does; they must not drown those that matter. */
function temper(concepts: readonly Concept[]): Concept[] {
  const ordinary = concepts.filter(({ known, decisive }) => !known && !decisive);
  const limit = UNKNOWN_SHARE * weigh(concepts.filter((concept) => !ordinary.includes(concept)));
  const factor = limit === 0 ? 1 : Math.min(1, limit / (weigh(ordinary) || 1));
  return concepts.map((concept) =>
    ordinary.includes(concept) ? { ...concept, weight: concept.weight * factor } : concept,
  );
}

function weigh(concepts: readonly Concept[]): number {
  return concepts.reduce((sum, { weight }) => sum + weight, 0);
}

/** Ways of saying first, longest first, then numbers, then dictionary words, then pairs of characters only documents use. */
function conceptsOf(
  text: string,
  words: Words,
  vocabulary: Vocabulary,
): { concepts: Concept[]; weak: string[] } {
  const scan = new Scan(text);
  for (const { said, means } of words.phrases) scan.take(said, [said, ...means.map(normalise)]);
  for (const { text: number } of atomsOf(text))
    if (/\d/u.test(number) && isTelling(number, vocabulary)) scan.take(number);
  const weak: string[] = [];
  for (const word of new Set(termsOf(scan.rest, 'word'))) {
    if (words.stop.has(word)) scan.skip(word);
    else if (words.weak.has(word)) weak.push(word);
    else scan.take(word);
  }
  for (const word of weak) scan.skip(word);
  for (const run of scan.rest.match(RUN) ?? [])
    for (const pair of pairsOf(run)) if (vocabulary.weightOf(pair) > 0) scan.take(pair);
  const found = premises(scan.found.map((entry) => concept(entry, words, vocabulary)));
  if (found.some(({ known, said }) => known || words.decisive.has(said))) return { concepts: found, weak };
  const fallback = weak.map((word) => ({
    ...concept({ said: word, forms: [word] }, words, vocabulary),
    weak: true,
  }));
  return { concepts: [...found, ...fallback], weak };
}

const RUN = /\p{Script=Han}{2,4}/gu;
const pairsOf = (run: string) =>
  Array.from({ length: run.length - 1 }, (_, index) => run.slice(index, index + 2));

/** A number some passage holds says what is meant; a year that none holds says that it is not held. */
function isTelling(number: string, vocabulary: Vocabulary): boolean {
  return /^(?:19|20)\d{2}年?$/u.test(number) || (number.length > 1 && vocabulary.weightOf(number) > 0);
}

function concept(
  { said, forms }: Pick<Concept, 'said' | 'forms'>,
  words: Words,
  vocabulary: Vocabulary,
): Concept {
  const weight = Math.max(...forms.map((form) => vocabulary.weightOf(form)));
  if (weight > 0)
    return {
      said,
      forms,
      weight: /^\d/u.test(said) ? weight * NUMBER_WORTH : weight,
      known: true,
      decisive: false,
      weak: false,
    };
  const decisive = words.decisive.has(said) || /^\d/u.test(said);
  const share = decisive ? UNKNOWN.decisive : UNKNOWN.ordinary;
  return { said, forms, weight: vocabulary.rarest * share, known: false, decisive, weak: false };
}

/** A year no passage holds decides, unless it stands beside one that a passage holds: then it is a mistake to correct. */
function premises(concepts: readonly Concept[]): Concept[] {
  const isYear = ({ said }: Concept) => /^(?:19|20)\d{2}年?$/u.test(said);
  if (!concepts.some((one) => one.known && isYear(one))) return [...concepts];
  return concepts.filter((one) => one.known || !isYear(one));
}

/** A text from which words are taken, so that none is counted twice. */
class Scan {
  rest: string;
  readonly found: Pick<Concept, 'said' | 'forms'>[] = [];

  constructor(text: string) {
    this.rest = text;
  }

  take(said: string, forms: readonly string[] = [said]): void {
    if (this.skip(said)) this.found.push({ said, forms });
  }

  /** Blanks every occurrence; false when there is none. */
  skip(word: string): boolean {
    if (!this.rest.includes(word)) return false;
    this.rest = this.rest.replaceAll(word, ' '.repeat(word.length));
    return true;
  }
}
