/** Ways to spoil an answer, and the small text tools for it. Nothing here uses the product's own reading of numbers. */
import type { Citation } from '../../../knowledge/types.ts';

const QUOTATION = /「[^」]*」/gu;

/** Applies a change to what stands outside 「」 only. */
export function outsideQuotations(body: string, change: (text: string) => string): string {
  const quotations = body.match(QUOTATION) ?? [];
  return body
    .split(QUOTATION)
    .map((text, at) => change(text) + (quotations[at] ?? ''))
    .join('');
}

/** One text for every match, in which only that match is replaced. */
export function eachReplaced(
  text: string,
  pattern: RegExp,
  replacement: (match: RegExpExecArray) => string,
): string[] {
  return [...text.matchAll(pattern)].map(
    (match) => text.slice(0, match.index) + replacement(match) + text.slice(match.index + match[0].length),
  );
}

const OTHER_UNIT: Readonly<Record<string, string>> = {
  名: '家',
  件: '人',
  个: '元',
  家: '名',
  次: '年',
  年: '岁',
  月: '个月',
  日: '小时',
  '%': '‰',
  分钟: '小时',
  小时: '分钟',
  秒: '分钟',
};
const CHINESE = '一二三四五六七八九';

/** Each takes a body apart into spoiled bodies, one for every place at which it applies. */
export const SPOILERS: Readonly<Record<string, (body: string) => string[]>> = {
  'another number': (body) => eachReplaced(body, /\d+/gu, ([digits]) => `7${digits}`),
  'a digit less': (body) => eachReplaced(body, /(?<!\d)[3-9]\d{2,}/gu, ([digits]) => digits.slice(0, -1)),
  'another unit': (body) =>
    eachReplaced(
      body,
      /(\d)(分钟|小时|[名件个家次年月日%秒])/gu,
      ([, digit = '', unit = '']) => digit + OTHER_UNIT[unit],
    ),
  'another telephone': (body) => eachReplaced(body, /12348/gu, () => '12345'),
  'another year': (body) => eachReplaced(body, /20\d\d/gu, () => '2019'),
  'another day': (body) => eachReplaced(body, /12月31日/gu, () => '11月30日'),
  'another share': (body) => eachReplaced(body, /万分之[一八]/gu, () => '万分之九'),
  'another clause': (body) => eachReplaced(body, /（[一二三四五六七八九十]+）/gu, () => '（十八）'),
  'another article': (body) =>
    eachReplaced(body, /第([一二三四五六七八九])条/gu, ([, digit = '']) =>
      digit === '八' ? '第九条' : `第${CHINESE[CHINESE.indexOf(digit) + 1] ?? '十'}条`,
    ),
};

/** Sentences that no paper of the tests supports. */
export const INVENTIONS: Readonly<Record<string, string>> = {
  'short telephone': '请拨打12345咨询。',
  landline: '咨询电话是0751-8888888。',
  'mobile telephone': '请联系13800138000。',
  'full-width telephone': '请拨打１２３４５。',
  'web address': '请到https://www.example.com/apply办理。',
  'bare web address': '请到sgsfj.gov.cn办理。',
  'amount of yuan': '每件收费500元。',
  'amount of yuan in characters': '每件收费五百元。',
  'amount of ten thousands': '补助1.5万元。',
  'number in characters': '还要七十七名。',
  'days in characters': '十五日内办结。',
  'working days': '7个工作日内办结。',
  'share in characters': '比例是百分之九十。',
  'share in digits': '比例是97%。',
  'full-width share': '比例是９７％。',
  'per thousand': '比例是千分之五。',
  article: '依据第四十四条。',
  'article in digits': '依据第44条。',
  'item of an article': '依据第七款。',
  clause: '见（十八）。',
  date: '到2023年3月15日为止。',
  'year in characters': '从二〇一九年起。',
  hours: '7小时内答复。',
  age: '要年满16周岁。',
};

/** A quotation with one character changed, added or removed inside it. */
export function spoiledQuotations(quote: string): string[] {
  const at = Math.floor(quote.length / 2);
  const [before, char, after] = [quote.slice(0, at), quote.charAt(at), quote.slice(at + 1)];
  const other = char === '不' ? '必' : '不';
  return [before + other + after, `${before}${char}${other}${after}`, before + after];
}

/** The body with one quotation put in the place of another. */
export function withQuotation(body: string, quote: string, spoiled: string): string {
  return body.replace(`「${quote}」`, () => `「${spoiled}」`);
}

export function withCitation(
  citations: readonly Citation[],
  at: number,
  change: Partial<Citation>,
): Citation[] {
  return citations.map((citation, index) => (index === at ? { ...citation, ...change } : citation));
}
