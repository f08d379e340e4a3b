/** A reference as people write it → the passages it names. */

import { lookupMessages } from '../texts.ts';
import type { PaperDocument } from '../types.ts';
import { documentPrefix } from './labels.ts';
import type { Library } from './library.ts';
import { found, type LookupResult, none } from './lookup-result.ts';
import { nearestPassages } from './nearest.ts';
import { cleanReference, namedLaw, nameKey, readPlace } from './reference.ts';
import { Shelf } from './shelf.ts';
import { findWords } from './words.ts';

export type { LookupResult } from './lookup-result.ts';

export const LONGEST_REFERENCE = 500;

/**
 * Finds 第九条, （九）, 九, 9, 附件2 公证, 附件2·公证法律服务·1, 法律援助法 31, or the passages that hold some words.
 * A reference that names no document means the library's default.
 */
export function lookup(library: Library, reference: string): LookupResult {
  const cleaned = cleanReference(reference.slice(0, LONGEST_REFERENCE + 1));
  if (cleaned === '') return none(lookupMessages.empty());
  if (cleaned.length > LONGEST_REFERENCE) return none(lookupMessages.tooLong(LONGEST_REFERENCE));
  const named = findDocument(library, cleaned);
  const document = named?.document ?? library.defaultDocument;
  if (!document) return none(lookupMessages.noDocument());
  if (!named) {
    const law = namedLaw(cleaned);
    if (law !== null) return unknownDocument(library, law);
  }
  const shelf = new Shelf(
    document,
    library.passages.filter(({ documentId }) => documentId === document.id),
  );
  const place = readPlace(named?.rest ?? cleaned);
  if (place.kind !== 'words') return shelf.find(place, cleaned);
  const exact = shelf.passages.filter(({ clause }) => nameKey(clause) === nameKey(place.words));
  return exact.length > 0 ? found(exact) : findWords(named ? shelf.passages : library.passages, place.words);
}

function unknownDocument(library: Library, law: string): LookupResult {
  const loaded = library.documents.map(documentPrefix);
  return none(lookupMessages.unknownDocument(law, loaded), nearestPassages(library.passages, law));
}

interface Named {
  document: PaperDocument;
  /** What stands behind the document's name. */
  rest: string;
}

/** The document whose longest name the reference holds. */
function findDocument(library: Library, cleaned: string): Named | null {
  const key = nameKey(cleaned);
  let best: (Named & { length: number }) | null = null;
  for (const document of library.documents) {
    for (const name of [document.id, document.title, ...document.aliases].map(nameKey)) {
      if (name.length <= (best?.length ?? 0) || !key.includes(name)) continue;
      const rest = textAfter(cleaned, name);
      if (rest !== null) best = { document, length: name.length, rest };
    }
  }
  return best;
}

/** 广东省法律援助条例 is not 法律援助条例, and 劳动合同法实施条例 is not 劳动合同法. */
const PART_OF_LONGER_NAME = {
  before: /(?:省|市|自治区|自治州|县|关于\S*)$/u,
  after: /^(?:实施|施行|司法解释|的?解释|若干)/u,
};

/** What follows a name whose characters may be spaced out in the text; null when it is part of another name. */
function textAfter(text: string, name: string): string | null {
  const spaced = [...name].map((character) => character.replace(/[^\p{L}\p{N}]/u, '\\$&')).join('\\s*');
  const match = new RegExp(spaced, 'u').exec(text);
  if (!match) return null;
  const rest = text.slice(match.index + match[0].length);
  const { before, after } = PART_OF_LONGER_NAME;
  if (before.test(text.slice(0, match.index)) || after.test(rest)) return null;
  return rest.replace(/^[\s·,:的]+/u, '');
}
