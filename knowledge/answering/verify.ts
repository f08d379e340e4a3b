/**
 * The gate every answer passes, whoever wrote it: nothing unsupported is ever said (rule 1), and what is
 * shown as a quotation is the source's own text (rule 2).
 */
import { citationOf } from '../library/citation.ts';
import type { Citation, Comparator, Passage, Question } from '../types.ts';
import { atomsOf } from './atoms.ts';

export interface Unsupported {
  text: string;
  why:
    | 'atom-not-in-sources'
    | 'comparator-not-in-sources'
    | 'quote-not-in-source'
    | 'citation-altered'
    | 'unknown-passage'
    | 'no-citation';
}

export interface Claim {
  body: string;
  citations: readonly Citation[];
}

/** What the person wrote may be repeated back to them, marked like this, and needs no source. */
const REPEATED = /您(?:说|问|提到)的“([^”]*)”/gu;
const QUOTED = /「([^」]*)」/gu;
/** A quotation begins and ends where a sentence or its part does: 不少于100小时 is not cut to 少于100小时. */
const EDGE = /[。；;！？!?，,：:、\s]/u;

/**
 * Checks a composed answer against the passages it cites.
 * @param claim body and citations as they would leave
 * @param passageById the library's own passages: the citation is not believed, its passage is looked up
 * @param question what the person wrote (only its words may be repeated without a source), and the day it is asked on
 * @returns what has no support; empty means the answer may leave
 */
export function verify(
  claim: Claim,
  passageById: (id: string) => Passage | undefined,
  question: Pick<Question, 'text' | 'date'>,
): Unsupported[] {
  if (claim.citations.length === 0) return [{ text: claim.body, why: 'no-citation' }];
  const cited = claim.citations.map((citation) => ({ citation, passage: passageById(citation.passageId) }));
  const passages = cited.flatMap(({ passage }) => (passage ? [passage] : []));
  const own = withoutRepeated(claim.body, question.text);
  return [
    ...cited.flatMap(({ citation, passage }) => checkCitation(citation, passage, question.date)),
    ...checkQuotes(claim.body, passages),
    ...checkAtoms(own, passages),
    ...checkComparators(own.replace(QUOTED, ''), passages),
  ];
}

function withoutRepeated(body: string, question: string): string {
  const asked = question.normalize('NFKC');
  return body.replace(REPEATED, (whole, words: string) =>
    asked.includes(words.normalize('NFKC')) ? '' : whole,
  );
}

/** Every field of a citation is shown to people: it has to be what the library itself would write. */
function checkCitation(citation: Citation, passage: Passage | undefined, date: string): Unsupported[] {
  if (!passage || passage.label !== citation.label) return [{ text: citation.label, why: 'unknown-passage' }];
  const { quote, verbatim } = citation;
  // A gist is whole lines and never a quotation; a quotation is never our own words.
  const whole =
    passage.kind === 'rule'
      ? !verbatim && isLinesOf(quote, passage.text)
      : verbatim && standsWhole(quote, passage.text);
  if (quote.trim() === '' || !whole) return [{ text: quote, why: 'quote-not-in-source' }];
  const expected = citationOf(passage, date, quote);
  const altered = JSON.stringify(fieldsOf(expected)) !== JSON.stringify(fieldsOf(citation));
  return altered ? [{ text: citation.label, why: 'citation-altered' }] : [];
}

function isLinesOf(quote: string, gist: string): boolean {
  const lines = new Set(gist.split('\n'));
  return quote.split('\n').every((line) => lines.has(line));
}

const fieldsOf = ({ label, document, clause, path, status, note, words }: Citation) => [
  label,
  document,
  clause,
  path,
  status,
  note,
  words ?? null,
];

function checkQuotes(body: string, passages: readonly Passage[]): Unsupported[] {
  return [...body.matchAll(QUOTED)]
    .map((match) => match[1] ?? '')
    .filter((quote) => !passages.some(({ kind, text }) => kind !== 'rule' && standsWhole(quote, text)))
    .map((text) => ({ text, why: 'quote-not-in-source' as const }));
}

function standsWhole(quote: string, text: string): boolean {
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    const before = text[at - 1] ?? '。';
    const last = quote.at(-1) ?? '';
    const after = text[at + quote.length] ?? '。';
    if (EDGE.test(before) && (EDGE.test(last) || EDGE.test(after))) return true;
  }
  return false;
}

function checkAtoms(own: string, passages: readonly Passage[]): Unsupported[] {
  const supports = passages.map(supportOf);
  const supported = new Set(
    supports.flatMap((text) => [...atomsOf(text), ...atomsOf(text, ['date'])].map(({ key }) => key)),
  );
  return atomsOf(own)
    .filter(({ key }) => !supported.has(key))
    .map(({ text }) => ({ text, why: 'atom-not-in-sources' as const }));
}

const COMPARED =
  /(至少|不少于|不低于|最少|起码|多于|超过|高于|低于|少于|小于|不到|不超过|不多于|不高于|至多|最多)\s?([\d.,]{1,12}(?:万|亿)?[^\s，。；「」]{0,3}|[百千万]分之[^\s，。；「」]{1,4})/gu;
const MEANS: readonly [RegExp, Comparator][] = [
  [/^(?:不超过|不多于|不高于|至多|最多)/u, '≤'],
  [/^(?:至少|不少于|不低于|最少|起码)/u, '≥'],
  [/^(?:低于|少于|小于|不到)/u, '<'],
  [/^(?:多于|超过|高于)/u, '>'],
];

/** 至少32名 is another claim than 不超过32名: some cited indicator, or the source's own words, must say which. */
function checkComparators(own: string, passages: readonly Passage[]): Unsupported[] {
  const wrong = [...own.matchAll(COMPARED)].filter(([text, word = '', number = '']) => {
    const meant = MEANS.find(([pattern]) => pattern.test(word))?.[1];
    const value = Number(/^quantity:([\d.]+)/u.exec(atomsOf(number)[0]?.key ?? '')?.[1]);
    return !passages.some(
      (passage) =>
        passage.text.includes(text) ||
        passage.indicators.some((indicator) => indicator.comparator === meant && indicator.value === value),
    );
  });
  return wrong.map(([text]) => ({ text, why: 'comparator-not-in-sources' as const }));
}

/** All that a passage vouches for: its words, where it stands, and what is on file about its validity. */
function supportOf(passage: Passage): string {
  return [passage.text, passage.label, passage.documentTitle, ...passage.path, passage.validity.note].join(
    '\n',
  );
}
