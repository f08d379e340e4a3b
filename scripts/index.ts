/** `npm run -s index`: builds the knowledge snapshot from seeds/ and the imported papers, and says what changed. */
import { parseArgs } from 'node:util';
import { loadConfig } from '../bot/config.ts';
import { type Knowledge, openKnowledge } from '../knowledge/knowledge.ts';
import { runCommand } from './command.ts';
import { indexProgress } from './progress.ts';

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  const config = loadConfig(values.data === undefined ? {} : { DATA_DIR: values.data });
  const progress = indexProgress();
  const log = { info() {}, warn() {} };
  const knowledge = await openKnowledge({ ...config, log, onProgress: progress.report });
  progress.end();
  for (const { file, message } of knowledge.opened.refused)
    process.stderr.write(`没有读入 ${file}：${message}\n`);
  report(knowledge);
  return knowledge.opened.refused.length > 0 ? 1 : 0;
}

function report({ opened: { rebuilt, reason, changes }, library, size }: Knowledge): void {
  console.log(rebuilt ? `已重建索引：${reason ?? ''}` : '资料没有变化，索引不用重建。');
  const kinds = [
    ['新增', changes.added],
    ['修改', changes.changed],
    ['移除', changes.removed],
  ] as const;
  for (const [kind, ids] of kinds) for (const id of ids) console.log(`  ${kind} ${id}`);
  console.log(`共 ${library.documents.length} 份文件，${size} 段可以引用的原文。`);
}

if (import.meta.main) await runCommand(main);
