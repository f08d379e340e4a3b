import { expect, test } from 'vitest';
import { backoffMs } from '../../../bot/delivery/backoff.ts';

test('doubles from one second to five minutes, the upper half by chance', () => {
  expect([1, 2, 3, 4].map((failures) => backoffMs(failures, 1))).toEqual([1000, 2000, 4000, 8000]);
  expect([1, 2, 3, 4].map((failures) => backoffMs(failures, 0))).toEqual([500, 1000, 2000, 4000]);
  expect(backoffMs(5000, 1)).toBe(300_000);
});
