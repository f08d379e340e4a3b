/** Drafts → nodes with ids and paths, and the stretches that no node holds. */
import type { Deletion, DeletionReason, DocumentNode, Span } from '../types.ts';
import type { Draft } from './draft.ts';
import { BLANK, spansOf } from './run.ts';

/** @param drafts children of the root in the order of the source */
export function finishTree(title: string, drafts: readonly Draft[]): DocumentNode {
  const root = {
    kind: 'document',
    id: 'document',
    label: title,
    number: null,
    heading: title,
    path: [],
    spans: [],
  } as const;
  const ids = new Ids();
  const body = new Zone(
    '',
    drafts.filter(({ kind }) => kind !== 'annex'),
    ids,
  );
  const children = drafts.map((child) =>
    child.kind === 'annex'
      ? new Zone(`${child.key}/`, child.children, ids).annex(child)
      : body.node(child, '', []),
  );
  return { ...root, children };
}

/** The body or one annex: inside it a clause is known by its number alone where that is unique. */
class Zone {
  readonly #prefix: string;
  readonly #repeated: ReadonlySet<string>;
  readonly #ids: Ids;

  constructor(prefix: string, drafts: readonly Draft[], ids: Ids) {
    this.#prefix = prefix;
    this.#ids = ids;
    this.#repeated = repeatedKeys(drafts);
  }

  annex(draft: Draft): DocumentNode {
    const id = this.#ids.unique(draft.key);
    return this.#build(draft, id, [...draft.pathWords]);
  }

  node(draft: Draft, parentId: string, parentPath: readonly string[]): DocumentNode {
    const underParent = draft.idUnder === 'parent' || this.#repeated.has(draft.key);
    const prefix = underParent && parentId !== '' ? `${parentId}/` : this.#prefix;
    return this.#build(draft, this.#ids.unique(`${prefix}${draft.key}`), [...parentPath, ...draft.pathWords]);
  }

  #build(draft: Draft, id: string, path: readonly string[]): DocumentNode {
    return {
      kind: draft.kind,
      id,
      label: draft.label,
      number: draft.number,
      heading: draft.heading,
      path,
      spans: spansOf(draft.own),
      children: draft.children.map((child) => this.node(child, id, path)),
    };
  }
}

/** Two rows of one table may bear the same name: the second is `name~2`. */
class Ids {
  readonly #taken = new Set<string>(['document']);
  readonly #copies = new Map<string, number>();

  unique(wanted: string): string {
    let copy = this.#copies.get(wanted) ?? 1;
    let id = copy === 1 ? wanted : `${wanted}~${copy}`;
    while (this.#taken.has(id)) id = `${wanted}~${++copy}`;
    this.#copies.set(wanted, copy);
    this.#taken.add(id);
    return id;
  }
}

function repeatedKeys(drafts: readonly Draft[]): Set<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  const visit = (draft: Draft) => {
    if (draft.idUnder === 'zone') {
      if (seen.has(draft.key)) repeated.add(draft.key);
      seen.add(draft.key);
    }
    draft.children.forEach(visit);
  };
  drafts.forEach(visit);
  return repeated;
}

const MARKUP = /<!--[\s\S]*?-->|<[^<>]*>|#+/u;
const GAP_PART = new RegExp(`${MARKUP.source}|[${BLANK}]+`, 'gu');

/**
 * Declares everything between the nodes' spans: markup, or white space with the reason it is left out.
 * @throws Error when words would be left out: a mistake in the parser, never in the paper
 */
export function deletionsOf(source: string, owned: readonly Span[]): Deletion[] {
  const spans = [...owned].sort((a, b) => a[0] - b[0]);
  const deletions: Deletion[] = [];
  let cursor = 0;
  for (const [start, end] of [...spans, [source.length, source.length] as const]) {
    if (start > cursor) for (const deletion of declare(source, cursor, start)) deletions.push(deletion);
    cursor = Math.max(cursor, end);
  }
  return deletions;
}

function declare(source: string, start: number, end: number): Deletion[] {
  const gap = source.slice(start, end);
  const parts = [...gap.matchAll(GAP_PART)];
  if (parts.reduce((length, part) => length + part[0].length, 0) !== gap.length)
    throw new Error(`Words from ${start} to ${end} belong to no node`);
  return parts.map((part) => {
    const from = start + part.index;
    return { span: [from, from + part[0].length], reason: reasonOf(source, from, part[0]) };
  });
}

function reasonOf(source: string, from: number, part: string): DeletionReason {
  if (/^[<#]/u.test(part)) return 'html';
  if (part.includes('\t')) return 'cell-separator';
  if (!part.includes('\n')) return 'layout-space';
  const before = source[from - 1] ?? '\n';
  return /[\n。！？；：:>]/u.test(before) ? 'blank' : 'line-break';
}
