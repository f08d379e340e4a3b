/** Messages out to Telegram. Plain text only: without a parse mode nothing in it can be misread as markup. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, GrammyError } from 'grammy';
import type { Channel, OutboundMessage, SendResult } from '../../types.ts';
import { plainText } from '../plain-text.ts';
import { chatIdOf } from './inbound.ts';
import { splitText } from './split-text.ts';

/** When the token is refused, asking again soon is of no use. */
const REFUSED_RETRY_MS = 60_000;
/** In the middle of a long message we wait for Telegram this long rather than start again from its first part. */
const PATIENCE_MS = 60_000;

/**
 * The channel named `telegram`. Telegram has no key by which it would recognise a repeated message: when we crash
 * between sending and noting it, the person reads it twice, never not at all.
 */
export function createTelegramChannel(api: Api): Channel {
  return {
    name: 'telegram',
    async send(conversation, message) {
      const chatId = chatIdOf(conversation);
      const parts = splitText(plainText(message));
      for (const [index, part] of parts.entries()) {
        const isLast = index === parts.length - 1;
        const markup = isLast ? { reply_markup: keyboard(message) } : {};
        const sendPart = () => api.sendMessage(chatId, part, markup);
        const result = await (index === 0 ? attempt(sendPart) : attemptPatiently(sendPart));
        if (result.kind !== 'sent') return result;
      }
      return { kind: 'sent' };
    },
  };
}

/** Quick replies as a keyboard whose keys send their own text: callback data would be cut at 64 bytes. */
function keyboard({ options }: OutboundMessage) {
  if (options.length === 0) return { remove_keyboard: true as const };
  return {
    keyboard: options.map((text) => [{ text }]),
    one_time_keyboard: true,
    resize_keyboard: true,
  };
}

async function attempt(call: () => Promise<unknown>): Promise<SendResult> {
  try {
    await call();
    return { kind: 'sent' };
  } catch (error) {
    return resultOf(error);
  }
}

async function attemptPatiently(call: () => Promise<unknown>): Promise<SendResult> {
  let patience = PATIENCE_MS;
  for (;;) {
    const result = await attempt(call);
    const wait = result.kind === 'retry' ? result.afterMs : null;
    if (wait === null || wait > patience) return result;
    patience -= Math.max(wait, 1000);
    await sleep(wait);
  }
}

/** What a failed call means. The reason never holds the message's text. */
export function resultOf(error: unknown): SendResult {
  if (!(error instanceof GrammyError)) return { kind: 'retry', afterMs: null, reason: 'network' };
  const reason = `${error.error_code} ${error.description}`;
  switch (error.error_code) {
    case 429:
      return { kind: 'retry', afterMs: (error.parameters.retry_after ?? 1) * 1000, reason };
    case 400: // chat not found, group upgraded: the same request can never succeed
    case 403: // blocked by the person, or removed from the group
      return { kind: 'unreachable', reason };
    case 401:
    case 404:
      return { kind: 'retry', afterMs: REFUSED_RETRY_MS, reason };
    default:
      return { kind: 'retry', afterMs: null, reason };
  }
}
