/** Blocks → a tree of numbered units. */
import type { Block, Paragraph, TableBlock } from './blocks.ts';
import { append, type Draft, draft, numberedDraft } from './draft.ts';
import { type InlineItem, splitEnumeration } from './items.ts';
import { LEVELS } from './markers.ts';
import { EMPTY_RUN, growing } from './run.ts';
import { headingOf } from './sentences.ts';
import { tableDraft } from './table.ts';

/** @returns the outermost units in order; running text outside any unit becomes `paragraph` nodes */
export function outline(source: string, blocks: readonly Block[]): Draft[] {
  const root = draft('document', '');
  const open: Draft[] = [];
  for (const block of blocks) {
    if (block.kind === 'table') addTable(source, block, open.at(-1) ?? root);
    else if (block.marker) openUnit(block, open, root);
    else addText(block, open, root);
  }
  return root.children;
}

function openUnit(block: Paragraph, open: Draft[], root: Draft): void {
  const marker = block.marker!;
  while (open.length > 0 && rank(open.at(-1)!) >= LEVELS.indexOf(marker.level)) open.pop();
  const parent = open.at(-1) ?? root;
  const inArticle = open.some(({ kind }) => kind === 'article');
  const unit = numberedDraft(marker, block.run, inArticle, block.alone);
  if (holdsText(parent)) append(parent, EMPTY_RUN, block.breakBefore);
  parent.children.push(unit);
  open.push(unit);
  const split = inArticle ? null : splitEnumeration(block.run);
  if (!split) return;
  unit.own = growing(split.lead);
  for (const item of split.items) unit.children.push(enumerated(item));
}

function rank(node: Draft): number {
  return node.level === null ? LEVELS.length : LEVELS.indexOf(node.level);
}

/** Units whose text is read as one piece, so that the line breaks between its paragraphs matter. */
function holdsText({ kind }: Draft): boolean {
  return kind === 'article' || kind === 'clause' || kind === 'item';
}

function addText(block: Paragraph, open: Draft[], root: Draft): void {
  const above = open.at(-1);
  if (above?.kind === 'chapter' && above.children.length === 0 && block.alone) {
    continueHeading(above, block);
    return;
  }
  while (open.at(-1)?.kind === 'item' && !open.at(-1)!.headed) open.pop();
  const unit = open.at(-1);
  if (!unit || unit.kind === 'chapter') {
    const parent = unit ?? root;
    parent.children.push(draft('paragraph', `text${parent.children.length + 1}`, { own: block.run }));
    return;
  }
  const split = unit.kind === 'article' ? null : splitEnumeration(block.run);
  append(unit, split?.lead ?? block.run, block.breakBefore);
  for (const item of split?.items ?? []) unit.children.push(enumerated(item));
}

/** A long chapter title goes on in the next line. */
function continueHeading(chapter: Draft, block: Paragraph): void {
  append(chapter, block.run, null);
  chapter.heading = `${chapter.heading ?? ''}${block.run.text}`;
  chapter.pathWords = [`${chapter.label} ${chapter.heading}`];
}

/** 一是 … inside a paragraph. */
function enumerated({ label, number, run }: InlineItem): Draft {
  const heading = headingOf(run.text.slice(label.length));
  const pathWords = [`${label}${heading ?? ''}`];
  return draft('item', `${number}`, { level: 'item', label, number, heading, own: run, pathWords });
}

function addTable(source: string, block: TableBlock, parent: Draft): void {
  parent.children.push(tableDraft(source, block));
}
