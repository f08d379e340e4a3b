/**
 * The gate every answer passes, whoever wrote it: nothing unsupported is ever said (rule 1), and what is
 * shown as a quotation is the source's own text (rule 2).
 */
import type { Citation, Passage } from '../types.ts';
import { atomsOf } from './atoms.ts';

export interface Unsupported {
  text: string;
  why: 'atom-not-in-sources' | 'quote-not-in-source' | 'unknown-passage' | 'no-citation';
}

export interface Claim {
  body: string;
  citations: readonly Citation[];
}

/** What the person wrote may be repeated back to them, marked like this, and needs no source. */
const REPEATED = /您(?:说|问|提到)的“([^”]*)”/gu;
const QUOTED = /「([^」]*)」/gu;

/**
 * Checks a composed answer against the passages it cites.
 * @param claim body and citations as they would leave
 * @param passageById the library's own passages: the citation is not believed, its passage is looked up
 * @param question what the person wrote; only its words may be repeated without a source
 * @returns what has no support; empty means the answer may leave
 */
export function verify(
  claim: Claim,
  passageById: (id: string) => Passage | undefined,
  question: string,
): Unsupported[] {
  if (claim.citations.length === 0) return [{ text: claim.body, why: 'no-citation' }];
  const cited = claim.citations.map((citation) => ({ citation, passage: passageById(citation.passageId) }));
  const passages = cited.flatMap(({ passage }) => (passage ? [passage] : []));
  return [
    ...cited.flatMap(({ citation, passage }) => checkCitation(citation, passage)),
    ...checkQuotes(claim.body, passages),
    ...checkAtoms(claim.body, passages, question),
  ];
}

function checkCitation(citation: Citation, passage: Passage | undefined): Unsupported[] {
  if (!passage || passage.label !== citation.label) return [{ text: citation.label, why: 'unknown-passage' }];
  if (citation.verbatim && !passage.text.includes(citation.quote))
    return [{ text: citation.quote, why: 'quote-not-in-source' }];
  return [];
}

function checkQuotes(body: string, passages: readonly Passage[]): Unsupported[] {
  return [...body.matchAll(QUOTED)]
    .map((match) => match[1] ?? '')
    .filter((quote) => !passages.some((passage) => supportOf(passage).includes(quote)))
    .map((text) => ({ text, why: 'quote-not-in-source' as const }));
}

function checkAtoms(body: string, passages: readonly Passage[], question: string): Unsupported[] {
  const asked = question.normalize('NFKC');
  const own = body.replace(REPEATED, (whole, words: string) =>
    asked.includes(words.normalize('NFKC')) ? '' : whole,
  );
  const supported = new Set(passages.flatMap((passage) => atomsOf(supportOf(passage)).map(({ key }) => key)));
  return atomsOf(own)
    .filter(({ key }) => !supported.has(key))
    .map(({ text }) => ({ text, why: 'atom-not-in-sources' as const }));
}

/** All that a passage vouches for: its words, where it stands, and what is on file about its validity. */
function supportOf(passage: Passage): string {
  return [passage.text, passage.label, passage.documentTitle, ...passage.path, passage.validity.note].join(
    '\n',
  );
}
