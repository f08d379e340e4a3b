/** Measurable targets in tables of indicators. */
import type { DocumentNode, Indicator } from '../types.ts';
import { findPeriod } from './dates.ts';
import { type Measure, measuresIn } from './measures.ts';
import { type Run, runOfSpans } from './run.ts';
import { walk } from './tree.ts';

/** Only a column headed 指标 or 目标 states targets. */
const TARGET = /指标|目标/u;

export function indicatorsOf(source: string, root: DocumentNode): Indicator[] {
  return root.children.flatMap((zone) => {
    const period = findPeriod(zone.heading ?? '') ?? findPeriod(root.heading ?? '');
    const tables = [...walk(zone)].filter(isIndicatorTable);
    return tables.flatMap((table) =>
      [...walk(table)]
        .filter((row) => row.kind === 'row' && statesTargets(row, table))
        .flatMap((row) => cellsOf(row).flatMap((cell) => indicatorsIn(source, row, cell, period))),
    );
  });
}

export function isIndicatorTable({ kind, heading }: DocumentNode): boolean {
  return kind === 'table' && TARGET.test(heading ?? '');
}

/** A row of a wide table has one child for each column, without words of its own; else the last column is the row's. */
function statesTargets(row: DocumentNode, table: DocumentNode): boolean {
  return TARGET.test(row.spans.length === 0 ? row.label : (table.heading?.split('／').at(-1) ?? ''));
}

/** The row's own contents; sub-rows come by themselves. */
function cellsOf(row: DocumentNode): DocumentNode[] {
  return row.children.filter(({ kind }) => kind !== 'row');
}

/** A cell without numbered items is cited by its row. */
function indicatorsIn(
  source: string,
  row: DocumentNode,
  cell: DocumentNode,
  period: Indicator['period'],
): Indicator[] {
  const run = runOfSpans(source, cell.spans);
  const nodeId = cell.kind === 'item' ? cell.id : row.id;
  return measuresIn(run.text).map((measure) => ({ ...indicatorOf(measure, run), period, nodeId }));
}

function indicatorOf(
  { name, comparator, value, unit, start, end }: Measure,
  run: Run,
): Omit<Indicator, 'period' | 'nodeId'> {
  return { name, comparator, value, unit, span: [run.at[start]!, run.at[end - 1]! + 1] };
}
