/** The parser is for official papers in general: three that we wrote, in the three common shapes. */
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { parsePaper } from '../../../knowledge/documents/parse.ts';
import { tilingFaults } from '../../../knowledge/documents/tiling.ts';
import { textOf, walk } from '../../../knowledge/documents/tree.ts';
import type { PaperDocument } from '../../../knowledge/types.ts';
import { fixture, fixtureBytes, node, parseText } from './papers.ts';

const NAMES = ['county-notice.txt', 'measures.md', 'table-notice.txt'];
const ids = (paper: PaperDocument, kind: string) =>
  [...walk(paper.root)].filter((inner) => inner.kind === kind).map(({ id }) => id);
const text = (paper: PaperDocument, id: string) => textOf(paper, node(paper, id));

describe('a notice with 一、（一）1.（1）', () => {
  const paper = fixture('county-notice.txt');

  it('reads front and closing lines', () => {
    expect(paper).toMatchObject({
      id: '浈水司〔2023〕7号',
      title: '浈水县司法局关于印发《浈水县公共法律服务站点建设工作方案》的通知',
      aliases: ['浈水县公共法律服务站点建设工作方案'],
      issuer: '浈水县司法局',
      addressees: ['各镇（街道）司法所', '县局各股（室）'],
      issuedOn: '2023-03-10',
    });
    expect(text(paper, 'front/letter')).toMatch(/请认真组织实施。$/u);
    expect(text(paper, 'preamble')).toBe('为方便群众就近获得法律服务，制定本方案。');
    expect(text(paper, 'back/publication')).toBe('（此件公开发布）');
  });

  it('tells clauses with the same number apart by their part', () => {
    expect(ids(paper, 'part')).toEqual(['p1', 'p2', 'p3']);
    expect(ids(paper, 'clause')).toEqual(['p1/c1', 'p1/c2', 'p2/c1', 'p2/c2']);
  });

  it('nests items', () => {
    expect(ids(paper, 'item')).toEqual([
      'p2/c1/1',
      'p2/c1/1/1',
      'p2/c1/1/2',
      'p2/c1/2',
      'p2/c2/1',
      'p2/c2/2',
      'p2/c2/3',
      'a/城东站/目标任务/1',
      'a/城东站/目标任务/2',
    ]);
    expect(text(paper, 'p2/c1/1/2')).toBe('（2）在村（社区）设置工作室。');
  });

  it('takes mentions inside sentences for what they are', () => {
    expect(text(paper, 'p1/c1')).toBe(
      '（一）站点覆盖\n到2024年底，全县各镇（街道）站点实现全覆盖。第一条战线上的司法所要带头落实，不得拖延。',
    );
    expect(text(paper, 'p2/c1/2')).toMatch(/依照前款第（四）项的做法执行。$/u);
    expect(ids(paper, 'article')).toEqual([]);
  });

  it('keeps columns of a wider table apart', () => {
    expect(text(paper, 'a/城西站/责任单位')).toBe('城西司法所');
    expect(paper.indicators.map(({ nodeId, name, value }) => [nodeId, name, value])).toEqual([
      ['a/城东站/目标任务/1', '开放窗口', 3],
      ['a/城东站/目标任务/2', '办件满意率', 90],
      ['a/城西站/目标任务', '建成调解室', 1],
    ]);
    expect(paper.indicators[0]?.period).toEqual({ from: '2023-01-01', to: '2023-12-31' });
  });
});

describe('a statute with 第X章 and 第X条', () => {
  const paper = fixture('measures.md');

  it('finds chapters and articles, mentions left out', () => {
    expect(paper).toMatchObject({
      id: '浈水县公共法律服务志愿者管理办法',
      docNumber: null,
      issuedOn: '2022-05-06',
    });
    expect(ids(paper, 'chapter')).toEqual(['ch1', 'ch2', 'ch附则']);
    expect(ids(paper, 'article')).toEqual(['art1', 'art2', 'art3', 'art4', 'art5', 'art5-1', 'art6']);
    expect(node(paper, 'art3').path).toEqual(['第二章 职责', '第三条']);
  });

  it('reads an article with its paragraphs and items', () => {
    expect(ids(paper, 'item')).toEqual(['art3/1', 'art3/2', 'art3/3']);
    expect(text(paper, 'art3')).toBe(
      '第三条　志愿者可以从事下列服务：\n（一）解答法律咨询；\n（二）协助人民调解；\n（三）宣传法律知识。\n第一条规定的活动不受前款限制。',
    );
    expect(text(paper, 'art4')).toBe('第四条　志愿者违反本办法的，依照第三条和第五条的规定处理。');
    expect(text(paper, 'art2')).toMatch(/个人。\n前款所称个人/u);
  });
});

describe('a notice with a table without HTML', () => {
  const paper = fixture('table-notice.txt');

  it('names rows by the first column when it groups nothing', () => {
    expect(ids(paper, 'row')).toEqual([
      'a1/法律咨询',
      'a1/法律咨询/办理时限',
      'a1/法律咨询/收费',
      'a1/公证',
      'a1/公证/办理时限',
      'a1/调解',
      'a1/调解/办理时限',
      'a1/调解/收费',
    ]);
  });

  it('goes on with a cell over line breaks and with rows over empty lines', () => {
    expect(text(paper, 'a1/公证/办理时限')).toBe('5个工作日，材料齐全的当天');
    expect(text(paper, 'a1/调解/收费')).toBe('不收费');
    expect(text(paper, 'a2')).toBe('附件2\n说明本标准由县司法局解释。');
  });

  it('takes a column headed 收费 for no target', () => {
    expect(paper.indicators).toEqual([]);
  });
});

describe('every paper', () => {
  it.each(NAMES)('%s is tiled', (name) => {
    expect(tilingFaults(fixture(name))).toEqual([]);
  });

  it.each(NAMES)('%s in GB18030 gives the same tree', (name) => {
    const bytes = fixtureBytes(name);
    const converted = parsePaper(name, iconv.encode(bytes.toString(), 'gb18030'));
    expect(converted.encoding).toBe('gb18030');
    expect({ ...converted, encoding: 'utf-8', sourceHash: '' }).toEqual({
      ...parsePaper(name, bytes),
      sourceHash: '',
    });
  });

  it.each(NAMES)('%s with Windows line ends reads the same', (name) => {
    const source = fixtureBytes(name).toString();
    const windows = parseText(source.replace(/\n/gu, '\r\n'));
    const texts = (paper: PaperDocument) =>
      [...walk(paper.root)].map((inner) => [inner.id, textOf(paper, inner)]);
    expect(texts(windows)).toEqual(texts(parseText(source)));
    expect(tilingFaults(windows)).toEqual([]);
  });
});

describe('look-alikes', () => {
  it.each([
    ['一是 without 二是', '（一）宗旨。一是一，说话算数。', []],
    ['a decimal', '（一）目标。达到3.5万件。1.2万件以上。', []],
    ['二是 out of turn', '（一）做法。二是加强。三是落实。', []],
    ['三条 in sequence', '（一）做法。一是加强。二是落实，三是检查。', ['c1/1', 'c1/2', 'c1/3']],
  ])('%s', (_, source, items) => {
    expect(ids(parseText(source), 'item')).toEqual(items);
  });

  it('does not take 第九条 at the start of a paragraph for a heading', () => {
    const paper = parseText('第一条 甲。\n\n第九条规定的情形除外。\n\n第二条 乙。');
    expect(ids(paper, 'article')).toEqual(['art1', 'art2']);
    expect(text(paper, 'art1')).toBe('第一条 甲。\n第九条规定的情形除外。');
  });
});

describe('a paper that is only a table', () => {
  it('is read from its first row on', () => {
    const paper = parseText('服务标准\n\n项目\t标准\n公证\t当天办结\n调解\t30日内办结\n');
    expect(paper.title).toBe('服务标准');
    expect(ids(paper, 'row')).toEqual(['公证', '调解']);
  });
});
