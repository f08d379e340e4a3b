/**
 * Atoms: the parts of a sentence that can be wrong on their own. A number with its unit, a share, a date,
 * an article or clause number, a telephone number, a web address.
 */

export interface Atom {
  /** Canonical form; two atoms say the same if and only if these are equal. */
  key: string;
  /** As written, full-width forms folded. */
  text: string;
}

// Every run is bounded and begins where no run can have begun before: a long row of one character stays cheap.
const CHINESE = '零〇一二两三四五六七八九十百千万点';
const CHINESE_NUMBER = `(?<![${CHINESE}])[${CHINESE}]{1,16}`;
const ARABIC_NUMBER = '(?<![\\d.])\\d{1,15}(?:,\\d{3}){0,4}(?:\\.\\d{1,6})?';
const UNIT =
  '(?:个工作日|工作日|个月|分钟|小时|周岁|万元|平方米|公里|[%‰日天月年岁周时秒元块角分名人位个件家次所处间级类种条款项章节编部套份倍场台户届号亩米吨斤])';
/** 一部分, 统一部署, 千家万户, 十分重要: characters of words, not numbers of things. */
const NO_NUMBER = /^(?:[百千万点]+[^百千万点]*|十分|一部|一级|千家|一时)$/u;

const PATTERNS: readonly [kind: string, pattern: RegExp][] = [
  [
    'url',
    /https?:\/\/[^\s「」“”，。；）)]{1,200}|(?<![a-z0-9.-])(?:[a-z0-9-]{1,60}\.){1,5}[a-z]{2,12}(?:\/[\w./?=&%-]{0,100})?/giu,
  ],
  [
    'phone',
    /(?<![\d.])(?:0\d{2,3}-?\d{7,8}|1[3-9]\d{9}|\d{3,4}-\d{7,8}|(?:12|96|95|10)\d{3}|1[12]\d)(?![\d.%名人件元家次年个分])/gu,
  ],
  ['date', /(?<!\d)\d{4}年\d{1,2}月(?:\d{1,2}[日号])?/gu],
  ['article', new RegExp(`第(${CHINESE_NUMBER}|\\d{1,6})(条|款|项|章|节|编|部分|点|段|名)`, 'gu')],
  ['label', new RegExp(`[（(](${CHINESE_NUMBER}|\\d{1,6})[）)]`, 'gu')],
  ['share', new RegExp(`(百|千|万)分之(${CHINESE_NUMBER}|${ARABIC_NUMBER})`, 'gu')],
  ['yuan', new RegExp(`[¥￥$] ?(${ARABIC_NUMBER})`, 'gu')],
  ['quantity', new RegExp(`(${ARABIC_NUMBER})(万|亿)? ?(${UNIT})?`, 'gu')],
  ['quantity', new RegExp(`(?<!第)(${CHINESE_NUMBER})(亿)? ?(${UNIT})`, 'gu')],
  [
    'word',
    /[一二三四五六七八九]成(?![为立员效果长就本份分])|一半|过半|半(?:小时|年|天|个月)|翻[一两]番|星期[一二三四五六日天]|周[一二三四五六日末]/gu,
  ],
];

const DIGIT_VALUES = new Map([...'零一二三四五六七八九'].map((char, value) => [char, value]));
DIGIT_VALUES.set('〇', 0).set('两', 2);
const SCALES = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);

/** Value of a Chinese numeral (`十七`, `一百二十`, `一万二千`, `四点八`), or of digits in a row (`二〇二一`). */
export function chineseNumber(text: string): number {
  const [whole = '', fraction] = text.split('点');
  if (fraction !== undefined) return Number(`${chineseNumber(whole)}.${digitsOf(fraction)}`);
  const [high, low] = whole.includes('万') ? whole.split('万') : ['', whole];
  return (high ? belowTenThousand(high) * 10_000 : 0) + belowTenThousand(low ?? '');
}

const digitsOf = (text: string) => [...text].map((char) => DIGIT_VALUES.get(char) ?? 0).join('');

function belowTenThousand(text: string): number {
  if (!/[十百千]/u.test(text)) return Number(digitsOf(text));
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
  switch (kind) {
    case 'url':
      return `url:${text
        .toLowerCase()
        .replace(/^https?:\/\//u, '')
        .replace(/\/$/u, '')}`;
    case 'phone':
      return `phone:${text.replaceAll('-', '')}`;
    case 'date':
      return `date:${text.replace('号', '日')}`;
    case 'article':
      return `article:${numberOf(first)}${second}`;
    case 'label':
      return `label:${numberOf(first)}`;
    case 'share':
      return `quantity:${numberOf(second ?? '')}${first === '百' ? '%' : `/${first}`}`;
    case 'yuan':
      return `quantity:${numberOf(first)}元`;
    case 'word':
      return `word:${text}`;
    default:
      return `quantity:${scaled(numberOf(first), second)}${third ?? ''}`;
  }
}

/**
 * The atoms of a text in order. Overlaps are resolved in favour of the more specific kind
 * (a telephone number is not also a quantity).
 * @param without kinds to leave out what would otherwise be seen whole, such as `date` to see its year
 */
export function atomsOf(text: string, without: readonly string[] = []): Atom[] {
  const normal = text.normalize('NFKC');
  const taken = new Uint8Array(normal.length);
  const found: { at: number; atom: Atom }[] = [];
  for (const [kind, pattern] of PATTERNS) {
    if (without.includes(kind)) continue;
    for (const match of normal.matchAll(pattern)) {
      if (taken[match.index] || taken[match.index + match[0].length - 1]) continue;
      if (kind === 'quantity' && NO_NUMBER.test(match[0])) continue;
      taken.fill(1, match.index, match.index + match[0].length);
      found.push({ at: match.index, atom: { key: keyOf(kind, match), text: match[0].trim() } });
    }
  }
  return found.sort((a, b) => a.at - b.at).map(({ atom }) => atom);
}
