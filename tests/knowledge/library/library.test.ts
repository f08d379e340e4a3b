import { describe, expect, it } from 'vitest';
import { citationOf } from '../../../knowledge/library/citation.ts';
import { LibraryError } from '../../../knowledge/library/facts.ts';
import { loadLibrary } from '../../../knowledge/library/library.ts';
import { statusOn } from '../../../knowledge/library/validity.ts';
import type { Passage } from '../../../knowledge/types.ts';
import { annex1Rows, annex2Rows, clauses } from '../documents/fixtures/seed-paper.ts';
import { DOCUMENTS_FILE, fullLibrary, libraryOf, SEED_PAPERS, seedLibrary } from './libraries.ts';

const library = await seedLibrary();
const passage = (clause: string): Passage => {
  const [found, ...others] = library.passages.filter((candidate) => candidate.clause === clause);
  if (!found || others.length > 0) throw new Error(`${others.length} others named ${clause}`);
  return found;
};

/** Labels of a table: each numbered item, or the row where it has none. */
const rowLabels = (annex: string, rows: Readonly<Record<string, number | null>>) =>
  Object.entries(rows).flatMap(([row, items]) => {
    const name = `${annex}·${row.replace('/', '·')}`;
    return items ? Array.from({ length: items }, (_, index) => `${name}·${index + 1}`) : [name];
  });
const NUMBERS = [...'一二三四五六七八九十', '十一', '十二', '十三', '十四', '十五', '十六', '十七'];

describe("passages of the bureau's paper", () => {
  it('are the units that are cited, in the order of the paper', () => {
    expect(library.passages.map(({ clause }) => clause)).toEqual([
      '发文机关',
      '发文字号',
      '标题',
      '主送机关',
      '印发通知',
      '正文标题',
      '引言',
      ...clauses.flatMap((_, index) => [
        `（${NUMBERS[index]}）`,
        ...(index === 2 ? ['（三）一是', '（三）二是', '（三）三是'] : []),
      ]),
      '附件说明',
      '附件1',
      ...rowLabels('附件1', annex1Rows),
      '附件1·标准实施',
      '附件2',
      ...rowLabels('附件2', annex2Rows),
      '附件2（一）',
      '附件2（二）',
      '公开方式',
      '印发机关',
      '印发日期',
    ]);
  });

  it('are cited with the number of the paper', () => {
    expect(passage('（九）').label).toBe('韶司办〔2021〕56号（九）');
    expect(passage('附件2·公证法律服务·1').label).toBe('韶司办〔2021〕56号附件2·公证法律服务·1');
    expect(passage('附件2·服务平台建设·网络平台·2').label).toBe(
      '韶司办〔2021〕56号附件2·服务平台建设·网络平台·2',
    );
    expect(passage('印发日期')).toMatchObject({
      label: '韶司办〔2021〕56号·印发日期',
      text: '2021年8月25日印发',
    });
  });

  it('hold their own words, which stand in the source', () => {
    const [document] = library.documents;
    const kept = document!.deletions
      .toReversed()
      .reduce((text, { span }) => text.slice(0, span[0]) + text.slice(span[1]), document!.source);
    expect(library.passages.filter(({ text }) => !kept.includes(text))).toEqual([]);
    expect(passage('附件2·司法鉴定服务').text).toBe(
      '司法鉴定质量和公信力明显提高,有效投诉率在万分之八以下。',
    );
    expect(passage('（六）').text).toMatch(/^\(六\)保障特殊群体/u);
  });

  it('carry their indicators, each once', () => {
    expect(library.passages.flatMap(({ indicators }) => indicators)).toEqual(
      library.documents[0]!.indicators,
    );
    expect(passage('附件2·公证法律服务·1').indicators).toMatchObject([
      { name: '执业公证员', comparator: '≥', value: 32, unit: '名' },
    ]);
  });

  it('say of the empty cell that it is empty', () => {
    expect(passage('附件2·服务平台建设·实体平台')).toMatchObject({ text: '实体平台', indicators: [] });
    expect(passage('附件2·服务平台建设·实体平台').validity.note).toMatch(/^原文这一格是空的/u);
    expect(passage('附件2·服务平台建设·热线平台').validity.note).not.toMatch(/空/u);
  });

  it('are searched by path and text', () => {
    expect(passage('附件2·公证法律服务·1').searchText).toMatch(/公证法律服务.*执业公证员达到32名以上/u);
  });
});

describe('validity', () => {
  it.each([
    ['附件2·公证法律服务·1', '2020-12-31', 'unknown'],
    ['附件2·公证法律服务·1', '2021-01-01', 'in-force'],
    ['附件2·公证法律服务·1', '2022-12-31', 'in-force'],
    ['附件2·公证法律服务·1', '2023-01-01', 'expired'],
    ['附件2·总体目标', '2023-01-01', 'expired'],
    ['附件2（一）', '2023-01-01', 'unknown'],
    ['附件1·法律援助服务', '2023-01-01', 'unknown'],
    ['（九）', '2021-08-24', 'unknown'],
    ['（九）', '2021-08-25', 'in-force'],
    ['（九）', '2022-12-31', 'in-force'],
    ['（九）', '2023-01-01', 'unknown'],
  ])('%s on %s is %s', (clause, date, status) => {
    expect(statusOn(passage(clause).validity, date)).toBe(status);
  });

  it('notes that the title of annex 1 names the years', () => {
    expect(passage('附件1·法律援助服务').validity.note).toContain('2021—2022年');
    expect(passage('（九）').validity.note).not.toContain('附件1');
  });

  it('of a paper that nobody registered is unknown after its day', async () => {
    const { passages } = await libraryOf({ 'a.md': '# 甲办法\n\n2022年5月6日 通过\n\n第一条 乙。' });
    const article = passages.find(({ kind }) => kind === 'article')!;
    expect(statusOn(article.validity, '2022-05-06')).toBe('in-force');
    expect(statusOn(article.validity, '2022-05-07')).toBe('unknown');
  });
});

describe('a citation', () => {
  it('is verbatim, with the status of the day', () => {
    expect(citationOf(passage('附件2·公证法律服务·1'), '2026-08-01')).toMatchObject({
      label: '韶司办〔2021〕56号附件2·公证法律服务·1',
      clause: '附件2·公证法律服务·1',
      quote: '1. 执业公证员达到32名以上。',
      verbatim: true,
      status: 'expired',
      passageId: '韶司办〔2021〕56号#a2/公证法律服务/1',
    });
    expect(citationOf(passage('（九）'), '2021-12-01', '提高仲裁公信力')).toMatchObject({
      quote: '提高仲裁公信力',
      status: 'in-force',
    });
  });
});

describe('loading', () => {
  it('reads several folders and formats, and labels each paper its own way', async () => {
    const full = await fullLibrary();
    expect(full.refused).toEqual([]);
    expect(full.defaultDocument?.id).toBe('韶司办〔2021〕56号');
    const labels = full.passages.map(({ label }) => label);
    expect(labels).toContain('浈水司〔2023〕7号第一部分（一）');
    expect(labels).toContain('浈水司〔2023〕7号第二部分（一）1（2）');
    expect(labels).toContain('浈水司〔2023〕7号第三部分');
    expect(labels).toContain('浈水司〔2023〕7号附件·城西站·责任单位');
    expect(labels).toContain('《浈水县公共法律服务志愿者管理办法》第五条之一');
    expect(new Set(full.passages.map(({ id }) => id)).size).toBe(full.passages.length);
    expect(full.passageById.size).toBe(full.passages.length);
  });

  it('refuses a bad paper alone and says why', async () => {
    const loaded = await libraryOf({
      'bad.txt': Buffer.from([0xff, 0xfe, 0x00]),
      'empty.txt': '',
      'good.md': '第一条 甲。',
      'letter.txt': '没有条款的信。',
      'again.md': '# good\n\n第一条 甲。',
      'notes.pdf': '%PDF',
    });
    expect(loaded.documents.map(({ id }) => id)).toEqual(['good']);
    expect(
      loaded.refused.map(({ file, message }) => [file.replace(/^.*\//u, ''), message.split('。')[0]]),
    ).toEqual([
      ['bad.txt', '文件第 0 字节（从 0 数起）起既不是 UTF-8 也不是 GB18030 编码的文字'],
      ['empty.txt', '文件是空的，没有可读的文字'],
      ['good.md', expect.stringContaining('是同一份文件（good）')],
      ['letter.txt', expect.stringContaining('没有找到任何条款')],
    ]);
  });

  it('takes a folder that does not exist for an empty one', async () => {
    const none = await loadLibrary({ directories: [`${SEED_PAPERS}-none`], documentsFile: DOCUMENTS_FILE });
    expect(none).toMatchObject({ documents: [], passages: [], defaultDocument: null, refused: [] });
  });

  it.each([
    ['no yaml', 'documents: ['],
    [
      'a wrong date',
      'documents:\n  - id: 甲\n    validity:\n      - {applies: everything, to: 2022-13-01, after: expired, note: 乙}',
    ],
    ['an unknown field', 'documents:\n  - {id: 甲, alias: [乙]}'],
    ['two defaults', 'documents:\n  - {id: 甲, default: true}\n  - {id: 乙, default: true}'],
    ['one id twice', 'documents:\n  - {id: 甲}\n  - {id: 甲}'],
  ])('says in one line what is wrong with a documents file with %s', async (_, facts) => {
    const failure = await libraryOf({ 'a.md': '第一条 甲。' }, facts).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LibraryError);
    expect((failure as Error).message).toMatch(/^\S*documents\.yaml [^\n]+$/u);
  });
});
