/** How a text is cut for reading aloud. */

/** Chrome falls silent in the middle of an utterance that takes longer than some fifteen seconds. */
const LONGEST_PIECE = 80;

/** What is read in one go: whole sentences where these are short enough. */
export function piecesOf(text: string): string[] {
  const spoken = text.replace(/［\d+］/g, '').replace(/^· */gm, '');
  const sentences = spoken.match(/[^。！？；!?;\n]+[。！？；!?;]*/g) ?? [];
  return sentences
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
    .flatMap((sentence) => sentence.match(new RegExp(`.{1,${LONGEST_PIECE}}`, 'gs')) ?? []);
}
