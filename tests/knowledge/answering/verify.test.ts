/** The gate that every answer passes: real answers pass it, doctored ones do not. */
import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { mulberry } from '../../../knowledge/answering/matching/random.ts';
import { verify } from '../../../knowledge/answering/verify.ts';
import type { Citation } from '../../../knowledge/types.ts';
import {
  INVENTIONS,
  outsideQuotations,
  SPOILERS,
  spoiledQuotations,
  withCitation,
  withQuotation,
} from './doctoring.ts';
import {
  type AskedAnswer,
  answerTo,
  citedPassage,
  DATE,
  libraryOf,
  useSeedKnowledge,
} from './seed-knowledge.ts';

const QUESTIONS = [
  '公证员要多少名',
  '留言多久能得到答复？',
  '律师每年要办多少件诉讼案件',
  '法院不予采信率要低于多少',
  '村（社区）法律顾问每年提供多少小时服务',
  '每个乡镇配备几名专职调解员',
  '人民调解成功率要达到多少',
  '仲裁案件调解和解率是多少',
  '司法鉴定有效投诉率要控制在多少',
  '每万人拥有律师数是多少',
  '驻线律师有多少名',
  '热线平台工单办结率',
  '法治副校长聘请率是多少',
  '劳动者港湾有多少个',
  '公职律师要达到多少名',
  '法律援助服务有哪些？',
  '哪些人可以优先得到服务？',
  '文件什么时候印发的',
  '12348热线和110怎么联动',
  '中小微企业公证绿色通道',
  '谁牵头统筹协调',
  '公共法律服务到2035年要怎样',
  '实体平台的指标',
  '第九条',
  '（十三）',
  '附件2 公证',
  '第二十条',
];

const MEASURES = '浈水县公共法律服务志愿者管理办法';
const FIXTURES = resolve(import.meta.dirname, '../documents/fixtures');

const knowledge = useSeedKnowledge();
/** Beside a paper with articles, which the bureau's own paper has not. */
const withArticles = useSeedKnowledge(FIXTURES);

const asked: AskedAnswer[] = [];
beforeAll(async () => {
  for (const text of QUESTIONS)
    for (const audience of ['citizen', 'staff'] as const)
      asked.push(await answerTo(knowledge(), text, audience));
  for (const article of ['第二条', '第五条', '第六条'])
    asked.push(await answerTo(withArticles(), `${MEASURES}${article}`, 'citizen'));
});

const passageById = (id: string) => citedPassage(knowledge(), id) ?? citedPassage(withArticles(), id);

/** What the gate says about an answer, as it is or spoiled. */
function check(
  { question, answer }: AskedAnswer,
  {
    body = answer.body,
    citations = answer.citations,
  }: { body?: string; citations?: readonly Citation[] } = {},
) {
  return verify({ body, citations }, passageById, { text: question, date: DATE });
}

const reasons = (...call: Parameters<typeof check>) => new Set(check(...call).map(({ why }) => why));

test('lets every real answer out', () => {
  expect(asked.length).toBeGreaterThanOrEqual(50);
  expect(asked.filter((one) => check(one).length > 0)).toEqual([]);
});

describe('rejects a real answer with', () => {
  test.each(Object.entries(SPOILERS))('%s, wherever it stands', (_, spoil) => {
    const spoiled = asked.flatMap((one) => spoil(one.answer.body).map((body) => ({ one, body })));
    expect(spoiled.length).toBeGreaterThan(1);
    expect(spoiled.every(({ one, body }) => body !== one.answer.body)).toBe(true);
    const passed = spoiled.filter(({ one, body }) => !reasons(one, { body }).has('atom-not-in-sources'));
    expect(passed.map(({ body }) => body)).toEqual([]);
  });

  test.each(Object.entries(INVENTIONS))('an invented sentence: %s', (_, sentence) => {
    const passed = asked.filter(
      (one) => !reasons(one, { body: `${one.answer.body}\n\n${sentence}` }).has('atom-not-in-sources'),
    );
    expect(passed.map(({ question }) => question)).toEqual([]);
  });

  test('a quotation of which one character was changed, added or removed', () => {
    const spoiled = asked.flatMap((one) =>
      [...one.answer.body.matchAll(/「([^」]+)」/gu)].flatMap(([, quote = '']) =>
        spoiledQuotations(quote).map((words) => ({
          one,
          body: withQuotation(one.answer.body, quote, words),
        })),
      ),
    );
    expect(spoiled.length).toBeGreaterThan(100);
    const passed = spoiled.filter(({ one, body }) => !reasons(one, { body }).has('quote-not-in-source'));
    expect(passed.map(({ body }) => body)).toEqual([]);
  });

  test('a citation whose quotation is not the source’s, though it says so', () => {
    const spoiled = asked.flatMap((one) =>
      one.answer.citations.flatMap(({ quote }, at) =>
        spoiledQuotations(quote).map((words) => ({
          one,
          citations: withCitation(one.answer.citations, at, { quote: words, verbatim: true }),
        })),
      ),
    );
    expect(spoiled.length).toBeGreaterThan(100);
    const passed = spoiled.filter(
      ({ one, citations }) => !reasons(one, { citations }).has('quote-not-in-source'),
    );
    expect(passed).toEqual([]);
  });

  test('a citation of a passage that is not there, or of another one', () => {
    const others = libraryOf(knowledge()).passages;
    for (const one of asked)
      for (const [at, { passageId }] of one.answer.citations.entries()) {
        const other = others.find(({ id }) => id !== passageId)!;
        const wrong = (change: Partial<Citation>) =>
          reasons(one, { citations: withCitation(one.answer.citations, at, change) });
        expect(wrong({ passageId: `${passageId}x` })).toContain('unknown-passage');
        expect(wrong({ passageId: other.id })).toContain('unknown-passage');
        expect(wrong({ label: other.label })).toContain('unknown-passage');
        expect(wrong({ passageId: other.id, label: other.label })).toContain('quote-not-in-source');
      }
  });

  test('no citation at all', () => {
    for (const one of asked) expect(reasons(one, { citations: [] })).toEqual(new Set(['no-citation']));
  });

  test('the citations of another answer', () => {
    const notary = asked.find(({ question }) => question === '公证员要多少名')!;
    const other = asked.find(({ question }) => question === '谁牵头统筹协调')!;
    const { citations } = other.answer;
    expect(reasons(notary, { citations })).toContain('quote-not-in-source');
    const told = notary.answer.body.replace(/「[^」]*」/gu, '');
    expect(told).toContain('32名');
    expect(reasons(notary, { body: told })).toEqual(new Set());
    expect(reasons(notary, { body: told, citations })).toContain('atom-not-in-sources');
  });
});

describe('what the person said may be repeated', () => {
  const refusal = () => asked.find(({ question }) => question === '第二十条')!;

  test('as they said it', () => {
    expect(refusal().answer.body).toContain('您说的“第二十条”');
    expect(check(refusal())).toEqual([]);
  });

  test.each(['第二十一条', '12345', '500元'])('but not as they did not: %s', (words) => {
    const body = refusal().answer.body.replace('第二十条', () => words);
    expect(reasons(refusal(), { body })).toEqual(new Set(['atom-not-in-sources']));
  });

  test('and not outside the marks', () => {
    const body = `${refusal().answer.body}请看第二十条。`;
    expect(reasons(refusal(), { body })).toEqual(new Set(['atom-not-in-sources']));
  });
});

describe('accepts the same value in another spelling', () => {
  test.each([
    ['公证员要多少名', '32名', ['３２名', '三十二名']],
    ['留言多久能得到答复？', '300分钟', ['３００分钟', '三百分钟']],
    ['律师每年要办多少件诉讼案件', '1.2万件', ['12000件', '12,000件', '１.２万件', '１．２万件']],
    ['人民调解成功率要达到多少', '98%', ['98％', '９８％', '百分之98', '百分之九十八']],
    ['法院不予采信率要低于多少', '万分之一', ['万分之1', '万分之１']],
  ])('%s: %s', (text, printed, spellings) => {
    const one = asked.find(({ question }) => question === text)!;
    for (const spelling of spellings) {
      const body = outsideQuotations(one.answer.body, (words) => words.replaceAll(printed, spelling));
      expect(body).toContain(spelling);
      expect(check(one, { body })).toEqual([]);
    }
  });
});

/** Every value written in digits. */
const valuesIn = (text: string) => new Set((text.match(/\d+(?:\.\d+)?/gu) ?? []).map(Number));

/** The value in digits that a place in a text belongs to. */
function valueAt(text: string, place: number): number {
  const match = [...text.matchAll(/\d+(?:\.\d+)?/gu)].find(
    ({ index, 0: digits }) => index <= place && place < index + digits.length,
  );
  return Number(match?.[0]);
}

test('rejects any digit put in another’s place, unless a cited passage holds the new number', () => {
  const random = mulberry(20210825);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const withDigits = asked.filter(({ answer }) => /\d/u.test(answer.body));
  let decided = 0;
  for (let round = 0; round < 2000; round++) {
    const one = pick(withDigits);
    const places = [...one.answer.body.matchAll(/\d/gu)].map(({ index }) => index);
    const place = pick(places);
    const digit = pick([...'0123456789'].filter((other) => other !== one.answer.body[place]));
    const body = one.answer.body.slice(0, place) + digit + one.answer.body.slice(place + 1);
    const cited = one.answer.citations.map(({ passageId }) => passageById(passageId)!);
    const told = valuesIn(
      cited
        .map(({ text, label, path, validity }) => [text, label, ...path, validity.note].join('\n'))
        .join('\n'),
    );
    if (told.has(valueAt(body, place))) continue;
    decided++;
    expect(reasons(one, { body }), body).toContain('atom-not-in-sources');
  }
  expect(decided).toBeGreaterThan(1000);
});
