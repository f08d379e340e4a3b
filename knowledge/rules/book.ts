/** All cards, ready to be matched, cited and checked. */
import type { Library } from '../library/library.ts';
import * as texts from '../texts.ts';
import type { Passage, Validity } from '../types.ts';
import { findBasis, labelOfBasis, loadedPassage, validityOf } from './basis.ts';
import type { AnyCard, Basis, Card, CardLine, ClarifyingCard, Correction } from './card.ts';
import { indexIdOf } from './card.ts';
import { hotlineId, type WrittenRules } from './load.ts';
import { registerPassages } from './register-passages.ts';
import { type ClarifyData, type HotlineData, type RuleData, sections } from './schema.ts';

export interface RuleBook {
  cards: readonly AnyCard[];
  byId: ReadonlyMap<string, AnyCard>;
  /** Every passage that a card can cite, by id. */
  passages: ReadonlyMap<string, Passage>;
  /** One entry a card for the index; it is never cited. */
  indexed: readonly Passage[];
}

/** The name hotlines are cited by; seeds/documents.yaml says what it is. */
export const HOTLINES = '热线目录';

/**
 * Binds every line to the document it rests on. Cards whose documents are unknown are left out: `npm run check` names them.
 * @param without ids of documents that are taken away with every card that rests on them
 */
export function createRuleBook(
  written: WrittenRules,
  library: Library,
  without: readonly string[] = [],
): RuleBook {
  const cards: AnyCard[] = [
    ...written.cards.map((one) =>
      one.kind === 'clarify' ? clarifying(one.data) : ruleCard(one.data, library),
    ),
    ...written.hotlines.map((hotline) => hotlineCard(hotline, library)),
  ]
    .filter((card) => card !== null)
    .filter((card) => !restsOn(card, without));
  const byId = new Map(cards.map((card) => [card.id, card]));
  const complete = cards.filter(
    (card) => card.kind !== 'clarify' || card.options.every((option) => byId.has(option.card)),
  );
  const cited = complete.flatMap((card) => (card.kind === 'clarify' ? [] : card.bases));
  return {
    cards: complete,
    byId: new Map(complete.map((card) => [card.id, card])),
    passages: new Map(
      [...cited.map(({ passage }) => passage), ...registerPassages(library.register)].map((passage) => [
        passage.id,
        passage,
      ]),
    ),
    indexed: complete.map(indexEntry),
  };
}

const restsOn = (card: AnyCard, documents: readonly string[]) =>
  card.kind !== 'clarify' && card.bases.some(({ document }) => documents.includes(document.id));

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

const pick = ({
  id,
  kind,
  topic,
  title,
  jurisdiction,
  wider,
  unheld,
  evidence,
  traps,
  utterances,
}: RuleData) => ({
  id,
  kind,
  topic,
  title,
  jurisdiction,
  wider,
  unheld,
  evidence,
  traps,
  utterances,
});

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
