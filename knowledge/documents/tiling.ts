/** The promise of a parsed paper: nothing lost, nothing said twice. */
import type { PaperDocument, Span } from '../types.ts';
import { walk } from './tree.ts';

/**
 * Checks that every code unit of the source lies in exactly one own span of one node or in one deletion.
 * @returns one line for each fault; empty when the paper is whole
 */
export function tilingFaults(document: Pick<PaperDocument, 'source' | 'root' | 'deletions'>): string[] {
  const pieces: { span: Span; owner: string }[] = [
    ...[...walk(document.root)].flatMap(({ id, spans }) => spans.map((span) => ({ span, owner: id }))),
    ...document.deletions.map(({ span, reason }) => ({ span, owner: `deletion ${reason}` })),
  ].sort((a, b) => a.span[0] - b.span[0] || a.span[1] - b.span[1]);
  const faults: string[] = [];
  let cursor = 0;
  for (const { span, owner } of pieces) {
    const [start, end] = span;
    if (end <= start) faults.push(`${owner}: empty span at ${start}`);
    if (start > cursor)
      faults.push(
        `${cursor}–${start} belongs to nothing: ${JSON.stringify(document.source.slice(cursor, start))}`,
      );
    if (start < cursor) faults.push(`${owner}: ${start}–${Math.min(cursor, end)} is held twice`);
    cursor = Math.max(cursor, end);
  }
  if (cursor !== document.source.length) faults.push(`tiled up to ${cursor} of ${document.source.length}`);
  return faults;
}
