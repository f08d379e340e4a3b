/**
 * Control characters (C0 and C1, DEL) except tab and line feed, and the bidirectional embeddings, overrides
 * and isolates with which a sentence can be made to read differently from what it says.
 */
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * What every channel does to text that people typed, before anything else sees it. Line ends become `\n`, lone
 * surrogates U+FFFD, unsafe characters vanish; everything else stays as it was typed.
 */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(UNSAFE, '');
}
