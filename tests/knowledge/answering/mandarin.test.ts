/** What people write → Mandarin: traditional characters, Cantonese, Hakka, homophone typos, and what must stay as it is. */
import { describe, expect, it } from 'vitest';
import { createMandarin } from '../../../knowledge/answering/mandarin.ts';
import { PhraseMap } from '../../../knowledge/answering/phrase-map.ts';
import { Typos } from '../../../knowledge/answering/typos.ts';

const mandarin = createMandarin(
  {
    dialect: [
      { say: '佢哋', mandarin: '他们' },
      { say: '佢', mandarin: '他' },
      { say: '几耐', mandarin: '多久' },
      { say: '合同佢', mandarin: '合同他' },
    ],
    terms: ['法律援助', '公证处', '劳动仲裁'],
  },
  (text) => text === '公正处理',
);

describe('dialect', () => {
  it('reads the longest way of saying first, and traditional characters', () => {
    expect(mandarin.dialect('佢哋要等幾耐')).toBe('他们要等多久');
    expect(mandarin.dialect('佢走了')).toBe('他走了');
  });

  it('leaves Mandarin alone', () => {
    const text = '我想申请法律援助，要多久？';
    expect(mandarin.read(text)).toBe(text);
  });
});

describe('homophones', () => {
  it.each([
    ['法律原助怎么办', '法律援助怎么办'],
    ['去公正处', '去公证处'],
    ['劳动钟裁', '劳动仲裁'],
    ['劳动众才要钱吗', '劳动仲裁要钱吗'],
  ])('%s', (typed, read) => {
    expect(mandarin.read(typed)).toBe(read);
  });

  it('only where most of the term is right and the stretch is nothing people say', () => {
    const typos = new Typos(['公证处'], (text) => text === '公正处');
    expect(typos.correct('公正处')).toBe('公正处');
    expect(new Typos(['公证处'], () => false).correct('宫政出')).toBe('宫政出');
  });

  it('does not stumble over letters, emoji and long texts', () => {
    expect(mandarin.read('😀abc公正处')).toBe('😀abc公证处');
    expect(mandarin.read('公'.repeat(20_000))).toHaveLength(20_000);
  });
});

it('phrases are found longest first, from left to right, without overlaps', () => {
  const map = new PhraseMap([
    ['法律援助', 1],
    ['法律', 2],
    ['援助机构', 3],
  ]);
  expect(map.in('法律援助机构和法律').map(({ value, at }) => [value, at])).toEqual([
    [1, 0],
    [2, 7],
  ]);
});
