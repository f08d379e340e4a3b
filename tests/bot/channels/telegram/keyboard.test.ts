/** Buttons: what stands on them, and in which rows. */
import { describe, expect, it } from 'vitest';
import { createCallbackTokens } from '../../../../bot/channels/telegram/callback-token.ts';
import { partsOf } from '../../../../bot/channels/telegram/format.ts';
import { keyboardOf } from '../../../../bot/channels/telegram/keyboard.ts';
import { ratingLabels } from '../../../../bot/texts.ts';
import type { OutboundMessage } from '../../../../bot/types.ts';
import { message as messageOf } from '../memory-courier.ts';

const tokens = createCallbackTokens('1:x');
const message = (body: string, changes: Partial<OutboundMessage> = {}) =>
  messageOf(body, { kind: 'notice', ...changes });

const rows = (outbound: OutboundMessage) =>
  keyboardOf(tokens, 'telegram:7', outbound, 2).map((row) => row.map(({ text }) => text));
const textOf = (outbound: OutboundMessage) => partsOf(outbound, null)[0]?.text;

const LONG = `${'很'.repeat(18)}😀😀长`;
const CUT = `${'很'.repeat(18)}…`;

describe('options', () => {
  it('have a row each, and stand on their buttons when they fit', () => {
    const outbound = message('哪一种？', { options: ['甲', '乙'] });
    expect(rows(outbound)).toEqual([['甲'], ['乙']]);
    expect(textOf(outbound)).toBe('哪一种？');
  });

  it('are written out with numbers when a button would cut them off', () => {
    const outbound = message('哪一种？', { options: ['甲', LONG] });
    expect(rows(outbound)).toEqual([['1. 甲'], [`2. ${CUT}`]]);
    expect(textOf(outbound)).toBe(`哪一种？\n\n1. 甲\n2. ${LONG}`);
  });

  it('are not written out again when the body does so', () => {
    const outbound = message(`哪一种？\n\n1. 甲\n2. ${LONG}`, { options: ['甲', LONG] });
    expect(rows(outbound)).toEqual([['1. 甲'], [`2. ${CUT}`]]);
    expect(textOf(outbound)).toBe(outbound.body);
  });

  it('none are no rows', () => expect(rows(message('好。'))).toEqual([]));
});

describe('a question of an interview', () => {
  const progress = { at: 2, most: 6 };

  it.each([
    [['不做了'], [['不做了']]],
    [['为什么问这个', '不做了'], [['为什么问这个', '不做了']]],
    [['上一步', '为什么问这个', '不做了'], [['上一步', '为什么问这个', '不做了']]],
    [
      ['上一步', '跳过', '为什么问这个', '不做了'],
      [
        ['上一步', '跳过'],
        ['为什么问这个', '不做了'],
      ],
    ],
    [
      ['上一步', '跳过', '为什么问这个', '不做了', '转人工'],
      [
        ['上一步', '跳过', '为什么问这个'],
        ['不做了', '转人工'],
      ],
    ],
  ])('has a row for each answer, and what is no answer beside it: %j', (aside, asideRows) => {
    const body = '是哪一种？（第2步，最多6步）\n\n1. 甲\n2. 乙';
    expect(rows(message(body, { options: ['甲', '乙', ...aside], progress }))).toEqual([
      ['甲'],
      ['乙'],
      ...asideRows,
    ]);
  });

  it('numbers its answers only, as the body does, when one is long', () => {
    const outbound = message(`是哪一种？\n\n1. 甲\n2. ${LONG}`, {
      options: ['甲', LONG, '不做了'],
      progress,
    });
    expect(rows(outbound)).toEqual([['1. 甲'], [`2. ${CUT}`], ['不做了']]);
    expect(textOf(outbound)).toBe(outbound.body);
  });

  it('that is answered in one’s own words has no answers to press', () => {
    expect(rows(message('请说一说。', { options: ['跳过', '不做了'], progress }))).toEqual([
      ['跳过', '不做了'],
    ]);
  });

  it('control: without progress the same options have a row each', () => {
    expect(rows(message('请说一说。', { options: ['跳过', '不做了'] }))).toEqual([['跳过'], ['不做了']]);
  });
});

describe('ratings', () => {
  it('stand below the options, two by two so that every label can be read', () => {
    const { useful, wrong, person } = ratingLabels;
    expect(rows(messageOf('可以。', { options: ['甲'], rateable: true }))).toEqual([
      ['甲'],
      [useful, ratingLabels['off-target']],
      [wrong, person],
    ]);
  });

  it('are not asked for where there is nothing to rate', () => {
    expect(rows(messageOf('可以。', { options: ['甲'] }))).toEqual([['甲']]);
  });
});
