/** Quantities in a sentence that sets a target: 「执业公证员达到32名以上」 → 执业公证员 ≥ 32 名. */
import type { Comparator } from '../types.ts';
import { CHINESE_DIGITS, parseNumeral } from './numerals.ts';

export interface Measure {
  /** The sentence's words around the quantity, understandable alone. */
  name: string;
  comparator: Comparator;
  value: number;
  unit: string;
  /** Where number and unit stand in the text. */
  start: number;
  end: number;
}

/** Longer units before those that they begin with. */
const UNITS =
  `次(件) 次（件） 个工作日 个月 小时 分钟 万元 亿元 公里 平方米 人次 名 人 件 家 个 所 次 秒 天 日 元 篇 场 期 户 项 部 套
 台 宗 起 处 间 支 门 份 条 % ％`.split(/\s+/u);
const escaped = UNITS.map((unit) => unit.replace(/[()]/g, '\\$&')).join('|');
const ARABIC = '(?<![\\d.])\\d+(?:\\.\\d+)?[十百千万亿]{0,3}';
const CHINESE = `[${CHINESE_DIGITS}]{1,8}`;
const QUANTITY = new RegExp(
  `(?<verb>要?(?:达到|达|不少于|不低于|不得低于|不小于|至少|不超过|不得超过|不高于|不多于|超过|大于|多于|高于|低于|少于|小于|控制在|保持在|为|在)?)` +
    `(?:(?<share>[万千百]分之)(?<part>${ARABIC}|${CHINESE})|(?<number>${ARABIC}|${CHINESE})(?<unit>${escaped}))` +
    `(?<bound>及?以上|以下|以内|内)?`,
  'gu',
);

const COMPARATORS: readonly (readonly [RegExp, Comparator])[] = [
  [/不超过|不得超过|不高于|不多于|以下|以内|内$/u, '≤'],
  [/不少于|不低于|不得低于|不小于|至少|达|以上/u, '≥'],
  [/低于|少于|小于/u, '<'],
  [/超过|大于|多于|高于/u, '>'],
];

/** All targets in the text of one cell or item, in order. */
export function measuresIn(text: string): Measure[] {
  return sentences(text).flatMap((sentence) => {
    const clauses = split(sentence, /[，,；;]/gu);
    return clauses.flatMap((clause, index) => {
      const before = index === 0 ? NOTHING_BEFORE : { first: clauses[0], previous: clauses[index - 1] };
      return measuresOfClause(clause, before);
    });
  });
}

interface Piece {
  text: string;
  start: number;
}

function sentences(text: string): Piece[] {
  const marker =
    /^\s*(?:\d{1,2}\s*[.．、]|[（(]\s*[\d一二三四五六七八九十]+\s*[）)])\s*/u.exec(text)?.[0].length ?? 0;
  return split({ text: text.slice(marker), start: marker }, /[。！？\n]/gu);
}

function split({ text, start }: Piece, separator: RegExp): Piece[] {
  const pieces: Piece[] = [];
  let cursor = 0;
  for (const match of [...text.matchAll(separator), { index: text.length }]) {
    if (match.index > cursor) pieces.push({ text: text.slice(cursor, match.index), start: start + cursor });
    cursor = match.index + 1;
  }
  return pieces;
}

/** Clauses of the same sentence that may complete a name. */
interface Before {
  first: Piece | undefined;
  previous: Piece | undefined;
}

const NOTHING_BEFORE: Before = { first: undefined, previous: undefined };

function measuresOfClause(clause: Piece, before: Before): Measure[] {
  return [...clause.text.matchAll(QUANTITY)].flatMap((match) => {
    const { verb = '', share = '', part = '', number = '', unit = '', bound = '' } = match.groups ?? {};
    const after = clause.text.slice(match.index + match[0].length);
    const value = parseNumeral(share === '' ? number : part);
    if (value === null || !isTarget({ number, bound, after, share })) return [];
    const head = clause.text.slice(0, match.index);
    const name = nameOf(head, after, before);
    const words = `${AT_LEAST.exec(head)?.[0] ?? ''}${verb}${bound}`;
    const start = clause.start + match.index + verb.length;
    const end = clause.start + match.index + match[0].length - bound.length;
    return [{ name, comparator: comparatorOf(words, name), value, unit: share || unit, start, end }];
  });
}

/** 「30秒内接通率」 is a condition inside a name; 「一个」 without a bound is an article, not a count. */
function isTarget({
  number,
  bound,
  after,
  share,
}: Record<'number' | 'bound' | 'after' | 'share', string>): boolean {
  if (bound === '内' && after !== '') return false;
  return share !== '' || bound !== '' || /^\d/u.test(number);
}

/** A time limit is kept by being quicker. */
function comparatorOf(words: string, name: string): Comparator {
  const found = COMPARATORS.find(([pattern]) => pattern.test(words));
  return found?.[1] ?? (/(?:时限|期限)$/u.test(name) ? '≤' : '=');
}

/** 「至少建成2个站点」: the bound may stand before the verb. */
const AT_LEAST = /^至少/u;

/** Words that introduce a target and say nothing about what is measured. */
const INTRODUCTION = /^(?:其中|至少|我市|对于|对|将|要|推动|确保|力争|努力实现|实现)+/u;
const SHORTEST_NAME = 5;
/** 「聘请法律顾问」 leaves open who does it: the first clause of the sentence says. */
const WITHOUT_SUBJECT = /^(?:聘请|配备|设立|担任|建立|组织|开展)/u;
const ORGANISATIONS = /^.*(?:机关|团体|企业|单位|政府|组织)(?=[^、])/u;

function nameOf(head: string, tail: string, { first, previous }: Before): string {
  const name = `${head}${tail.replace(/^的/u, '')}`.replace(INTRODUCTION, '').trim();
  const subject = WITHOUT_SUBJECT.test(name) ? ORGANISATIONS.exec(first?.text ?? '')?.[0] : undefined;
  if (subject) return `${subject}${name}`;
  return name.length < SHORTEST_NAME && previous ? `${previous.text.trim()},${name}` : name;
}
