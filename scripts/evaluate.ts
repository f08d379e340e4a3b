/** `npm run -s evaluate`: recorded questions by group; what is wrong is listed with `--faults`. */
import { parseArgs } from 'node:util';
import { type Judged, runCases } from '../tests/cases/run.ts';
import { readCases } from '../tests/cases/score.ts';
import { runCommand } from './command.ts';

const FILES = ['paper.yaml', 'paper-more.yaml', 'paper-blind.yaml'] as const;

async function main(): Promise<undefined> {
  const { values } = parseArgs({ options: { faults: { type: 'string' } } });
  for (const file of FILES) {
    const judged = await runCases(readCases(file));
    console.log(`\n${file}: ${share(judged)}`);
    for (const [group, members] of Map.groupBy(judged, (one) => one.case.group))
      console.log(`  ${group.padEnd(14)} ${share(members)}`);
    if (values.faults?.split(',').includes(file))
      judged.filter(({ faults }) => faults.length > 0).forEach(report);
  }
}

function share(judged: readonly Judged[]): string {
  const right = judged.filter(({ faults }) => faults.length === 0).length;
  return `${right}/${judged.length} 全对 (${((100 * right) / judged.length).toFixed(1)}%)`;
}

function report({ case: { id, turns }, faults, answer }: Judged): void {
  console.log(
    `\n${id}: ${turns.join(' → ')}\n  ✗ ${faults.join('；')}\n  ${answer?.text.replaceAll('\n', '\n  ') ?? ''}`,
  );
}

if (import.meta.main) await runCommand(main);
