/** The numbers that open a unit of a paper: 第一章, 第九条, 一、, （一）, 1., （1）, ①, 一是. */
import { CHINESE_DIGITS, parseNumeral } from './numerals.ts';
import { squeeze } from './run.ts';

/** Units from the outermost to the innermost, in the order of GB/T 9704 and of statutes. */
export const LEVELS = [
  'book',
  'subbook',
  'chapter',
  'section',
  'part',
  'article',
  'clause',
  'item',
  'subitem',
  'circled',
] as const;
export type Level = (typeof LEVELS)[number];

export interface Marker {
  level: Level;
  /** As printed, without layout blanks and without the point of `1.`. */
  label: string;
  number: number | null;
  /** The second number of 第一百二十条之一. */
  suffix: number | null;
  /** Code units of the line that the marker takes. */
  length: number;
  /** Nothing follows it, or a blank: a mention inside a sentence never looks like that. */
  setApart: boolean;
  /** Must follow its predecessor's number to count: the line could also be running text. */
  needsSequence: boolean;
}

const N = `[${CHINESE_DIGITS}]+`;

const FORMS: readonly { level: Level; form: RegExp; needsSequence?: boolean }[] = [
  { level: 'book', form: new RegExp(`^第\\s*(${N})\\s*编(?![^\\s].*[，。；：])`, 'u') },
  { level: 'subbook', form: new RegExp(`^第\\s*(${N})\\s*分编(?![^\\s].*[，。；：])`, 'u') },
  { level: 'chapter', form: new RegExp(`^第\\s*(${N})\\s*章(?![^\\s].*[，。；：])`, 'u') },
  { level: 'section', form: new RegExp(`^第\\s*(${N})\\s*节(?![^\\s].*[，。；：])`, 'u') },
  { level: 'article', form: new RegExp(`^第\\s*(${N}|\\d{1,4})\\s*条(?:之(${N}))?`, 'u') },
  // 「一、二审法院」 is no part.
  { level: 'part', form: new RegExp(`^(${N})\\s*[、．.](?!\\s*${N}[审、级])`, 'u') },
  // 「（一）项规定的」 is a mention.
  { level: 'clause', form: new RegExp(`^[（(]\\s*(${N})\\s*[）)](?!\\s*[项、至和])`, 'u') },
  { level: 'item', form: /^(\d{1,3})\s*[.．、](?!\d)/u },
  { level: 'item', form: new RegExp(`^(${N})是`, 'u'), needsSequence: true },
  { level: 'subitem', form: /^[（(]\s*(\d{1,3})\s*[）)](?!\s*[项、至和])/u },
  { level: 'circled', form: /^([①-⑳])/u },
];

/** What may follow 第九条 in a sentence that only mentions it. */
const MENTION = /^(?:第|规定|所|中|的|、|，|,|和|及|或|至|到|之|以|）|\)|》|”|为|应|是|与|等)/u;
const CIRCLED_ONE = 0x2460;

/** The marker a line's text begins with, judged by the line alone. */
export function markerAt(text: string): Marker | null {
  if (/^附\s*则$/u.test(text)) return headingMarker('chapter', '附则', text.length);
  for (const { level, form, needsSequence } of FORMS) {
    const match = form.exec(text);
    if (!match) continue;
    const rest = text.slice(match[0].length);
    const setApart = rest === '' || /^[\s【]/u.test(rest);
    if (level === 'article' && !setApart && MENTION.test(rest)) return null;
    return {
      level,
      label: squeeze(match[0])
        .replace(/[.．]$/u, '')
        .replace(/^(\d+)、$/u, '$1'),
      number: numberOf(match[1] ?? ''),
      suffix: match[2] ? parseNumeral(match[2]) : null,
      length: match[0].length,
      setApart,
      needsSequence: needsSequence === true || (level === 'article' && !setApart),
    };
  }
  return null;
}

/** A heading without a number, such as 附则 or a Markdown heading. */
export function headingMarker(level: Level, label: string, length: number): Marker {
  return { level, label, number: null, suffix: null, length, setApart: true, needsSequence: false };
}

function numberOf(text: string): number | null {
  const code = text.codePointAt(0) ?? 0;
  return code >= CIRCLED_ONE && code < CIRCLED_ONE + 20 ? code - CIRCLED_ONE + 1 : parseNumeral(text);
}
