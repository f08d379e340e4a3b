/** Sentences of an answer leave before it is stored, and nothing else does. */
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { plainMessage } from '../../../bot/conversation/reply.ts';
import { freshState } from '../../../bot/conversation/state.ts';
import { createDelivery } from '../../../bot/delivery/courier.ts';
import { sentencesOf } from '../../../bot/delivery/sentences.ts';
import { createDeliveryStore } from '../../../bot/storage/delivery-store.ts';
import type { Decide } from '../../../bot/types.ts';
import type { Outcome } from '../../../knowledge/types.ts';
import { tempDatabase } from '../storage/temp-database.ts';
import { inbound, quiet } from './samples.ts';

const BODY = '至少32名。原文是：\n\n「1. 执业公证员达到32名以上。」\n\n以公布的为准。';
const answer: Outcome = { kind: 'answer', body: BODY, citations: [], confidence: 1 };
const handoff: Outcome = {
  kind: 'handoff',
  reason: 'not-in-sources',
  summary: '问',
  nearest: [],
  confidence: 0,
};

/** What a listener hears of one question, pieces with their text. */
async function heardOf(outcome: Outcome): Promise<string[]> {
  const decide: Decide = async (state, _message, { ask }) => {
    const { kind } = await ask({
      text: '问',
      history: [],
      audience: 'citizen',
      date: '2026-11-24',
      place: null,
    });
    return { state, effects: [{ kind: 'send', message: plainMessage('answer', kind) }] };
  };
  const delivery = createDelivery({
    store: createDeliveryStore(await tempDatabase()),
    decide,
    ask: async () => outcome,
    recogniseDanger: () => null,
    placesNear: async () => ({ body: '', places: [] }),
    whereAsked: async () => null,
    now: () => 5000,
    random: () => 0.5,
    log: quiet,
    initialState: () => freshState(),
  });
  onTestFinished(() => delivery.stop());
  const heard: string[] = [];
  delivery.subscribe('web:a', (event, text) => heard.push(text === undefined ? event : `${event} ${text}`));
  await delivery.accept(inbound('m1'));
  await delivery.finished(inbound('m1'), 20_000);
  return heard;
}

describe('an answer', () => {
  it('is told sentence by sentence, in order, before its message', async () => {
    const pieces = ['', ...sentencesOf(BODY)].map((piece) => `partial ${piece}`);
    expect(pieces).toHaveLength(5);
    expect(await heardOf(answer)).toEqual(['working', ...pieces, 'message', 'idle']);
  });

  it('is not told early when it is no answer (control)', async () => {
    expect(await heardOf(handoff)).toEqual(['working', 'message', 'idle']);
  });
});

test.each([BODY, '', '没有句号', '一。\n· 二；三\n· 四！”\n', '\n\n'])(
  '%j in pieces loses nothing',
  (body) => {
    expect(sentencesOf(body).join('')).toBe(body);
  },
);
