/**
 * `npm run -s clause -- "第九条"`: prints clauses and table rows word for word, with path and validity.
 * Exits 0 when something was found, 3 when not (nearest suggestions on standard error), 2 for a wrong call, 1 for a failure.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { loadConfig } from '../bot/config.ts';
import { shanghaiDate } from '../bot/shanghai.ts';
import { loadLibrary } from '../knowledge/library/library.ts';
import { LONGEST_REFERENCE, lookup } from '../knowledge/library/lookup.ts';
import { cleanReference } from '../knowledge/library/reference.ts';
import { statusOn } from '../knowledge/library/validity.ts';
import { lookupMessages, statuses } from '../knowledge/texts.ts';
import type { Indicator, Passage } from '../knowledge/types.ts';
import { CommandError, runCommand } from './command.ts';

const USAGE = '用法：npm run -s clause -- [--json] [--date YYYY-MM-DD] [--data 文件夹] "第九条"';

const NOT_FOUND = 3;

async function main(): Promise<number> {
  const { reference, json, date, data } = readCall();
  const config = loadConfig(data === undefined ? {} : { DATA_DIR: data });
  const library = await loadLibrary({
    directories: config.paperDirs,
    documentsFile: join(config.seedsDir, 'documents.yaml'),
  });
  if (library.refused.length > 0)
    console.error(`有 ${library.refused.length} 份文件没有读入，原因请看 npm run -s index`);
  const result = lookup(library, reference);
  const matches = result.kind === 'found' ? result.passages : [];
  if (json) console.log(JSON.stringify({ matches: matches.map((passage) => asJson(passage, date)) }));
  else if (matches.length > 0) console.log(matches.map((passage) => asText(passage, date)).join('\n\n'));
  if (result.kind === 'found') return 0;
  console.error(result.message);
  if (result.nearest.length > 0) console.error(`最接近的有：${result.nearest.map(nameOf).join('；')}`);
  return NOT_FOUND;
}

function readCall() {
  const { values, positionals } = parseOptions();
  const reference = positionals.join(' ');
  if (reference.length > LONGEST_REFERENCE)
    throw new CommandError(lookupMessages.tooLong(LONGEST_REFERENCE), 2);
  if (cleanReference(reference) === '') throw new CommandError(`${lookupMessages.empty()}${USAGE}`, 2);
  const date = values.date ?? shanghaiDate(Date.now());
  if (!z.iso.date().safeParse(date).success)
    throw new CommandError('--date 应是存在的日期，写成 YYYY-MM-DD。', 2);
  return { reference, json: values.json, date, data: values.data };
}

function parseOptions() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        date: { type: 'string' },
        data: { type: 'string' },
      },
    });
  } catch {
    throw new CommandError(`参数不对。${USAGE}`, 2);
  }
}

function asJson(passage: Passage, date: string) {
  const { label, documentTitle: document, clause, path, text, validity, indicators } = passage;
  return {
    label,
    document,
    clause,
    path,
    text,
    status: statusOn(validity, date),
    note: validity.note,
    indicators,
  };
}

function asText(passage: Passage, date: string): string {
  const { label, documentTitle, path, validity, indicators, text } = passage;
  return [
    `【${label}】`,
    `文件：${documentTitle}`,
    `位置：${path.join(' › ')}`,
    `效力：${statuses[statusOn(validity, date)]}（按 ${date} 判断）。${validity.note}`,
    ...(indicators.length > 0 ? [`指标：${indicators.map(indicatorLine).join('；')}`] : []),
    '原文：',
    text,
  ].join('\n');
}

function indicatorLine({ name, comparator, value, unit }: Indicator): string {
  return unit.endsWith('分之')
    ? `${name} ${comparator} ${unit}${value}`
    : `${name} ${comparator} ${value} ${unit}`;
}

function nameOf({ label, clause, path }: Passage): string {
  const heading = path.at(-1)?.replace(clause, '').trim() ?? '';
  return heading !== '' && !label.endsWith(heading) ? `${label}${heading}` : label;
}

if (import.meta.main) await runCommand(main);
