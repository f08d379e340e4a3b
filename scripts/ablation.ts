/** Which documents to hide, to see whether what they held is then admitted to be unknown. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, PROJECT_ROOT } from '../bot/config.ts';
import { openKnowledge } from '../knowledge/knowledge.ts';
import { loadFacts } from '../knowledge/library/facts.ts';
import { Register } from '../knowledge/library/register.ts';
import type { Turn } from '../knowledge/types.ts';
import type { Case } from '../tests/cases/score.ts';

const DATE = '2026-11-23';

const facts = await loadFacts(join(PROJECT_ROOT, 'seeds/documents.yaml'));
const register = new Register(facts.documents);

/** Ids of the documents that a case accepts as its source. */
export function documentsOf({ expect }: Case): string[] {
  return [...new Set(expect.cites.flatMap((cite) => register.namedIn(cite)?.facts.id ?? []))];
}

/** About so many questions lose their source in one round. */
const SHARE = 0.2;

/** A random choice of documents, the same for the same seed, until a fifth of the questions that name a source have lost all of theirs. */
export function hiddenDocuments(cases: readonly Case[], seed: number): string[] {
  const sources = cases.map(documentsOf).filter((documents) => documents.length > 0);
  const all = [...new Set(sources.flat())].sort();
  const random = sequence(seed);
  const hidden = new Set<string>();
  const lost = () => sources.filter((documents) => documents.every((id) => hidden.has(id))).length;
  while (all.length > 0 && lost() < SHARE * sources.length)
    hidden.add(all.splice(Math.floor(random() * all.length), 1)[0]!);
  return [...hidden];
}

function sequence(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0;
    return state / 2 ** 32;
  };
}

const SEEDS = [1, 2, 3] as const;
/** Share of the questions whose source is hidden that are handed over or declined, and how much more others may be. */
export interface AblationGates {
  admitted: number;
  rise: number;
}

/** Asks every case with all documents on file and with some hidden, three times; prints how often the gap is admitted. */
export async function evaluateAblation(
  cases: readonly Case[],
  gates: AblationGates,
  aims: AblationGates,
): Promise<number> {
  const asked = cases.filter((one) => one.group !== 'emergency' && one.expect.outcome.includes('answer'));
  const sourced = asked.filter((one) => documentsOf(one).length > 0);
  const whole = await outcomesOf(asked, []);
  let failed = 0;
  for (const seed of SEEDS) {
    const hidden = hiddenDocuments(sourced, seed);
    const outcomes = await outcomesOf(asked, hidden);
    const lost = sourced.filter((one) => documentsOf(one).every((id) => hidden.includes(id)));
    const kept = asked.filter((one) => documentsOf(one).every((id) => !hidden.includes(id)));
    const admitted =
      lost.filter(({ id }) => ['handoff', 'decline'].includes(outcomes.get(id)!)).length / lost.length;
    const handedOver = (from: ReadonlyMap<string, string>) =>
      kept.filter(({ id, expect }) => from.get(id) === 'handoff' && !expect.outcome.includes('handoff'))
        .length / kept.length;
    const rise = handedOver(outcomes) - handedOver(whole);
    const ok = admitted >= gates.admitted && rise <= gates.rise;
    if (!ok) failed++;
    console.log(
      `种子 ${seed}：藏起 ${hidden.length} 份文件（${hidden.slice(0, 4).join('、')}${hidden.length > 4 ? '…' : ''}），` +
        `${lost.length} 题失去来源，其中 ${(100 * admitted).toFixed(1)}% 转人工或婉拒（至少 ${100 * gates.admitted}%，目标 ${100 * aims.admitted}%）；` +
        `其余 ${kept.length} 题多转人工 ${(100 * rise).toFixed(1)} 个百分点（最多 ${100 * gates.rise}）${ok ? '' : ' ✗'}`,
    );
  }
  return failed > 0 ? 1 : 0;
}

/** What each case ends in when some documents are not on file. */
async function outcomesOf(cases: readonly Case[], without: readonly string[]): Promise<Map<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'shaofatong-ablation-'));
  try {
    const config = loadConfig({ DATA_DIR: folder });
    const knowledge = await openKnowledge({ ...config, without, log: { info() {}, warn() {} } });
    const ends = new Map<string, string>();
    for (const { id, turns, audience } of cases) {
      const history: Turn[] = [];
      for (const text of turns) {
        const question = { text, history: [...history], audience, date: DATE, place: null };
        const outcome = knowledge.recogniseDanger(text) ?? (await knowledge.ask(question));
        history.push({ role: 'citizen', text });
        if (outcome.kind === 'answer') history.push({ role: 'bot', text: outcome.body });
        if (outcome.kind === 'clarify') history.push({ role: 'bot', text: outcome.question });
        ends.set(id, outcome.kind);
      }
    }
    return ends;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
