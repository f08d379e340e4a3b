/**
 * `npm run -s calibrate`: fits how sure the two routes may be on recorded questions (the working half, and those whose card is
 * known or that no card answers), with and without the documents that answer them, and writes seeds/confidence.yaml. Prints the
 * reliability curve on questions left out.
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
import { type Asked, readAsked, readBeyond } from '../tests/cases/recorded.ts';
import { type Case, citesAny, holdsFacts, readCases } from '../tests/cases/score.ts';
import { hiddenDocuments } from './ablation.ts';
import { runCommand } from './command.ts';

const DATE = '2026-11-23';
const KNOWLEDGE = ['knowledge-dev.yaml'] as const;
const PAPER = ['paper.yaml', 'paper-more.yaml'] as const;
/** Rounds in which documents are hidden, so that their questions have no right card. */
const HIDING_ROUNDS = 3;
const FOLDS = 5;
const FILE = join(PROJECT_ROOT, 'seeds/confidence.yaml');

interface Example {
  id: string;
  x: number[];
  right: boolean;
}

interface Examples {
  card: Example[];
  shown: Example[];
  paper: Example[];
}

async function main(): Promise<undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'shaofatong-calibrate-'));
  try {
    const cases = KNOWLEDGE.flatMap((file) => readCases(file)).filter(({ group }) => group !== 'emergency');
    const told = [...cases.map(judgedByCase), ...readAsked().map(judgedByCard)];
    const apart = [
      ...PAPER.flatMap((file) => readCases(file)).map(judgedByCase),
      ...readBeyond()
        .filter(({ outcome }) => !outcome.includes('answer'))
        .map(({ turns }) => ({
          ...CITIZEN,
          id: turns.join('\n'),
          turns,
          byCard: true,
          isRight: () => false,
        })),
    ];
    const examples = await examplesOf([...told, ...apart], folder, []);
    for (let round = 0; round < HIDING_ROUNDS; round++) {
      const more = await examplesOf(told, folder, hiddenDocuments(cases, round + 1));
      examples.card.push(...more.card);
      examples.shown.push(...more.shown);
    }
    const before = judgeSchema.parse(parse(readFileSync(FILE, 'utf8')));
    const written = {
      ...before,
      card: named(CARD_FEATURES, fitCurve(examples.card)),
      shown: named(CARD_FEATURES, fitCurve(examples.shown)),
      paper: named(PAPER_FEATURES, fitCurve(examples.paper)),
    };
    report('最好的一张', examples.card);
    report('连同旁边的', examples.shown);
    report('文件', examples.paper);
    writeFileSync(FILE, `# Fitted by scripts/calibrate.ts on recorded questions.\n${stringify(written)}`);
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

/** A recorded conversation, and whether what would be said to its last turn is right. */
interface Told {
  id: string;
  audience: Case['audience'];
  turns: readonly string[];
  /** Its right card is known, or that there is none. */
  byCard: boolean;
  isRight(said: Said, knowledge: Knowledge): boolean;
}

interface Said {
  labels: readonly string[];
  body: string;
  /** Of the cards that say it; none for the paper. */
  cardIds: readonly string[];
}

const CITIZEN = { audience: 'citizen' } as const;

const judgedByCase = (one: Case): Told => ({
  ...one,
  byCard: false,
  isRight({ labels, body }) {
    const { outcome, cites, facts } = one.expect;
    if (!outcome.includes('answer') || cites.length + facts.length === 0) return false;
    return citesAny(cites, labels) && holdsFacts(facts, body).length === 0;
  },
});

const judgedByCard = ({ turns, card, also }: Asked): Told => ({
  ...CITIZEN,
  id: turns.join('\n'),
  turns,
  byCard: true,
  isRight({ labels, cardIds }, { rules }) {
    const right = [card, ...also];
    if (cardIds.length > 0) return cardIds.some((id) => right.includes(id));
    const bases = right.flatMap((id) => {
      const held = rules.byId.get(id);
      return held && held.kind !== 'clarify' ? held.bases : [];
    });
    return bases.some(({ passage }) => labels.includes(passage.label));
  },
});

async function examplesOf(
  told: readonly Told[],
  folder: string,
  without: readonly string[],
): Promise<Examples> {
  const config = loadConfig({ DATA_DIR: folder });
  const knowledge = await openKnowledge({ ...config, without, log: { info() {}, warn() {} } });
  const examples: Examples = { card: [], shown: [], paper: [] };
  for (const one of told) {
    const { judged, paper } = await lastTrace(knowledge, one);
    const card = judged && knowledge.rules.byId.get(judged.cardId);
    if (judged && card && card.kind !== 'clarify') {
      const x = CARD_FEATURES.map((name) => judged.features[name]);
      const right = (cardIds: readonly string[]) => one.isRight({ ...judged, cardIds }, knowledge);
      // What a recorded answer must say does not tell which of several cards said it.
      if (one.byCard) examples.card.push({ id: one.id, x, right: right([judged.cardId]) });
      examples.shown.push({ id: one.id, x, right: right(judged.shownIds) });
    }
    if (paper)
      examples.paper.push({
        id: one.id,
        x: PAPER_FEATURES.map((name) => paper.features[name]),
        right: one.isRight({ ...paper, cardIds: [] }, knowledge),
      });
  }
  return examples;
}

async function lastTrace(knowledge: Knowledge, { turns, audience }: Told): Promise<Trace> {
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
    if (outcome.kind === 'clarify') history.push({ role: 'bot', text: outcome.question });
  }
  return last;
}

interface Curve {
  weights: number[];
  intercept: number;
}

const ROUNDS = 1500;
const SHRINKAGE = 0.0003;

/** Logistic regression by gradient descent over features of mean 0 and spread 1, with a little shrinkage. */
function fitCurve(examples: readonly Example[]): Curve {
  const count = examples.length;
  const means = averages(examples.map(({ x }) => x));
  const squares = averages(examples.map(({ x }) => x.map((value, at) => (value - means[at]!) ** 2)));
  const spreads = squares.map((square) => Math.sqrt(square) || 1);
  const scaled = examples.map(({ x, right }) => ({
    x: Float64Array.from(x, (value, at) => (value - means[at]!) / spreads[at]!),
    target: right ? 1 : 0,
  }));
  const weights = means.map(() => 0);
  let intercept = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const slope = weights.map((weight) => SHRINKAGE * weight);
    let slopeOfIntercept = 0;
    for (const { x, target } of scaled) {
      let sum = intercept;
      for (let at = 0; at < x.length; at++) sum += weights[at]! * x[at]!;
      const off = (1 / (1 + Math.exp(-sum)) - target) / count;
      for (let at = 0; at < x.length; at++) slope[at]! += off * x[at]!;
      slopeOfIntercept += off;
    }
    for (const at of weights.keys()) weights[at]! -= STEP * slope[at]!;
    intercept -= STEP * slopeOfIntercept;
  }
  const unscaled = weights.map((weight, at) => weight / spreads[at]!);
  return {
    weights: unscaled,
    intercept: unscaled.reduce((sum, weight, at) => sum - weight * means[at]!, intercept),
  };
}

const STEP = 1.5;

function averages(rows: readonly (readonly number[])[]): number[] {
  return rows[0]!.map((_, at) => rows.reduce((sum, row) => sum + row[at]!, 0) / rows.length);
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

/** How often a right one is judged surer than a wrong one; ties count half. */
function areaUnderCurve(judged: readonly { right: boolean; confidence: number }[]): number {
  const sorted = [...judged].sort((a, b) => a.confidence - b.confidence);
  let wrong = 0;
  let above = 0;
  for (let at = 0; at < sorted.length; ) {
    const ties = sorted.slice(at).findIndex(({ confidence }) => confidence !== sorted[at]!.confidence);
    const group = sorted.slice(at, ties === -1 ? sorted.length : at + ties);
    const right = group.filter((one) => one.right).length;
    above += right * (wrong + (group.length - right) / 2);
    wrong += group.length - right;
    at += group.length;
  }
  return above / (wrong * (judged.length - wrong));
}

if (import.meta.main) await runCommand(main);
