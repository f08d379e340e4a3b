/** What a question is about: its concepts, what kind of fact it asks for, and what it takes for granted. */
import { normalise } from '../index/tokens.ts';
import type { Question } from '../types.ts';
import { type Atom, atomsOf } from './atoms.ts';
import { type Concept, conceptsOf, type Named, weakConcepts } from './concepts.ts';
import { focusOf } from './focus.ts';
import type { Vocabulary } from './vocabulary.ts';
import { type Want, wantsOf } from './wants.ts';
import type { Words } from './words.ts';

export interface Understanding {
  /** Normalised text of this turn. */
  text: string;
  /** What the rankers read: the text with the documents' words added. */
  query: string;
  concepts: readonly Concept[];
  wants: ReadonlySet<Want>;
  /** Words such as 指标 and 标准: they choose between passages that are equally good otherwise. */
  hints: readonly string[];
  /** Numbers that the question states. */
  atoms: readonly Atom[];
}

const FOLLOW_UP = /^(?:那么?|咁|还有|另外|再问|它|他们|这个|那个|其中|上面)|呢[？?。]?$/u;
const LONGEST_FOLLOW_UP = 24;
/** All that is carried over together counts at most this much of what was just named. */
const CARRIED_SHARE = 0.4;
/** What surrounds the question proper counts less than what it names. */
const BACKGROUND_SHARE = 0.6;
/** All ordinary words that no passage holds count together at most this much of those that some do. */
const UNKNOWN_SHARE = 0.3;

export function understand(question: Question, words: Words, vocabulary: Vocabulary): Understanding {
  const text = normalise(question.text);
  const { asking, background, pointsBack } = focusOf(text);
  const named = conceptsOf(asking, words, vocabulary);
  const own = withFallback(named, background, pointsBack ? 1 : BACKGROUND_SHARE, words, vocabulary);
  const wants = wantsOf(asking);
  const previous = question.history.findLast(({ role }) => role === 'citizen');
  const earlier = previous && isFollowUp(text, own) ? normalise(previous.text) : null;
  const before = earlier === null ? null : conceptsOf(earlier, words, vocabulary);
  if (earlier !== null && wants.size === 0) for (const want of wantsOf(earlier)) wants.add(want);
  const carried = before === null ? [] : carry(own, before.concepts);
  const expansions = [
    ...own.flatMap(({ forms }) => forms.slice(1)),
    ...carried.flatMap(({ forms }) => forms),
  ];
  return {
    text,
    query: [text, ...expansions].join(' '),
    concepts: temper([...own, ...carried]),
    wants,
    hints: [...named.weak, ...(before?.weak ?? [])],
    atoms: atomsOf(text),
  };
}

/** What the question proper names, then what surrounds it, then the weak words when there is nothing else. */
function withFallback(
  { concepts, weak }: Named,
  background: string,
  backgroundShare: number,
  words: Words,
  vocabulary: Vocabulary,
): Concept[] {
  const around = conceptsOf(background, words, vocabulary)
    .concepts.filter(({ known, said }) => known && !concepts.some((one) => one.said === said))
    .map((concept) => ({ ...concept, weight: concept.weight * backgroundShare }));
  const all = [...concepts, ...around];
  const named = all.some(({ known, decisive }) => known || decisive);
  return named ? all : [...all, ...weakConcepts(weak, words, vocabulary)];
}

function isFollowUp(text: string, own: readonly Concept[]): boolean {
  return (
    own.every(({ known, weak }) => weak || !known) ||
    (FOLLOW_UP.test(text) && text.length <= LONGEST_FOLLOW_UP)
  );
}

/** What was said before, unless this turn names it anew. */
function carry(own: readonly Concept[], earlier: readonly Concept[]): Concept[] {
  const kept = earlier.filter((concept) => !own.some((mine) => mine.said === concept.said));
  const mine = weigh(own.filter(({ known, weak }) => known && !weak));
  if (mine === 0) return kept;
  const factor = Math.min(CARRIED_SHARE, (CARRIED_SHARE * mine) / (weigh(kept) || 1));
  return kept.map((concept) => ({ ...concept, weight: concept.weight * factor, decisive: false }));
}

/** A long story holds many words that no document does; they must not drown those that matter. */
function temper(concepts: readonly Concept[]): Concept[] {
  const ordinary = concepts.filter(({ known, decisive }) => !known && !decisive);
  const limit = UNKNOWN_SHARE * weigh(concepts.filter(({ known, weak }) => known && !weak));
  const factor = limit === 0 ? 1 : Math.min(1, limit / (weigh(ordinary) || 1));
  return concepts.map((concept) =>
    ordinary.includes(concept) ? { ...concept, weight: concept.weight * factor } : concept,
  );
}

function weigh(concepts: readonly Concept[]): number {
  return concepts.reduce((sum, { weight }) => sum + weight, 0);
}
