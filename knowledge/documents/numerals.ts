/** Chinese numerals as papers print them. */

/** The characters a Chinese number is written with, for use inside a regular expression's brackets. */
export const CHINESE_DIGITS = '零〇一二两三四五六七八九十百千廿卅';

const DIGIT: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const UNIT: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const TENS: Readonly<Record<string, number>> = { 廿: 20, 卅: 30 };
const LARGE: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 };

/**
 * Reads `十七`, `一百二十`, `廿一`, `二〇二一`, `17`, `１７`, `1.2万`.
 * @returns null when the text is no number
 */
export function parseNumeral(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  const arabic = /^(\d+(?:\.\d+)?)([十百千万亿]*)$/.exec(plain);
  if (arabic) return tidy(multiply(Number(arabic[1]), arabic[2] ?? ''));
  const large = /^(.+?)([万亿]+)$/.exec(plain);
  if (!large) return parseChinese(plain);
  const head = parseChinese(large[1] ?? '');
  return head === null ? null : multiply(head, large[2] ?? '');
}

function multiply(value: number, units: string): number {
  return [...units].reduce((product, unit) => product * (UNIT[unit] ?? LARGE[unit] ?? 1), value);
}

/** 1.1 × 10000 is 11000.000000000002 in floating point. */
function tidy(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function parseChinese(text: string): number | null {
  if (text === '') return null;
  const characters = [...text];
  if (characters.length > 1 && characters.every((character) => character in DIGIT))
    return Number(characters.map((character) => DIGIT[character]).join(''));
  let total = 0;
  let digit: number | null = null;
  for (const character of characters) {
    if (character in DIGIT) digit = DIGIT[character] ?? null;
    else if (character in TENS) total += TENS[character] ?? 0;
    else if (character in UNIT) {
      total += (digit ?? 1) * (UNIT[character] ?? 1);
      digit = null;
    } else return null;
  }
  return total + (digit ?? 0);
}

const DIGITS = '零一二三四五六七八九';

/** 17 → `十七`, 105 → `一百零五`. Whole numbers from 0 to 9999. */
export function toChinese(value: number): string {
  const written = [...String(value)]
    .map((digit, index, all) =>
      digit === '0' ? '零' : `${DIGITS[Number(digit)]}${['', '十', '百', '千'][all.length - 1 - index]}`,
    )
    .join('')
    .replace(/零+/g, '零')
    .replace(/(?<=.)零$/, '');
  return written.replace(/^一十/, '十');
}
