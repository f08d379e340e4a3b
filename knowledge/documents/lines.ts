/** A paper's lines that hold something, with their places. */
import { trimmedRange } from './run.ts';

export interface Line {
  /** The whole line without its line break: a table needs its leading and trailing tabs. */
  from: number;
  to: number;
  raw: string;
  /** The line without blanks at both ends and without a Markdown heading's `#`. */
  start: number;
  end: number;
  text: string;
  /** Number of `#` of a Markdown heading, 0 for other lines. */
  headingLevel: number;
  /** Where the line break stands that ends the line before; null for the first line. */
  breakBefore: number | null;
  /** Whether an empty line stands between the line before and this one. */
  blankBefore: boolean;
  /** Part of a YAML block at the top of a Markdown file. */
  metadata: boolean;
}

const COMMENT_START = '<!--';
const COMMENT_END = '-->';

/** Lines in order; empty lines and Markdown comments are left out. */
export function linesOf(source: string): Line[] {
  const lines: Line[] = [];
  for (const [from, to] of visibleStretches(source)) {
    const line = readLine(source, from, to, lines.at(-1));
    if (line.start < line.end) lines.push(line);
  }
  return markMetadata(lines);
}

/** Lines cut where a comment begins or ends. */
function* visibleStretches(source: string): Generator<[number, number]> {
  let cursor = 0;
  for (;;) {
    const start = source.indexOf(COMMENT_START, cursor);
    const end = start === -1 ? -1 : source.indexOf(COMMENT_END, start + COMMENT_START.length);
    if (end === -1) break;
    yield* split(source, cursor, start);
    cursor = end + COMMENT_END.length;
  }
  yield* split(source, cursor, source.length);
}

function* split(source: string, start: number, end: number): Generator<[number, number]> {
  let from = start;
  while (from < end) {
    const found = source.indexOf('\n', from);
    const to = found === -1 || found > end ? end : found;
    yield [from, to];
    from = to + 1;
  }
}

function readLine(source: string, from: number, to: number, before: Line | undefined): Line {
  const raw = source.slice(from, to);
  const [first, end] = trimmedRange(source, from, to);
  const heading = /^(#{1,6})[ \t]+/.exec(source.slice(first, end));
  const start = first + (heading?.[0].length ?? 0);
  const gap = before ? source.slice(before.to, from) : '';
  return {
    from,
    to,
    raw,
    start,
    end,
    text: source.slice(start, end),
    headingLevel: heading?.[1]?.length ?? 0,
    breakBefore: before && source[before.to] === '\n' ? before.to : null,
    blankBefore: gap.indexOf('\n') !== gap.lastIndexOf('\n'),
    metadata: false,
  };
}

function markMetadata(lines: Line[]): Line[] {
  if (lines[0]?.text !== '---') return lines;
  const close = lines.findIndex((line, index) => index > 0 && line.text === '---');
  return lines.map((line, index) => ({ ...line, metadata: index <= close }));
}
