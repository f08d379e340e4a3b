import { GrammyError } from 'grammy';
import { expect, it } from 'vitest';
import { poll, type Update } from '../../../../bot/channels/telegram/polling.ts';

const refusal = (error_code: number, parameters = {}) =>
  new GrammyError('no', { ok: false, error_code, description: 'no', parameters }, 'getUpdates', {});

/** Runs the loop over scripted answers, stopping it after the last; pauses are noted, not waited for. */
async function run(answers: (Error | Update[])[], stored: (update: Update) => boolean = () => true) {
  const stop = new AbortController();
  const pauses: number[] = [];
  const offsets: number[] = [];
  const lines: string[] = [];
  const note = (line: unknown) => void lines.push(String(line));
  const end = await poll({
    connect: async () => undefined,
    async fetchUpdates(offset) {
      offsets.push(offset);
      const answer = answers.shift() ?? [];
      if (answers.length === 0) stop.abort();
      if (answer instanceof Error) throw answer;
      return answer;
    },
    async handle(update) {
      if (!stored(update)) throw new Error('disk full');
    },
    laneOf: () => 0,
    pause: async (ms) => void pauses.push(ms),
    signal: stop.signal,
    log: { info: note, warn: note, error: note },
  });
  return { end, pauses, offsets, lines };
}

it('waits long and complains once while another program polls', async () => {
  const { end, pauses, lines } = await run([refusal(409), refusal(409), [], []]);
  expect(end).toBe('stopped');
  expect(pauses.slice(0, 2)).toEqual([30_000, 30_000]);
  expect(lines.filter((line) => line.includes('另有程序'))).toHaveLength(1);
});

it('obeys retry_after', async () => {
  expect((await run([refusal(429, { retry_after: 17 }), [], []])).pauses[0]).toBe(17_000);
});

it.each([401, 404])('gives up on %i', async (code) => {
  expect((await run([refusal(code), []])).end).toBe('refused');
});

it('backs off further and further, up to half a minute', async () => {
  const { pauses } = await run([...Array.from({ length: 9 }, () => new Error('ECONNRESET')), [], []]);
  expect(pauses.slice(0, 9)).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

it('moves the offset past stored updates only', async () => {
  let failures = 3;
  const { offsets, pauses } = await run(
    [[{ update_id: 5 }, { update_id: 6 }], [], []],
    ({ update_id }) => update_id !== 6 || failures-- <= 0,
  );
  expect(offsets).toEqual([0, 7, 7]);
  expect(pauses.slice(0, 3)).toEqual([500, 1000, 2000]);
});
