/**
 * Long polling that confirms an update only after it was stored. grammY's own loop moves its offset before it handles
 * an update and gives up at the first 409; here Telegram is asked for more only when everything it gave is safe.
 */
import { GrammyError } from 'grammy';
import type { Logger } from 'pino';

/** Seconds that Telegram holds a request open while there is no news. */
const HOLD_SECONDS = 30;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** Another process is polling with the same token: it should win, or end. */
const CONFLICT_DELAY_MS = 30_000;
/** A server that answers at once without news must not be asked in a tight loop. */
const IDLE_DELAY_MS = 100;

export interface Update {
  update_id: number;
}

export interface PollingOptions<U extends Update> {
  /** Introduces the bot; called again until it succeeds. */
  connect(): Promise<void>;
  fetchUpdates(offset: number, holdSeconds: number): Promise<readonly U[]>;
  /** Resolves once the update is durably stored, or is none of our business. */
  handle(update: U): Promise<void>;
  /** Updates of one lane, those of a chat, are handled in order; lanes do not wait for each other. */
  laneOf(update: U): unknown;
  /** Resolves after `ms`, or at once when polling was stopped. */
  pause(ms: number): Promise<void>;
  signal: AbortSignal;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** Resolves when stopped by the signal, or when Telegram refuses the token. */
export async function poll<U extends Update>(options: PollingOptions<U>): Promise<'stopped' | 'refused'> {
  const { signal } = options;
  let offset = 0;
  const connected = await persistently(options, options.connect);
  if (connected === 'refused') return 'refused';
  while (!signal.aborted) {
    const updates = await persistently(options, () => options.fetchUpdates(offset, HOLD_SECONDS));
    if (updates === 'refused') return 'refused';
    if (!(await allHandled(options, updates ?? []))) return 'stopped';
    offset = Math.max(offset, ...(updates ?? []).map(({ update_id }) => update_id + 1));
    if (updates?.length === 0) await options.pause(IDLE_DELAY_MS);
  }
  return 'stopped';
}

/** Whether all updates are safe: until then Telegram is asked for nothing beyond them. */
async function allHandled<U extends Update>(
  options: PollingOptions<U>,
  updates: readonly U[],
): Promise<boolean> {
  const lanes = Map.groupBy(updates, options.laneOf);
  const safe = await Promise.all(
    Array.from(lanes.values(), async (lane) => {
      for (const update of lane) if (!(await handled(options, update))) return false;
      return true;
    }),
  );
  return !safe.includes(false);
}

/** Repeats a call until it succeeds; undefined when polling was stopped, 'refused' when the token is no good. */
export async function persistently<T>(
  { log, pause, signal }: Pick<PollingOptions<Update>, 'log' | 'pause' | 'signal'>,
  call: () => Promise<T>,
): Promise<T | undefined | 'refused'> {
  let lastComplaint = '';
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      const result = await call();
      if (lastComplaint !== '') log.info('Telegram 已恢复。');
      return result;
    } catch (error) {
      if (signal.aborted) return undefined;
      const { complaint, delay, refused } = diagnose(error, failures);
      // One line a trouble, not one a try.
      if (complaint !== lastComplaint) log[refused ? 'error' : 'warn'](complaint);
      if (refused) return 'refused';
      lastComplaint = complaint;
      await pause(delay);
    }
  }
  return undefined;
}

function diagnose(error: unknown, failures: number) {
  const delay = backOff(failures);
  const code = error instanceof GrammyError ? error.error_code : null;
  if (code === 401 || code === 404) {
    const complaint = 'Telegram 不认 BOT_TOKEN：请到 @BotFather 核对后改正并重启。其他渠道照常服务。';
    return { complaint, delay, refused: true };
  }
  if (code === 409) {
    const complaint = '另有程序在用同一个 BOT_TOKEN 接收 Telegram 消息：请只保留一个。正在等待。';
    return { complaint, delay: CONFLICT_DELAY_MS, refused: false };
  }
  const retryAfter = error instanceof GrammyError ? error.parameters.retry_after : undefined;
  const complaint = `连不上 Telegram（${code ?? '网络不通'}），会继续重试。`;
  return { complaint, delay: retryAfter === undefined ? delay : retryAfter * 1000, refused: false };
}

/** Whether the update is safe; false only when polling was stopped before it could be. */
async function handled<U extends Update>(
  { handle, log, pause, signal }: PollingOptions<U>,
  update: U,
): Promise<boolean> {
  for (let failures = 0; ; failures += 1) {
    try {
      await handle(update);
      return true;
    } catch (error) {
      if (failures === 0) log.error({ err: error }, 'Telegram 消息没有存下来，会继续重试。');
      if (signal.aborted) return false;
      await pause(backOff(failures));
    }
  }
}

function backOff(failures: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures);
}
