import { expect, test } from 'vitest';
import { choiceId, findChoice } from '../../../bot/delivery/choices.ts';
import type { Courier, TranscriptMessage } from '../../../bot/types.ts';
import { reply } from './samples.ts';

const line = (seq: number, role: TranscriptMessage['role'], changes: Partial<TranscriptMessage> = {}) => ({
  seq,
  role,
  at: 0,
  message: { ...reply('哪一种？'), options: role === 'bot' ? ['甲', '乙'] : [] },
  clientMessageId: null,
  ...changes,
});

function courierOf(...lines: TranscriptMessage[]): Pick<Courier, 'transcript'> {
  return {
    transcript: async (_conversation, after, limit = 100) =>
      lines.filter(({ seq }) => seq > after).slice(0, limit),
  };
}

const find = (courier: Pick<Courier, 'transcript'>, seq: number, index: number) =>
  findChoice(courier, 'web:a', seq, index);

test('is open while the person has said nothing since, whatever bot and staff added', async () => {
  const courier = courierOf(line(1, 'citizen'), line(2, 'bot'), line(3, 'staff'), line(4, 'bot'));
  expect(await find(courier, 2, 1)).toEqual({ kind: 'open', text: '乙' });
  expect(await find(courier, 4, 0)).toEqual({ kind: 'open', text: '甲' });
});

test('is stale once the person went on, and taken once one was chosen', async () => {
  expect(await find(courierOf(line(2, 'bot'), line(3, 'citizen')), 2, 0)).toEqual({ kind: 'stale' });
  const chosen = line(3, 'citizen', { clientMessageId: choiceId(2) });
  expect(await find(courierOf(line(2, 'bot'), chosen, line(4, 'citizen')), 2, 0)).toEqual({ kind: 'taken' });
});

test('is unknown where there is no such message or option', async () => {
  const courier = courierOf(line(1, 'citizen'), line(2, 'bot'));
  for (const [seq, index] of [
    [0, 0],
    [1, 0],
    [2, 2],
    [2, -1],
    [9, 0],
  ] as const)
    expect(await find(courier, seq, index)).toEqual({ kind: 'unknown' });
});
