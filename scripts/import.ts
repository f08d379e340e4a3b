/** `npm run -s import -- places|practitioners FILE`: replaces a table by a spreadsheet, all or nothing, and says what changed. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../bot/config.ts';
import { type Checked, checkTable } from '../bot/places/import/check-table.ts';
import { readTable } from '../bot/places/import/read-table.ts';
import { ImportError, MAX_FILE_BYTES } from '../bot/places/import/table.ts';
import { csvTemplate, xlsxTemplate } from '../bot/places/import/template.ts';
import * as texts from '../bot/places/texts.ts';
import type { Changes, TableName } from '../bot/places/types.ts';
import { shanghaiDate } from '../bot/shanghai.ts';
import { openDatabase } from '../bot/storage/open.ts';
import { createImportStore } from '../bot/storage/place-store.ts';
import { CommandError, runCommand } from './command.ts';
import { progressBar } from './progress.ts';

const OPTIONS = { template: { type: 'string' }, data: { type: 'string' } } as const;
/** Lines of each kind of change that are printed; the counts are always complete. */
const LISTED = 20;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  const [table, file, ...more] = positionals;
  if (!isTable(table) || more.length > 0 || (file === undefined) === (values.template === undefined))
    throw new CommandError(texts.usage, 2);
  if (values.template !== undefined) await writeTemplate(table, values.template);
  else if (file !== undefined) return await importFile(table, file, values.data);
  return 0;
}

const isTable = (name: string | undefined): name is TableName =>
  name === 'places' || name === 'practitioners';

async function writeTemplate(table: TableName, file: string): Promise<void> {
  const suffix = extname(file).toLowerCase();
  if (suffix !== '.xlsx' && suffix !== '.csv') throw new CommandError(texts.templateSuffix, 2);
  const bytes = suffix === '.csv' ? csvTemplate(table) : await xlsxTemplate(table);
  try {
    writeFileSync(file, bytes, { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw new CommandError(texts.templateExists(file));
    throw error;
  }
  console.log(texts.templateWritten(file));
}

/** The database is opened only when every row is good. */
async function importFile(table: TableName, file: string, data: string | undefined): Promise<number> {
  const config = loadConfig(data === undefined ? {} : { DATA_DIR: data });
  const progress = progressBar(texts.importBar(texts.tableLabels[table]));
  try {
    const bytes = readBytes(file);
    progress.report(0);
    const sheet = await readTable(bytes, file);
    progress.report(0.3);
    const checked = checkTable(table, sheet, shanghaiDate(Date.now()));
    progress.report(0.5);
    if (checked.problems.length > 0) return refuse(checked, progress.end);
    const changes = await store(config.databaseFile, table, checked, file, (share) =>
      progress.report(0.5 + share / 2),
    );
    progress.end();
    report(table, checked.rows.length, file, changes);
    return 0;
  } finally {
    progress.end();
  }
}

/** Looks at the size first: nobody needs the bytes of a file that is too big. */
function readBytes(file: string): Buffer {
  try {
    const { size } = statSync(file);
    if (size > MAX_FILE_BYTES) throw new ImportError(texts.refusals.tooBig(size, MAX_FILE_BYTES));
    return readFileSync(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new CommandError(texts.refusals.missingFile(file));
    if (codeOf(error) === 'EISDIR') throw new CommandError(texts.refusals.folder(file));
    throw error;
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);

function refuse({ problems }: Checked<TableName>, endProgress: () => void): number {
  endProgress();
  for (const { row, header, reason } of problems)
    process.stderr.write(`${texts.problemLine(row, header, reason)}\n`);
  const rows = new Set(problems.map(({ row }) => row)).size;
  process.stderr.write(`${texts.notImported(rows, problems.length)}\n`);
  return 1;
}

async function store<T extends TableName>(
  databaseFile: string,
  table: T,
  { rows }: Checked<T>,
  file: string,
  onProgress: (share: number) => void,
): Promise<Changes> {
  const db = await openDatabase({ file: databaseFile });
  try {
    return await createImportStore(db).replace(
      table,
      rows,
      { file: basename(file), at: Date.now() },
      onProgress,
    );
  } finally {
    await db.destroy();
  }
}

function report(table: TableName, total: number, file: string, changes: Changes): void {
  const { added, removed, changed, unchanged } = changes;
  console.log(texts.imported(texts.tableLabels[table], total, basename(file)));
  console.log(texts.counts(added.length, removed.length, changed.length, unchanged));
  list(added.map(texts.addedLine));
  list(removed.map(texts.removedLine));
  list(changed.map(({ label, headers }) => texts.changedLine(label, headers)));
}

function list(lines: readonly string[]): void {
  for (const line of lines.slice(0, LISTED)) console.log(line);
  if (lines.length > LISTED) console.log(texts.andMore(lines.length - LISTED));
}

if (import.meta.main) await runCommand(main);
