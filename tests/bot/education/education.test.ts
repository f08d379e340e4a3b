/** Law education in passing: the items of the seeds, what is told next, and every mistake that the check has to find. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { checkEducation, problemsOf, type TopicalCards } from '../../../bot/education/check.ts';
import {
  EducationError,
  itemFor,
  loadEducation,
  type WrittenItem,
} from '../../../bot/education/education.ts';
import { loadCards } from '../../../knowledge/rules/load.ts';
import { topics } from '../../../knowledge/rules/schema.ts';
import { educationProblems } from '../../../scripts/check-seeds.ts';

const SEEDS = resolve(import.meta.dirname, '../../../seeds');
const written = loadCards(SEEDS);
const cards: TopicalCards = new Map(
  written.cards.flatMap((one) => (one.kind === 'rule' ? [[one.data.id, one.data]] : [])),
);
const education = loadEducation(SEEDS);

const folder = mkdtempSync(join(tmpdir(), 'shaofatong-education-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let next = 0;
function seedsWith(text: string): string {
  const seeds = join(folder, String(next++));
  mkdirSync(seeds);
  writeFileSync(join(seeds, 'education.yaml'), text);
  return seeds;
}

describe('the seeds', () => {
  it('rest on the cards, and name no other number', () => {
    expect(checkEducation(SEEDS, cards)).toEqual([]);
    expect(educationProblems(SEEDS, written)).toEqual([]);
  });

  it('hold 40 to 60 items, two at least for every topic', () => {
    expect(education.items.length).toBeGreaterThanOrEqual(40);
    expect(education.items.length).toBeLessThanOrEqual(60);
    for (const topic of topics)
      expect(
        education.items.filter((item) => item.topics.includes(topic)).length,
        topic,
      ).toBeGreaterThanOrEqual(2);
  });

  it('rest on statutes or the paper, on nothing that only a public page says, and on nothing replaced', () => {
    for (const { card } of education.items) {
      expect(cards.get(card)!.evidence, card).not.toBe('P');
      expect(cards.get(card)!.supersededBy, card).toBeUndefined();
    }
  });
});

describe('what is told next', () => {
  const heardAll = (topic: string) => {
    const heard: string[] = [];
    for (let item = itemFor(education, topic, heard); item; item = itemFor(education, topic, heard))
      heard.push(item.id);
    return heard;
  };

  it('is the first in the order of the file, with its citation as it is shown', () => {
    expect(itemFor(education, 'work-injury', [])).toEqual({
      id: 'injury-report-in-time',
      text: expect.stringContaining('30日内'),
      citation: '《工伤保险条例》第十七条',
    });
    expect(itemFor(education, 'hotline', [])?.citation).toBe('110热线');
  });

  it.each(topics)('%s: each item once, in order, then nothing', (topic) => {
    const ofTopic = education.items.filter((item) => item.topics.includes(topic)).map(({ id }) => id);
    expect(heardAll(topic)).toEqual(ofTopic);
    expect(itemFor(education, topic, ofTopic)).toBeNull();
  });

  it('is nothing for a topic that nobody knows', () => {
    expect(itemFor(education, 'tax', [])).toBeNull();
  });
});

describe('the check can fail (control)', () => {
  const good = education.items.find(({ id }) => id === 'will-two-witnesses')!;
  const reasons = (change: Partial<WrittenItem>) =>
    problemsOf(
      { items: education.items.map((one) => (one === good ? { ...good, ...change } : one)) },
      cards,
    ).map(({ at, reason }) => `${at} ${reason}`);
  const superseded = [...cards].find(([, card]) => card.supersededBy)!;
  const fromAPage = [...cards].find(([, card]) => card.evidence === 'P' && !card.supersededBy)!;

  it.each<[string, Partial<WrittenItem>, RegExp]>([
    ['a number that the card does not say', { text: '代书遗嘱要在99日内交给公证处。' }, /99日/u],
    ['an unknown card', { card: 'fa-none' }, /没有编号为 fa-none/u],
    ['a basis of another card', { basis: '民法典 第一条' }, /不是卡片 fa-will-forms 的依据/u],
    ['a topic that no card has', { topics: ['family', 'notary', 'tax'] }, /主题是 tax/u],
    ['a replaced card', { card: superseded[0], basis: superseded[1].basis[0]! }, /已经被新的代替/u],
    ['a public page unmarked', { card: fromAPage[0], basis: fromAPage[1].basis[0]! }, /公开网页/u],
    ['a decision', { text: '您符合条件，可以申请法律援助。' }, /像是替机构作决定/u],
    ['a sum', { text: '立遗嘱不用花2000元。' }, /金额/u],
    ['four sentences', { text: '要写。要签。要注明日子。要见证人。' }, /4句话/u],
    ['an id twice', { id: 'will-own-hand' }, /will-own-hand 出现了两次/u],
  ])('%s', (_, change, reason) => {
    expect(reasons(change)).toEqual(expect.arrayContaining([expect.stringMatching(reason)]));
  });

  it('a topic with one item', () => {
    const items = education.items.filter(({ id }) => id !== 'appraisal-receipt');
    expect(problemsOf({ items }, cards)).toEqual([
      { at: 'appraisal', reason: '这个主题只有1条，至少要两条' },
    ]);
  });

  it('npm run check also finds numbers of people and things, and names file, item and reason', () => {
    const items = education.items.map((one) =>
      one === good ? { ...good, text: '请人代写遗嘱，要三个见证人在场。' } : one,
    );
    expect(educationProblems(seedsWith(stringify(items)), written)).toEqual([
      {
        file: 'education.yaml',
        card: 'will-two-witnesses',
        reason: '“三个”在卡片 fa-will-forms 里没有',
      },
    ]);
  });
});

describe('a file that cannot be read is named in one line', () => {
  const item = { id: 'a-one', topics: ['labour'], text: '这是一条够长的小知识。', basis: 'x y', card: 'abc' };
  it('the item itself is read (control)', () => {
    expect(loadEducation(seedsWith(stringify([item]))).items).toHaveLength(1);
  });

  it.each([
    ['no YAML', '- [', /^seeds\/education\.yaml 读不了：.+$/u],
    ['no list', 'items: 1', /读不了：.*array/u],
    ['no item', '[]', /读不了：/u],
    ['a field too much', stringify([{ ...item, link: 'x' }]), /读不了：0 .*link/u],
    ['no topic', stringify([{ ...item, topics: [] }]), /读不了：0\.topics/u],
    ['a text too long', stringify([{ ...item, text: '长'.repeat(121) }]), /读不了：0\.text/u],
  ])('%s', (_, text, message) => {
    const load = () => loadEducation(seedsWith(text));
    expect(load).toThrow(EducationError);
    expect(load).toThrow(message);
  });

  it('no file', () => {
    expect(() => loadEducation(join(folder, 'nowhere'))).toThrow(/^seeds\/education\.yaml 读不了：ENOENT/u);
  });
});
