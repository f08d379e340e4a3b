/** A parsed paper → the units that are indexed and cited. */
import { isIndicatorTable } from '../documents/indicators.ts';
import { ownTextOf, textOf } from '../documents/tree.ts';
import { notes, versionNote } from '../texts.ts';
import type { DocumentNode, PaperDocument, Passage, Validity } from '../types.ts';
import type { DocumentFacts, ValidityRule } from './facts.ts';
import { clauseOf, documentPrefix, labelOf } from './labels.ts';

/** Nodes from the top of the document, the root left out, down to and including one. */
type Lineage = readonly DocumentNode[];

/**
 * One passage for each clause, item of a clause, table item, row without items, article, annex, and fact of the front and the
 * closing lines, in the order of the source. An article's items stay in the article.
 * @param facts what `seeds/documents.yaml` says about the paper; null when it says nothing
 */
export function passagesOf(document: PaperDocument, facts: DocumentFacts | null): Passage[] {
  const prefix = documentPrefix(document);
  const passages: Passage[] = [];
  const visit = (lineage: Lineage) => {
    const node = lineage.at(-1)!;
    const text = passageText(document, lineage);
    if (text !== null) passages.push(passageOf({ document, facts, prefix, lineage, text }));
    for (const child of node.children) visit([...lineage, child]);
  };
  for (const child of document.root.children) visit([child]);
  return passages;
}

interface Material {
  document: PaperDocument;
  facts: DocumentFacts | null;
  prefix: string;
  lineage: Lineage;
  text: string;
}

function passageOf({ document, facts, prefix, lineage, text }: Material): Passage {
  const node = lineage.at(-1)!;
  const clause = clauseOf(lineage);
  return {
    id: `${document.id}#${node.id}`,
    documentId: document.id,
    documentTitle: document.title,
    nodeId: node.id,
    kind: node.kind,
    label: labelOf(prefix, clause),
    clause,
    path: node.path,
    text,
    searchText: [...node.path, text].join(' '),
    validity: validityOf(document, facts, lineage),
    indicators: document.indicators.filter(({ nodeId }) => nodeId === node.id),
  };
}

/** Parts of the front that are no fact anybody asks for. */
const UNCITED_FRONT: ReadonlySet<string> = new Set([
  'front',
  'back',
  'front/metadata',
  'front/contents',
  'front/other',
]);

/** The words of the passage for a node; null when it is no passage of its own. */
function passageText(document: PaperDocument, lineage: Lineage): string | null {
  const node = lineage.at(-1)!;
  switch (node.kind) {
    case 'front':
    case 'back':
      return UNCITED_FRONT.has(node.id) ? null : ownTextOf(document, node);
    case 'part':
      return partText(document, node);
    case 'row':
      return rowText(document, node);
    case 'item':
      return lineage.some(({ kind }) => kind === 'article') ? null : textOf(document, node);
    case 'paragraph':
      return lineage.at(-2)?.kind === 'row' ? null : textOf(document, node);
    case 'annex':
      return ownTextOf(document, node);
    case 'article':
    case 'clause':
    case 'preamble':
      return textOf(document, node);
    case 'document':
    case 'chapter':
    case 'table':
    case 'rule':
      return null;
  }
}

/** Most parts are only a heading over their clauses. */
function partText(document: PaperDocument, node: DocumentNode): string | null {
  const text = ownTextOf(document, node);
  return node.children.length === 0 || text.includes('\n') ? text : null;
}

/** A row is cited for what its cells say beside their numbered items; its name stands in the label. */
function rowText(document: PaperDocument, node: DocumentNode): string | null {
  if (isEmptyRow(node)) return ownTextOf(document, node);
  const paragraphs = node.children.filter(({ kind }) => kind === 'paragraph');
  return paragraphs.length > 0 ? paragraphs.map((paragraph) => textOf(document, paragraph)).join('') : null;
}

/** The source names the row and says nothing about it. */
export function isEmptyRow(node: DocumentNode): boolean {
  return node.kind === 'row' && node.children.length === 0;
}

function validityOf(document: PaperDocument, facts: DocumentFacts | null, lineage: Lineage): Validity {
  const rule = facts?.validity.find((candidate) => applies(candidate, lineage));
  const validity: Validity = rule
    ? { from: rule.from ?? document.issuedOn, to: rule.to ?? null, after: rule.after, note: rule.note.trim() }
    : (versionValidity(document, facts) ?? unregistered(document));
  return isEmptyRow(lineage.at(-1)!) ? { ...validity, note: `${notes.emptyCell}${validity.note}` } : validity;
}

/** What the register says of this very text: the version adopted on the document's day, or the only one there is. */
function versionValidity({ issuedOn }: PaperDocument, facts: DocumentFacts | null): Validity | null {
  const versions = facts?.versions ?? [];
  const version =
    versions.find(({ adopted }) => adopted === issuedOn) ?? (versions.length === 1 ? versions[0] : undefined);
  if (!version || (version.adopted !== undefined && version.adopted !== issuedOn)) return null;
  return {
    from: version.from ?? version.adopted ?? issuedOn,
    to: version.to ?? null,
    after: version.to === undefined ? 'unknown' : 'superseded',
    note: versionNote(version, null),
  };
}

function applies({ applies }: ValidityRule, lineage: Lineage): boolean {
  if (applies === 'everything') return true;
  if (applies === 'indicators') return lineage.some(isIndicatorTable);
  return lineage.some(({ id }) => id === applies);
}

/** Without facts a paper is only known to hold on the day it was issued. */
function unregistered({ issuedOn }: PaperDocument): Validity {
  return { from: issuedOn, to: issuedOn ?? DAY_BEFORE_ALL, after: 'unknown', note: notes.noFacts };
}

const DAY_BEFORE_ALL = '0001-01-01';
