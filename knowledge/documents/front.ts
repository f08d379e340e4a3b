/** The front of a paper: issuer, 文号, title, addressees, transmittal letter; of a statute: when it was adopted. */
import { findDate } from './dates.ts';
import { append, type Draft, draft } from './draft.ts';
import type { Line } from './lines.ts';
import { runOf, squeeze } from './run.ts';
import { isClosed } from './sentences.ts';
import { isOfficeLine } from './zones.ts';

export interface Front {
  nodes: Draft[];
  title: string | null;
  /** The paper's own title below the letter that sends it round. */
  innerTitle: string | null;
  docNumber: string | null;
  issuer: string | null;
  addressees: string[];
  /** Latest date of adoption, amendment or publication in the lines below a statute's title, ISO. */
  adoptedOn: string | null;
}

type Field =
  | 'metadata'
  | 'contents'
  | 'issuer'
  | 'number'
  | 'title'
  | 'inner-title'
  | 'addressees'
  | 'history'
  | 'letter'
  | 'preamble'
  | 'other';

const LABELS: Readonly<Record<Field, string>> = {
  metadata: '文件信息',
  contents: '目录',
  issuer: '发文机关',
  number: '发文字号',
  title: '标题',
  'inner-title': '正文标题',
  addressees: '主送机关',
  history: '通过和公布',
  letter: '印发通知',
  preamble: '引言',
  other: '题头',
};

const DOC_NUMBER = /^[\p{Script=Han}\w]{1,20}[〔[【（(]\s*\d{4}\s*[〕\]】）)]\s*第?\s*\d+\s*号$/u;
const HISTORY = /(?:通过|修正|修订|公布|发布|批准|印发|施行|审议)/u;
const STARTS_WITH_DATE = /^[（(]?\s*\d{4}\s*(?:年|-)/u;
const TITLE_END =
  /(?:通知|意见|办法|规定|条例|决定|方案|公告|通告|批复|函|纪要|报告|请示|细则|规则|标准|法|解释|规划|计划|要点|指南|章程|制度|指引|清单|措施)[》〉”]?(?:[（(].{1,20}[）)])?$/u;

/** Reads the lines before the first numbered unit. */
export function readFront(source: string, lines: readonly Line[]): Front {
  const fields = classify(lines);
  const text = (field: Field) => fields.filter((entry) => entry.field === field).map(({ line }) => line.text);
  const title = text('title').map(squeeze).join('') || null;
  const docNumber = text('number').map((line) => line.replace(/\s/gu, ''))[0] ?? null;
  return {
    nodes: nodesOf(source, fields),
    title,
    innerTitle: text('inner-title').map(squeeze).join('') || null,
    docNumber,
    issuer: text('issuer').map((line) => squeeze(line).replace(/文件$/u, ''))[0] ?? issuerOf(title),
    addressees: text('addressees').flatMap(splitAddressees),
    adoptedOn: latestDate(text('history')),
  };
}

interface Entry {
  line: Line;
  field: Field;
}

function classify(lines: readonly Line[]): Entry[] {
  const classifier = new Classifier();
  const entries = lines.map((line) => ({ line, field: classifier.next(line) }));
  const inner = entries.findIndex(({ field }) => field === 'inner-title');
  return entries.map((entry, index) =>
    entry.field === 'preamble' && index < inner ? { ...entry, field: 'letter' } : entry,
  );
}

/** Titles run over two or three lines at most. */
const LONGEST_TITLE = 150;

/** Tells what each line of the front is, from its wording and what came before. */
class Classifier {
  readonly #seen = new Set<Field>();
  #last: Entry | undefined;
  #title = '';

  next(line: Line): Field {
    const field = this.#fieldOf(line);
    const titled = field === 'title' || field === 'inner-title';
    if (titled) this.#title = this.#last?.field === field ? this.#title + line.text : line.text;
    this.#seen.add(field);
    this.#last = { line, field };
    return field;
  }

  #fieldOf(line: Line): Field {
    const { text } = line;
    const seen = this.#seen;
    if (line.metadata) return 'metadata';
    if (seen.has('contents') || /^目\s*录$/u.test(text)) return 'contents';
    if (DOC_NUMBER.test(text)) return 'number';
    if (line.headingLevel === 1) return 'title';
    if (STARTS_WITH_DATE.test(text) && HISTORY.test(text)) return 'history';
    if (this.#namesAddressees(text)) return 'addressees';
    if (isRunningText(line, this.#last)) return 'preamble';
    if (!seen.has('title')) return isIssuer(text) && !seen.has('number') ? 'issuer' : 'title';
    return this.#openTitle() ?? (seen.has('preamble') && !seen.has('inner-title') ? 'inner-title' : 'other');
  }

  #namesAddressees(text: string): boolean {
    const inPlace = this.#seen.has('title') && !this.#seen.has('addressees');
    return inPlace && /[：:]$/u.test(text) && !/如下[：:]$/u.test(text);
  }

  /** The title that the line before began and did not finish. */
  #openTitle(): Field | null {
    const { field, line } = this.#last!;
    const isTitle = (field === 'title' && line.headingLevel === 0) || field === 'inner-title';
    return isTitle && this.#title.length < LONGEST_TITLE && !TITLE_END.test(this.#title) ? field : null;
  }
}

function isIssuer(text: string): boolean {
  return /文件$/u.test(text) || isOfficeLine(text);
}

/** A sentence, or the rest of one that a page break cut. */
function isRunningText({ text }: Line, last: Entry | undefined): boolean {
  if (/[。；！？]/u.test(text) || isClosed(text)) return true;
  const cutBefore = last?.field === 'preamble' && !isClosed(last.line.text);
  return cutBefore || (/[，]/u.test(text) && last !== undefined && last.field !== 'title');
}

function nodesOf(source: string, entries: readonly Entry[]): Draft[] {
  const front = draft('front', 'front', { pathWords: [] });
  const preamble = draft('preamble', 'preamble', { label: LABELS.preamble });
  for (const [index, { line, field }] of entries.entries()) {
    const node = field === 'preamble' ? preamble : fieldNode(front, field);
    const before = entries[index - 1];
    const continues = before?.field === field && isProse(field) && !isClosed(before.line.text);
    append(node, runOf(source, line.start, line.end), continues || !isProse(field) ? null : line.breakBefore);
  }
  return [front, preamble].filter(({ children, own }) => children.length > 0 || own.text !== '');
}

function isProse(field: Field): boolean {
  return (
    field === 'preamble' ||
    field === 'letter' ||
    field === 'history' ||
    field === 'metadata' ||
    field === 'contents'
  );
}

function fieldNode(front: Draft, field: Field): Draft {
  const last = front.children.at(-1);
  if (last?.label === LABELS[field]) return last;
  const node = draft('front', field, { label: LABELS[field] });
  front.children.push(node);
  return node;
}

/** Splits at commas outside brackets: `各县（市、区）司法局，局属各单位：`. */
function splitAddressees(line: string): string[] {
  return line
    .replace(/[：:]$/u, '')
    .split(/[，,、](?![^（(]*[）)])/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function issuerOf(title: string | null): string | null {
  return (
    /^(.{2,30}?(?:局|委员会|政府|厅|院|部|办公室|中心|协会))(?:关于|印发|转发|办公室关于)/u.exec(
      title ?? '',
    )?.[1] ?? null
  );
}

/** 施行 dates say when it takes effect, not when it was adopted. */
function latestDate(lines: readonly string[]): string | null {
  const dates = lines
    .filter((line) => !/^[^，。]*施行[^，。]*$/u.test(line) || /通过|公布|发布/u.test(line))
    .flatMap((line) => [...line.matchAll(/\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|\d{4}-\d{1,2}-\d{1,2}/gu)])
    .map((match) => findDate(match[0]))
    .filter((date) => date !== null);
  return dates.sort().at(-1) ?? null;
}
