/** What in a sentence can be wrong on its own, and when two spellings say the same. */
import { describe, expect, test } from 'vitest';
import { atomsOf } from '../../../knowledge/answering/atoms.ts';

const keys = (text: string) => atomsOf(text).map(({ key }) => key);

test.each<[text: string, keys: string[]]>([
  ['执业公证员达到32名以上', ['quantity:32名']],
  ['达到1.2万件以上', ['quantity:12000件']],
  ['不少于5000次(件)', ['quantity:5000次']],
  ['在2021—2022年', ['quantity:2021', 'quantity:2022年']],
  ['2021年8月25日印', ['date:2021年8月25日']],
  ['比例达到100%', ['quantity:100%']],
  ['有效投诉率在万分之八以下', ['quantity:8/万']],
  ['拨打12348或110', ['phone:12348', 'phone:110']],
  ['电话0751-8888888', ['phone:07518888888']],
  ['手机13800138000', ['phone:13800138000']],
  ['依照第十五条第二款', ['article:15条', 'article:2款']],
  ['见（十三）', ['label:13']],
  ['韶司办〔2021〕56号', ['quantity:2021', 'quantity:56号']],
  ['请到https://www.example.com/apply', ['url:www.example.com/apply']],
  ['每件500元', ['quantity:500元']],
  ['两名以上', ['quantity:2名']],
  ['不满十八周岁', ['quantity:18周岁']],
  ['二〇二一年', ['quantity:2021年']],
  ['一百二十天', ['quantity:120天']],
])('%s', (text, expected) => {
  expect(keys(text)).toEqual(expected);
});

describe('words that look like numbers hold none:', () => {
  test.each([
    '',
    '一站式服务型窗口',
    '“一对一”服务',
    '“三治融合”',
    '第一',
    '党的十九大',
    '一体化',
    '进一步推进',
    '统一',
    '二是',
    '万众一心',
    '千方百计',
    '百姓',
    '每万人拥有',
    '\ud800\udfff\udc00',
  ])('%j', (text) => {
    expect(keys(text)).toEqual([]);
  });
});

describe('the same value is the same atom', () => {
  test.each([
    [['32名', '３２名', '三十二名']],
    [['95%', '95％', '９５％', '百分之95', '百分之九十五']],
    [['1.2万件', '12000件', '12,000件', '１．２万件']],
    [['万分之一', '万分之1']],
    [['第九条', '第9条', '第９条']],
    [['（九）', '(九)', '（9）', '(9)']],
    [['2名', '二名', '两名']],
    [['2021年', '二〇二一年', '２０２１年']],
    [['0751-8888888', '07518888888', '０７５１-８８８８８８８']],
    [['https://Example.com/', 'http://example.com', 'example.com']],
  ])('%j', (spellings) => {
    expect(new Set(spellings.map((text) => keys(text).join()))).toEqual(
      new Set([keys(spellings[0]!).join()]),
    );
    expect(keys(spellings[0]!)).toHaveLength(1);
  });
});

describe('another value is another atom', () => {
  test.each([
    [['32名', '33名', '32家', '3名', '2名', '320名', '3.2名', '32']],
    [['95%', '95', '95‰', '9.5%', '百分之九十', '万分之95', '千分之95']],
    [['300分钟', '300分', '300小时', '300秒']],
    [['5天', '5个工作日', '5个月', '5日', '5年']],
    [['第九条', '第九款', '第九项', '第十条', '（九）', '九条']],
    [['12348', '12345', '1234', '123480']],
    [['1万件', '1件', '1亿件']],
    [['example.com', 'example.com/apply', 'example.cn', 'www.example.com']],
  ])('%j', (texts) => {
    expect(new Set(texts.map((text) => keys(text).join())).size).toBe(texts.length);
  });
});

test('keeps the text as written, in its order, beside lone surrogates too', () => {
  const text = '第九条：\ud800三名，\udfff１２３４８';
  expect(atomsOf(text).map((atom) => atom.text)).toEqual(['第九条', '三名', '12348']);
});

test('says nothing twice: a telephone number is no quantity, an article no label', () => {
  expect(keys('12348')).toHaveLength(1);
  expect(keys('第（九）条')).toEqual(['label:9']);
});
