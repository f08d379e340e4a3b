import { describe, expect, it } from 'vitest';
import { LONGEST_REFERENCE, lookup } from '../../../knowledge/library/lookup.ts';
import { fullLibrary, libraryOf } from './libraries.ts';

const library = await fullLibrary();
const labels = (reference: string) => {
  const result = lookup(library, reference);
  return result.kind === 'found' ? result.passages.map(({ label }) => label) : result.message;
};
const SEED = '韶司办〔2021〕56号';

describe("places in the bureau's paper", () => {
  it.each([
    '第九条',
    '（九）',
    '九',
    '9',
    '(九)',
    '(9)',
    '第9条',
    '第９条',
    '９',
    ' 第 九 条 ',
    '第九点',
    '9条',
    '韶司办〔2021〕56号（九）',
    '韶司办[2021]56号第九条',
    '韶司办（2021）56号 9',
    '56号文第九条',
    '第\u202e九\u200b条',
    '《实施意见》第九条',
  ])('%j is （九）', (reference) => {
    expect(labels(reference)).toEqual([`${SEED}（九）`]);
  });

  it.each([
    ['第十七条', '（十七）'],
    ['17', '（十七）'],
    ['（三）一是', '（三）一是'],
    ['(三)一是', '（三）一是'],
    ['（三）第一项', '（三）一是'],
    ['第三条第二项', '（三）二是'],
    ['第二部分（三）', '（三）'],
    ['附件2·公证法律服务·1', '附件2·公证法律服务·1'],
    ['附件2 公证 第1项', '附件2·公证法律服务·1'],
    ['附件二公证法律服务2', '附件2·公证法律服务·2'],
    ['附件２・公证法律服务・３', '附件2·公证法律服务·3'],
    ['附件2·服务平台建设·网络平台·2', '附件2·服务平台建设·网络平台·2'],
    ['附件2·网络平台·2', '附件2·服务平台建设·网络平台·2'],
    ['附件2·司法鉴定服务', '附件2·司法鉴定服务'],
    ['附件2 实体平台', '附件2·服务平台建设·实体平台'],
    ['附件2·村（社区）法律顾问·2', '附件2·村(社区)法律顾问·2'],
    ['附件1 法律咨询 服务', '附件1·法律咨询服务'],
    ['附件1·标准实施', '附件1·标准实施'],
    ['附件2（一）', '附件2（一）'],
    ['附件2 (二)', '附件2（二）'],
    ['印发日期', '·印发日期'],
    ['主送机关', '·主送机关'],
  ])('%s', (reference, clause) => {
    expect(labels(reference)).toEqual([`${SEED}${clause}`]);
  });

  it('finds all items of a row, all rows of a group, all of an annex', () => {
    expect(labels('附件2 公证')).toEqual([1, 2, 3].map((item) => `${SEED}附件2·公证法律服务·${item}`));
    expect(labels('附件2·服务平台建设')).toHaveLength(4);
    expect(labels('附件1')).toHaveLength(18);
    expect(labels('二、')).toEqual(
      ['（三）', '（四）', '（五）', '（六）'].map((clause) => `${SEED}${clause}`),
    );
  });

  it.each([
    ['第十八条', '从（一）到（十七），没有（十八）'],
    ['99', '从（一）到（十七），没有（九十九）'],
    ['廿', '从（一）到（十七），没有（二十）'],
    ['0', '从（一）到（十七），没有（零）'],
    ['（三）第四项', '（三）只有 1 至 3 项'],
    ['（九）第一项', '（九）没有再分项'],
    ['附件3', '只有附件1、附件2，没有附件3'],
    ['附件2·公证法律服务·9', '只有 1 至 3 项'],
    ['附件2 西红柿', '附件2里没有“西红柿”'],
    ['西红柿炒蛋', '没有找到“西红柿炒蛋”'],
  ])('%s does not exist, and what does is said', (reference, message) => {
    expect(labels(reference)).toContain(message);
  });

  it('suggests what is nearest', () => {
    const result = lookup(library, '公证员人数多少');
    expect(result.kind === 'none' && result.nearest.map(({ label }) => label)).toContain(
      `${SEED}附件2·公证法律服务·1`,
    );
  });
});

describe('words', () => {
  it('finds the innermost passages that hold them', () => {
    expect(labels('300分钟')).toEqual([`${SEED}附件2·服务平台建设·网络平台·2`]);
    expect(labels('110报警')).toEqual([`${SEED}（三）三是`]);
    expect(labels('公证员')).toEqual(
      ['（七）', '（十三）', '附件1·服务平台建设·2', '附件2·公证法律服务·1'].map(
        (clause) => `${SEED}${clause}`,
      ),
    );
    expect(labels('公证员 32')).toEqual([`${SEED}附件2·公证法律服务·1`]);
    expect(labels('各县（市、区）法律服务资源')).toEqual([`${SEED}（五）`]);
  });
});

describe('other papers', () => {
  const RULES = '《浈水县公共法律服务志愿者管理办法》';
  it.each([
    ['浈水县公共法律服务志愿者管理办法 3', '第三条'],
    ['《浈水县公共法律服务志愿者管理办法》第三条第（二）项', '第三条'],
    ['浈水县公共法律服务志愿者管理办法第5条之一', '第五条之一'],
    ['浈水县公共法律服务志愿者管理办法第三条第一款第三项', '第三条'],
  ])('%s', (reference, clause) => {
    expect(labels(reference)).toEqual([`${RULES}${clause}`]);
  });

  it('finds clauses with the same number in each part', () => {
    expect(labels('浈水司〔2023〕7号（一）')).toEqual([
      '浈水司〔2023〕7号第一部分（一）',
      '浈水司〔2023〕7号第二部分（一）',
    ]);
    expect(labels('浈水司〔2023〕7号第二部分（一）')).toEqual(['浈水司〔2023〕7号第二部分（一）']);
  });

  it('says the range of articles, and that a law is not loaded', () => {
    expect(labels('浈水县公共法律服务志愿者管理办法第八条')).toContain('从第一条到第六条，没有第八条');
    expect(labels('浈水县公共法律服务志愿者管理办法第三条第四项')).toContain('第三条只有 1 至 3 项');
    expect(labels('劳动法第九条')).toContain('没有载入“劳动法”');
    expect(labels('法援法31条')).toContain('没有载入“法援法”');
  });

  it('knows a law without 中华人民共和国 and by its short name, but not for a longer one', async () => {
    const laws = await libraryOf(
      { 'a.md': '# 中华人民共和国法律援助法\n\n第三十一条 甲。', 'b.txt': '（一）乙。' },
      'documents:\n  - {id: 中华人民共和国法律援助法, aliases: [法援法]}\n  - {id: b, default: true}\n',
    );
    const clause = (reference: string) => {
      const result = lookup(laws, reference);
      return result.kind === 'found' ? result.passages.map((passage) => passage.clause) : result.message;
    };
    for (const reference of [
      '法律援助法 31',
      '法援法31条',
      '《中华人民共和国法律援助法》第三十一条',
      '请问法律援助法第31条',
    ])
      expect(clause(reference)).toEqual(['第三十一条']);
    expect(clause('一')).toEqual(['（一）']);
    expect(clause('广东省法律援助法第31条')).toContain('没有载入');
    expect(clause('法律援助法实施办法第31条')).toContain('没有载入');
  });
});

describe('bad references', () => {
  it.each(['', '   ', '\u0000\u0007', '\u202e\u200b', '\n\t'])('%j asks for a reference', (reference) => {
    expect(labels(reference)).toMatch(/^请写出要查的条款/u);
  });

  it('takes lone surrogates and a megabyte without breaking', () => {
    expect(labels('\ud800')).toMatch(/^请写出要查的条款/u);
    expect(labels('第九条\udfff')).toEqual([`${SEED}（九）`]);
    expect(labels('九'.repeat(1_000_000))).toContain(`${LONGEST_REFERENCE} 个字以内`);
    expect(labels('（'.repeat(400))).toContain('没有找到');
  });

  it('answers even when nothing is loaded', async () => {
    expect(lookup(await libraryOf({}), '第九条')).toMatchObject({ kind: 'none', nearest: [] });
  });
});
