/** The things a text names. */
import { normalise, termsOf } from '../index/tokens.ts';
import { atomsOf } from './atoms.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { Words } from './words.ts';

/** One thing a question names, in the person's words and in the words documents use. */
export interface Concept {
  said: string;
  /** Normalised; covering any of them covers the concept. */
  forms: readonly string[];
  /** How much it counts for what the question is about. */
  weight: number;
  /** Some passage holds one of its forms. */
  known: boolean;
  /** A matter of its own that no passage holds. */
  decisive: boolean;
  /** Nearly every line of an official paper holds it: named only because nothing else was. */
  weak: boolean;
}

export interface Named {
  concepts: Concept[];
  /** Words such as 指标 and 标准 that count only when nothing else is named. */
  weak: string[];
}

/** What a word that no passage holds counts, as a share of one that a single passage holds. */
const UNKNOWN = { decisive: 1.3, ordinary: 0.1 };
/** A number may be what is asked about, or a mistake that happens to stand elsewhere. */
const NUMBER_WORTH = 0.5;
const RUN = /\p{Script=Han}{2,4}/gu;
/** A sum that no passage names is nothing to answer about. */
const YUAN = /^\d[\d,.]*[万亿]?[元块]$/u;
export const CONFIRM = /对吗|对不对|对吧|是吧|是不是|没错吧|[吧嘛][？?。]?$/u;
const YEAR = /^(?:19|20)\d{2}年?$/u;

/**
 * The documents' own longer phrases first, then ways of saying, longest first, then numbers, dictionary words, and pairs of
 * characters that only documents use.
 * @param text normalised
 */
export function conceptsOf(text: string, words: Words, vocabulary: Vocabulary): Named {
  const scan = new Scan(text);
  for (const phrase of vocabulary.phrasesIn(text)) if (!words.weak.has(phrase)) scan.take(phrase);
  for (const { said, means } of words.phrases) scan.take(said, [said, ...means.map(normalise)]);
  for (const { text: number } of atomsOf(text))
    if (/\d/u.test(number) && isTelling(number, vocabulary)) scan.take(number);
  const weak: string[] = [];
  for (const word of new Set(termsOf(scan.rest, 'word'))) {
    if (words.stop.has(word)) scan.skip(word);
    else if (words.weak.has(word)) weak.push(word);
    else scan.take(word);
  }
  for (const word of weak) scan.skip(word);
  for (const character of scan.rest) if (words.stop.has(character)) scan.skip(character);
  for (const run of scan.rest.match(RUN) ?? [])
    for (const pair of pairsOf(run)) if (vocabulary.weightOf(pair) > 0) scan.take(pair);
  const concepts = premises(
    text,
    scan.found.map((entry) => conceptOf(entry, words, vocabulary)),
  );
  return { concepts, weak };
}

/** The weak words as concepts, for a question that names nothing else. */
export function weakConcepts(weak: readonly string[], words: Words, vocabulary: Vocabulary): Concept[] {
  return weak.map((said) => ({ ...conceptOf({ said, forms: [said] }, words, vocabulary), weak: true }));
}

const pairsOf = (run: string) =>
  Array.from({ length: run.length - 1 }, (_, index) => run.slice(index, index + 2));

/** A number some passage holds says what is meant; a year that none holds says that it is not held. */
function isTelling(number: string, vocabulary: Vocabulary): boolean {
  return YEAR.test(number) || YUAN.test(number) || (number.length > 1 && vocabulary.weightOf(number) > 0);
}

function conceptOf(
  { said, forms }: Pick<Concept, 'said' | 'forms'>,
  words: Words,
  vocabulary: Vocabulary,
): Concept {
  const best = Math.max(...forms.map((form) => vocabulary.weightOf(form)));
  if (best > 0) {
    const weight = /^\d/u.test(said) ? best * NUMBER_WORTH : best;
    return { said, forms, weight, known: true, decisive: false, weak: false };
  }
  const decisive = words.decisive.has(said) || YEAR.test(said) || YUAN.test(said);
  const share = decisive ? UNKNOWN.decisive : UNKNOWN.ordinary;
  return { said, forms, weight: vocabulary.rarest * share, known: false, decisive, weak: false };
}

/**
 * A year no passage holds decides, unless it is offered to be confirmed or stands beside one that a passage holds:
 * then it is a mistake to correct.
 */
function premises(text: string, concepts: Concept[]): Concept[] {
  const offered = CONFIRM.test(text) || concepts.some(({ known, said }) => known && YEAR.test(said));
  if (!offered) return concepts;
  return concepts.filter(({ known, said }) => known || !YEAR.test(said));
}

/** A text from which words are taken, so that none is counted twice. */
class Scan {
  rest: string;
  readonly found: Pick<Concept, 'said' | 'forms'>[] = [];

  constructor(text: string) {
    this.rest = text;
  }

  take(said: string, forms: readonly string[] = [said]): void {
    if (this.skip(said)) this.found.push({ said, forms });
  }

  /** Blanks every occurrence; false when there is none. */
  skip(word: string): boolean {
    if (!this.rest.includes(word)) return false;
    this.rest = this.rest.replaceAll(word, ' '.repeat(word.length));
    return true;
  }
}
