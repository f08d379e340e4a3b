/** Numbered items that stand inside one paragraph or one table cell instead of on lines of their own. */
import { CHINESE_DIGITS, parseNumeral } from './numerals.ts';
import { type Run, slice, trim } from './run.ts';

export interface InlineItem {
  label: string;
  number: number;
  run: Run;
}

export interface Split {
  /** What stands before the first item. */
  lead: Run;
  items: InlineItem[];
}

/** 一是 … 二是 …, each at the beginning of a sentence or of a part of one. */
const ENUMERATION = new RegExp(`(?<=^|[。；;：:，,！？）)\\s])([${CHINESE_DIGITS}]+)是`, 'gu');
const CELL_STYLES = [
  /(\d{1,2})\s*[.．、](?!\d)/gu,
  /[（(]\s*(\d{1,2})\s*[）)]/gu,
  new RegExp(`[（(]\\s*([${CHINESE_DIGITS}]+)\\s*[）)]`, 'gu'),
];

/** Splits a paragraph at 一是, 二是, …; null unless there are two of them in sequence. */
export function splitEnumeration(run: Run): Split | null {
  const starts = inSequence([...run.text.matchAll(ENUMERATION)]);
  return starts.length >= 2 ? cut(run, starts, (match) => match[0]) : null;
}

/** Splits a table cell at `1.`, `（1）` or `（一）`; null when it is not a numbered list. */
export function splitCell(run: Run): Split | null {
  for (const style of CELL_STYLES) {
    const starts = inSequence([...run.text.matchAll(style)].filter(({ index }) => opensItem(run, index)));
    const isList = starts.length >= 2 || starts[0]?.index === 0;
    if (isList) return cut(run, starts, (match) => match[0].replace(/\s*[.．、]$/u, ''));
  }
  return null;
}

/** At the start, after the end of a sentence, after a blank, or where an HTML tag was taken out. */
function opensItem(run: Run, index: number): boolean {
  if (index === 0) return true;
  const tagBefore = run.at[index] !== run.at[index - 1]! + 1;
  return tagBefore || /[。；;！？：:\s]/u.test(run.text[index - 1]!);
}

/** The longest beginning of the list that counts 1, 2, 3 …; a number out of turn is part of the text. */
function inSequence(matches: readonly RegExpExecArray[]): RegExpExecArray[] {
  const accepted: RegExpExecArray[] = [];
  for (const match of matches) if (parseNumeral(match[1] ?? '') === accepted.length + 1) accepted.push(match);
  return accepted;
}

function cut(run: Run, starts: readonly RegExpExecArray[], label: (match: RegExpExecArray) => string): Split {
  const items = starts.map((match, index) => ({
    label: label(match),
    number: index + 1,
    run: trim(slice(run, match.index, starts[index + 1]?.index)),
  }));
  return { lead: trim(slice(run, 0, starts[0]?.index)), items };
}
