/**
 * `npm run -s calibrate`: fits how sure the card route may be on the recorded questions of the working half, with and without
 * the documents that answer them, and writes seeds/confidence.yaml. Prints the reliability curve on questions left out.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { loadConfig, PROJECT_ROOT } from '../bot/config.ts';
import { CARD_FEATURES, judgeSchema, PAPER_FEATURES } from '../knowledge/answering/matching/judge.ts';
import { Trace } from '../knowledge/answering/trace.ts';
import { type Knowledge, openKnowledge } from '../knowledge/knowledge.ts';
import type { Turn } from '../knowledge/types.ts';
import { type Case, citesAny, holdsFacts, readCases } from '../tests/cases/score.ts';
import { hiddenDocuments } from './ablation.ts';
import { runCommand } from './command.ts';

const DATE = '2026-11-23';
const KNOWLEDGE = ['knowledge-dev.yaml'] as const;
const PAPER = ['paper.yaml', 'paper-more.yaml'] as const;
/** Rounds in which documents are hidden, so that their questions have no right card. */
const HIDING_ROUNDS = 6;
const FOLDS = 5;
const FILE = join(PROJECT_ROOT, 'seeds/confidence.yaml');

interface Example {
  id: string;
  x: number[];
  right: boolean;
}

interface Examples {
  card: Example[];
  paper: Example[];
}

async function main(): Promise<undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'shaofatong-calibrate-'));
  try {
    const knowledge = KNOWLEDGE.flatMap((file) => readCases(file)).filter(
      ({ group }) => group !== 'emergency',
    );
    const paper = PAPER.flatMap((file) => readCases(file));
    const examples = await examplesOf([...knowledge, ...paper], folder, []);
    for (let round = 0; round < HIDING_ROUNDS; round++) {
      const more = await examplesOf(knowledge, folder, hiddenDocuments(knowledge, round + 1));
      examples.card.push(...more.card);
    }
    const before = judgeSchema.parse(parse(readFileSync(FILE, 'utf8')));
    const written = {
      ...before,
      card: named(CARD_FEATURES, fitCurve(examples.card)),
      paper: named(PAPER_FEATURES, fitCurve(examples.paper)),
    };
    report('卡片', examples.card);
    report('文件', examples.paper);
    writeFileSync(
      FILE,
      `# Fitted by scripts/calibrate.ts on the working half of the recorded questions.\n${stringify(written)}`,
    );
    console.log(`已写入 ${FILE}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const named = (names: readonly string[], { weights, intercept }: Curve) => ({
  intercept: round(intercept),
  weights: Object.fromEntries(names.map((name, at) => [name, round(weights[at]!)])),
});

const round = (value: number) => Math.round(value * 1000) / 1000;

async function examplesOf(
  cases: readonly Case[],
  folder: string,
  without: readonly string[],
): Promise<Examples> {
  const config = loadConfig({ DATA_DIR: folder });
  const knowledge = await openKnowledge({ ...config, without, log: { info() {}, warn() {} } });
  const examples: Examples = { card: [], paper: [] };
  for (const one of cases) {
    const { judged, paper } = await lastTrace(knowledge, one);
    const card = judged && knowledge.rules.byId.get(judged.cardId);
    if (judged && card && card.kind !== 'clarify')
      examples.card.push({
        id: one.id,
        x: CARD_FEATURES.map((name) => judged.features[name]),
        right: isRight(one, judged.labels, judged.body),
      });
    if (paper)
      examples.paper.push({
        id: one.id,
        x: PAPER_FEATURES.map((name) => paper.features[name]),
        right: isRight(one, paper.labels, paper.body),
      });
  }
  return examples;
}

async function lastTrace(knowledge: Knowledge, { turns, audience }: Case): Promise<Trace> {
  const history: Turn[] = [];
  let last = new Trace();
  for (const text of turns) {
    const { outcome, trace } = await knowledge.explain({
      text,
      history: [...history],
      audience,
      date: DATE,
      place: null,
    });
    last = trace;
    history.push({ role: 'citizen', text });
    if (outcome.kind === 'answer') history.push({ role: 'bot', text: outcome.body });
  }
  return last;
}

/** It rests on what a right answer cites, and holds what a right answer says. */
function isRight({ expect }: Case, labels: readonly string[], text: string): boolean {
  if (!expect.outcome.includes('answer')) return false;
  if (expect.cites.length === 0 && expect.facts.length === 0) return false;
  return citesAny(expect.cites, labels) && holdsFacts(expect.facts, text).length === 0;
}

interface Curve {
  weights: number[];
  intercept: number;
}

/** Logistic regression by gradient descent with a little shrinkage. */
function fitCurve(examples: readonly Example[]): Curve {
  const weights = examples[0]!.x.map(() => 0);
  let intercept = 0;
  for (let epoch = 0; epoch < 3000; epoch++) {
    const slope = weights.map(() => 0);
    let slopeOfIntercept = 0;
    for (const { x, right } of examples) {
      const off = chance({ weights, intercept }, x) - (right ? 1 : 0);
      for (const [at, value] of x.entries()) slope[at]! += off * value;
      slopeOfIntercept += off;
    }
    for (const at of weights.keys())
      weights[at]! -= 2 * (slope[at]! / examples.length + 0.0005 * weights[at]!);
    intercept -= (2 * slopeOfIntercept) / examples.length;
  }
  return { weights, intercept };
}

function chance({ weights, intercept }: Curve, x: readonly number[]): number {
  const sum = x.reduce((total, value, at) => total + value * weights[at]!, intercept);
  return 1 / (1 + Math.exp(-sum));
}

/** Each fifth of the questions judged by a curve fitted on the others. */
function report(name: string, examples: readonly Example[]): void {
  console.log(
    `\n${name}：${examples.length} 个例子，其中找对的 ${examples.filter(({ right }) => right).length} 个`,
  );
  const ids = [...new Set(examples.map(({ id }) => id))];
  const foldOf = new Map(ids.map((id, at) => [id, at % FOLDS]));
  const judged = Array.from({ length: FOLDS }, (_, fold) => {
    const curve = fitCurve(examples.filter(({ id }) => foldOf.get(id) !== fold));
    return examples
      .filter(({ id }) => foldOf.get(id) === fold)
      .map(({ x, right }) => ({ right, confidence: chance(curve, x) }));
  }).flat();
  console.log(`留出的题上 AUROC ${areaUnderCurve(judged).toFixed(3)}`);
  console.log('把握        题数  真正答对');
  for (let from = 0; from < 10; from++) {
    const inside = judged.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === from);
    if (inside.length === 0) continue;
    const share = inside.filter(({ right }) => right).length / inside.length;
    console.log(
      `${(from / 10).toFixed(1)}–${((from + 1) / 10).toFixed(1)}  ${String(inside.length).padStart(6)}  ${share.toFixed(2)} ${'█'.repeat(Math.round(share * 20))}`,
    );
  }
  for (const threshold of [0.2, 0.3, 0.4, 0.5, 0.6]) {
    const answered = judged.filter(({ confidence }) => confidence >= threshold);
    const wrong = answered.filter(({ right }) => !right).length;
    const lost = judged.filter(({ right, confidence }) => right && confidence < threshold).length;
    console.log(`从 ${threshold} 起回答：答错 ${wrong}，该答没答 ${lost}（共 ${judged.length}）`);
  }
}

function areaUnderCurve(judged: readonly { right: boolean; confidence: number }[]): number {
  const right = judged.filter((one) => one.right);
  const wrong = judged.filter((one) => !one.right);
  let above = 0;
  for (const a of right)
    for (const b of wrong) above += a.confidence > b.confidence ? 1 : a.confidence === b.confidence ? 0.5 : 0;
  return above / (right.length * wrong.length);
}

if (import.meta.main) await runCommand(main);
