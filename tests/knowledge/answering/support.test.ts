/**
 * A second opinion on every recorded question: numbers and quotations are looked up as printed, in the cited passages
 * and in the bytes of the paper. Shares nothing with the product's own check.
 */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Knowledge } from '../../../knowledge/knowledge.ts';
import type { Audience, Citation, PaperDocument, Passage, Turn } from '../../../knowledge/types.ts';
import { readCases } from '../../cases/score.ts';
import { type Answer, citedPassage, libraryOf, question, useSeedKnowledge } from './seed-knowledge.ts';

const knowledge = useSeedKnowledge();

interface Given {
  id: string;
  /** All that the person wrote. */
  said: string;
  answer: Answer;
}

const given: Given[] = [];
beforeAll(async () => {
  for (const { id, turns } of [...readCases('paper.yaml'), ...readCases('knowledge-dev.yaml')])
    for (const audience of ['citizen', 'staff'] as const)
      for (const answer of await answersTo(knowledge(), turns, audience))
        given.push({ id: `${id} (${audience})`, said: turns.join('\n'), answer });
});

/** Says the turns in order; only answers that cite something are returned. */
async function answersTo(
  { ask }: Knowledge,
  turns: readonly string[],
  audience: Audience,
): Promise<Answer[]> {
  const history: Turn[] = [];
  const answers: Answer[] = [];
  for (const text of turns) {
    const outcome = await ask(question(text, audience, history));
    history.push({ role: 'citizen', text });
    if (outcome.kind !== 'answer') continue;
    history.push({ role: 'bot', text: outcome.body });
    if (outcome.citations.length > 0) answers.push(outcome);
  }
  return answers;
}

const wide = (text: string) => text.normalize('NFKC');

/** A number in digits with the sign before and the character after it, as printed: `.2万`, `95%`, `2022年`. */
const IN_DIGITS = /\d+(?:\.\d+)?.?/gu;
/** A number in characters with what is counted: `三名`, `十五日`, `万分之一`. */
const IN_CHARACTERS =
  /[百千万]分之[一二三四五六七八九十百]+|[一二三四五六七八九十百千两]+(?:名|件|个|家|次|年|月|日|天|小时|分钟|秒|元|条|款|项)/gu;
/** `这一件事`, `这一格`: our own words, not the paper's. */
const OUR_OWN = /[哪这][一几](?:件|格|条|项|个)/gu;

function numbersIn(text: string): string[] {
  const plain = wide(text).replace(OUR_OWN, '');
  return [...(plain.match(IN_DIGITS) ?? []), ...(plain.match(IN_CHARACTERS) ?? [])];
}

/** Whether the number stands there, and is not a part of a longer one. */
function holds(text: string, number: string): boolean {
  for (let at = text.indexOf(number); at >= 0; at = text.indexOf(number, at + 1)) {
    const cutBefore = /^\d/u.test(number) && /\d\.?$/u.test(text.slice(0, at));
    const cutAfter = /\d$/u.test(number) && /^\.?\d/u.test(text.slice(at + number.length));
    if (!cutBefore && !cutAfter) return true;
  }
  return false;
}

/** The body without what it repeats of the person's own words, and without the names of the cited passages. */
function ownWords({ said, answer: { body, citations } }: Given): string {
  const repeated = body.replace(/您[^“”]{0,4}“([^”]*)”/gu, (whole, words: string) =>
    wide(said).toLowerCase().includes(wide(words).toLowerCase()) ? '' : whole,
  );
  return passagesOf(citations).reduce((text, { label }) => text.replaceAll(label, ''), repeated);
}

function passagesOf(citations: readonly Citation[]): Passage[] {
  return citations.map(({ passageId }) => citedPassage(knowledge(), passageId)!);
}

/** All that the cited passages print, with where they stand and what is on file about them. */
function printedBy(citations: readonly Citation[]): string {
  return wide(
    passagesOf(citations)
      .flatMap(({ text, label, path, documentTitle, validity }) => [
        text,
        label,
        documentTitle,
        ...path,
        validity.note,
      ])
      .join('\n'),
  );
}

function unsupportedNumbers(one: Given): string[] {
  const printed = printedBy(one.answer.citations);
  return numbersIn(ownWords(one)).filter((number) => {
    // What follows the number may be our own punctuation; its unit may not be our own.
    const bare = number.replace(/[^\p{Script=Han}\d%‰]$/u, '');
    return !holds(printed, bare);
  });
}

const quotationsIn = (body: string) => [...body.matchAll(/「([^」]*)」/gu)].map(([, quote = '']) => quote);

/** The source without its declared deletions. */
function withoutDeletions({ source, deletions }: PaperDocument): string {
  let text = '';
  let at = 0;
  for (const { span } of deletions.toSorted((a, b) => a.span[0] - b.span[0])) {
    text += source.slice(at, span[0]);
    at = span[1];
  }
  return text + source.slice(at);
}

test('most recorded questions are answered, for citizens and for staff', () => {
  expect(given.length).toBeGreaterThan(120);
  expect(given.filter(({ id }) => id.endsWith('(staff)')).length).toBeGreaterThan(60);
});

test('every number of every answer stands in a passage that it cites', () => {
  const wrong = given.map((one) => ({ id: one.id, numbers: unsupportedNumbers(one) }));
  expect(wrong.filter(({ numbers }) => numbers.length > 0)).toEqual([]);
  const looked = given.flatMap(({ answer }) => numbersIn(answer.body));
  expect(looked.length).toBeGreaterThan(1000);
});

test('every quotation is a stretch of the paper minus the declared deletions', () => {
  const papers = libraryOf(knowledge()).documents.map(withoutDeletions);
  const quotations = given.flatMap(({ id, answer }) => [
    ...quotationsIn(answer.body).map((quote) => ({ id, quote })),
    ...answer.citations.filter(({ verbatim }) => verbatim).map(({ quote }) => ({ id, quote })),
  ]);
  expect(quotations.length).toBeGreaterThan(200);
  expect(quotations.filter(({ quote }) => quote.trim() === '')).toEqual([]);
  expect(quotations.filter(({ quote }) => !papers.some((paper) => paper.includes(quote)))).toEqual([]);
});

test('every answer quotes what it cites, and cites only what it shows', () => {
  const hidden = given.filter(({ answer: { body, citations } }) => {
    const shown = new Set(quotationsIn(body));
    return shown.size > 0 && citations.some(({ quote }) => !shown.has(quote));
  });
  expect(hidden.map(({ id }) => id)).toEqual([]);
});

test('what is deleted is layout, and the rest is the file itself', () => {
  for (const { file, source, deletions } of libraryOf(knowledge()).documents) {
    expect(source).toBe(readFileSync(file, 'utf8').replace(/^\ufeff/u, ''));
    const words = deletions.map(({ span }) => source.slice(...span));
    expect(words.filter((text) => text.replace(/<[^<>]*>|\s/gu, '') !== '')).toEqual([]);
  }
});

describe('would notice (control)', () => {
  const real = () => given.find(({ answer }) => answer.body.includes('「') && answer.body.includes('32名'))!;
  const saying = (body: string): Given => ({ ...real(), answer: { ...real().answer, body } });

  test('a number, share, day or telephone that no cited passage prints', () => {
    const { body } = real().answer;
    expect(unsupportedNumbers(saying(body))).toEqual([]);
    expect(unsupportedNumbers(saying(body.replace('32名', '2名')))).toEqual(['2名']);
    expect(unsupportedNumbers(saying(`${body}三名。`))).toEqual(['三名']);
    expect(unsupportedNumbers(saying(`${body}百分之九十。`))).toEqual(['百分之九十']);
    expect(unsupportedNumbers(saying(`${body}１２３４５。`))).toEqual(['12345。']);
    expect(unsupportedNumbers(saying(`${body}您说的“77名”`))).toEqual(['77名']);
    expect(unsupportedNumbers(saying(`${body}共1234人`))).toEqual(['1234人']);
    expect(unsupportedNumbers(saying(`${body}共202`))).toEqual(['202']);
  });

  test('words that the paper does not hold', () => {
    const [paper] = libraryOf(knowledge()).documents.map(withoutDeletions);
    const [quote = ''] = quotationsIn(real().answer.body);
    expect(quote.length).toBeGreaterThan(5);
    expect(paper!.includes(quote)).toBe(true);
    expect(paper!.includes(`${quote.slice(0, 3)}龘${quote.slice(4)}`)).toBe(false);
  });
});
