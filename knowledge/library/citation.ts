import type { Citation, Passage } from '../types.ts';
import { statusOn } from './validity.ts';

/**
 * A citation of a passage as it stands on a day.
 * @param date ISO day on which validity is judged
 * @param quote a stretch of the passage's text; the whole of it when left out
 */
export function citationOf(passage: Passage, date: string, quote: string = passage.text): Citation {
  return {
    label: passage.label,
    document: passage.documentTitle,
    clause: passage.clause,
    path: passage.path,
    quote,
    // A card is our own words: 要旨, never a quotation.
    verbatim: passage.kind !== 'rule',
    status: statusOn(passage.validity, date),
    note: passage.validity.note,
    passageId: passage.id,
    ...(passage.words !== undefined && { words: passage.words }),
  };
}

/** The same with only the passage's first sentence, which serves as its heading. */
export function headingCitation(passage: Passage, date: string): Citation {
  return citationOf(passage, date, /^[^。]*。?/u.exec(passage.text)?.[0]);
}
