/**
 * Atoms: the parts of a sentence that can be wrong on their own. A number with its unit, a share, a date,
 * an article or clause number, a telephone number, a web address.
 */

export interface Atom {
  /** Canonical form; two atoms say the same if and only if these are equal. */
  key: string;
  /** As written. */
  text: string;
}

const CHINESE_NUMBER = '[零〇一二两三四五六七八九十百千]+';
const ARABIC_NUMBER = '\\d+(?:,\\d{3})*(?:\\.\\d+)?';
const UNIT =
  '(?:个工作日|工作日|个月|分钟|小时|周岁|万元|平方米|[%‰日天月年岁周时秒元块角分名人位个件家次所处间级类种条款项章节编部套份倍场台户届])';

const PATTERNS: readonly [kind: string, pattern: RegExp][] = [
  ['url', /(?:https?:\/\/)?(?:[a-z0-9-]+\.)+(?:cn|com|org|net|gov)(?:\/[\w./?=&%-]*)?/giu],
  [
    'phone',
    /(?<![\d.])(?:0\d{2,3}-?\d{7,8}|1[3-9]\d{9}|\d{3,4}-\d{7,8}|(?:12|96|95|10)\d{3})(?![\d.%名人件元家次年])/gu,
  ],
  ['article', new RegExp(`第(${CHINESE_NUMBER}|\\d+)(条|款|项|章|节|编|部分|点|段)`, 'gu')],
  ['label', new RegExp(`[（(](${CHINESE_NUMBER}|\\d+)[）)]`, 'gu')],
  ['share', new RegExp(`(百|千|万)分之(${CHINESE_NUMBER}|${ARABIC_NUMBER})`, 'gu')],
  ['quantity', new RegExp(`(${ARABIC_NUMBER})(万|亿)?(${UNIT})?`, 'gu')],
  ['quantity', new RegExp(`(?<!第)(${CHINESE_NUMBER})(万|亿)?(${UNIT})`, 'gu')],
];

const DIGIT_VALUES = new Map([...'零一二三四五六七八九'].map((char, value) => [char, value]));
DIGIT_VALUES.set('〇', 0).set('两', 2);
const SCALES = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);

/** Value of a Chinese numeral below 10,000 (`十七`, `一百二十`, `两千`), or of digits in a row (`二〇二一`). */
export function chineseNumber(text: string): number {
  if (!/[十百千]/u.test(text)) return Number([...text].map((char) => DIGIT_VALUES.get(char) ?? 0).join(''));
  let total = 0;
  let current = 0;
  for (const char of text) {
    const scale = SCALES.get(char);
    if (scale === undefined) current = DIGIT_VALUES.get(char) ?? 0;
    else {
      total += (current || 1) * scale;
      current = 0;
    }
  }
  return total + current;
}

function numberOf(text: string): number {
  return /\d/u.test(text) ? Number(text.replaceAll(',', '')) : chineseNumber(text);
}

function scaled(value: number, scale: string | undefined): number {
  return scale === '万' ? value * 10_000 : scale === '亿' ? value * 100_000_000 : value;
}

function keyOf(kind: string, match: RegExpExecArray): string {
  const [text, first = '', second, third] = match;
  if (kind === 'url')
    return `url:${text
      .toLowerCase()
      .replace(/^https?:\/\//u, '')
      .replace(/\/$/u, '')}`;
  if (kind === 'phone') return `phone:${text.replaceAll('-', '')}`;
  if (kind === 'article') return `article:${numberOf(first)}${second}`;
  if (kind === 'label') return `label:${numberOf(first)}`;
  if (kind === 'share') return `quantity:${numberOf(second ?? '')}${first === '百' ? '%' : `/${first}`}`;
  return `quantity:${scaled(numberOf(first), second)}${third ?? ''}`;
}

/** Full-width digits and signs that are written both ways, without changing the text's length. */
export function halfWidth(text: string): string {
  return text.replace(/[０-９Ａ-Ｚａ-ｚ％．，]/gu, (char) =>
    char === '，' ? char : String.fromCharCode(char.charCodeAt(0) - 0xfee0),
  );
}

/**
 * The atoms of a text in order. Overlaps are resolved in favour of the more specific kind
 * (a telephone number is not also a quantity).
 */
export function atomsOf(text: string): Atom[] {
  const normal = halfWidth(text);
  const taken = new Uint8Array(normal.length);
  const found: { at: number; atom: Atom }[] = [];
  for (const [kind, pattern] of PATTERNS) {
    for (const match of normal.matchAll(pattern)) {
      if (taken[match.index] || taken[match.index + match[0].length - 1]) continue;
      taken.fill(1, match.index, match.index + match[0].length);
      found.push({ at: match.index, atom: { key: keyOf(kind, match), text: match[0] } });
    }
  }
  return found.sort((a, b) => a.at - b.at).map(({ atom }) => atom);
}
