/**
 * A tab-separated table → rows addressed by their names, with the numbered items of their cells.
 * Which column names a row is judged by the table itself; see `rolesOf`.
 */
import type { TableBlock, TableRow } from './blocks.ts';
import { append, type Draft, draft } from './draft.ts';
import { splitCell } from './items.ts';
import type { Line } from './lines.ts';
import { EMPTY_RUN, join, type Run, runOf, withoutLayoutBlanks } from './run.ts';
import { isClosed } from './sentences.ts';

type Cells = readonly Run[];

interface Roles {
  /** Column whose cells stand for several rows (项目 over 内容), if any. */
  group: number | null;
  name: number;
  contents: readonly number[];
}

/** @returns a `table` node; its own text is the header and the group cells */
export function tableDraft(source: string, block: TableBlock): Draft {
  const rows = block.rows.map((row) => cellsOf(source, row));
  const header = isHeader(rows[0]!) ? rows[0]! : null;
  const body = header ? rows.slice(1) : rows;
  const roles = rolesOf(header, body);
  const table = draft('table', 'table', {
    idUnder: 'zone',
    heading: header ? header.map(({ text }) => text).join('／') : null,
    own: header ? join(header) : EMPTY_RUN,
  });
  const builder = new TableBuilder(table, header, roles);
  body.forEach((cells, index) => {
    builder.add(cells, body[index + 1]);
  });
  return table;
}

function cellsOf(source: string, row: TableRow): Cells {
  const cells: Run[] = [];
  for (const [index, line] of row.entries()) {
    const [first, ...others] = piecesOf(source, line);
    if (index === 0) cells.push(first!);
    else cells.push(continueCell(cells.pop()!, line, first!));
    for (const cell of others) cells.push(cell);
  }
  return cells;
}

function piecesOf(source: string, line: Line): Run[] {
  let from = line.from;
  return line.raw.split('\t').map((piece) => {
    const run = runOf(source, from, from + piece.length);
    from += piece.length + 1;
    return run;
  });
}

/** The line break stays where it parts two paragraphs of the cell. */
function continueCell(cell: Run, line: Line, run: Run): Run {
  const parted = isClosed(cell.text) && run.text !== '' && line.breakBefore !== null;
  return join([cell, parted ? { text: '\n', at: [line.breakBefore!] } : EMPTY_RUN, run]);
}

function isHeader(cells: Cells): boolean {
  return cells.every(({ text }) => text !== '' && text.length <= 12 && !/[\d。，；]/u.test(text));
}

const ORDINAL_HEADER = /^(?:序号|编号|No\.?)$/iu;

/** A first column with merged (empty or repeated) cells groups the rows; the next one names them; the rest says what holds. */
function rolesOf(header: Cells | null, body: readonly Cells[]): Roles {
  const width = body.reduce((most, cells) => Math.max(most, cells.length), header?.length ?? 0);
  const ordinal = ORDINAL_HEADER.test(header?.[0]?.text ?? '') && width > 2 ? 1 : 0;
  const merged = body.some((cells, index) => {
    const text = cells[ordinal]?.text ?? '';
    return text === '' || text === body[index - 1]?.[ordinal]?.text;
  });
  const group = width - ordinal > 2 && merged ? ordinal : null;
  const name = group === null ? ordinal : ordinal + 1;
  return {
    group,
    name,
    contents: Array.from({ length: Math.max(1, width - name - 1) }, (_, i) => name + 1 + i),
  };
}

class TableBuilder {
  readonly #table: Draft;
  readonly #header: Cells | null;
  readonly #roles: Roles;
  #group: string | null = null;
  /** The named row whose sub-rows are being read. */
  #shifted: Draft | null = null;

  constructor(table: Draft, header: Cells | null, roles: Roles) {
    this.#table = table;
    this.#header = header;
    this.#roles = roles;
  }

  add(cells: Cells, next: Cells | undefined): void {
    this.#keepOrdinal(cells);
    const name = this.#name(cells);
    const group = this.#groupCell(cells);
    if (name.text === '' && group.text === '') this.#continueRow(cells);
    else if (name.text === '') this.#addShifted(group, cells);
    else {
      this.#enterGroup(group);
      if (this.#opensShifted(cells, next)) this.#openShifted(name, cells);
      else this.#addNamed(name, cells);
    }
  }

  #name(cells: Cells): Run {
    return withoutLayoutBlanks(cells[this.#roles.name] ?? EMPTY_RUN);
  }

  #groupCell(cells: Cells): Run {
    return this.#roles.group === null
      ? EMPTY_RUN
      : withoutLayoutBlanks(cells[this.#roles.group] ?? EMPTY_RUN);
  }

  /** The running number in front of a row is the table's, not the row's text. */
  #keepOrdinal(cells: Cells): void {
    const first = this.#roles.group ?? this.#roles.name;
    for (const cell of cells.slice(0, first)) append(this.#table, cell, null);
  }

  /** A merged cell is filled once and holds for the rows below. */
  #enterGroup(group: Run): void {
    if (group.text === '') return;
    append(this.#table, group, null);
    this.#group = group.text;
  }

  #addNamed(name: Run, cells: Cells): void {
    this.#shifted = null;
    const row = rowDraft(name, this.#group === null ? [name.text] : [this.#group, name.text]);
    this.#fill(row, cells);
    this.#table.children.push(row);
  }

  /**
   * `|服务平台建设|实体平台` above `热线平台||…`: the columns have slipped, so that the group stands in the column of
   * the names, the first name in that of the contents (which are missing), and the following names in that of the groups.
   */
  #opensShifted(cells: Cells, next: Cells | undefined): boolean {
    const [only, ...others] = this.#roles.contents;
    const content = cells[only!]?.text ?? '';
    const nextSlipped =
      next !== undefined && this.#name(next).text === '' && this.#groupCell(next).text !== '';
    return others.length === 0 && nextSlipped && /^\p{Script=Han}{2,12}$/u.test(content);
  }

  #openShifted(name: Run, cells: Cells): void {
    const group = rowDraft(name, [name.text]);
    const first = withoutLayoutBlanks(cells[this.#roles.contents[0]!]!);
    group.children.push(rowDraft(first, [first.text], 'parent'));
    this.#table.children.push(group);
    this.#shifted = group;
  }

  /** Nothing says where the slipped rows end; those that name the same sort of thing as the first (…平台) belong to it. */
  #addShifted(name: Run, cells: Cells): void {
    const first = this.#shifted?.children[0]?.label ?? '';
    const sibling = this.#shifted !== null && name.text.slice(-2) === first.slice(-2);
    const row = rowDraft(name, [name.text], sibling ? 'parent' : 'zone');
    this.#fill(row, cells);
    (sibling ? this.#shifted! : this.#table).children.push(row);
    if (!sibling) this.#shifted = null;
  }

  #continueRow(cells: Cells): void {
    const last = this.#shifted?.children.at(-1) ?? this.#table.children.at(-1);
    if (last) this.#fill(last, cells);
    else for (const cell of cells.slice(this.#roles.name + 1)) append(this.#table, cell, null);
  }

  /** One column of contents belongs to the row itself; several are told apart by their headers. */
  #fill(row: Draft, cells: Cells): void {
    const { contents } = this.#roles;
    for (const column of contents) {
      const cell = cells[column] ?? EMPTY_RUN;
      if (cell.text === '') continue;
      if (contents.length === 1) addCell(row, cell);
      else row.children.push(this.#columnDraft(cell, column));
    }
  }

  #columnDraft(cell: Run, column: number): Draft {
    const label = this.#header?.[column]?.text || `第${column + 1}列`;
    const node = draft('row', label, { label });
    addCell(node, cell);
    return node;
  }
}

function rowDraft(name: Run, pathWords: readonly string[], idUnder: Draft['idUnder'] = 'zone'): Draft {
  return draft('row', name.text, { label: name.text, own: name, pathWords, idUnder });
}

/** A numbered cell becomes items, any other a paragraph. */
function addCell(row: Draft, cell: Run): void {
  const split = splitCell(cell);
  const lead = split ? split.lead : cell;
  if (lead.text !== '')
    row.children.push(draft('paragraph', `text${row.children.length + 1}`, { own: lead }));
  for (const { label, number, run } of split?.items ?? [])
    row.children.push(
      draft('item', `${number}`, { level: 'item', label, number, own: run, pathWords: [label] }),
    );
}
