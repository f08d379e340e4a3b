/**
 * Lines → blocks: a block is one printed paragraph, put together again where a page break cut it, or a table.
 */
import type { Line } from './lines.ts';
import { headingMarker, LEVELS, type Level, type Marker, markerAt } from './markers.ts';
import { extend, type GrowingRun, growing, runOf } from './run.ts';
import { isClosed, standsAlone } from './sentences.ts';

export interface Paragraph {
  kind: 'paragraph';
  /** The marker it opens with; null for running text. */
  marker: Marker | null;
  run: GrowingRun;
  /** Its last line, which tells whether it goes on. */
  lastLine: string;
  /** The line break that parts it from the block before. */
  breakBefore: number | null;
  /** Its first line is only a heading. */
  alone: boolean;
}

export interface TableBlock {
  kind: 'table';
  rows: TableRow[];
}

/** The lines of one table row: a line goes on with the cell in which the line before stopped. */
export type TableRow = Line[];

export type Block = Paragraph | TableBlock;

export function blocksOf(source: string, lines: readonly Line[]): Block[] {
  const blocks: Block[] = [];
  const numbering = new Numbering();
  for (let index = 0; index < lines.length; ) {
    const tableEnd = endOfTable(lines, index);
    if (tableEnd > index) {
      blocks.push({ kind: 'table', rows: tableRows(lines.slice(index, tableEnd)) });
      index = tableEnd;
      continue;
    }
    addLine(source, lines[index]!, blocks, numbering);
    index++;
  }
  return blocks;
}

function addLine(source: string, line: Line, blocks: Block[], numbering: Numbering): void {
  const last = blocks.at(-1);
  const before = last?.kind === 'paragraph' ? last : null;
  const continues = before !== null && isOpen(before, line);
  const marker = numbering.accept(markerOf(line), continues);
  const run = runOf(source, line.start, line.end);
  if (before && continues && !marker) {
    extend(before.run, run);
    before.lastLine = line.text;
    before.alone = false;
    return;
  }
  const alone = standsAlone(line.text);
  blocks.push({
    kind: 'paragraph',
    marker,
    run: growing(run),
    lastLine: line.text,
    breakBefore: line.breakBefore,
    alone,
  });
}

/** A page break leaves a line that is no heading and does not end like a sentence, or a stray character or two. */
function isOpen(before: Paragraph, line: Line): boolean {
  if (line.headingLevel > 0 || isClosed(before.lastLine)) return false;
  return !before.alone || line.text.length <= 2;
}

function markerOf(line: Line): Marker | null {
  const marker = markerAt(line.text);
  if (marker || line.headingLevel < 2) return marker;
  return headingMarker(line.headingLevel === 2 ? 'chapter' : 'section', line.text, line.text.length);
}

/** Articles run through a whole statute and clauses often through a whole paper; these start again at 1. */
const RESTARTING: readonly Level[] = ['item', 'subitem', 'circled'];

/** The numbers seen so far: tells a heading from a line that merely begins like one. */
class Numbering {
  readonly #last = new Map<Level, number>();

  /** @param midSentence the line before does not end like a sentence */
  accept(marker: Marker | null, midSentence: boolean): Marker | null {
    if (!marker) return null;
    const last = this.#last.get(marker.level) ?? 0;
    const inSequence = marker.number === 1 || marker.number === (marker.suffix === null ? last + 1 : last);
    const doubtful =
      marker.needsSequence || (midSentence && !(marker.level === 'article' && marker.setApart));
    if (doubtful && !inSequence) return null;
    if (marker.number !== null) this.#last.set(marker.level, marker.number);
    for (const inner of RESTARTING.filter((level) => LEVELS.indexOf(level) > LEVELS.indexOf(marker.level)))
      this.#last.delete(inner);
    return marker;
  }
}

/**
 * Where the table that begins at `start` ends; `start` itself when none begins there: it takes two lines with tabs.
 * Rows go on over empty lines, for a page break may stand between them; a line without a tab goes on with the last cell.
 */
function endOfTable(lines: readonly Line[], start: number): number {
  if (!lines[start]?.text.includes('\t') || !lines[start + 1]?.raw.includes('\t')) return start;
  let end = start + 2;
  while (end < lines.length && belongsToTable(lines[end]!, lines[end - 1]!)) end++;
  return end;
}

function belongsToTable(line: Line, before: Line): boolean {
  if (line.text.includes('\t')) return true;
  if (opensSection(line)) return false;
  return line.raw.includes('\t') || !line.blankBefore || !(isClosed(before.text) || standsAlone(before.text));
}

function opensSection(line: Line): boolean {
  const marker = markerOf(line);
  if (!marker || marker.needsSequence) return false;
  return LEVELS.indexOf(marker.level) <= LEVELS.indexOf(line.blankBefore ? 'clause' : 'part');
}

function tableRows(lines: readonly Line[]): TableRow[] {
  const rows: TableRow[] = [];
  const width = tabsIn(lines[0]!);
  for (const line of lines) {
    const row = rows.at(-1);
    if (row && (tabsIn(line) === 0 || continuesRow(row, line, width))) row.push(line);
    else rows.push([line]);
  }
  return rows;
}

/** A cell of several lines may stand before others: its last line then brings the tabs that its row still lacks. */
function continuesRow(row: TableRow, line: Line, width: number): boolean {
  const missing = width - row.reduce((tabs, part) => tabs + tabsIn(part), 0);
  return row.length > 1 && missing > 0 && tabsIn(line) <= missing;
}

function tabsIn({ raw }: Line): number {
  return raw.split('\t').length - 1;
}
