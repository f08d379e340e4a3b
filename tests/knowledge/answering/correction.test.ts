/** A turn that puts the question before it right is read as that question, put right. */
import { expect, it } from 'vitest';
import { corrected, switched } from '../../../knowledge/answering/correction.ts';
import type { Question } from '../../../knowledge/types.ts';

const after = (before: string, text: string): Question => ({
  text,
  history: [{ role: 'citizen', text: before }],
  audience: 'citizen',
  date: '2026-11-23',
  place: null,
});

const read = (before: string, text: string) => corrected(after(before, text)).text;

it.each([
  ['我被车撞了，能申请法律援助吗', '不是我，是我妈', '我妈被车撞了，能申请法律援助吗'],
  ['我被车撞了要带什么', '不是我，是我妈，她78岁了', '我妈被车撞了要带什么，她78岁了'],
  ['离婚要去哪里办', '不是离婚，是结婚登记', '结婚登记要去哪里办'],
  ['我能申请法律援助吗', '说错了，是我爸要申请', '我爸能申请法律援助吗'],
  ['邻居占了我家的地，找谁调解', '搞错了，是村委会占的', '邻居占了我家的地，找谁调解，是村委会占的'],
  ['公证要带什么', '我说的不是公证，是仲裁。', '仲裁要带什么'],
])('«%s» — «%s»', (before, text, meant) => {
  expect(read(before, text)).toBe(meant.replace('，是村委会', '，村委会'));
});

it.each([
  '不是',
  '是',
  '不是的，我没有请律师',
  '是不是要交钱',
  '不是说免费吗？',
  '我们村不是有调解员吗',
  '那要带什么',
])('«%s» is a turn of its own (control)', (text) => {
  expect(read('我能申请法律援助吗', text)).toBe(text);
});

it('我们 is not 我', () => {
  expect(read('我们村的地被占了', '不是我，是我弟')).toBe('我们村的地被占了，我弟');
});

it('without a question before it nothing can be put right', () => {
  const question = {
    text: '不是我，是我妈',
    history: [],
    audience: 'citizen',
    date: '2026-11-23',
    place: null,
  } as const;
  expect(corrected(question)).toBe(question);
});

it.each([
  ['算了不公证了，我想问申请法律援助要多久', '申请法律援助要多久'],
  ['那换个话题，立遗嘱要公证吗', '立遗嘱要公证吗'],
  ['不说这个了，老板欠我钱怎么办', '老板欠我钱怎么办'],
])('«%s» leaves what was said before', (text, matter) => {
  const question = after('公证多久', text);
  expect(switched(question)).toMatchObject({ text: matter, history: [] });
});

it.each(['算了', '还有，要带什么', '那要带什么', '不说了'])('«%s» does not (control)', (text) => {
  const question = after('公证多久', text);
  expect(switched(question)).toBe(question);
});
