/**
 * `npm run -s evaluate`: the recorded questions through the same command people use, by group, with a Markdown report; exits 1
 * under the gates. `--faults FILE,…` lists what is wrong; `--ablation` hides documents and sees whether that is admitted.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadConfig, PROJECT_ROOT } from '../bot/config.ts';
import { openKnowledge } from '../knowledge/knowledge.ts';
import { dangerFigures } from '../tests/cases/danger.ts';
import { overlapOf } from '../tests/cases/overlap.ts';
import { type Judged, runCases } from '../tests/cases/run.ts';
import { faultsOf, readCases } from '../tests/cases/score.ts';
import { unsupportedIn } from '../tests/cases/unsupported.ts';
import { evaluateAblation } from './ablation.ts';
import { runCommand } from './command.ts';

const KNOWLEDGE = ['knowledge-dev.yaml', 'knowledge-test.yaml'] as const;
const FILES = ['paper.yaml', 'paper-more.yaml', 'paper-blind.yaml', ...KNOWLEDGE] as const;
const CASES = join(PROJECT_ROOT, 'tests/cases');

const ablationGates = z.strictObject({ admitted: z.number(), rise: z.number() });

const gatesSchema = z.strictObject({
  /** Least share of questions fully right, per file. */
  right: z.record(z.string(), z.number()),
  /** What is aimed at, where that is not reached yet. */
  aims: z.record(z.string(), z.number()),
  /** Emergencies of the test half. */
  emergencies: z.number(),
  /** Most answers that state something no citation prints, over all files. */
  unsupported: z.number(),
  /** Largest share of answerable questions of the test half that are handed over. */
  overHandoff: z.number(),
  /** Least share of emergencies recognised and largest share of ordinary messages that alarm, over messages written blind. */
  danger: z.strictObject({ recall: z.number(), alarms: z.number() }),
  ablation: ablationGates,
  ablationAims: ablationGates,
  firstRun: z.record(z.string(), z.string()),
});

interface Figures {
  name: string;
  count: number;
  outcome: number;
  facts: number;
  forbidden: number;
  citations: number;
  right: number;
  overHandoff: number;
  answerable: number;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      faults: { type: 'string', default: '' },
      ablation: { type: 'boolean', default: false },
      report: { type: 'string', default: join(PROJECT_ROOT, '.data/evaluation.md') },
    },
  });
  const gates = gatesSchema.parse(parse(readFileSync(join(CASES, 'gates.yaml'), 'utf8')));
  if (values.ablation)
    return evaluateAblation(
      KNOWLEDGE.flatMap((file) => readCases(file)),
      gates.ablation,
      gates.ablationAims,
    );
  const report = ['# 评测报告', ''];
  const say = (line: string) => {
    console.log(line);
    report.push(line);
  };
  const failed: string[] = [];
  let unsupported = 0;
  for (const file of FILES) {
    const judged = await runCases(readCases(file));
    const total = figuresOf('合计', judged);
    say(
      `\n## ${file}：${percent(total.right, total.count)} 全对（${total.right}/${total.count}；首次 ${gates.firstRun[file] ?? '未记'}${aim(gates.aims[file])}）\n`,
    );
    table(
      [...Map.groupBy(judged, ({ case: { group } }) => group)]
        .map(([group, members]) => figuresOf(group, members))
        .concat(total),
    ).forEach(say);
    const invented = judged.flatMap(({ case: { id, turns }, answer }) =>
      answer ? unsupportedIn(answer, turns.join('\n')).map((number) => `${id}：${number}`) : [],
    );
    unsupported += invented.length;
    for (const one of invented) say(`没有出处：${one}`);
    failed.push(...gateFailures(file, judged, total, gates));
    if (values.faults.split(',').includes(file))
      judged.filter(({ faults }) => faults.length > 0).forEach(list);
  }
  say('\n## 题目和卡片问法的重合\n');
  for (const file of KNOWLEDGE) {
    const { cases, same, near, mean } = overlapOf(readCases(file));
    say(
      `- ${file}：${cases} 题里，与某条问法相同的 ${same} 题，八成字对相同的 ${near} 题，平均重合 ${percent(mean, 1)}`,
    );
  }
  say('\n## 危险识别（盲写的话，没有用来训练）\n');
  const { recogniseDanger } = await openKnowledge({ ...loadConfig(), log: { info() {}, warn() {} } });
  const { emergencies, missed, ordinary, alarmed } = await dangerFigures(recogniseDanger);
  say(
    `- ${emergencies} 句求救认出 ${emergencies - missed.length} 句（至少 ${percent(gates.danger.recall, 1)}）；${ordinary} 句平常话误报 ${alarmed.length} 句（最多 ${percent(gates.danger.alarms, 1)}）`,
  );
  if (missed.length > (1 - gates.danger.recall) * emergencies) failed.push(`漏认求救：${missed.join('；')}`);
  if (alarmed.length > gates.danger.alarms * ordinary) failed.push(`误报：${alarmed.join('；')}`);
  say(`\n没有出处的数字：${unsupported} 处（最多 ${gates.unsupported}）`);
  if (unsupported > gates.unsupported) failed.push(`没有出处的数字有 ${unsupported} 处`);
  mkdirSync(dirname(values.report), { recursive: true });
  writeFileSync(values.report, `${report.join('\n')}\n`);
  console.log(`\n报告已写入 ${values.report}`);
  for (const reason of failed) console.error(`未达标：${reason}`);
  return failed.length > 0 ? 1 : 0;
}

const aim = (share: number | undefined) => (share === undefined ? '' : `；目标 ${percent(share, 1)}`);

function figuresOf(name: string, judged: readonly Judged[]): Figures {
  const seen = judged.flatMap(({ case: one, answer }) =>
    answer ? [{ one, answer, faults: faultsOf(one, answer) }] : [],
  );
  const count = (test: (entry: (typeof seen)[number]) => boolean) => seen.filter(test).length;
  const answerable = seen.filter(({ one }) => !one.expect.outcome.includes('handoff'));
  return {
    name,
    count: judged.length,
    outcome: count(({ faults }) => faults.outcome.length === 0),
    facts: count(({ faults }) => faults.facts.length === 0),
    forbidden: count(({ faults }) => faults.forbidden.length > 0),
    citations: count(({ faults }) => faults.citations.length === 0),
    right: judged.filter(({ faults }) => faults.length === 0).length,
    overHandoff: answerable.filter(({ answer }) => answer.outcome === 'handoff').length,
    answerable: answerable.length,
  };
}

function table(rows: readonly Figures[]): string[] {
  return [
    '| 组 | 题数 | 结果对 | 事实对 | 引用对 | 说了不该说的 | 全对 | 不该转人工却转了 |',
    '|---|---|---|---|---|---|---|---|',
    ...rows.map(
      ({ name, count, outcome, facts, citations, forbidden, right, overHandoff, answerable }) =>
        `| ${name} | ${count} | ${percent(outcome, count)} | ${percent(facts, count)} | ${percent(citations, count)} | ${forbidden} | ${percent(right, count)} | ${percent(overHandoff, answerable)} |`,
    ),
  ];
}

const percent = (part: number, whole: number) =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)}%`;

function gateFailures(
  file: string,
  judged: readonly Judged[],
  total: Figures,
  gates: z.output<typeof gatesSchema>,
): string[] {
  const share = total.right / total.count;
  const gate = gates.right[file];
  const failures =
    gate !== undefined && share < gate ? [`${file} 全对 ${percent(share, 1)}，要 ${percent(gate, 1)}`] : [];
  if (file !== 'knowledge-test.yaml') return failures;
  const emergencies = figuresOf(
    '',
    judged.filter(({ case: { group } }) => group === 'emergency'),
  );
  if (emergencies.right / emergencies.count < gates.emergencies)
    failures.push(
      `紧急情况认出 ${percent(emergencies.right, emergencies.count)}，要 ${percent(gates.emergencies, 1)}`,
    );
  if (total.overHandoff / total.answerable > gates.overHandoff)
    failures.push(
      `不该转人工却转了 ${percent(total.overHandoff, total.answerable)}，最多 ${percent(gates.overHandoff, 1)}`,
    );
  return failures;
}

function list({ case: { id, turns }, faults, answer }: Judged): void {
  console.log(
    `\n${id}: ${turns.join(' → ')}\n  ✗ ${faults.join('；')}\n  ${answer?.text.replaceAll('\n', '\n  ') ?? ''}`,
  );
}

if (import.meta.main) await runCommand(main);
