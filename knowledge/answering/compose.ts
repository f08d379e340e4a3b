/**
 * Composes an answer from the passages' own sentences. Everything factual is either a quotation in 「」 or a
 * number found in the quoted passage; the rest is in knowledge/texts.ts.
 */
import { normalise, termsOf } from '../index/tokens.ts';
import { citationOf } from '../library/citation.ts';
import { statusOn } from '../library/validity.ts';
import * as texts from '../texts.ts';
import type { Citation, Indicator, Passage, Question } from '../types.ts';
import { type Atom, atomsOf } from './atoms.ts';
import { CONFIRM } from './concepts.ts';
import { type Evidence, isEmptyCell } from './evidence.ts';
import type { Understanding } from './understand.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { Want } from './wants.ts';

export interface Composed {
  body: string;
  citations: Citation[];
  /** Of the card it was made from. */
  topic?: string;
}

/** A passage longer than this is quoted in part when only some of its sentences speak to the question. */
const SHORT_PASSAGE = 260;

/** An answer to a question about a topic, from the passages chosen for it (at least one). */
export function composeTopic(
  question: Question,
  asked: Understanding,
  chosen: readonly Evidence[],
  vocabulary: Vocabulary,
): Composed {
  const best = chosen[0]!.passage;
  if (asksOnlyForValidity(question, asked, best)) return composeValidity(question, best);
  const indicator = askedIndicator(asked, best);
  // Who asks for one number wants that number, not what else is written about its subject.
  const shown = indicator ? chosen.slice(0, 1) : chosen;
  const quotes = shown.map((evidence) => ({ passage: evidence.passage, quote: quoteOf(evidence) }));
  const lead = question.audience === 'staff' && !isEmptyCell(best) ? null : leadOf(asked, best, indicator);
  const notes = validityNotes(question, shown);
  const quotations = quotes.map(({ passage, quote }) => quotation(question, passage, quote));
  const correction = correctionOf(asked, chosen[0]!, askedIndicator(asked, best, true), vocabulary);
  return {
    body: paragraphs([
      correction,
      ...(asked.wants.has('validity') ? [...notes, lead, ...quotations] : [lead, ...quotations, ...notes]),
    ]),
    citations: quotes.map(({ passage, quote }) => citationOf(passage, question.date, quote)),
  };
}

/** 这个文件还有效吗 asks for nothing but what is known of its validity. */
function asksOnlyForValidity(question: Question, asked: Understanding, passage: Passage): boolean {
  const namesNothing = asked.concepts.every(({ weak, known }) => weak || !known);
  return asked.wants.has('validity') && namesNothing && validityNotes(question, [{ passage }]).length > 0;
}

function composeValidity(question: Question, passage: Passage): Composed {
  return {
    body: paragraphs(validityNotes(question, [{ passage }])),
    citations: [citationOf(passage, question.date)],
  };
}

/** The clauses that a reference names, whole. */
export function composeClauses(question: Question, passages: readonly Passage[]): Composed {
  const [first] = passages;
  const lead = question.audience === 'staff' || !first ? null : texts.clauseLead(first.label, first.path);
  return {
    body: paragraphs([
      lead,
      ...passages.map((passage) => quotation(question, passage, passage.text)),
      ...validityNotes(
        question,
        passages.map((passage) => ({ passage })),
      ),
    ]),
    citations: passages.map((passage) => citationOf(passage, question.date)),
  };
}

function paragraphs(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join('\n\n');
}

/** The whole passage when it is short, else from the first sentence that matters to the last. */
function quoteOf({ passage, sentences }: Evidence): string {
  const { text } = passage;
  const first = sentences[0];
  const last = sentences.at(-1);
  if (text.length <= SHORT_PASSAGE || !first || !last) return text;
  return text.slice(text.indexOf(first.text), text.indexOf(last.text) + last.text.length).trim();
}

function quotation(question: Question, passage: Passage, quote: string): string {
  if (isEmptyCell(passage)) return '';
  if (question.audience === 'citizen') return `「${quote}」`;
  const status = texts.statuses[statusOn(passage.validity, question.date)];
  return texts.staffQuotation(passage.label, passage.path, quote, status);
}

/** What is known about validity, once each, unless the passage simply is in force. */
function validityNotes(question: Question, cited: readonly { passage: Passage }[]): string[] {
  const notes = cited
    .filter(({ passage }) => statusOn(passage.validity, question.date) !== 'in-force')
    .map(({ passage }) => `${texts.validityLead}${passage.validity.note}`);
  return [...new Set(notes)];
}

function leadOf(asked: Understanding, passage: Passage, indicator: Indicator | null): string {
  const name = subjectOf(passage);
  if (isEmptyCell(passage)) return texts.emptyCell(name ?? passage.clause);
  const printed = indicator && printedValue(passage, indicator);
  return indicator && printed
    ? texts.indicatorLead(indicator, printed)
    : CONFIRM.test(asked.text)
      ? texts.confirmLead(name)
      : texts.topicLead(name);
}

/** What a passage is about, in a few words: its row's name, or its heading. */
function subjectOf({ kind, path }: Passage): string | null {
  const step = kind === 'item' && path.length > 1 ? path.at(-2) : path.at(-1);
  const name = step?.replace(/^(?:[一二三四五六七八九十]+、|[（(].{1,3}[）)])\s*/u, '') ?? '';
  return name.trim() === '' ? null : name;
}

const NUMERIC: readonly Want[] = ['number', 'share', 'duration'];
/** At least this share of an indicator's name has to be in the question before its value is said first. */
const NAMED_SHARE = 0.5;

/** The indicator the question asks for, when one is clearly meant. */
function askedIndicator(asked: Understanding, passage: Passage, stated = false): Indicator | null {
  if (!stated && !NUMERIC.some((want) => asked.wants.has(want)) && asked.atoms.length === 0) return null;
  const [best, next] = passage.indicators
    .map((indicator) => ({ indicator, share: namedShare(asked, indicator.name) }))
    .sort((a, b) => b.share - a.share);
  if (!best || best.share < NAMED_SHARE || best.share === next?.share) return null;
  return best.indicator;
}

function namedShare(asked: Understanding, name: string): number {
  const words = termsOf(normalise(name), 'word');
  return words.filter((word) => asked.query.includes(word)).length / Math.max(1, words.length);
}

/** The value as the passage prints it (`1.2万件`, `万分之一`), null when it prints it in another way. */
function printedValue(passage: Passage, { value }: Indicator): string | null {
  return atomsOf(passage.text).find((atom) => quantityOf(atom)?.value === value)?.text ?? null;
}

function quantityOf({ key }: Atom): { value: number; unit: string } | null {
  const match = /^quantity:([\d.]+)(.*)$/u.exec(key);
  return match ? { value: Number(match[1]), unit: match[2] ?? '' } : null;
}

/**
 * A number in the question that the best passage contradicts: the same unit, another value, and no passage that holds
 * the asker's number. Or the right number with the opposite comparator.
 */
function correctionOf(
  asked: Understanding,
  { passage }: Evidence,
  indicator: Indicator | null,
  vocabulary: Vocabulary,
): string | null {
  const told = atomsOf(passage.text);
  const wrong = asked.atoms.find((atom) => {
    const quantity = quantityOf(atom);
    if (!quantity || quantity.unit === '' || vocabulary.weightOf(atom.text) > 0) return false;
    return told.some((other) => quantityOf(other)?.unit === quantity.unit && !sameTime(atom, told));
  });
  if (wrong) return texts.wrongNumber(wrong.text);
  const printed = indicator && printedValue(passage, indicator);
  return printed && OPPOSITE[indicator.comparator]?.test(asked.text)
    ? texts.wrongComparator(indicator, printed)
    : null;
}

const OPPOSITE: Partial<Record<Indicator['comparator'], RegExp>> = {
  '≥': /以下|最多|不超过|不高于|至多|上限|最高/u,
  '≤': /以上|至少|不少于|不低于|起码/u,
  '<': /以上|至少|不少于|不低于|高于/u,
};

const MINUTES: Readonly<Record<string, number>> = { 秒: 1 / 60, 分钟: 1, 小时: 60, 天: 1440, 日: 1440 };

/** Five hours are 300 minutes. */
function sameTime(atom: Atom, others: readonly Atom[]): boolean {
  const minutes = minutesOf(atom);
  return minutes !== null && others.some((other) => minutesOf(other) === minutes);
}

function minutesOf(atom: Atom): number | null {
  const quantity = quantityOf(atom);
  const factor = quantity && MINUTES[quantity.unit];
  return quantity && factor ? quantity.value * factor : null;
}
