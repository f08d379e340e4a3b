import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mulberry } from '../../../knowledge/answering/matching/random.ts';
import {
  type Bm25Parameters,
  defaultParameters,
  type LexicalIndex,
} from '../../../knowledge/index/lexical.ts';
import { LexicalBuilder } from '../../../knowledge/index/lexical-builder.ts';
import { readLexical, writeLexical } from '../../../knowledge/index/lexical-file.ts';
import { streamNames, termsOf } from '../../../knowledge/index/tokens.ts';
import { topOf } from '../../../knowledge/index/top-k.ts';
import { makePassages, withFolder } from './fixtures.ts';

const texts = makePassages(200).map((passage) => passage.text);

function build(corpus: readonly string[], parameters?: Bm25Parameters): LexicalIndex {
  const builder = new LexicalBuilder(parameters);
  for (const text of corpus) builder.add(text);
  return builder.finish();
}

/** BM25 as it stands in the textbook, over strings and maps. */
function naiveScores(corpus: readonly string[], query: string, parameters: Bm25Parameters): number[] {
  const { k1, b, weights } = parameters;
  const streams = streamNames.filter((stream) => weights[stream] > 0);
  const terms = (text: string) =>
    streams.flatMap((stream) => termsOf(text, stream).map((term) => `${stream} ${term}`));
  const documents = corpus.map(terms);
  const mean = documents.reduce((sum, document) => sum + document.length, 0) / documents.length;
  return documents.map((document) => {
    let score = 0;
    for (const term of terms(query)) {
      const frequency = document.filter((other) => other === term).length;
      const containing = documents.filter((other) => other.includes(term)).length;
      const idf = Math.log(1 + (documents.length - containing + 0.5) / (containing + 0.5));
      const weight = weights[term.split(' ')[0] as keyof typeof weights];
      score +=
        (weight * idf * frequency * (k1 + 1)) / (frequency + k1 * (1 - b + (b * document.length) / mean));
    }
    return score;
  });
}

function randomText(next: () => number): string {
  const alphabet = '法律援助申请人调解公证12 ，。a';
  return Array.from(
    { length: Math.floor(next() * 30) },
    () => alphabet[Math.floor(next() * alphabet.length)],
  ).join('');
}

describe('BM25', () => {
  it('equals the textbook formula on random corpora, queries and parameters', () => {
    const next = mulberry(7);
    let compared = 0;
    for (let round = 0; round < 60; round++) {
      const corpus = Array.from({ length: 1 + Math.floor(next() * 25) }, () => randomText(next));
      const weights = { unigram: next(), bigram: next() < 0.3 ? 0 : next(), word: next() };
      const parameters = { k1: 0.2 + 2 * next(), b: next(), weights };
      const query = randomText(next);
      const expected = naiveScores(corpus, query, parameters);
      const found = build(corpus, parameters).search(query, corpus.length);
      expect(found.length).toBe(expected.filter((score) => score > 0).length);
      for (const { document, score } of found) {
        expect(score).toBeCloseTo(expected[document]!, 3);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(200);
  });

  it('never scores above the ceiling, and scores a document that says it all well', () => {
    const index = build(texts);
    const question = texts[17]!;
    const [best] = index.search(question, 1);
    expect(best!.document).toBe(17);
    expect(best!.score).toBeLessThan(index.ceiling(question));
    expect(best!.score / index.ceiling(question)).toBeGreaterThan(0.3);
  });

  it('gives equal scores in the order of building and honours k and the filter', () => {
    const index = build(['公证', '调解', '公证', '公证']);
    expect(index.search('公证', 2).map((hit) => hit.document)).toEqual([0, 2]);
    expect(index.search('公证', 9, (document) => document !== 0).map((hit) => hit.document)).toEqual([2, 3]);
    expect(index.search('公证', 0)).toEqual([]);
    expect(index.search('仲裁', 5)).toEqual([]);
    expect(index.search('', 5)).toEqual([]);
  });

  it('keeps the k best of random scores', () => {
    const next = mulberry(3);
    const scores = Float32Array.from({ length: 5000 }, () => Math.floor(next() * 500));
    const expected = [...scores.entries()].sort(([i, a], [j, b]) => b - a || i - j).slice(0, 50);
    expect(topOf(scores, 50).map((hit) => hit.document)).toEqual(expected.map(([document]) => document));
  });

  it('is empty but usable without documents, and with documents without terms', () => {
    expect(build([]).search('公证', 3)).toEqual([]);
    expect(build(['', '——']).search('公证', 3)).toEqual([]);
  });
});

describe('the lexical file', () => {
  it('finds the same after loading', () =>
    withFolder((folder) => {
      const index = build(texts);
      const file = join(folder, 'lexical.bin');
      writeLexical(file, index);
      const loaded = readLexical(file);
      expect(loaded.parameters).toEqual(defaultParameters);
      for (const query of ['法律援助申请', '12个工作日', '律师负责什么']) {
        expect(loaded.search(query, 20)).toEqual(index.search(query, 20));
        expect(index.search(query, 20).length).toBeGreaterThan(0);
      }
    }));

  it('is the same bytes for the same documents, and others for others', () =>
    withFolder((folder) => {
      const [one, two, other] = ['1', '2', '3'].map((name) => join(folder, name)) as [string, string, string];
      writeLexical(one, build(texts));
      writeLexical(two, build(texts));
      writeLexical(other, build(texts.slice(1)));
      expect(readFileSync(one).equals(readFileSync(two))).toBe(true);
      expect(readFileSync(one).equals(readFileSync(other))).toBe(false);
    }));

  it('refuses a file that was cut short or is something else', () =>
    withFolder((folder) => {
      const file = join(folder, 'lexical.bin');
      writeLexical(file, build(texts));
      truncateSync(file, readFileSync(file).length - 64);
      expect(() => readLexical(file)).toThrow('不完整');
      writeFileSync(file, '{"magic":"something else"}\n');
      expect(() => readLexical(file)).toThrow();
    }));
});
