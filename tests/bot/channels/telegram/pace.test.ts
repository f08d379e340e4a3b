import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createPace, TELEGRAM_RATES } from '../../../../bot/channels/telegram/pace.ts';
import { createRateGuard } from './bot-api-rules.ts';

/** When each of these chats had its turn, in milliseconds of a made-up clock, all asking at once. */
async function turnsOf(chats: readonly number[]): Promise<[chat: number, at: number][]> {
  let now = 0;
  const waiting: { at: number; wake(): void }[] = [];
  const pause = (ms: number) => new Promise<void>((wake) => void waiting.push({ at: now + ms, wake }));
  const pace = createPace(TELEGRAM_RATES, () => now, pause);
  const turns: [number, number][] = [];
  for (const chat of chats) void pace.turn(chat).then(() => turns.push([chat, now]));
  while (turns.length < chats.length) {
    await setImmediate();
    const next = waiting.sort((a, b) => a.at - b.at).shift();
    now = next?.at ?? now;
    next?.wake();
  }
  return turns;
}

it('writes to one chat once a second, to a group every three, to others meanwhile', async () => {
  const turns = await turnsOf([1, 1, 1, 2, -5, -5]);
  const of = (chat: number) => turns.filter(([id]) => id === chat).map(([, at]) => at);
  for (const [index, at] of of(1).entries()) expect(at).toBeGreaterThanOrEqual(index * 1000);
  expect(of(2)[0]).toBeLessThan(500);
  expect(of(-5)[1]! - of(-5)[0]!).toBeGreaterThanOrEqual(3000);
});

it('writes no more than thirty messages a second, as the stand-in counts', async () => {
  const turns = await turnsOf(Array.from({ length: 95 }, (_, n) => n + 1));
  let clock = 0;
  const guard = createRateGuard(() => clock);
  const refused = turns.filter(([chat, at]) => {
    clock = at + 10_000;
    return guard.check(chat) > 0;
  });
  expect(refused).toEqual([]);
  expect(turns.at(-1)![1]).toBeLessThan(5000);
});

it('control: without a pace the stand-in refuses', () => {
  const guard = createRateGuard(() => 10_000);
  expect([guard.check(1), guard.check(1)]).toEqual([0, 1]);
  const many = Array.from({ length: 40 }, (_, n) => guard.check(n + 2));
  expect(many.filter((seconds) => seconds > 0).length).toBeGreaterThan(5);
});
