/** Part of `npm run check`: every card's basis exists, no validity overlaps, no way of asking has two answers. */
import { join } from 'node:path';
import { PROJECT_ROOT } from '../bot/config.ts';
import { loadLibrary } from '../knowledge/library/library.ts';
import { problemsOf, staleOn } from '../knowledge/rules/check.ts';
import { loadRules } from '../knowledge/rules/load.ts';
import { runCommand } from './command.ts';

async function main(): Promise<number> {
  const seeds = process.argv[2] ?? join(PROJECT_ROOT, 'seeds');
  const library = await loadLibrary({
    directories: [join(seeds, 'papers')],
    documentsFile: join(seeds, 'documents.yaml'),
  });
  const written = loadRules(seeds);
  const problems = problemsOf(written, library);
  for (const { file, card, reason } of problems) console.error(`✗ ${file} 里的 ${card}：${reason}`);
  for (const { file, card, reason } of staleOn(written, new Date().toISOString().slice(0, 10)))
    console.error(`! ${file} 里的 ${card}：${reason}`);
  const utterances = written.cards.reduce((sum, { data }) => sum + data.utterances.length, 0);
  console.log(
    `${written.cards.length} 张卡片，${utterances} 种问法，${written.hotlines.length} 条热线，${library.register.documents.length} 份登记的文件；${problems.length} 处错误`,
  );
  return problems.length > 0 ? 1 : 0;
}

if (import.meta.main) await runCommand(main);
