/** Telegram takes 4,096 UTF-16 code units a message. https://core.telegram.org/bots/api#sendmessage */
const TELEGRAM_LIMIT = 4096;

/** Where a text may be cut, best first: between paragraphs, lines, sentences, clauses. The mark stays with what it ends. */
const SEAMS: readonly RegExp[] = [/\n\n/g, /\n/g, /[。！？!?…][」』”’）)]*/g, /[；;，,、\s]/g];

/** A part shorter than this share of the limit is no good reason to cut there. */
const SHORTEST_PART = 0.5;

/** Half-open, in UTF-16 code units. */
export interface Range {
  start: number;
  end: number;
}

/**
 * Cuts a text into parts of at most `limit` UTF-16 code units, at the best seam in the second half of each part, never
 * inside a surrogate pair. Blanks at the seams are dropped, nothing else; a blank text has no parts.
 */
export function splitText(text: string, limit: number = TELEGRAM_LIMIT): string[] {
  return splitRanges(text, [], limit).map(({ start, end }) => text.slice(start, end));
}

/** The same as ranges of the text. What is `whole` is not cut either, unless it is longer than a part. */
export function splitRanges(text: string, whole: readonly Range[], limit: number = TELEGRAM_LIMIT): Range[] {
  const parts: Range[] = [];
  const last = text.trimEnd().length;
  let start = skipBlanks(text, 0);
  while (last - start > limit) {
    const end = beforeWhole(start, start + cutPosition(text.slice(start), limit), whole);
    parts.push({ start, end: start + text.slice(start, end).trimEnd().length });
    start = skipBlanks(text, end);
  }
  if (start < last) parts.push({ start, end: last });
  return parts;
}

function skipBlanks(text: string, from: number): number {
  return text.length - text.slice(from).trimStart().length;
}

function beforeWhole(start: number, cut: number, whole: readonly Range[]): number {
  const broken = whole.find((range) => range.start < cut && cut < range.end);
  return broken === undefined || broken.start <= start ? cut : broken.start;
}

function cutPosition(text: string, limit: number): number {
  const head = text.slice(0, limit);
  for (const seam of SEAMS) {
    const ends = Array.from(head.matchAll(seam), (match) => match.index + match[0].length);
    const last = ends.at(-1) ?? 0;
    if (last >= limit * SHORTEST_PART) return last;
  }
  return splitsPair(text, limit) ? limit - 1 : limit;
}

function splitsPair(text: string, position: number): boolean {
  return (text.codePointAt(position - 1) ?? 0) > 0xffff;
}
