/** Part of `npm run check`: every card's basis exists, no validity overlaps, no way of asking has two answers; interviews and law education rest on cards. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../bot/config.ts';
import { checkEducation } from '../bot/education/check.ts';
import { loadEducation } from '../bot/education/education.ts';
import { checkInterviews } from '../bot/interviews/check.ts';
import { messages as statementMessages } from '../bot/interviews/texts.ts';
import { atomsOf } from '../knowledge/answering/atoms.ts';
import { loadLibrary } from '../knowledge/library/library.ts';
import { type Problem, problemsOf, staleOn } from '../knowledge/rules/check.ts';
import { loadRules, type WrittenRules } from '../knowledge/rules/load.ts';
import { type RuleData, sections } from '../knowledge/rules/schema.ts';
import { rulesMessages } from '../knowledge/texts.ts';
import { runCommand } from './command.ts';

async function main(): Promise<number> {
  const seeds = process.argv[2] ?? join(PROJECT_ROOT, 'seeds');
  const library = await loadLibrary({
    directories: [join(seeds, 'papers')],
    documentsFile: join(seeds, 'documents.yaml'),
  });
  const written = loadRules(seeds);
  const problems = [
    ...problemsOf(written, library),
    ...numbersOnlyInTitles(written),
    ...interviewProblems(seeds, written),
    ...educationProblems(seeds, written),
  ];
  for (const { file, card, reason } of problems) console.error(`✗ ${file} 里的 ${card}：${reason}`);
  for (const { file, card, reason } of staleOn(written, new Date().toISOString().slice(0, 10)))
    console.error(`! ${file} 里的 ${card}：${reason}`);
  const utterances = written.cards.reduce((sum, { data }) => sum + data.utterances.length, 0);
  console.log(
    `${written.cards.length} 张卡片，${utterances} 种问法，${written.hotlines.length} 条热线，${library.register.documents.length} 份登记的文件；${problems.length} 处错误`,
  );
  return problems.length > 0 ? 1 : 0;
}

type RulesById = ReadonlyMap<string, RuleData>;
const rulesById = ({ cards }: WrittenRules): RulesById =>
  new Map(cards.flatMap((one) => (one.kind === 'rule' ? [[one.data.id, one.data] as const] : [])));

/** Every sentence of an interview rests on a card. */
function interviewProblems(seeds: string, written: WrittenRules): Problem[] {
  if (!existsSync(join(seeds, 'interviews'))) return [];
  return checkInterviews(seeds, rulesById(written)).map(({ file, at, reason }) => ({
    file,
    card: at,
    reason,
  }));
}

/** Every item of law education rests on a card, and names no number that the card does not hold, be it 两个 or 5人. */
export function educationProblems(seeds: string, written: WrittenRules): Problem[] {
  if (!existsSync(join(seeds, 'education.yaml'))) return [];
  const rules = rulesById(written);
  const known = checkEducation(seeds, rules);
  const numbers = loadEducation(seeds).items.flatMap(({ id, text, card }) => {
    const rule = rules.get(card);
    return rule
      ? numbersNotHeld(text, rule).map((number) => ({
          at: id,
          reason: statementMessages.number(number, card),
        }))
      : [];
  });
  const more = numbers.filter(
    ({ at, reason }) => !known.some((one) => one.at === at && one.reason === reason),
  );
  return [...known, ...more].map(({ at, reason }) => ({ file: 'education.yaml', card: at, reason }));
}

/** 条例@2016 is shown as the 2016年 version. */
const withYear = (basis: string) => basis.replace(/@(\d{4})/u, ' $1年');

/** A title is said with what its card says, so a number in it has to stand in the card's lines or bases. */
export function numbersOnlyInTitles({ cards }: WrittenRules): Problem[] {
  return cards.flatMap((one) => {
    if (one.kind !== 'rule') return [];
    const { id, title } = one.data;
    return numbersNotHeld(title, one.data).map((number) => ({
      file: one.file,
      card: id,
      reason: rulesMessages.titleNumber(number),
    }));
  });
}

/** Numbers of the text that stand neither in the card's lines nor in its bases. */
function numbersNotHeld(text: string, rule: RuleData): string[] {
  const lines = sections.flatMap((section) => rule[section]);
  const said = [
    ...rule.basis.map(withYear),
    ...lines.map((line) => (typeof line === 'string' ? line : line.text)),
  ].join('\n');
  const held = new Set(atomsOf(said).map(({ key }) => key));
  return atomsOf(text)
    .filter(({ key }) => !held.has(key))
    .map((atom) => atom.text);
}

if (import.meta.main) await runCommand(main);
