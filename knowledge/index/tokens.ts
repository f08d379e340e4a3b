/** Text → terms for the lexical index and the built-in embedding. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Jieba } from '@node-rs/jieba';

/**
 * `unigram` single characters and whole runs of digits or letters, `bigram` two neighbours of those,
 * `word` dictionary words of two characters or more (shorter ones are unigrams already).
 */
export type StreamName = 'unigram' | 'bigram' | 'word';
export const streamNames: readonly StreamName[] = ['unigram', 'bigram', 'word'];

/** A Chinese character, or a whole run of other letters and digits (`12348`, `1.2`, `app`). */
const unit = /\p{Script=Han}|[[\p{L}\p{N}\p{M}]--\p{Script=Han}]+(?:\.\p{N}+)*/gv;
const invisible = /\p{Cf}/gu;
const han = /\p{Script=Han}/u;

/** Compatibility forms folded (full-width letters and digits), lower case, no invisible characters. */
export function normalise(text: string): string {
  return text.toWellFormed().normalize('NFKC').replace(invisible, '').toLowerCase();
}

/** Calls `visit` with every term of every chosen stream, repetitions included, in a fixed order. */
export function eachTerm(
  text: string,
  streams: readonly StreamName[],
  visit: (term: string, stream: StreamName) => void,
): void {
  const clean = normalise(text);
  const unigrams = streams.includes('unigram');
  const bigrams = streams.includes('bigram');
  if (unigrams || bigrams) eachGram(clean, unigrams, bigrams, visit);
  if (streams.includes('word')) eachWord(clean, visit);
}

/** All terms of one stream, in order. */
export function termsOf(text: string, stream: StreamName): string[] {
  const terms: string[] = [];
  eachTerm(text, [stream], (term) => terms.push(term));
  return terms;
}

function eachGram(
  clean: string,
  unigrams: boolean,
  bigrams: boolean,
  visit: (term: string, stream: StreamName) => void,
): void {
  let previous = '';
  let previousEnd = -1;
  for (const match of clean.matchAll(unit)) {
    const term = match[0];
    if (unigrams) visit(term, 'unigram');
    // Neighbours only: a bigram never reaches across punctuation or a blank.
    if (bigrams && previousEnd === match.index) visit(previous + term, 'bigram');
    previous = term;
    previousEnd = match.index + term.length;
  }
}

function eachWord(clean: string, visit: (term: string, stream: StreamName) => void): void {
  if (!han.test(clean)) return;
  for (const word of segmenter().cut(clean, false)) {
    if (word.length > 1 && han.test(word)) visit(word, 'word');
  }
}

let loaded: Jieba | undefined;

/** The dictionary takes 50 MiB and a third of a second: loaded with the first word that is needed. */
function segmenter(): Jieba {
  if (loaded === undefined) {
    const require = createRequire(import.meta.url);
    const jieba: typeof import('@node-rs/jieba') = require('@node-rs/jieba');
    // Read here and not with the package's module, which would hold on to the bytes.
    loaded = jieba.Jieba.withDict(readFileSync(require.resolve('@node-rs/jieba/dict.txt')));
  }
  return loaded;
}
