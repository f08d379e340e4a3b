/**
 * Composes an answer from a card, always in one order: corrections, the short answer, the conditions, what to do next, what
 * would change it. Every line is the card's own and brings its basis along as a citation.
 */
import { citationOf } from '../library/citation.ts';
import { statusOn } from '../library/validity.ts';
import type { Basis, Card, CardLine, Correction } from '../rules/card.ts';
import type { Section } from '../rules/schema.ts';
import * as texts from '../texts.ts';
import type { Citation, Passage, Question } from '../types.ts';
import type { Composed } from './compose.ts';

export interface CardAnswer {
  card: Card;
  /** Sections that the question asks for: said first. */
  asked: readonly Section[];
  /** What the question wrongly takes for granted. */
  corrections: readonly Correction[];
  /** The rule that no longer holds, when the question repeats it. */
  replaced: Card | null;
  /** Stands before everything: no predictions, no decisions. */
  caution: string | null;
  /** It is rather likely that another card was meant: what this one is about is said first. */
  unsure: boolean;
  /** The next best cards, when they are nearly as likely. */
  related: readonly Card[];
}

export function composeCard(question: Question, answer: CardAnswer): Composed {
  const { card, asked, corrections, replaced, caution, unsure, related } = answer;
  const leading = card.lines.filter(({ section }) => asked.includes(section) && section !== 'say');
  const rest = card.lines.filter((line) => !leading.includes(line));
  const of = (section: Section) => rest.filter((line) => line.section === section);
  const old = replaced ? replaced.lines.filter(({ section }) => section === 'say') : [];
  const more = related.map((other) => ({ other, lines: keyLines(other, asked) }));
  const moreLines = more.flatMap(({ lines }) => lines);
  const used = [...corrections, ...leading, ...rest, ...old, ...moreLines];
  const cited = basesOf(used);
  return {
    body: [
      caution,
      unsure && corrections.length === 0 ? texts.perhapsAsked(card.title) : null,
      ...corrections.map(({ text }) => text),
      replaced && texts.oldRule(old.map(({ text }) => text).join('')),
      [...leading, ...of('say')].map(({ text }) => text).join('\n'),
      block(texts.cardHeadings.conditions, of('conditions')),
      nextSteps(rest),
      block(texts.cardHeadings.change, of('change')),
      ...more.map(({ other, lines }) => texts.alsoAsked(other.title, lines.map(({ text }) => text).join(''))),
      ...notesOn(cited, question.date),
    ]
      .filter((part) => part !== null && part !== '')
      .join('\n\n'),
    citations: citationsOf(cited, used, question.date),
    topic: card.topic,
  };
}

/** What a card that is only shown beside another says: its short answer, and the part that was asked for. */
function keyLines({ lines }: Card, asked: readonly Section[]): CardLine[] {
  return lines.filter(({ section }) => section === 'say' || asked.includes(section));
}

function block(heading: string, lines: readonly CardLine[]): string {
  return lines.length === 0 ? '' : [heading, ...lines.map(({ text }) => `· ${text}`)].join('\n');
}

const NEXT = ['where', 'bring', 'time', 'cost', 'channel'] as const satisfies Section[];

function nextSteps(lines: readonly CardLine[]): string {
  const steps = NEXT.flatMap((section) => {
    const said = lines.filter((line) => line.section === section).map(({ text }) => text);
    return said.length > 0 ? [`· ${texts.sectionNames[section]}：${said.join('')}`] : [];
  });
  return steps.length === 0 ? '' : [texts.cardHeadings.next, ...steps].join('\n');
}

function basesOf(lines: readonly { basis: Basis }[]): Basis[] {
  const byPassage = new Map(lines.map(({ basis }) => [basis.passage.id, basis]));
  return [...byPassage.values()];
}

/** What is weak about the sources is said with the answer: read on public pages only, or no longer surely in force. */
function notesOn(bases: readonly Basis[], date: string): string[] {
  const open = bases.filter(({ passage }) => isOpen(passage, date));
  return [...new Set(open.map(({ passage }) => `${texts.validityLead}${passage.validity.note}`))];
}

const isOpen = ({ validity }: Passage, date: string) => {
  const status = statusOn(validity, date);
  return status === 'unknown' || status === 'expired';
};

/** Longer quotations from the bureau's paper are cut to the sentence that the card's lines rest on. */
const SHORT_QUOTE = 160;

function citationsOf(
  bases: readonly Basis[],
  used: readonly { text: string; basis: Basis }[],
  date: string,
): Citation[] {
  return bases.map(({ passage }) => {
    const said = used.filter(({ basis }) => basis.passage.id === passage.id).map(({ text }) => text);
    if (passage.kind === 'rule') return citationOf(passage, date, [...new Set(said)].join('\n'));
    if (passage.text.length <= SHORT_QUOTE) return citationOf(passage, date);
    return citationOf(passage, date, nearestSentences(passage.text, said));
  });
}

/** From the first to the last of the sentences that share most with what was said. */
function nearestSentences(text: string, said: readonly string[]): string {
  const sentences = [...text.matchAll(/[^。；]+[。；]?/gu)].map(([sentence, at]) => ({ sentence, at }));
  const best = said.map((line) =>
    sentences
      .map(({ sentence }) => shared(sentence, line))
      .reduce((top, value, at, all) => (value > all[top]! ? at : top), 0),
  );
  const first = Math.min(...best);
  const last = Math.max(...best);
  return sentences
    .slice(first, last + 1)
    .map(({ sentence }) => sentence)
    .join('')
    .trim();
}

/** How many pairs of characters of a line stand in a sentence, for each pair that the sentence has. */
function shared(sentence: string, line: string): number {
  let count = 0;
  for (let at = 0; at + 2 <= line.length; at++) if (sentence.includes(line.slice(at, at + 2))) count++;
  return count / Math.sqrt(sentence.length + 20);
}
