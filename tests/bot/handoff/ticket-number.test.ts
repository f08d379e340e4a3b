import { expect, test } from 'vitest';
import { ticketDay, ticketNumber } from '../../../bot/handoff/ticket-number.ts';

test('the day is the one on a Shanghai calendar, whatever the machine says', () => {
  expect(ticketDay(Date.parse('2026-03-05T15:59:59.999Z'))).toBe('20260305');
  expect(ticketDay(Date.parse('2026-03-05T16:00:00Z'))).toBe('20260306');
  expect(ticketDay(Date.parse('2025-12-31T16:00:00Z'))).toBe('20260101');
});

test('four digits, and more when a day needs more', () => {
  expect(ticketNumber('20260305', 1)).toBe('20260305-0001');
  expect(ticketNumber('20260305', 12345)).toBe('20260305-12345');
});
