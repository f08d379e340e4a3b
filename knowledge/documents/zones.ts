/** Where a paper's front, body, annexes and closing lines are. */
import { findDate } from './dates.ts';
import type { Line } from './lines.ts';
import { type Marker, markerAt } from './markers.ts';
import { parseNumeral } from './numerals.ts';

export interface AnnexZone {
  /** The line that says 附件 or 附件2. */
  head: Line;
  /** Code units of `head.text` before a title on the same line. */
  labelLength: number;
  number: number | null;
  lines: readonly Line[];
}

export interface Zones {
  front: readonly Line[];
  body: readonly Line[];
  /** 附件： 1. … 2. …, the list of annexes below the body. */
  annexList: readonly Line[];
  annexes: readonly AnnexZone[];
  /** Signature lines below the body and the printing notes at the end. */
  closing: readonly Line[];
}

export function zonesOf(lines: readonly Line[]): Zones {
  const heads = annexHeads(lines);
  const end = closingStart(lines, heads.at(-1)?.index ?? 0, lines.length);
  const bodyEnd = heads[0]?.index ?? end;
  const signature = heads.length > 0 ? closingStart(lines, 0, bodyEnd) : bodyEnd;
  const listStart = lines.findIndex((line, index) => index < signature && ANNEX_LIST.test(line.text));
  const textEnd = listStart === -1 ? signature : listStart;
  const bodyStart = startOfBody(lines, textEnd);
  return {
    front: lines.slice(0, bodyStart),
    body: lines.slice(bodyStart, textEnd),
    annexList: lines.slice(textEnd, signature),
    annexes: heads.map(({ index, ...head }, position) => ({
      ...head,
      lines: lines.slice(index + 1, heads[position + 1]?.index ?? end),
    })),
    closing: [...lines.slice(signature, bodyEnd), ...lines.slice(end)],
  };
}

const ANNEX_LIST = /^附\s*件\s*(?:\d+\s*)?[：:]\s*\S/u;
const ANNEX = /^附\s*件\s*([\d０-９]{1,2}|[一二三四五六七八九十]{1,3})?\s*[：:]?\s*(?=\S|$)/u;

type Head = Omit<AnnexZone, 'lines'> & { index: number };

/** Lines that open an annex: 附件1 alone, or with its title when text of its own follows before the next one. */
function annexHeads(lines: readonly Line[]): Head[] {
  const candidates = lines.flatMap((head, index): Head[] => {
    const match = ANNEX.exec(head.text);
    if (!match || head.metadata) return [];
    return [{ head, index, labelLength: match[0].length, number: match[1] ? parseNumeral(match[1]) : null }];
  });
  const isAlone = ({ head, labelLength }: Head) => labelLength >= head.text.length;
  const someAlone = candidates.some(isAlone);
  return candidates.filter((candidate, position) => {
    if (isAlone(candidate)) return true;
    if (candidate.number === null || someAlone) return false;
    const next = candidates[position + 1]?.index ?? lines.length;
    return closingStart(lines, candidate.index, next) > candidate.index + 1;
  });
}

const NOTE =
  /^(?:公开方式|信息公开(?:选项|方式)?|公开属性|抄送|抄报|分送|主题词|联系人|联系电话|校对|附注)\s*[：:]|^[（(]此件.*公开.*[）)]$/u;
const OFFICE = /^[\p{Script=Han}（）()、\s]{2,40}(?:局|办公室|委员会|政府|厅|院|处|司|部|会|中心|所)$/u;

export function isDateLine(text: string): boolean {
  return (
    findDate(text) !== null &&
    /^(?:\d{4}|[〇零一二三四五六七八九]{4})\s*年[^，。；]{0,14}(?:印发?|发布?|公布)?$/u.test(text)
  );
}

export function isOfficeLine(text: string): boolean {
  return OFFICE.test(text);
}

/** `韶关市司法局办公室      2021年8月25日印发` on one line. */
const OFFICE_AND_DATE = /^(\S{2,40}?)\s+(\S*\d{4}年.*)$/u;

export function isNoteLine(text: string): boolean {
  return NOTE.test(text) || (OFFICE_AND_DATE.test(text) && isDateLine(OFFICE_AND_DATE.exec(text)?.[2] ?? ''));
}

/** First of the closing lines in `[from, to)`; `to` when there are none. Two stray characters may follow a cut line. */
function closingStart(lines: readonly Line[], from: number, to: number): number {
  let start = to;
  let certain = false;
  for (let index = to - 1; index > from; index--) {
    const { text } = lines[index]!;
    const stray = text.length <= 2 && !markerAt(text) && isDateLine(lines[index - 1]!.text);
    if (!stray && !isDateLine(text) && !isNoteLine(text) && !isOfficeLine(text)) break;
    certain ||= isDateLine(text) || isNoteLine(text);
    start = index;
  }
  return certain ? start : to;
}

/** The first numbered unit that is no entry of a table of contents. */
function startOfBody(lines: readonly Line[], end: number): number {
  const contents = lines.findIndex(({ text }, index) => index < end && /^目\s*录$/u.test(text));
  let from = 0;
  if (contents !== -1) {
    const first = compact(lines[contents + 1]?.text ?? '');
    const again = lines.findIndex(({ text }, index) => index > contents + 1 && compact(text) === first);
    from = again === -1 ? contents : again;
  }
  const start = lines.findIndex(
    (line, index) =>
      index >= from && index < end && (opensBody(markerAt(line.text), line) || opensTable(lines, index)),
  );
  return start === -1 ? end : start;
}

function compact(text: string): string {
  return text.replace(/\s+/gu, '');
}

function opensTable(lines: readonly Line[], index: number): boolean {
  return lines[index]!.text.includes('\t') && lines[index + 1]?.raw.includes('\t') === true;
}

/** A letter in front may begin a line with 「第三条规定…」; a body begins with number one of something. */
function opensBody(marker: Marker | null, line: Line): boolean {
  if (!marker || line.metadata) return false;
  return marker.number === 1 || (marker.level !== 'item' && !marker.needsSequence);
}
