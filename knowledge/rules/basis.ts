/** `广东省法律援助条例 第二十九条` → the document, its version, and the passage that a card cites by it. */
import { documentLabel, labelOf } from '../library/labels.ts';
import type { Register, Registered } from '../library/register.ts';
import * as texts from '../texts.ts';
import type { Passage, Validity } from '../types.ts';

export interface BasisName {
  /** With `@version` when an older text is meant. */
  document: string;
  /** `第二十九条`, `（七）`, `附件1·法律咨询服务`, `12348`; empty for the whole document. */
  clause: string;
}

/** Splits at the first blank, or where a paper's number ends. */
export function readBasis(name: string): BasisName {
  const paper = /^(\S+?〔\d{4}〕\d+号)\s*(.*)$/u.exec(name);
  if (paper) return { document: paper[1]!, clause: paper[2]! };
  const [document = '', ...rest] = name.trim().split(/\s+/u);
  return { document, clause: rest.join('') };
}

export const articleNumber = (clause: string) =>
  /^第([零〇一二三四五六七八九十百千]+)条/u.exec(clause)?.[1] ?? null;

/** When a card's basis holds, and what people are told about it. */
export function validityOf({ facts, version }: Registered, asOf: string | null): Validity {
  if (facts.evidence === 'P')
    return { from: null, to: NEVER, after: 'unknown', note: texts.notes.publicPages };
  const replaced = version?.to !== undefined;
  return {
    from: version?.from ?? version?.adopted ?? null,
    to: version?.to ?? null,
    after: replaced ? 'superseded' : 'unknown',
    note: texts.versionNote(version, asOf),
  };
}

const NEVER = '0001-01-01';

export function labelOfBasis({ facts, version }: Registered, clause: string): string {
  const older = version !== null && version !== facts.versions[0] ? texts.versionName(version.name) : '';
  return labelOf(documentLabel(facts.id) + older, clause);
}

/** A document that is loaded is cited in its own words. */
export function loadedPassage(
  registered: Registered,
  clause: string,
  passages: readonly Passage[],
): Passage | null {
  const { facts } = registered;
  return (
    passages.find((passage) => passage.documentId === facts.id && sameClause(passage.clause, clause)) ?? null
  );
}

const wide = (clause: string) => clause.normalize('NFKC').replace(/\s/gu, '');
const sameClause = (a: string, b: string) => wide(a) === wide(b);

export function findBasis(register: Register, name: string): (Registered & { clause: string }) | null {
  const { document, clause } = readBasis(name);
  const registered = register.findVersion(document);
  return registered && { ...registered, clause };
}
