/** The clause, article or table row that a question names. */
import { normalise } from '../index/tokens.ts';
import type { Library } from '../library/library.ts';
import { type LookupResult, lookup } from '../library/lookup.ts';
import type { Passage, Question } from '../types.ts';
import { chineseNumber } from './atoms.ts';

export interface Reference {
  /** As the person wrote it. */
  said: string;
  result: LookupResult;
  /** What the question says besides. */
  rest: string;
}

const N = '[零〇一二两三四五六七八九十百千廿\\d]+';
const ITEM = `(?:[的里中·]*第?\\s*[(（]?${N}[)）]?\\s*[项款点目])?`;
const NAMED =
  '(?:《[^》]{2,60}》|[\\p{Script=Han}]{1,20}?(?:法典|条例|解释|办法|规定|细则|规则|通则|准则|规程|法))';
const BODY_FORMS = [
  new RegExp(`(?:${NAMED}\\s*的?)?第\\s*${N}\\s*条(?:之${N})?${ITEM}`, 'u'),
  new RegExp(`第?\\(${N}\\)\\s*(?:条|款|点|项)?(?:(?:里面?|中)?的?[一二三四五六七八九]是|${ITEM})`, 'u'),
  new RegExp(`第${N}(?:大?部分|款|点)${ITEM}`, 'u'),
  new RegExp(`^\\s*${N}\\s*$`, 'u'),
];
const LAW_ARTICLE = new RegExp(`${NAMED}\\s*的?第\\s*${N}\\s*条`, 'u');
const ANNEX = new RegExp(`附件\\s*(${N})`, 'u');
const ITEM_NUMBER = new RegExp(`第\\s*(${N})\\s*(?:项|条|点|款)`, 'u');
const ONLY_AN_ITEM = new RegExp(
  `^(?:那么?|还有)?[,，]?第?\\s*(${N})\\s*[项点条]?(?:呢|是什么|怎么说)?[?？。]*$`,
  'u',
);

const NEIGHBOUR = /^(?:那么?)?[,，]?(?:再)?(?:看看)?([上下])[一面]?[条款点项个]/u;

/** Null when the question names no place. A bare «第二项呢» means an item of what was named before. */
export function findReference(question: Question, library: Library): Reference | null {
  const text = normalise(question.text);
  const previous = question.history.findLast(({ role }) => role === 'citizen');
  const before = previous ? relativeReference(text, normalise(previous.text), library) : null;
  if (before) return before;
  // 法律援助法第24条 names an article, though 法律援助 is also a row of a table.
  const law = LAW_ARTICLE.test(text) ? bodyReference(text, library) : null;
  return law ?? tableReference(text, library) ?? bodyReference(text, library);
}

/** 第二项呢, 下一条呢, 人民调解那项呢: a place beside the one named before. */
function relativeReference(text: string, before: string, library: Library): Reference | null {
  const item = ONLY_AN_ITEM.exec(text)?.[1];
  if (item) return tableReference(before, library, item);
  const step = NEIGHBOUR.exec(text)?.[1];
  if (step) return neighbourReference(before, step === '下' ? 1 : -1, library);
  const annex = ANNEX.exec(before)?.[0];
  return annex && /[项行栏格呢]/u.test(text) && !ANNEX.test(text)
    ? rowReference(`${annex}${text}`, library)
    : null;
}

function rowReference(text: string, library: Library): Reference | null {
  const found = tableReference(text, library);
  return found?.said.includes('·') ? found : null;
}

function neighbourReference(before: string, step: number, library: Library): Reference | null {
  const number = new RegExp(`第?[(]?(${N})[)]?\\s*[条款点]?`, 'u').exec(before)?.[1];
  if (!number) return null;
  const value = (/^\d+$/u.test(number) ? Number(number) : chineseNumber(number)) + step;
  const said = `第${value}条`;
  return { said, result: lookup(library, said), rest: '' };
}

function bodyReference(text: string, library: Library): Reference | null {
  for (const form of BODY_FORMS) {
    const said = form.exec(text)?.[0];
    if (said)
      return {
        said: said.trim(),
        result: lookupAll(form, text, library),
        rest: withoutPlaces(withoutName(text, library)),
      };
  }
  return null;
}

/** The paper's own name says nothing besides the place. */
function withoutName(text: string, { defaultDocument }: Library): string {
  const names = [defaultDocument?.id, defaultDocument?.title, ...(defaultDocument?.aliases ?? [])];
  return names.reduce<string>((rest, name) => (name ? rest.replaceAll(normalise(name), ' ') : rest), text);
}

const MOST_PLACES = 8;

/** Every place that a question names in one way: 第九条和第十条. The first decides when it does not exist. */
function lookupAll(form: RegExp, text: string, library: Library): LookupResult {
  const results = [...text.matchAll(new RegExp(form, 'gu'))]
    .slice(0, MOST_PLACES)
    .map(([said]) => lookup(library, said.replace(/里面?的?|中的?/u, '')));
  const [first] = results;
  if (first?.kind !== 'found') return first ?? lookup(library, text);
  const passages = results.flatMap((result) => (result.kind === 'found' ? result.passages : []));
  return { kind: 'found', passages: [...new Set(passages)] };
}

/** What a question says besides the places it names. */
function withoutPlaces(text: string): string {
  return BODY_FORMS.reduce((rest, form) => rest.replaceAll(new RegExp(form, 'gu'), ' '), text);
}

/** 附件2公证第一项, 公证法律服务第二项, 附件1. Rows are known by their own names, with or without 服务. */
function tableReference(text: string, library: Library, itemNumber?: string): Reference | null {
  const annex = ANNEX.exec(text);
  const item = itemNumber ?? ITEM_NUMBER.exec(text)?.[1];
  if (!annex && !item) return null;
  const rows = rowsOf(library, annex?.[1]);
  const row = rows
    .flatMap((found) => found.names.filter((name) => text.includes(name)).map((name) => ({ ...found, name })))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (!row) return annex ? annexReference(text, annex, library) : null;
  const said = `${row.clause}${item ? `·${item}` : ''}`;
  const rest = [annex?.[0], row.name, ITEM_NUMBER.exec(text)?.[0]].reduce<string>(
    (left, part) => (part ? left.replace(part, ' ') : left),
    text,
  );
  return { said, result: lookup(library, said), rest };
}

function annexReference(text: string, annex: RegExpExecArray, library: Library): Reference {
  const clause = new RegExp(`\\(${N}\\)`, 'u').exec(text)?.[0] ?? '';
  const said = `${annex[0]}${clause}`;
  return { said, result: lookup(library, said), rest: text.replace(annex[0], ' ').replace(clause, ' ') };
}

interface Row {
  /** `附件2·公证法律服务` */
  clause: string;
  names: readonly string[];
}

const TAIL = /(?:法律服务|服务|建设)$/u;
const DIGITS: Readonly<Record<string, string>> = { 一: '1', 二: '2' };

function rowsOf({ passages, defaultDocument }: Library, annex: string | undefined): Row[] {
  const number = annex && (DIGITS[annex] ?? annex);
  const clauses = passages.filter(
    (passage) => isTableRow(passage) && passage.documentId === defaultDocument?.id,
  );
  const rows = new Map<string, Row>();
  for (const { clause } of clauses) {
    const parts = clause.split('·').filter((part) => !/^\d+$/u.test(part));
    for (let length = 2; length <= parts.length; length++) {
      const key = parts.slice(0, length).join('·');
      const name = normalise(parts[length - 1] ?? '');
      rows.set(key, {
        clause: key,
        names: [...new Set([name, name.replace(TAIL, '')])].filter((one) => one.length > 1),
      });
    }
  }
  return [...rows.values()].filter(({ clause }) => !number || clause.startsWith(`附件${number}·`));
}

function isTableRow({ clause }: Passage): boolean {
  return clause.startsWith('附件') && clause.includes('·');
}
