/** One document's passages by their numbers. */
import { toChinese } from '../documents/numerals.ts';
import { walk } from '../documents/tree.ts';
import { lookupMessages } from '../texts.ts';
import type { DocumentNode, PaperDocument, Passage } from '../types.ts';
import { inAnnex } from './annex.ts';
import { documentPrefix, hasArticles } from './labels.ts';
import { found, type LookupResult, none } from './lookup-result.ts';
import type { Place } from './reference.ts';

export class Shelf {
  readonly #document: PaperDocument;
  readonly passages: readonly Passage[];

  constructor(document: PaperDocument, passages: readonly Passage[]) {
    this.#document = document;
    this.passages = passages;
  }

  find(place: Exclude<Place, { kind: 'words' }>, cleaned: string): LookupResult {
    switch (place.kind) {
      case 'document':
        return found(
          this.passages.filter(({ kind, nodeId }) => kind === 'front' && nodeId === 'front/title'),
        );
      case 'numbered':
        return this.#numbered(place);
      case 'part':
        return this.#part(place.number, place.item);
      case 'chapter':
        return this.#inside(
          (node) =>
            node.kind === 'chapter' && node.number === place.number && node.label.endsWith(place.unit),
          cleaned,
        );
      case 'annex':
        return this.#annex(place.number, place.rest);
    }
  }

  get #name(): string {
    return documentPrefix(this.#document);
  }

  #numbered({ form, number, suffix, item }: Extract<Place, { kind: 'numbered' }>): LookupResult {
    const articles = hasArticles(this.#document) && form !== 'clause';
    const kind = articles ? 'article' : 'clause';
    const wanted = articles
      ? `第${toChinese(number)}条${suffix === null ? '' : `之${toChinese(suffix)}`}`
      : `（${toChinese(number)}）`;
    const outside = this.#ofBody(kind);
    const matches = outside.filter(({ clause }) => clause === wanted || clause.endsWith(`部分${wanted}`));
    if (matches.length === 0) return this.#outOfRange(wanted, outside);
    return item === null ? found(matches) : this.#items(matches, item);
  }

  #ofBody(kind: DocumentNode['kind']): Passage[] {
    return this.passages.filter((passage) => passage.kind === kind && !passage.clause.startsWith('附件'));
  }

  #outOfRange(asked: string, there: readonly Passage[]): LookupResult {
    const [first, last] = [there[0], there.at(-1)];
    if (!first || !last) return none(lookupMessages.noClauses(this.#name, asked));
    return none(lookupMessages.outOfRange(this.#name, asked, first.clause, last.clause), [last]);
  }

  /** An item inside a clause has a passage of its own; one inside an article is read with its article. */
  #items(holders: readonly Passage[], item: number): LookupResult {
    const exact = holders.flatMap((holder) =>
      this.passages.filter(({ id }) => id === `${holder.id}/${item}`),
    );
    if (exact.length > 0) return found(exact);
    const counts = holders.map((holder) => itemCount(this.#node(holder.nodeId)));
    const inArticle = holders.filter(({ kind }, index) => kind === 'article' && (counts[index] ?? 0) >= item);
    if (inArticle.length > 0) return found(inArticle);
    const count = Math.max(0, ...counts);
    const [{ clause }] = holders as [Passage, ...Passage[]];
    return none(
      count > 0 ? lookupMessages.itemOutOfRange(clause, count) : lookupMessages.noItems(clause),
      holders,
    );
  }

  #node(id: string): DocumentNode | undefined {
    return walk(this.#document.root).find((node) => node.id === id);
  }

  #part(number: number, item: number | null): LookupResult {
    const asked = `第${toChinese(number)}部分`;
    const isPart = (node: DocumentNode) =>
      node.kind === 'part' && node.number === number && !node.id.includes('/');
    const whole = this.#inside(isPart, asked);
    if (whole.kind === 'none' || item === null) return whole;
    const units = [...walk(this.#document.root)].filter(isPart).flatMap(({ children }) => children);
    const wanted = units.filter((unit) => unit.number === item && unit.kind !== 'table').map(({ id }) => id);
    const passages = this.passages.filter(({ nodeId }) => wanted.includes(nodeId));
    return passages.length > 0
      ? found(passages)
      : none(lookupMessages.noItem(asked, item), whole.passages.slice(0, 1));
  }

  /** The outermost passages at and below the nodes that the test picks. */
  #inside(test: (node: DocumentNode) => boolean, asked: string): LookupResult {
    const ids = new Set(
      [...walk(this.#document.root)].filter(test).flatMap((node) => [...walk(node)].map(({ id }) => id)),
    );
    const passages = this.passages.filter(({ nodeId }) => ids.has(nodeId));
    const outermost = passages.filter(
      ({ id }) => !passages.some((other) => id.startsWith(`${other.id}/`) && other.kind !== 'part'),
    );
    return outermost.length > 0 ? found(outermost) : none(lookupMessages.noClauses(this.#name, asked));
  }

  #annex(number: number | null, rest: string): LookupResult {
    const annexes = this.#document.root.children.filter(({ kind }) => kind === 'annex');
    const chosen = annexes.filter((annex) => number === null || annex.number === number);
    if (chosen.length === 0) {
      const labels = annexes.map(({ label }) => label);
      return none(lookupMessages.noAnnex(this.#name, `附件${number ?? ''}`, labels));
    }
    const ids = new Set(chosen.flatMap((annex) => [...walk(annex)].map(({ id }) => id)));
    const passages = this.passages.filter(({ nodeId }) => ids.has(nodeId));
    if (rest === '') return found(passages);
    return inAnnex(passages, chosen.map(({ label }) => label).join('、'), rest);
  }
}

function itemCount(node: DocumentNode | undefined): number {
  return node?.children.filter(({ kind }) => kind === 'item').length ?? 0;
}
