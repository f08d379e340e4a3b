/** Telegram takes 4,096 UTF-16 code units a message. https://core.telegram.org/bots/api#sendmessage */
const TELEGRAM_LIMIT = 4096;

/** Where a text may be cut, best first: between paragraphs, lines, sentences, clauses. The mark stays with what it ends. */
const SEAMS: readonly RegExp[] = [/\n\n/g, /\n/g, /[。！？!?…][」』”’）)]*/g, /[；;，,、\s]/g];

/** A part shorter than this share of the limit is no good reason to cut there. */
const SHORTEST_PART = 0.5;

/**
 * Cuts a text into parts of at most `limit` UTF-16 code units, at the best seam in the second half of each part, never
 * inside a surrogate pair. Blanks at the seams are dropped, nothing else; a blank text has no parts.
 */
export function splitText(text: string, limit: number = TELEGRAM_LIMIT): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const end = cutPosition(rest, limit);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  if (rest !== '') parts.push(rest);
  return parts;
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
