/** What is wrong with the items as data: the part of `npm run check` that reads seeds/education.yaml. */
import { type CardFacts, statementProblems } from '../interviews/statement.ts';
import { wordingProblems } from '../interviews/wording.ts';
import { type Education, FILE, loadEducation, type WrittenItem } from './education.ts';
import { messages as say } from './texts.ts';

export interface Problem {
  file: string;
  /** The item, or the topic that has too few. */
  at: string;
  reason: string;
}

export type TopicalCards = ReadonlyMap<string, CardFacts & { topic: string }>;

/** Whoever heard one item of a topic and asks again shall hear another. */
const FEWEST = 2;
const MOST_SENTENCES = 3;

/**
 * Everything wrong with the items; empty when all is well.
 * @param cards the cards as written, by id
 * @throws EducationError for a file that cannot be read at all
 */
export function checkEducation(seedsDir: string, cards: TopicalCards): Problem[] {
  return problemsOf(loadEducation(seedsDir), cards).map((one) => ({ file: FILE, ...one }));
}

type Found = Omit<Problem, 'file'>;

export function problemsOf({ items }: Education, cards: TopicalCards): Found[] {
  const topics = new Set([...cards.values()].map(({ topic }) => topic));
  const ids = items.map(({ id }) => id);
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => ({ at: id, reason: say.twice(id) })),
    ...items.flatMap((item) => reasonsOf(item, cards, topics).map((reason) => ({ at: item.id, reason }))),
    ...[...topics].flatMap((topic) => {
      const found = items.filter((item) => item.topics.includes(topic)).length;
      return found < FEWEST ? [{ at: topic, reason: say.tooFew(found) }] : [];
    }),
  ];
}

function reasonsOf(item: WrittenItem, cards: TopicalCards, topics: ReadonlySet<string>): string[] {
  const sentences = item.text.match(/[。！？]/gu)?.length ?? 0;
  return [
    ...statementProblems(item, cards),
    ...wordingProblems(item.text),
    ...item.topics.filter((topic) => !topics.has(topic)).map(say.noSuchTopic),
    ...(sentences > MOST_SENTENCES ? [say.tooLong(sentences)] : []),
  ];
}
