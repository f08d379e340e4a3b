/** One call of the Bot API → what it means for delivery. */
import { type Api, GrammyError } from 'grammy';
import type { SendResult } from '../../types.ts';

/** When the token is refused, asking again soon is of no use. */
const REFUSED_RETRY_MS = 60_000;
/** Milliseconds; an upload counts too. */
export const CALL_TIMEOUT_MS = 14_000;

/** 400s that say that the chat is gone; the same request can never succeed. */
const GONE =
  /chat not found|user not found|peer_id_invalid|deactivated|upgraded|deleted|rights|write_forbidden/i;

/** grammY's types know the abort-controller package's signal only; Node's own has all it uses of it. */
type GrammySignal = NonNullable<Parameters<Api['sendMessage']>[3]>;

/** Runs a call within its time; never rejects. */
export async function attempt(call: (signal: GrammySignal) => Promise<unknown>): Promise<SendResult> {
  try {
    await call(AbortSignal.timeout(CALL_TIMEOUT_MS) as GrammySignal);
    return { kind: 'sent' };
  } catch (error) {
    return resultOf(error);
  }
}

/** Whether Telegram will not have this content, while the person can be reached: plainer content may pass. */
export function isRefused(result: SendResult): boolean {
  return result.kind === 'unreachable' && /^4(?:00|13) /.test(result.reason) && !GONE.test(result.reason);
}

/** What a failed call means. The reason never holds the message's text. */
function resultOf(error: unknown): SendResult {
  if (!(error instanceof GrammyError)) return { kind: 'retry', afterMs: null, reason: 'network' };
  const reason = `${error.error_code} ${error.description}`;
  switch (error.error_code) {
    case 429:
      return { kind: 'retry', afterMs: (error.parameters.retry_after ?? 1) * 1000, reason };
    case 400: // chat not found, group upgraded: the same request can never succeed
    case 403: // blocked by the person, or removed from the group
    case 413: // a file that is too large
      return { kind: 'unreachable', reason };
    case 401:
    case 404:
      return { kind: 'retry', afterMs: REFUSED_RETRY_MS, reason };
    default:
      return { kind: 'retry', afterMs: null, reason };
  }
}
