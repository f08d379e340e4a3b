/**
 * Numbers that an answer states and none of its citations prints: a second, independent reading of what the product's own
 * verifier promises. It reads only what leaves the product (text, quotes, labels, notes), never its data.
 */
import type { AnswerLine } from './score.ts';

const wide = (text: string) => text.normalize('NFKC').replace(/\s+/gu, '');

const UNITS = '名|件|个|家|次|年|月|日|天|小时|分钟|秒|元|条|款|项|倍|周岁|岁|级|工作日|%';
const PATTERNS = [
  // Digits with the unit behind them: 15日, 30%, 12348.
  new RegExp(`\\d+(?:\\.\\d+)?(?:个?(?:${UNITS}))?`, 'gu'),
  // Numerals in characters with their unit: 三十日, 十五个工作日, 万分之一.
  new RegExp(`[百千万]分之[一二三四五六七八九十百]+|(?<![第一二三四五六七八九十百千两])[一二三四五六七八九十百千两]{1,6}个?(?:${UNITS})`, 'gu'),
];
/** `一个人`, `哪一条`, `一次性`, `一件事`: words, not counts. */
const WORDS = /[哪这那每某第同]一?[个件条项次天年家]|一[个件条项次家]|两[个件]|一次性|十分|[一二两三]?[个]?方面|一日三餐|万一|千万|一年到头|三个月内/gu;

const DIGITS = '零一二三四五六七八九';

/** 三十 → 30, 十五 → 15, 两 → 2: so that 15日 and 十五日 are the same. */
function toDigits(numeral: string): string {
  let total = 0;
  let current = 0;
  for (const char of numeral.replaceAll('两', '二').replaceAll('〇', '零')) {
    const scale = { 十: 10, 百: 100, 千: 1000 }[char];
    if (scale === undefined) current = DIGITS.indexOf(char);
    else {
      total += (current || 1) * scale;
      current = 0;
    }
  }
  return String(total + current);
}

const inDigits = (text: string) => text.replace(/(?<![百千万]分之)[零〇一二三四五六七八九十百千两]+/gu, toDigits);

/** The numbers of a text, in digits. */
function numbersIn(text: string): string[] {
  const plain = text.replace(WORDS, '·');
  return PATTERNS.flatMap((pattern) => plain.match(pattern) ?? []).map(inDigits);
}

/** Whether the number stands there and is no part of a longer one. */
function stands(number: string, printed: string): boolean {
  for (let at = printed.indexOf(number); at >= 0; at = printed.indexOf(number, at + 1)) {
    const before = printed[at - 1] ?? '';
    const rest = printed.slice(at + number.length, at + number.length + 2);
    if (!/[\d.]/u.test(before) && !(/\d$/u.test(number) && /^\.?\d/u.test(rest))) return true;
  }
  return false;
}

/**
 * @param answer one line of `ask --jsonl`
 * @param said all that the person wrote: their own numbers may be repeated to them
 * @returns what has no support
 */
export function unsupportedIn(answer: AnswerLine, said: string): string[] {
  if (answer.outcome !== 'answer') return [];
  const body = wide(answer.text.split(/\n依据：\n/u)[0] ?? '');
  if (answer.citations.length === 0) return numbersIn(body);
  const printed = inDigits(
    wide(
      answer.citations.map(({ label, quote, note, path }) => [label, quote, note, ...path].join('¦')).join('¦'),
    ),
  );
  const own = inDigits(wide(said));
  return numbersIn(body).filter((number) => !stands(number, printed) && !stands(number, own));
}
