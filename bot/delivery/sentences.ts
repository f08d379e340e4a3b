/** Lets readers begin before everything around an answer is stored. */
import type { DecideContext } from '../types.ts';

/** A sentence with the marks that close it, or a line; joined they are the body, unit for unit. */
const SENTENCE = /[^。！？!?\n]*(?:[。！？!?]+[”’"』」）)]*\n*|\n+|$)/gu;

/** The pieces of an answer's body, in order. */
export function sentencesOf(body: string): string[] {
  return (body.match(SENTENCE) ?? []).filter((piece) => piece !== '');
}

/**
 * The same `ask`, which also tells the sentences of an answer as soon as there is one. An answer is verified as a whole before
 * `ask` resolves, so nothing unverified is told; what is no answer, such as a hand-off, is not told early.
 * @param onSentence an empty sentence comes first: a question that has to be decided again is told from its beginning again
 */
export function tellEarly(
  ask: DecideContext['ask'],
  onSentence: (text: string) => void,
): DecideContext['ask'] {
  return async (question) => {
    const outcome = await ask(question);
    if (outcome.kind === 'answer')
      for (const sentence of ['', ...sentencesOf(outcome.body)]) onSentence(sentence);
    return outcome;
  };
}
