import { expect, it } from 'vitest';
import { cleanText } from '../../../bot/channels/clean-text.ts';

it('replaces lone surrogates and keeps pairs', () => {
  expect(cleanText('a\ud800b\udc00c😀')).toBe('a\ufffdb\ufffdc😀');
});

it('drops controls but keeps tab and line feed', () => {
  expect(cleanText('法\u0000律\u0007\u001b[31m\u007f\u0085\u009f\t援\n助')).toBe('法律[31m\t援\n助');
});

it('makes every line end a line feed', () => {
  expect(cleanText('一\r\n二\r三')).toBe('一\n二\n三');
});

it('drops bidi embeddings, overrides and isolates', () => {
  expect(cleanText('110\u202e\u2066\u2069\u202a电话')).toBe('110电话');
});

it('keeps everything else as it was typed', () => {
  const typed = '  ㊗️ （九）「法律援助」\u200d\u00a0ＡＢＣ\u3000é e\u0301 👨‍👩‍👧 \u200e';
  expect(cleanText(typed)).toBe(typed);
});
