/** What may be said over HTTP besides words, and what is refused. */
import { describe, expect, it } from 'vitest';
import { message } from '../memory-courier.ts';
import { errorOf, openChat } from './open-chat.ts';

describe('a button', () => {
  it.each(['person', 'new', 'aid', 'door', 'privacy', 'export', 'erase', 'help'])(
    '%s is a command',
    async (command) => {
      const { say, courier } = await openChat();
      expect((await say({ clientMessageId: 'c1', command })).statusCode).toBe(202);
      expect(courier.accepted[0]?.content).toEqual({ kind: 'command', name: command, argument: '' });
    },
  );

  it('of an option says so, and counts once however often it is pressed', async () => {
    const { say, courier } = await openChat();
    await say({ clientMessageId: 'choice:7', text: '别的' });
    expect((await say({ clientMessageId: 'choice:7', text: '另一个' })).json()).toEqual({ duplicate: true });
    await say({ clientMessageId: 'choice:07', text: '别的' });
    expect(courier.accepted.map(({ content }) => content)).toEqual([
      { kind: 'text', text: '别的', via: 'button' },
      { kind: 'text', text: '别的' },
    ]);
  });
});

describe('a location', () => {
  const send = async (location: unknown) => {
    const { say, courier } = await openChat();
    const payload = JSON.stringify({ clientMessageId: 'c1', location }).replaceAll('"∞"', '1e999');
    return { response: await say(payload, { 'content-type': 'application/json' }), courier };
  };

  it.each([
    [24.81, 113.6],
    [-90, 180],
    [90, -180],
  ])('%d, %d is taken', async (latitude, longitude) => {
    const { response, courier } = await send({ latitude, longitude });
    expect(response.statusCode).toBe(202);
    expect(courier.accepted[0]?.content).toEqual({ kind: 'location', latitude, longitude });
  });

  it.each([
    { latitude: 999, longitude: 113.6 },
    { latitude: 24.81, longitude: -180.001 },
    { latitude: Number.NaN, longitude: 113.6 },
    { latitude: '∞', longitude: 113.6 },
    { latitude: '24.81', longitude: 113.6 },
    { latitude: 24.81 },
    {},
    null,
  ])('%j is refused in words that help', async (location) => {
    const { response, courier } = await send(location);
    expect([response.statusCode, errorOf(response).code]).toEqual([400, 'invalid-request']);
    if (location !== null && 'latitude' in location)
      expect(errorOf(response).message).toContain('纬度（-90 到 90）');
    expect(courier.accepted).toEqual([]);
  });
});

describe('a rating', () => {
  const rated = async (rating: unknown, rateable: boolean) => {
    const chat = await openChat();
    chat.courier.say(chat.conversation, message('答', rateable ? { rateable: true } : {}));
    return { ...chat, response: await chat.say({ clientMessageId: 'c1', rating }) };
  };

  it.each(['useful', 'off-target', 'wrong', 'person'])('%s of an answer is taken', async (value) => {
    const { response, courier } = await rated({ seq: 1, value }, true);
    expect(response.statusCode).toBe(202);
    expect(courier.accepted[0]?.content).toEqual({ kind: 'rating', seq: 1, value });
  });

  it.each([
    ['what is no answer', { seq: 1, value: 'useful' }, false, 'not-rateable'],
    ['what is not there', { seq: 2, value: 'useful' }, true, 'not-rateable'],
    ['a forged number', { seq: 9_999_999_999, value: 'useful' }, true, 'not-rateable'],
    ['a number below one', { seq: 0, value: 'useful' }, true, 'invalid-request'],
    ['half a number', { seq: 1.5, value: 'useful' }, true, 'invalid-request'],
    ['words for a number', { seq: '1', value: 'useful' }, true, 'invalid-request'],
    ['another word', { seq: 1, value: 'great' }, true, 'invalid-request'],
  ])('of %s is refused', async (_what, rating, rateable, code) => {
    const { response, courier } = await rated(rating, rateable);
    expect([response.statusCode, errorOf(response).code]).toEqual([400, code]);
    expect(errorOf(response).message).toMatch(/\p{Script=Han}/u);
    expect(courier.accepted).toEqual([]);
  });
});
