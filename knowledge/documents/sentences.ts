/** What closes a sentence, and what stands on a line of its own. */

const CLOSED = /[。！？!?；;：:…][”’"'）)】》〉]*$/u;
const OPEN = /[，,、（(“《〈]$/u;
const PUNCTUATION = /[，,。；;：:！？!?]/u;
const LONGEST_HEADING_LINE = 40;

/** Whether the text ends where a sentence, or the lead-in of a list, may end. */
export function isClosed(text: string): boolean {
  return CLOSED.test(text);
}

/** A heading, a signature or a row of a list: short, with nothing that belongs into a sentence. */
export function standsAlone(text: string): boolean {
  return text.length <= LONGEST_HEADING_LINE && !PUNCTUATION.test(text) && !OPEN.test(text);
}

const LONGEST_HEADING = 30;

/**
 * The heading of a unit: the whole text when it stands alone, else its first sentence when that is short enough
 * to serve as one.
 */
export function headingOf(text: string): string | null {
  const sentence = /^[^。；;！？!?\n]*/u.exec(text)?.[0].trim() ?? '';
  const limit = sentence === text.trim() && standsAlone(sentence) ? LONGEST_HEADING_LINE : LONGEST_HEADING;
  return sentence !== '' && sentence.length <= limit ? sentence.replace(/[：:，,、]$/u, '') : null;
}
