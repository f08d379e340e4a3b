/** Telephone numbers as they are written in China. */

const SHAPES = [
  /** Mobile: https://zh.wikipedia.org/wiki/中国大陆移动终端通讯号段 */
  /^1[3-9]\d{9}$/,
  /** Area code and 7 or 8 digits that start with 2–9, perhaps with an extension. */
  /^0(?:10|2\d|[3-9]\d{2})-?[2-9]\d{6,7}(?:-\d{1,5})?$/,
  /** 400 and 800 numbers have ten digits. */
  /^[48]00-?\d{3}-?\d{4}$/,
  /** Public service numbers such as 12348 and 12345. */
  /^12\d{3}$/,
];

/** Full-width digits, dashes and blanks as people type them, made plain; numbers are separated by `、`. */
export function plainPhones(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‐‑–—−]/gu, '-')
    .replace(/\s*转\s*/gu, '-')
    .split(/[、,;/]/u)
    .map((number) => number.replace(/[\s()]/gu, ''))
    .filter((number) => number !== '')
    .join('、');
}

export const isPhone = (number: string): boolean => SHAPES.some((shape) => shape.test(number));

/** `tel:` for the first of `phones`, or null; an extension cannot be dialled by a link. */
export function telLink(phones: string): string | null {
  const first = phones.split('、')[0] ?? '';
  const [landline] = /^0\d{2,3}-?\d{7,8}/u.exec(first) ?? [];
  return first === '' ? null : `tel:${(landline ?? first).replaceAll('-', '')}`;
}
