/** All cards, ready to be matched, cited and checked. */
import type { Library } from '../library/library.ts';
import * as texts from '../texts.ts';
import type { Passage, Validity } from '../types.ts';
import { findBasis, labelOfBasis, loadedPassage, validityOf } from './basis.ts';
import type { AnyCard, Basis, Beyond, Card, CardLine, ClarifyingCard, Correction, Taught } from './card.ts';
import { indexIdOf } from './card.ts';
import { hotlineId, type WrittenRules } from './load.ts';
import { registerPassages } from './register-passages.ts';
import { type ClarifyData, type HotlineData, type RuleData, sections } from './schema.ts';

export interface RuleBook {
  cards: readonly AnyCard[];
  byId: ReadonlyMap<string, AnyCard>;
  /**
   * Whatever has ways of asking, in an order that does not depend on what is on file: cards, and what lies beyond them. Cards
   * whose documents are not on file stand among the latter.
   */
  taught: readonly Taught[];
  /** Every passage that a card can cite, by id. */
  passages: ReadonlyMap<string, Passage>;
  /** One entry a card for the index; it is never cited. */
  indexed: readonly Passage[];
}

/** The name hotlines are cited by; seeds/documents.yaml says what it is. */
export const HOTLINES = '热线目录';

/**
 * Binds every line to the document it rests on. Cards whose documents are unknown are left out: `npm run check` names them.
 * @param without ids of documents that are taken away with every line that rests on them
 */
export function createRuleBook(
  written: WrittenRules,
  library: Library,
  without: readonly string[] = [],
): RuleBook {
  const all = [
    ...written.cards.map(({ kind, data }) => ({
      data,
      card: kind === 'clarify' ? clarifying(data) : ruleCard(data, library),
    })),
    ...written.hotlines.map((hotline) => ({
      data: { ...hotline, id: hotlineId(hotline), title: hotline.name },
      card: hotlineCard(hotline, library),
    })),
  ];
  const held = all.flatMap(({ card }) => (card && withoutDocuments(card, without)) ?? []);
  const heldIds = new Set(held.map(({ id }) => id));
  const cards = held.filter(
    (card) => card.kind !== 'clarify' || card.options.every((option) => heldIds.has(option.card)),
  );
  const byId = new Map(cards.map((card) => [card.id, card]));
  const cited = cards.flatMap((card) => (card.kind === 'clarify' ? [] : card.bases));
  return {
    cards,
    byId,
    taught: [
      ...all.map(({ data, card }) => byId.get(data.id) ?? withdrawn(data, card)),
      ...written.beyond.map(({ kind, ...one }) => ({
        ...one,
        kind: 'beyond' as const,
        about: kind,
        lines: [],
      })),
    ],
    passages: new Map(
      [...cited.map(({ passage }) => passage), ...registerPassages(library.register)].map((passage) => [
        passage.id,
        passage,
      ]),
    ),
    indexed: cards.map(indexEntry),
  };
}

interface Named {
  id: string;
  title: string;
  utterances: readonly string[];
}

function withdrawn({ id, title, utterances }: Named, card: AnyCard | null): Beyond {
  return { id, kind: 'beyond', about: 'withdrawn', title, utterances, lines: card ? linesOf(card) : [] };
}

/** What a card says, without its ways of asking. */
export function linesOf(one: Taught): readonly string[] {
  if (one.kind === 'beyond') return one.lines;
  return one.kind === 'clarify' ? [one.question] : one.gist;
}

/** Without its main basis a card stands only when so much of its short answer rests on others. */
const MAIN_GONE = 2 / 3;

/** What is left of a card when documents are gone; null when it no longer answers its question. */
function withoutDocuments(card: AnyCard, documents: readonly string[]): AnyCard | null {
  if (card.kind === 'clarify' || documents.length === 0) return card;
  const isGone = ({ document }: Basis) => documents.includes(document.id);
  const lines = card.lines.filter(({ basis }) => !isGone(basis));
  const said = (of: readonly CardLine[]) => of.filter(({ section }) => section === 'say').length;
  const least = isGone(card.bases[0]!) ? MAIN_GONE * said(card.lines) : 1;
  if (said(lines) < Math.max(1, least)) return null;
  return {
    ...card,
    lines,
    bases: card.bases.filter((basis) => !isGone(basis)),
    corrections: card.corrections.filter(({ basis }) => !isGone(basis)),
  };
}

function ruleCard(data: RuleData, library: Library): Card | null {
  const written = sections.flatMap((section) =>
    data[section].map((line) => ({
      section,
      ...(typeof line === 'string' ? { text: line, basis: hotlineNamed(line) } : line),
    })),
  );
  const corrections = data.corrections.map(({ said, text, basis }) => ({ said, text, basis }));
  const all = [...written, ...corrections];
  const restingOn = (name: string) =>
    all.filter(({ basis }) => (basis ?? data.basis[0]) === name).map(({ text }) => text);
  const names = [...new Set([...data.basis, ...all.flatMap(({ basis }) => basis ?? [])])];
  const bases = names.map((name, at) =>
    createBasis({ card: data.id, title: data.title, name, at, gist: restingOn(name), library }),
  );
  if (!bases.every((basis) => basis !== null)) return null;
  const basisOf = (name: string | undefined) => bases.find((basis) => basis.name === name) ?? bases[0]!;
  return {
    ...pick(data),
    group: data.group ?? null,
    from: data.valid.from ?? null,
    to: data.valid.to ?? null,
    supersededBy: data.supersededBy ?? null,
    bases,
    gist: written.map(({ text }) => text),
    lines: written.map(({ section, text, basis }): CardLine => ({ section, text, basis: basisOf(basis) })),
    corrections: corrections.map(
      ({ said, text, basis }): Correction => ({ said: said.map(patternOf), text, basis: basisOf(basis) }),
    ),
    searchText: [data.title, ...data.utterances, ...written.map(({ text }) => text)].join('\n'),
  };
}

const HOTLINE_NUMBER = /(?<![\d.])(1\d{2}|12\d{3}|96110)(?![\d.条日天元名%])/u;

/** A line that names a telephone number rests on the list of hotlines: no statute prints it. */
function hotlineNamed(line: string): string | undefined {
  const number = HOTLINE_NUMBER.exec(line)?.[1];
  return number === undefined ? undefined : `${HOTLINES} ${number}`;
}

const PICKED = [
  'id',
  'kind',
  'topic',
  'title',
  'jurisdiction',
  'wider',
  'unheld',
  'evidence',
  'traps',
  'utterances',
] as const satisfies (keyof RuleData & keyof Card)[];

/** What a card takes over as it is written. */
const pick = (data: RuleData): Pick<RuleData, (typeof PICKED)[number]> =>
  Object.fromEntries(PICKED.map((name) => [name, data[name]])) as Pick<RuleData, (typeof PICKED)[number]>;

/** Plain words, or a regular expression between slashes. */
export function patternOf(said: string): RegExp {
  const expression = /^\/(.+)\/$/u.exec(said)?.[1];
  return new RegExp(expression ?? said.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&'), 'u');
}

interface BasisMaterial {
  card: string;
  title: string;
  name: string;
  at: number;
  gist: readonly string[];
  library: Library;
}

function createBasis({ card, title, name, at, gist, library }: BasisMaterial): Basis | null {
  const { register, passages } = library;
  const found = findBasis(register, name);
  if (!found) return null;
  const { facts: document, version, clause } = found;
  // The bureau's own paper is always quoted word for word.
  const loaded = loadedPassage(found, clause, passages);
  const own = document.default ? loaded : null;
  if (document.default && clause !== '' && !own) return null;
  const passage = own ?? {
    id: `card:${card}#${at + 1}`,
    documentId: document.id,
    documentTitle: document.id,
    nodeId: card,
    kind: 'rule' as const,
    label: labelOfBasis(found, clause),
    clause,
    path: [title],
    text: gist.join('\n'),
    ...(loaded && { words: loaded.text }),
    searchText: '',
    validity: validityOf(found, register.asOf),
    indicators: [],
  };
  return { name, document, version, passage };
}

function clarifying(data: ClarifyData): ClarifyingCard {
  const { id, topic, title, question, options, utterances } = data;
  const searchText = [title, ...utterances].join('\n');
  return { id, kind: 'clarify', topic, title, question, options, utterances, searchText };
}

function hotlineCard(hotline: HotlineData, library: Library): Card | null {
  const { name, purpose, not, evidence, utterances } = hotline;
  const key = hotline.number ?? hotline.channel ?? name;
  const id = hotlineId(hotline);
  const first = hotline.number
    ? texts.hotlineLine(hotline.number, name, purpose)
    : texts.channelLine(key, name, purpose);
  const gist = [first, ...(not ? [not] : [])];
  const found = createBasis({ card: id, title: name, name: `${HOTLINES} ${key}`, at: 0, gist, library });
  if (!found) return null;
  const basis = { ...found, passage: { ...found.passage, validity: hotlineValidity(hotline) } };
  return {
    id,
    kind: 'hotline',
    topic: 'hotline',
    title: name,
    group: null,
    jurisdiction: '国家',
    wider: false,
    unheld: false,
    evidence,
    from: null,
    to: null,
    supersededBy: null,
    bases: [basis],
    gist,
    lines: gist.map((text) => ({ section: 'say', text, basis })),
    corrections: [],
    traps: [],
    utterances,
    searchText: [key, name, ...utterances, ...gist].join('\n'),
  };
}

function hotlineValidity({ source, checked }: HotlineData): Validity {
  return { from: null, to: null, after: 'unknown', note: texts.hotlineNote(source, checked) };
}

function indexEntry({ id, title, searchText }: AnyCard): Passage {
  return {
    id: indexIdOf(id),
    documentId: HOTLINES,
    documentTitle: title,
    nodeId: id,
    kind: 'rule',
    label: title,
    clause: '',
    path: [title],
    text: searchText,
    searchText,
    validity: { from: null, to: null, after: 'unknown', note: '' },
    indicators: [],
  };
}
