/** Reading a parsed paper. */
import type { DocumentNode, PaperDocument, Span } from '../types.ts';
import { type Run, runOfSpans, slice, spansOf } from './run.ts';

/** The node and everything below it, each before its children. */
export function* walk(node: DocumentNode): Generator<DocumentNode> {
  yield node;
  for (const child of node.children) yield* walk(child);
}

export function findNode(document: PaperDocument, id: string): DocumentNode | null {
  for (const node of walk(document.root)) if (node.id === id) return node;
  return null;
}

/** The node's own words: its spans, without its children's. */
export function ownTextOf(document: PaperDocument, node: DocumentNode): string {
  return runOfSpans(document.source, node.spans).text;
}

/** The node's words with those of everything below it, in the order of the source. */
export function textOf(document: PaperDocument, node: DocumentNode): string {
  return textRun(document, node).text;
}

/** `textOf` with the place of each code unit. */
export function textRun(document: PaperDocument, node: DocumentNode): Run {
  const spans = [...walk(node)].flatMap((inner) => inner.spans);
  return runOfSpans(
    document.source,
    spans.toSorted((a, b) => a[0] - b[0]),
  );
}

export interface Sentence {
  text: string;
  spans: readonly Span[];
}

const SENTENCE = /[^。！？\n]*[。！？]+[”’」』）)]*|[^。！？\n]+/gu;

/** The node's sentences, descendants included; each is verbatim and knows its place. Line breaks between paragraphs are left out. */
export function sentencesOf(document: PaperDocument, node: DocumentNode): Sentence[] {
  const run = textRun(document, node);
  return [...run.text.matchAll(SENTENCE)].map((match) => {
    const sentence = slice(run, match.index, match.index + match[0].length);
    return { text: sentence.text, spans: spansOf(sentence) };
  });
}
