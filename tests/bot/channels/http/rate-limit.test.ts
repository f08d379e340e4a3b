import { expect, it } from 'vitest';
import { createRateLimiter } from '../../../../bot/channels/http/rate-limit.ts';

it('lets a burst through, then one at a time', () => {
  let at = 0;
  const limiter = createRateLimiter({ burst: 3, perSecond: 0.5 }, () => at);
  expect([1, 2, 3, 4].map(() => limiter.take('a'))).toEqual([0, 0, 0, 2]);
  at = 1000;
  expect(limiter.take('a')).toBe(1);
  at = 2000;
  expect(limiter.take('a')).toBe(0);
  expect(limiter.take('a')).toBe(2);
});

it('keeps keys apart, and saves up no more than a burst', () => {
  let at = 0;
  const limiter = createRateLimiter({ burst: 1, perSecond: 1 }, () => at);
  expect([limiter.take('a'), limiter.take('b'), limiter.take('a')]).toEqual([0, 0, 1]);
  at = 1_000_000;
  expect([limiter.take('a'), limiter.take('a')]).toEqual([0, 1]);
});

it('is not fooled by a clock that goes back', () => {
  let at = 10_000;
  const limiter = createRateLimiter({ burst: 1, perSecond: 1 }, () => at);
  limiter.take('a');
  at = 0;
  expect(limiter.take('a')).toBe(1);
});

it('still limits those it knows after forgetting the others', () => {
  let at = 0;
  const limiter = createRateLimiter({ burst: 2, perSecond: 1 }, () => at);
  for (let n = 0; n < 20_000; n += 1) limiter.take(`old ${n}`);
  at = 10_000;
  expect([limiter.take('a'), limiter.take('a')]).toEqual([0, 0]);
  for (let n = 0; n < 20_000; n += 1) limiter.take(`new ${n}`);
  expect(limiter.take('a')).toBe(1);
});
