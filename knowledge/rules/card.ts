/** Cards as answering reads them: every line with the passage it rests on. */
import type { DocumentFacts, DocumentVersion } from '../library/facts.ts';
import type { Passage } from '../types.ts';
import type { BeyondKind, Section, Topic } from './schema.ts';

/** One legal basis of a card: a document's article, and what the card says of it. */
export interface Basis {
  /** As the card writes it: `广东省法律援助条例 第二十九条`. */
  name: string;
  document: DocumentFacts;
  version: DocumentVersion | null;
  /**
   * What is cited. For a document that is loaded and quoted word for word it is that document's own passage; otherwise
   * its text is the gist: the card's lines that rest on this basis.
   */
  passage: Passage;
}

export interface CardLine {
  section: Section;
  text: string;
  basis: Basis;
}

export interface Correction {
  said: readonly RegExp[];
  text: string;
  basis: Basis;
}

export interface Card {
  id: string;
  kind: 'rule' | 'service' | 'hotline';
  topic: Topic;
  title: string;
  group: string | null;
  jurisdiction: DocumentFacts['jurisdiction'];
  wider: boolean;
  /** It says that the office holds no such fact: unless it corrects a mistake, the question goes to a person. */
  unheld: boolean;
  evidence: DocumentFacts['evidence'];
  /** First and last day on which it holds, ISO, inclusive; null is open. */
  from: string | null;
  to: string | null;
  supersededBy: string | null;
  bases: readonly Basis[];
  lines: readonly CardLine[];
  /** What it says as written, whatever documents are gone: what its ways of asking are learnt beside. */
  gist: readonly string[];
  corrections: readonly Correction[];
  traps: readonly string[];
  utterances: readonly string[];
  /** What the index reads. */
  searchText: string;
}

/** Asks back, once, where the answer turns on one fact. */
export interface ClarifyingCard {
  id: string;
  kind: 'clarify';
  topic: Topic;
  title: string;
  question: string;
  options: readonly { say: string; card: string }[];
  utterances: readonly string[];
  searchText: string;
}

export type AnyCard = Card | ClarifyingCard;

/** Something people ask or say that no card answers. */
export interface Beyond {
  id: string;
  kind: 'beyond';
  about: BeyondKind;
  /** As it is said to the person: 您问的是…. */
  title: string;
  utterances: readonly string[];
  /** What a withdrawn card says: never said, but it tells what it was about. */
  lines: readonly string[];
}

/** What ways of asking are learnt for. */
export type Taught = AnyCard | Beyond;

/** The id of a card's entry in the index. */
export const indexIdOf = (cardId: string) => `card:${cardId}`;
