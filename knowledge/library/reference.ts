/** The ways people write down a place in a paper. */
import { CHINESE_DIGITS, parseNumeral } from '../documents/numerals.ts';

/** What a reference names within its document. */
export type Place =
  | { kind: 'document' }
  /** 第九条: an article, or a clause in a paper that has none. 九 and 9 are `numbered` as well. */
  | {
      kind: 'numbered';
      form: 'article' | 'clause' | 'bare';
      number: number;
      suffix: number | null;
      item: number | null;
    }
  | { kind: 'part'; number: number; item: number | null }
  | { kind: 'chapter'; unit: string; number: number }
  | { kind: 'annex'; number: number | null; rest: string }
  | { kind: 'words'; words: string };

const N = `[${CHINESE_DIGITS}\\d]+`;
const ITEM = `(?:第?${N}款)?[·.,、的里中]*(?:第?\\(?(${N})\\)?(?:项|点|目|是|、|\\.|条)?)?`;

const FORMS = {
  annex: new RegExp(`^附件(${N}|(?=\\D|$))[·:.、-]*(.*)$`, 'u'),
  article: new RegExp(`^第?(${N})条(?:之(${N}))?${ITEM}$`, 'u'),
  part: new RegExp(`^(?:第(${N})(?:大?部分|大点|大项)|(${N})、)${ITEM}$`, 'u'),
  chapter: new RegExp(`^第(${N})(分编|编|章|节)$`, 'u'),
  clause: new RegExp(`^(?:第?\\((${N})\\)(?:条|款|点|项)?|第(${N})(?:款|点|项|个)?)${ITEM}$`, 'u'),
  bare: new RegExp(`^(${N})(?:[·.]${ITEM})?$`, 'u'),
};

/** Removes what cannot be seen, brings digits and brackets to one width, and makes separators alike. */
export function cleanReference(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\t\n\r\f\v]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\ufffd]/gu, '')
    .normalize('NFKC')
    .replace(/[〔【[]/gu, '(')
    .replace(/[〕】\]]/gu, ')')
    .replace(/[《》〈〉「」“”"]/gu, '')
    .replace(/[・•‧∙⋅]/gu, '·')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** The same, without blanks: for comparing names. */
export function nameKey(text: string): string {
  return cleanReference(text).replace(/\s/gu, '');
}

/** @param text a cleaned reference without its document's name */
export function readPlace(text: string): Place {
  const compact = text.replace(/\s/gu, '');
  if (compact === '') return { kind: 'document' };
  const annex = FORMS.annex.exec(text.replace(/^附\s*件\s*/u, '附件'));
  if (annex)
    return { kind: 'annex', number: annex[1] ? parseNumeral(annex[1]) : null, rest: (annex[2] ?? '').trim() };
  return readNumbered(compact) ?? { kind: 'words', words: text };
}

function readNumbered(compact: string): Place | null {
  const chapter = FORMS.chapter.exec(compact);
  if (chapter) return { kind: 'chapter', unit: chapter[2] ?? '', number: value(chapter[1]) ?? 0 };
  const part = FORMS.part.exec(compact);
  if (part) return { kind: 'part', number: value(part[1] ?? part[2]) ?? 0, item: value(part[3]) };
  const article = FORMS.article.exec(compact);
  if (article) return numbered('article', article[1], article[2], article[3]);
  const clause = FORMS.clause.exec(compact);
  if (clause) return numbered('clause', clause[1] ?? clause[2], undefined, clause[3]);
  const bare = FORMS.bare.exec(compact);
  // 12348 and 2021 are words of the text; no paper has so many clauses.
  return bare && !/^\d{3,}$/u.test(compact) ? numbered('bare', bare[1], undefined, bare[2]) : null;
}

function numbered(
  form: 'article' | 'clause' | 'bare',
  number: string | undefined,
  suffix: string | undefined,
  item: string | undefined,
): Place {
  return { kind: 'numbered', form, number: value(number) ?? 0, suffix: value(suffix), item: value(item) };
}

function value(text: string | undefined): number | null {
  return text === undefined ? null : parseNumeral(text);
}

/** The name of a law before an article number: 《劳动法》第九条. */
export function namedLaw(cleaned: string): string | null {
  const law = new RegExp(
    `^(.{1,40}?(?:法|法典|条例|办法|规定|解释|细则))\\s*第?\\s*${N}\\s*(?:条.*)?$`,
    'u',
  ).exec(cleaned);
  const numbered = /^(\S{2,20}\(\d{4}\)\s*\d+号)/u.exec(cleaned);
  return law?.[1] ?? numbered?.[1] ?? null;
}

/** A row's name and, behind it, the number of one of its items: `公证法律服务·1`, `公证 第1项`. */
export function readRow(rest: string): { names: string[]; item: number | null } {
  const match = new RegExp(`^(.*?)[·\\s.、的]*(?:第\\s*)?\\(?(${N})\\)?\\s*(?:项|点|条|款)?$`, 'u').exec(
    rest,
  );
  const item = match?.[1] ? value(match[2]) : null;
  const name = item === null ? rest : (match?.[1] ?? rest);
  return { names: name.split(/[·\s]+/u).filter((part) => part !== ''), item };
}
