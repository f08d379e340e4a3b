import { expect, it } from 'vitest';
import { createCallbackTokens } from '../../../../bot/channels/telegram/callback-token.ts';

const tokens = createCallbackTokens('1:secret');
/** Of option 0 of message 2 in `telegram:7`, as 0.1.0 made it. */
const EARLIER = 'c1.2.0.VcO6DgsBIn0dvewVmLMc9A';
const longest = { kind: 'choice', seq: 1_000_000_000_000, index: 99 } as const;

it('names an option in at most 64 bytes', () => {
  const token = tokens.issue('telegram:-1001234567890/9876543210', longest);
  expect(Buffer.byteLength(token)).toBeLessThanOrEqual(64);
  expect(tokens.read('telegram:-1001234567890/9876543210', token)).toEqual(longest);
});

it.each(['useful', 'off-target', 'wrong', 'person'] as const)(
  'names the rating %s as briefly, and is no option',
  (value) => {
    const rating = { kind: 'rating', seq: 1_000_000_000_000, value } as const;
    const token = tokens.issue('telegram:-1001234567890/9876543210', rating);
    expect(Buffer.byteLength(token)).toBeLessThanOrEqual(64);
    expect(tokens.read('telegram:-1001234567890/9876543210', token)).toEqual(rating);
    expect(tokens.read('telegram:7', token)).toBeNull();
    for (const [from, to] of [
      ['r1.', 'c1.'],
      [/\.[0-3]\./, '.9.'],
    ] as const)
      expect(tokens.read('telegram:-1001234567890/9876543210', token.replace(from, to))).toBeNull();
  },
);

it('an option is no rating either', () => {
  const token = tokens.issue('telegram:7', { kind: 'choice', seq: 2, index: 0 });
  expect(tokens.read('telegram:7', token.replace('c1.', 'r1.'))).toBeNull();
});

it('still reads the buttons that an earlier version sent', () => {
  const earlier = createCallbackTokens('1:secret').read('telegram:7', EARLIER);
  expect(earlier).toEqual({ kind: 'choice', seq: 2, index: 0 });
});

it('holds for one conversation of one bot, unaltered', () => {
  const token = tokens.issue('telegram:7', { kind: 'choice', seq: 2, index: 0 });
  expect(tokens.read('telegram:7', token)).toEqual({ kind: 'choice', seq: 2, index: 0 });
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
