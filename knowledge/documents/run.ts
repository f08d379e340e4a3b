/** Text together with where each of its code units stands in the source, so that no step can lose the exact place. */
import type { Span } from '../types.ts';

export interface Run {
  text: string;
  /** Source offset of each code unit of `text`, ascending. */
  at: readonly number[];
}

/** White space and the invisible characters that text from web pages carries. */
export const BLANK = '\\s\\u200b\\u2060\\ufeff';
const HTML_TAG =
  /<\/?(?:ol|ul|li|p|br|div|span|b|strong|i|em|u|font|sup|sub|center|table|thead|tbody|tr|td|th)(?:\s[^<>\n]*)?\/?>/giu;

const BLANK_CHARACTER = new RegExp(`[${BLANK}]`, 'u');
const BLANK_BESIDE_CHINESE = new RegExp(
  `(?<=[\\p{Script=Han}\\p{P}])[${BLANK}]+|(?<![${BLANK}])[${BLANK}]+(?=[\\p{Script=Han}\\p{P}])`,
  'gu',
);

export const EMPTY_RUN: Run = { text: '', at: [] };

/** A run that grows at its end, in time that does not depend on how long it is already. */
export interface GrowingRun extends Run {
  text: string;
  at: number[];
}

export function growing(run: Run): GrowingRun {
  return { text: run.text, at: [...run.at] };
}

export function extend(run: GrowingRun, more: Run): void {
  run.text += more.text;
  for (const offset of more.at) run.at.push(offset);
}

/** The visible text of `[start, end)`: HTML tags and blanks at both ends are left out. */
export function runOf(source: string, start: number, end: number): Run {
  const raw = source.slice(start, end);
  const tags = [...raw.matchAll(HTML_TAG)].map((tag) => [tag.index, tag.index + tag[0].length] as const);
  return trim(without({ text: raw, at: range(start, end) }, tags));
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, index) => start + index);
}

function without(run: Run, holes: readonly (readonly [number, number])[]): Run {
  let cursor = 0;
  const kept: Run[] = [];
  for (const [start, end] of holes) {
    kept.push(slice(run, cursor, start));
    cursor = end;
  }
  return join([...kept, slice(run, cursor)]);
}

export function slice(run: Run, from: number, to = run.text.length): Run {
  return { text: run.text.slice(from, to), at: run.at.slice(from, to) };
}

export function join(runs: readonly Run[]): Run {
  return { text: runs.map(({ text }) => text).join(''), at: runs.flatMap(({ at }) => at) };
}

export function trim(run: Run): Run {
  return slice(run, ...trimmedRange(run.text, 0, run.text.length));
}

/** `[from, to)` without the blanks at both ends; a loop, for a pattern tries every blank of a long row of them. */
export function trimmedRange(text: string, from: number, to: number): [start: number, end: number] {
  let [start, end] = [from, to];
  while (start < end && BLANK_CHARACTER.test(text[start]!)) start++;
  while (end > start && BLANK_CHARACTER.test(text[end - 1]!)) end--;
  return [start, end];
}

/** A name without the blanks that only spread its characters over the line: `法律咨询 服务` → `法律咨询服务`. */
export function withoutLayoutBlanks(run: Run): Run {
  return without(
    run,
    [...run.text.matchAll(BLANK_BESIDE_CHINESE)].map(
      (blank) => [blank.index, blank.index + blank[0].length] as const,
    ),
  );
}

/** The same for a plain string. */
export function squeeze(text: string): string {
  return text.replace(BLANK_BESIDE_CHINESE, '').trim();
}

/** The fewest spans that hold exactly the run's code units. */
export function spansOf(run: Run): Span[] {
  const spans: [number, number][] = [];
  for (const offset of run.at) {
    const last = spans.at(-1);
    if (last && last[1] === offset) last[1] = offset + 1;
    else spans.push([offset, offset + 1]);
  }
  return spans;
}

export function runOfSpans(source: string, spans: readonly Span[]): Run {
  return {
    text: spans.map(([start, end]) => source.slice(start, end)).join(''),
    at: spans.flatMap(([start, end]) => range(start, end)),
  };
}
