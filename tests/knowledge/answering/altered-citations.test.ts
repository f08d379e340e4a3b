/** A citation is shown to people field by field; none of them is believed. */
import { beforeAll, expect, test } from 'vitest';
import { verify } from '../../../knowledge/answering/verify.ts';
import type { Citation } from '../../../knowledge/types.ts';
import { type AskedAnswer, answerTo, DATE, libraryOf, useSeedKnowledge } from './seed-knowledge.ts';

const knowledge = useSeedKnowledge();
let asked: AskedAnswer;

beforeAll(async () => {
  asked = await answerTo(knowledge(), '公证员要多少名', 'citizen');
});

function faults(change: Partial<Citation>, body = asked.answer.body) {
  const [citation] = asked.answer.citations;
  const citations = [{ ...citation!, ...change }];
  const byId = (id: string) => libraryOf(knowledge()).passageById.get(id);
  return verify({ body, citations }, byId, { text: asked.question, date: DATE }).map(({ why }) => why);
}

test('the answer as it was composed leaves (control)', () => {
  expect(faults({})).toEqual([]);
});

test.each<[string, Partial<Citation>]>([
  ['document', { document: '别的文件' }],
  ['clause', { clause: '附件2·公证法律服务·2' }],
  ['path', { path: ['附件9'] }],
  ['status', { status: 'in-force' }],
  ['note', { note: '请拨打12345' }],
])('an altered %s does not', (_field, change) => {
  expect(faults(change)).toContain('citation-altered');
});

test.each<[string, Partial<Citation>]>([
  ['an empty quotation', { quote: '' }],
  ['a gist that nobody wrote', { verbatim: false, quote: '罚款500元' }],
  ['a quotation cut inside a sentence', { quote: '达到32名以上' }],
])('%s does not', (_what, change) => {
  expect(faults(change)).toContain('quote-not-in-source');
});

test.each(['不超过32名', '少于32名', '多于32名'])('至少32名 does not become %s', (words) => {
  expect(asked.answer.body).toContain('至少32名');
  expect(faults({}, asked.answer.body.replace('至少32名', words))).toContain('comparator-not-in-sources');
});

test('a date put together from parts of others does not leave', () => {
  expect(faults({}, `${asked.answer.body}\n\n日期是2022年8月31日。`)).toContain('atom-not-in-sources');
});
