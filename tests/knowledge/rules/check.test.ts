/** The cards as data: the seeds are right, and every kind of mistake is named with file, card and reason. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { loadLibrary } from '../../../knowledge/library/library.ts';
import { problemsOf, staleOn } from '../../../knowledge/rules/check.ts';
import { loadRules, RulesError } from '../../../knowledge/rules/load.ts';
import { numbersOnlyInTitles } from '../../../scripts/check-seeds.ts';

const SEEDS = resolve(import.meta.dirname, '../../../seeds');
const library = await loadLibrary({
  directories: [join(SEEDS, 'papers')],
  documentsFile: join(SEEDS, 'documents.yaml'),
});
const folder = mkdtempSync(join(tmpdir(), 'shaofatong-rules-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const card = (change: Record<string, unknown> = {}) => ({
  id: 'x-one',
  topic: 'legal-aid',
  title: '一张卡片',
  jurisdiction: '国家',
  evidence: 'V',
  basis: ['法律援助法 第四十三条'],
  say: ['法律援助机构7日内决定。'],
  utterances: ['几天有结果'],
  checked: '2026-11-24',
  ...change,
});

let next = 0;
function written(cards: readonly unknown[], utterances: Record<string, string[]> = {}) {
  const seeds = join(folder, String(next++));
  mkdirSync(join(seeds, 'rules'), { recursive: true });
  mkdirSync(join(seeds, 'utterances'));
  writeFileSync(join(seeds, 'rules/some.yaml'), stringify(cards));
  writeFileSync(join(seeds, 'utterances/more.yaml'), stringify(utterances));
  return loadRules(seeds);
}

const reasons = (cards: readonly unknown[], utterances?: Record<string, string[]>) =>
  problemsOf(written(cards, utterances), library).map(
    ({ file, card, reason }) => `${file} ${card} ${reason}`,
  );

describe('the seeds', () => {
  const seeds = loadRules(SEEDS);

  it('have nothing wrong with them', () => {
    expect(problemsOf(seeds, library)).toEqual([]);
  });

  it('hold at least 200 cards with six ways of asking each, superseded and clarifying ones apart', () => {
    const rules = seeds.cards.filter((one) => one.kind === 'rule');
    expect(rules.length).toBeGreaterThan(200);
    const asked = rules.filter(({ data }) => data.supersededBy === undefined && data.group === undefined);
    expect(asked.filter(({ data }) => data.utterances.length < 6).map(({ data }) => data.id)).toEqual([]);
  });

  it('keep replaced rules so that they can be corrected', () => {
    const replaced = seeds.cards.filter((one) => one.kind === 'rule' && one.data.supersededBy !== undefined);
    expect(replaced.length).toBeGreaterThan(5);
  });
});

describe('a number in a title', () => {
  const named = (title: string) =>
    numbersOnlyInTitles(written([card({ title })])).map(({ card: id, reason }) => `${id} ${reason}`);

  it('stands in a line, in a basis or in the year of its version', () => {
    expect(named('几天决定')).toEqual([]);
    expect(named('7日内决定吗')).toEqual([]);
  });

  it('is named when it stands in neither (control)', () => {
    expect(named('15日内决定吗')).toEqual(['x-one 标题里的“15日”自己的句子里没有']);
  });

  it('does so in every card of the seeds', () => {
    expect(numbersOnlyInTitles(loadRules(SEEDS))).toEqual([]);
  });
});

describe('a card that is wrong is named', () => {
  it('passes when nothing is wrong (control)', () => {
    expect(reasons([card()])).toEqual([]);
  });

  it.each([
    [
      'an unknown document',
      card({ basis: ['不存在法 第一条'] }),
      /some\.yaml x-one .*不存在法.*documents\.yaml/u,
    ],
    [
      'an article beyond the last',
      card({ basis: ['法律援助法 第七十二条'] }),
      /some\.yaml x-one .*第七十二条.*71/u,
    ],
    ['a clause the paper does not have', card({ basis: ['韶司办〔2021〕56号（十八）'] }), /x-one .*找不到/u],
    [
      'a line on a basis that is not listed',
      card({ say: [{ text: '三日内指派。', basis: '劳动法 第一条' }] }),
      /没有列在 basis/u,
    ],
    [
      'a basis without a line',
      card({ basis: ['法律援助法 第四十三条', '劳动法 第一条'] }),
      /劳动法 第一条.*没有一行用到/u,
    ],
    ['a replaced text without an end', card({ basis: ['仲裁法@2017 第五十九条'] }), /之后不再适用/u],
    ['a trap that it says itself', card({ traps: ['7日内决定'] }), /不该说的话/u],
    ['a pattern that is none', card({ corrections: [{ said: ['/(/'], text: '不是这样。' }] }), /正则/u],
    ['a successor that does not exist', card({ supersededBy: 'nobody' }), /没有编号为 nobody/u],
  ])('%s', (_name, wrong, expected) => {
    expect(reasons([wrong]).join('\n')).toMatch(expected);
  });

  it('a way of asking that two cards claim, punctuation and width apart', () => {
    const other = card({ id: 'x-two', title: '另一张', utterances: ['几天 有结果？'] });
    expect(reasons([card(), other]).join('\n')).toMatch(
      /x-two 问法“几天 有结果？”也属于 some\.yaml 里的 x-one/u,
    );
    const replaced = { ...other, supersededBy: 'x-one', valid: { to: '2020-01-01' } };
    expect(reasons([card({ valid: { from: '2020-01-02' } }), replaced])).toEqual([]);
  });

  it('validity that overlaps what replaced it', () => {
    const old = card({
      id: 'x-old',
      title: '旧的',
      utterances: [],
      supersededBy: 'x-one',
      valid: { to: '2024-05-01' },
    });
    expect(reasons([card({ valid: { from: '2024-05-01' } }), old]).join('\n')).toMatch(
      /x-old 有效期与 x-one 重叠|x-one 有效期与 x-old 重叠/u,
    );
    expect(reasons([card({ valid: { from: '2024-05-02' } }), old])).toEqual([]);
  });

  it('an option without a card, a second card of the same id, ways of asking for nobody', () => {
    const ask = {
      id: 'x-ask',
      kind: 'clarify',
      topic: 'legal-aid',
      title: '问一句',
      question: '您是哪种情况？',
      options: [
        { say: '甲', card: 'x-one' },
        { say: '乙', card: 'x-gone' },
      ],
      utterances: ['随便问问'],
      checked: '2026-11-24',
    };
    expect(reasons([card(), ask]).join('\n')).toMatch(/x-ask 没有编号为 x-gone/u);
    expect(reasons([card(), card()]).join('\n')).toMatch(/id“x-one”.*已经用过/u);
    expect(reasons([card()], { 'x-ghost': ['谁的问法'] }).join('\n')).toMatch(/more\.yaml x-ghost/u);
  });

  it('a card of the wrong shape stops the reading with file, card and place', () => {
    expect(() => written([card({ checked: '昨天' })])).toThrow(RulesError);
    expect(() => written([card({ checked: '昨天' })])).toThrow(/some\.yaml 里的 x-one：checked/u);
  });
});

it('cards not checked for a year are listed', () => {
  const cards = written([
    card({ checked: '2025-11-23' }),
    card({ id: 'x-two', title: '新的', utterances: ['别的问法'] }),
  ]);
  expect(staleOn(cards, '2026-11-24').map((one) => one.card)).toEqual(['x-one']);
  expect(staleOn(cards, '2026-11-23')).toEqual([]);
});
