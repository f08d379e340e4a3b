/** An article of a law that is not loaded: «刑法第999条», «法律援助法第31条讲什么», «仲裁法什么时候施行». */
import { parseNumeral } from '../documents/numerals.ts';
import { normalise } from '../index/tokens.ts';
import { citationOf } from '../library/citation.ts';
import type { DocumentFacts } from '../library/facts.ts';
import { documentLabel } from '../library/labels.ts';
import type { Library } from '../library/library.ts';
import { statusOn } from '../library/validity.ts';
import { articleNumber } from '../rules/basis.ts';
import type { RuleBook } from '../rules/book.ts';
import type { CardLine } from '../rules/card.ts';
import { registerId } from '../rules/register-passages.ts';
import * as texts from '../texts.ts';
import type { Passage, Question } from '../types.ts';
import type { Composed } from './compose.ts';

const N = '[零〇一二两三四五六七八九十百千廿\\d]+';
const ARTICLE = new RegExp(`^[》"”]?\\s*(?:的|里面?的?|中的?|规定的)?\\s*第?\\s*(${N})\\s*条`, 'u');
const ABOUT =
  /(?:什么时候|何时|哪年|哪一年|几时|哪天|多会儿)[^，。]{0,6}(?:施行|实施|生效|开始|执行|启用|起用|用的?|算数|出台|通过|修|改)|(?:现行|还有效|有没有效|有效吗|废止|作废|过时|最新|新版|旧版|一共|总共|共有)|有(?:多少|几)条/u;

export interface LawReference {
  facts: DocumentFacts;
  /** As the person wrote it. */
  said: string;
  /** Null when the question is about the document itself. */
  article: number | null;
}

/** Null when no registered document is named in this way, or when its text is loaded and answers itself. */
export function findLawReference(question: Question, library: Library): LawReference | null {
  const text = normalise(question.text);
  const found = library.register.namedIn(text);
  if (!found || found.facts.default) return null;
  const named = { ...found, facts: meant(found.facts, text, library) };
  if (library.documents.some(({ id }) => id === named.facts.id)) return null;
  const compact = text.replace(/[《》\s]/gu, '');
  const after = compact.slice(compact.indexOf(named.name) + named.name.length);
  const number = ARTICLE.exec(after);
  if (number) return { facts: named.facts, said: named.name + number[0], article: parseNumeral(number[1]!) };
  return ABOUT.test(text) && text.length <= 40
    ? { facts: named.facts, said: named.name, article: null }
    : null;
}

/** 法律援助条例 by itself means the province's that is in force, not the State Council's that a law has overtaken. */
function meant(facts: DocumentFacts, text: string, { register }: Library): DocumentFacts {
  const isPast = facts.versions[0]?.to !== undefined;
  if (!isPast || (/国务院|旧|老|以前|2003/u.test(text) && !/广东|省/u.test(text))) return facts;
  return (
    register.documents.find(
      ({ id, versions }) => id !== facts.id && id.endsWith(facts.id) && !versions[0]?.to,
    ) ?? facts
  );
}

/** Null when nothing on file says anything about that place. */
export function composeLaw(
  { facts, said, article }: LawReference,
  question: Question,
  book: RuleBook,
): Composed | null {
  const entry = book.passages.get(registerId(facts.id));
  if (article === null) return entry ? aboutDocument(entry, question) : null;
  const last = facts.versions[0]?.lastArticle;
  if (entry && last !== undefined && article > last)
    return {
      body: texts.noSuchArticle(said, documentLabel(facts.id), last),
      citations: [citationOf(entry, question.date)],
    };
  return gistOf(facts, article, question, book);
}

function aboutDocument(entry: Passage, { date }: Question): Composed {
  return { body: entry.text, citations: [citationOf(entry, date)] };
}

const MOST_LINES = 8;

/** What the cards that rest on an article say of it. */
function gistOf(facts: DocumentFacts, article: number, { date }: Question, book: RuleBook): Composed | null {
  const lines = book.cards.flatMap((card) =>
    card.kind === 'clarify' ? [] : card.lines.filter((line) => restsOn(line, facts, article, date)),
  );
  const [first] = lines;
  if (!first) return null;
  const shown = [...new Map(lines.map((line) => [line.text, line])).values()].slice(0, MOST_LINES);
  const passages = new Map(shown.map(({ basis }) => [basis.passage.id, basis.passage]));
  return {
    body: [texts.gistLead(first.basis.passage.label), shown.map(({ text }) => `· ${text}`).join('\n')].join(
      '\n',
    ),
    citations: [...passages.values()].map((passage) => {
      const said = shown.filter(({ basis }) => basis.passage.id === passage.id).map(({ text }) => text);
      return citationOf(passage, date, said.join('\n'));
    }),
  };
}

function restsOn(
  { basis: { document, passage } }: CardLine,
  facts: DocumentFacts,
  article: number,
  date: string,
): boolean {
  const number = articleNumber(passage.clause);
  return (
    document.id === facts.id &&
    number !== null &&
    parseNumeral(number) === article &&
    statusOn(passage.validity, date) !== 'superseded'
  );
}
