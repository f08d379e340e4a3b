import { expect, it } from 'vitest';
import { plainText } from '../../../bot/channels/plain-text.ts';
import type { Citation } from '../../../knowledge/types.ts';
import { message } from './memory-courier.ts';

const citation: Citation = {
  label: '韶司办〔2021〕56号（九）',
  document: '韶司办〔2021〕56号',
  clause: '（九）',
  path: [],
  quote: '推进规范管理。',
  verbatim: true,
  status: 'unknown',
  note: '没有发现后续文件。',
  passageId: 'p#c9',
};

it('is the body alone when nothing is cited', () => {
  expect(plainText(message('您好。'))).toBe('您好。');
});

it('numbers what the answer rests on, with its standing', () => {
  const rule = {
    ...citation,
    label: '《法律援助法》第三十一条',
    quote: '可以。\n由法律援助机构决定。',
    verbatim: false,
    note: '',
  };
  const text = plainText(message('可以。', { citations: [citation, { ...rule, status: 'in-force' }] }));
  expect(text).toBe(
    [
      '可以。',
      '',
      '依据：',
      '1. 韶司办〔2021〕56号（九）（是否仍有效待核实）',
      '「推进规范管理。」',
      '没有发现后续文件。',
      // What the body says already is not said twice.
      '2. 《法律援助法》第三十一条（有效，要旨）',
      '由法律援助机构决定。',
    ].join('\n'),
  );
});

it('never puts our own words in quotation marks', () => {
  const text = plainText(message('可以。', { citations: [{ ...citation, verbatim: false }] }));
  expect(text).not.toMatch(/[「」]/);
});
