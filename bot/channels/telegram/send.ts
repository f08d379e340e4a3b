/** Messages out to Telegram, part by part, within its rates. */
import { type Api, GrammyError } from 'grammy';
import type { Channel, ConversationId, Courier, OutboundMessage, SendResult } from '../../types.ts';
import type { CallbackTokens } from './callback-token.ts';
import { buttonLabels, type Part, partsOf } from './format.ts';
import { chatIdOf, isGroup, telegramMessageId } from './inbound.ts';
import { createPace, type Pace } from './pace.ts';

/** When the token is refused, asking again soon is of no use. */
const REFUSED_RETRY_MS = 60_000;
/** Delivery counts a send of 30 s as failed and begins another: ours has to be over by then. */
const BUDGET_MS = 14_000;
const CALL_TIMEOUT_MS = 14_000;

/** 400s that say that the chat is gone; the same request can never succeed. */
const GONE =
  /chat not found|user not found|peer_id_invalid|deactivated|upgraded|deleted|rights|write_forbidden/i;

type SendOptions = NonNullable<Parameters<Api['sendMessage']>[2]>;
/** grammY's types know the abort-controller package's signal only; Node's own has all it uses of it. */
type GrammySignal = Parameters<Api['sendMessage']>[3];

export interface TelegramChannelOptions {
  api: Api;
  tokens: CallbackTokens;
  courier: Pick<Courier, 'transcript'>;
  /** The bot's own address, `https://t.me/…`; null until it is known. */
  ownAddress(): string | null;
  pace?: Pace;
}

/**
 * The channel named `telegram`. Telegram has no key by which it would recognise a repeated message: when we crash
 * between sending and noting it, the person reads it twice, never not at all. A failure between two parts goes on
 * with the part that failed.
 */
export function createTelegramChannel(options: TelegramChannelOptions): Channel {
  const { ownAddress, pace = createPace() } = options;
  /** Parts sent so far of messages whose sending was interrupted. */
  const sentParts = new Map<string, number>();

  return {
    name: 'telegram',
    async send(conversation, message, seq) {
      const key = `${conversation} ${seq}`;
      const chatId = chatIdOf(conversation);
      const parts = partsOf(message, ownAddress());
      const reply = await replyTo(options.courier, conversation, seq);
      const buttons = keyboard(options.tokens, conversation, message, seq);
      const deadline = performance.now() + BUDGET_MS;
      for (let index = sentParts.get(key) ?? 0; index < parts.length; index += 1) {
        const wait = pace.wait(chatId);
        if (performance.now() + wait > deadline) return { kind: 'retry', afterMs: wait, reason: 'pace' };
        await pace.turn(chatId);
        const extras = { ...(index === 0 && reply), ...(index === parts.length - 1 && buttons) };
        const result = await sendPart(options.api, chatId, parts[index]!, extras);
        if (result.kind === 'unreachable') sentParts.delete(key);
        if (result.kind !== 'sent') return result;
        sentParts.set(key, index + 1);
      }
      sentParts.delete(key);
      return { kind: 'sent' };
    },
  };
}

/** The options as buttons, which stand under the last part. */
function keyboard(
  tokens: CallbackTokens,
  conversation: ConversationId,
  { options }: OutboundMessage,
  seq: number,
): SendOptions {
  if (options.length === 0) return {};
  const rows = buttonLabels(options).map((text, index) => [
    { text, callback_data: tokens.issue(conversation, { seq, index }) },
  ]);
  return { reply_markup: { inline_keyboard: rows } };
}

/** In a group the first part names the message it replies to: the one that the transcript's line before `seq` was. */
async function replyTo(
  courier: Pick<Courier, 'transcript'>,
  conversation: ConversationId,
  seq: number,
): Promise<SendOptions> {
  if (!isGroup(conversation)) return {};
  const [line] = await courier.transcript(conversation, seq - 2, 1);
  const message_id = line?.seq === seq - 1 ? telegramMessageId(line.clientMessageId) : null;
  return message_id === null ? {} : { reply_parameters: { message_id, allow_sending_without_reply: true } };
}

/** Words come before looks: what Telegram will not take with its formatting and buttons is sent bare. */
async function sendPart(
  api: Api,
  chatId: number,
  { text, entities }: Part,
  extras: SendOptions,
): Promise<SendResult> {
  const looks = { ...(entities.length > 0 && { entities }), link_preview_options: { is_disabled: true } };
  const result = await attempt(api, chatId, text, { ...extras, ...looks });
  const isRefused = result.kind === 'unreachable' && /^400 /.test(result.reason) && !GONE.test(result.reason);
  return isRefused ? attempt(api, chatId, text, {}) : result;
}

async function attempt(api: Api, chatId: number, text: string, options: SendOptions): Promise<SendResult> {
  try {
    await api.sendMessage(chatId, text, options, AbortSignal.timeout(CALL_TIMEOUT_MS) as GrammySignal);
    return { kind: 'sent' };
  } catch (error) {
    return resultOf(error);
  }
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
      return { kind: 'unreachable', reason };
    case 401:
    case 404:
      return { kind: 'retry', afterMs: REFUSED_RETRY_MS, reason };
    default:
      return { kind: 'retry', afterMs: null, reason };
  }
}
