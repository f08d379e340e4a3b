import { expect, it } from 'vitest';
import { createCallbackTokens } from '../../../../bot/channels/telegram/callback-token.ts';

const tokens = createCallbackTokens('1:secret');
const longest = { seq: 1_000_000_000_000, index: 99 };

it('names an option in at most 64 bytes', () => {
  const token = tokens.issue('telegram:-1001234567890/9876543210', longest);
  expect(Buffer.byteLength(token)).toBeLessThanOrEqual(64);
  expect(tokens.read('telegram:-1001234567890/9876543210', token)).toEqual(longest);
});

it('holds for one conversation of one bot, unaltered', () => {
  const token = tokens.issue('telegram:7', { seq: 2, index: 0 });
  expect(tokens.read('telegram:7', token)).toEqual({ seq: 2, index: 0 });
  expect(tokens.read('telegram:8', token)).toBeNull();
  expect(tokens.read('telegram:7/8', token)).toBeNull();
  expect(createCallbackTokens('1:other').read('telegram:7', token)).toBeNull();
  for (let at = 0; at < token.length - 1; at += 1) {
    const altered = `${token.slice(0, at)}${token[at] === '1' ? '3' : '1'}${token.slice(at + 1)}`;
    expect(tokens.read('telegram:7', altered)).toBeNull();
  }
});

it.each(['', 'c1', 'c1...', 'c1.2.0.', `c1.2.0.${'A'.repeat(22)}`, 'c2.2.0.AAAAAAAAAAAAAAAAAAAAAA', '选'])(
  '%j is nothing',
  (token) => expect(tokens.read('telegram:7', token)).toBeNull(),
);
