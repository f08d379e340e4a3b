import { describe, expect, it } from 'vitest';
import { tilingFaults } from '../../../knowledge/documents/tiling.ts';
import { findNode, ownTextOf, sentencesOf, textOf, walk } from '../../../knowledge/documents/tree.ts';
import type { DocumentNode } from '../../../knowledge/types.ts';
import { annex1Rows, annex2Rows, clauses, indicators, parts } from './fixtures/seed-paper.ts';
import { node, seedPaper } from './papers.ts';

const paper = seedPaper();
const items = (id: string) => node(paper, id).children.filter(({ kind }) => kind === 'item');

describe("the bureau's paper", () => {
  it('is tiled by its nodes and declared deletions', () => {
    expect(tilingFaults(paper)).toEqual([]);
  });

  it('would not be tiled if one span were shorter, longer or missing (control)', () => {
    const doctored = (change: (spans: DocumentNode['spans']) => DocumentNode['spans']) => {
      const edit = (inner: DocumentNode): DocumentNode => ({
        ...inner,
        spans: inner.id === 'c9' ? change(inner.spans) : inner.spans,
        children: inner.children.map(edit),
      });
      return tilingFaults({ ...paper, root: edit(paper.root) });
    };
    expect(doctored(([first, ...rest]) => [[first![0], first![1] - 1], ...rest])).toHaveLength(1);
    expect(doctored(([first, ...rest]) => [[first![0] - 1, first![1]], ...rest])).toHaveLength(1);
    expect(doctored(([, ...rest]) => rest)).toHaveLength(1);
    expect(tilingFaults({ ...paper, deletions: paper.deletions.slice(1) })).toHaveLength(1);
  });

  it('leaves out nothing but white space and HTML', () => {
    const words = paper.deletions
      .map(({ span }) => paper.source.slice(...span))
      .filter((text) => !/^(?:\s+|<[^>]+>)$/u.test(text));
    expect(words).toEqual([]);
  });

  it('knows number, title, issuer, addressees and date', () => {
    expect(paper).toMatchObject({
      id: '韶司办〔2021〕56号',
      docNumber: '韶司办〔2021〕56号',
      title:
        '韶关市司法局印发《韶关市贯彻落实〈关于加快推进公共法律服务体系建设的若干措施〉的实施意见》的通知',
      aliases: ['韶关市贯彻落实《关于加快推进公共法律服务体系建设的若干措施》的实施意见'],
      issuer: '韶关市司法局',
      addressees: ['各县（市、区）司法局', '局各科（处、室）', '局属各单位'],
      issuedOn: '2021-08-25',
      encoding: 'utf-8',
    });
  });

  it('has six parts and seventeen clauses, each under its part', () => {
    const found = paper.root.children.filter(({ kind }) => kind === 'part');
    expect(found.map(({ heading }) => heading)).toEqual(parts);
    const inBody = found.flatMap((part) =>
      part.children.map((clause) => [part.number, clause.heading, clause.id] as const),
    );
    expect(inBody).toEqual(clauses.map(([part, heading], index) => [part, heading, `c${index + 1}`]));
  });

  it.each(clauses.map(([, heading, end], index) => ({ id: `c${index + 1}`, heading, end })))(
    'reads clause $id to its last word',
    ({ id, heading, end }) => {
      const text = textOf(paper, node(paper, id));
      expect(text).toMatch(/^[（(][一二三四五六七八九十]+[）)]/u);
      expect(text).toContain(heading);
      expect(text.endsWith(end)).toBe(true);
      expect(text).not.toContain('\n');
    },
  );

  it('joins what page breaks cut, and changes no character', () => {
    expect(textOf(paper, node(paper, 'c2'))).toContain('基本建成与法治国家、法治政府');
    expect(textOf(paper, node(paper, 'c5'))).toContain('各县（市、区)法律服务资源分布,逐步');
    expect(node(paper, 'c6').label).toBe('(六)');
    expect(node(paper, 'c6').path.at(-1)).toBe('（六）保障特殊群体的基本公共法律服务权益');
    expect(ownTextOf(paper, node(paper, 'back/printed'))).toBe('2021年8月25日印发');
  });

  it('finds 一是 to 三是 in （三） and nowhere else', () => {
    expect(items('c3').map(({ label, heading }) => `${label}${heading}`)).toEqual([
      '一是进一步健全公共法律服务实体平台',
      '二是落实12348广东法网上线值班制度',
      '三是加强广东12348公共法律服务热线平台的推广和运用',
    ]);
    expect(clauses.map((_, index) => items(`c${index + 1}`).length).filter((count) => count > 0)).toEqual([
      3,
    ]);
  });

  it.each([
    ['a1', annex1Rows],
    ['a2', annex2Rows],
  ] as const)('finds the rows of %s with their items', (annex, rows) => {
    const found = [...walk(node(paper, annex))]
      .filter(({ kind, children }) => kind === 'row' && !children.some((child) => child.kind === 'row'))
      .map((row) => [
        row.id.slice(annex.length + 1),
        row.children.length === 0 ? null : items(row.id).length,
      ]);
    expect(found).toEqual(Object.entries(rows));
  });

  it('says that the cell of 实体平台 is empty and invents nothing', () => {
    const row = node(paper, 'a2/服务平台建设/实体平台');
    expect(row.children).toEqual([]);
    expect(textOf(paper, row)).toBe('实体平台');
  });

  it('reads the explanations of the annexes', () => {
    expect(textOf(paper, node(paper, 'a1/p2'))).toMatch(/^二、标准实施\n本标准是根据.*有序开展。$/u);
    expect(textOf(paper, node(paper, 'a2/c1'))).toMatch(/^\(一\)公共法律服务是由党委领导/u);
    expect(textOf(paper, node(paper, 'a2/c2'))).toContain('等11类服务内容');
    expect(findNode(paper, 'a2/c3')).toBeNull();
  });

  it('cuts cell items where the next number begins', () => {
    const texts = items('a2/公证法律服务').map((item) => textOf(paper, item));
    expect(texts).toEqual([
      '1. 执业公证员达到32名以上。',
      '2. 公证文书质量显著提升,法院不予采信率低于万分之一。',
      '3. 培育有服务知识产权、金融等新型业务领域的专业化公证机构1个。',
    ]);
    expect(textOf(paper, node(paper, 'a1/法律查询服务/2'))).toBe('2. 提供法治地图查询服务。');
  });

  it('yields exactly the indicators written by hand', () => {
    const found = paper.indicators.map(({ nodeId, name, comparator, value, unit, span }) => [
      nodeId.replace(/^a2\//u, ''),
      name,
      comparator,
      value,
      unit,
      paper.source.slice(...span),
    ]);
    expect(found).toEqual(indicators);
    expect(new Set(paper.indicators.map(({ period }) => JSON.stringify(period)))).toEqual(
      new Set(['{"from":"2021-01-01","to":"2022-12-31"}']),
    );
  });

  it('gives sentences with their places', () => {
    const sentences = sentencesOf(paper, node(paper, 'c2'));
    expect(sentences.map(({ text }) => text.slice(-6))).toEqual(
      ['）总体目标。', '法律服务体系。', '法律服务体系。'].map((end) => end.slice(-6)),
    );
    for (const { text, spans } of sentences)
      expect(spans.map((span) => paper.source.slice(...span)).join('')).toBe(text);
    expect(sentences[2]!.spans).toHaveLength(2);
  });

  it('gives every node an id of its own', () => {
    const ids = [...walk(paper.root)].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
