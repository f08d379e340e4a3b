/** How a place in a paper is cited. */
import { toChinese } from '../documents/numerals.ts';
import { walk } from '../documents/tree.ts';
import type { DocumentNode, PaperDocument } from '../types.ts';

/** `韶司办〔2021〕56号` before a clause; `《广东省法律援助条例》` before an article. */
export function documentPrefix(document: PaperDocument): string {
  if (document.docNumber !== null && !hasArticles(document)) return document.docNumber;
  return documentLabel(document.title);
}

/** A title in 《》; a 文号 and a list of ours as they are. @param id the id or title of a document, loaded or not */
export function documentLabel(id: string): string {
  if (/〔\d{4}〕\d+号$/u.test(id) || id.endsWith('目录')) return id;
  return `《${id.replace(/《/gu, '〈').replace(/》/gu, '〉')}》`;
}

export function hasArticles(document: PaperDocument): boolean {
  return document.root.children.some((zone) => [...walk(zone)].some(({ kind }) => kind === 'article'));
}

/** The citation with its document: `韶司办〔2021〕56号（九）`, `韶司办〔2021〕56号·印发日期`. */
export function labelOf(prefix: string, clause: string): string {
  return prefix + (/^[（第附]/u.test(clause) ? '' : '·') + clause;
}

/**
 * The place within its document: `（九）`, `第三十一条`, `附件2·公证法律服务·1`, `附件2（一）`.
 * @param lineage nodes from the top of the document down to the one cited
 */
export function clauseOf(lineage: readonly DocumentNode[]): string {
  return lineage.reduce((clause, node, index) => clause + step(lineage, node, index, clause), '');
}

function step(lineage: readonly DocumentNode[], node: DocumentNode, index: number, before: string): string {
  const parent = lineage[index - 1];
  const last = index === lineage.length - 1;
  switch (node.kind) {
    case 'annex':
    case 'article':
      return node.label.replace(/\s/gu, '');
    case 'part':
      return partStep(node, last || needsPart(node, lineage[index + 1]), before);
    case 'clause':
      return node.number === null ? node.label : `（${toChinese(node.number)}）`;
    case 'item':
      return itemStep(node, parent, before);
    case 'row':
      return `·${node.label}`;
    case 'chapter':
      return last || lineage[index + 1]?.kind === 'paragraph' ? node.label : '';
    case 'paragraph':
      return before === '' ? node.label || '正文' : '';
    case 'front':
    case 'back':
    case 'preamble':
      return node.label;
    case 'document':
    case 'table':
    case 'rule':
      return '';
  }
}

/** A part is named when it is cited itself, or when its clauses are numbered anew and say nothing without it. */
function needsPart(part: DocumentNode, next: DocumentNode | undefined): boolean {
  return next?.kind === 'item' || next?.kind === 'paragraph' || next?.id.startsWith(`${part.id}/`) === true;
}

function partStep({ heading, number }: DocumentNode, named: boolean, before: string): string {
  if (!named) return '';
  return before === '' ? `第${toChinese(number ?? 0)}部分` : `·${heading ?? toChinese(number ?? 0)}`;
}

function itemStep({ label }: DocumentNode, parent: DocumentNode | undefined, before: string): string {
  const printed = label.replace('(', '（').replace(')', '）');
  if (parent?.kind === 'article') return `第${printed}项`;
  if (parent?.kind === 'row' || (parent?.kind === 'part' && before.includes('·'))) return `·${printed}`;
  return printed;
}
