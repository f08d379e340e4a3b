/** Messages out to Telegram, part by part, within its rates. */
import { type Api, InputFile } from 'grammy';
import { type DeliveryLog, errorText } from '../../delivery/log.ts';
import type {
  Channel,
  ConversationId,
  Courier,
  Documents,
  MadeDocument,
  OutboundMessage,
  SendResult,
} from '../../types.ts';
import { type Attachment, attachmentOf, headerSafe, makeAttachment } from './attachment.ts';
import { attempt, isRefused } from './call.ts';
import type { CallbackTokens } from './callback-token.ts';
import { type Part, partsOf } from './format.ts';
import { chatIdOf, isGroup, telegramMessageId } from './inbound.ts';
import { keyboardOf } from './keyboard.ts';
import { createPace, type Pace } from './pace.ts';

/** Delivery counts a send of 30 s as failed and begins another: with a last call, of 14 s, ours has to be over by then. */
const BUDGET_MS = 14_000;
/** Of these for making a file, which takes about one second. */
const MAKING_MS = 8_000;

type SendOptions = NonNullable<Parameters<Api['sendMessage']>[2]>;

export interface TelegramChannelOptions {
  api: Api;
  tokens: CallbackTokens;
  courier: Pick<Courier, 'transcript'>;
  documents: Documents;
  log: Pick<DeliveryLog, 'error'>;
  /** The bot's own address, `https://t.me/…`; null until it is known. */
  ownAddress(): string | null;
  pace?: Pace;
}

/** What becomes one Telegram message. */
type Piece = { kind: 'text'; part: Part; extras: SendOptions } | ({ kind: 'file' } & Attachment);

/**
 * The channel named `telegram`. Telegram has no key by which it would recognise a repeated message: when we crash
 * between sending and noting it, the person reads it twice, never not at all. A failure between two parts goes on
 * with the part that failed.
 */
export function createTelegramChannel(options: TelegramChannelOptions): Channel {
  const { pace = createPace() } = options;
  /** Pieces sent so far of messages whose sending was interrupted. */
  const sentPieces = new Map<string, number>();

  return {
    name: 'telegram',
    async send(conversation, message, seq) {
      const key = `${conversation} ${seq}`;
      const chatId = chatIdOf(conversation);
      const pieces = await piecesOf(options, conversation, message, seq);
      const deadline = performance.now() + BUDGET_MS;
      for (let index = sentPieces.get(key) ?? 0; index < pieces.length; index += 1) {
        const piece = pieces[index]!;
        const wait = pace.wait(chatId);
        const needed = wait + (piece.kind === 'file' ? MAKING_MS : 0);
        if (performance.now() + needed > deadline) return { kind: 'retry', afterMs: wait, reason: 'pace' };
        const send = await prepare(options, [conversation, seq], piece);
        if (send !== null) await pace.turn(chatId);
        const result = (await send?.(chatId)) ?? { kind: 'sent' };
        if (result.kind === 'unreachable') sentPieces.delete(key);
        if (result.kind !== 'sent') return result;
        sentPieces.set(key, index + 1);
      }
      sentPieces.delete(key);
      return { kind: 'sent' };
    },
  };
}

/** The text, in a group as a reply and with its buttons under the last part; then the file. */
async function piecesOf(
  { courier, tokens, ownAddress }: TelegramChannelOptions,
  conversation: ConversationId,
  message: OutboundMessage,
  seq: number,
): Promise<Piece[]> {
  const reply = await replyTo(courier, conversation, seq);
  const rows = keyboardOf(tokens, conversation, message, seq);
  const buttons = rows.length === 0 ? {} : { reply_markup: { inline_keyboard: rows } };
  const parts = partsOf(message, ownAddress());
  const texts = parts.map((part, index): Piece => {
    const extras = { ...(index === 0 && reply), ...(index === parts.length - 1 && buttons) };
    return { kind: 'text', part, extras };
  });
  const attachment = attachmentOf(message);
  return attachment === null ? texts : [...texts, { kind: 'file', ...attachment }];
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

type Send = (chatId: number) => Promise<SendResult>;

/** Makes the file before the chat's turn is taken. Null when there is nothing to send; a file that fails is told in words. */
async function prepare(
  { api, documents, log }: TelegramChannelOptions,
  of: readonly [ConversationId, number],
  piece: Piece,
): Promise<Send | null> {
  if (piece.kind === 'text') return (chatId) => sendText(api, chatId, piece.part, piece.extras);
  const excuse: Send = (chatId) => sendText(api, chatId, { text: piece.excuse, entities: [] }, {});
  try {
    const made = await makeAttachment(documents, of, piece, MAKING_MS);
    return made && ((chatId) => sendFile(api, chatId, made, piece.caption, excuse));
  } catch (error) {
    // A process that drew a PDF and died tells in further lines what it was drawing.
    const [reason] = errorText(error).split('\n');
    log.error({ error: reason }, '随消息发的文件没有做出来，已改为文字说明。');
    return excuse;
  }
}

/** Words come before looks: what Telegram will not take with its formatting and buttons is sent bare. */
async function sendText(
  api: Api,
  chatId: number,
  { text, entities }: Part,
  extras: SendOptions,
): Promise<SendResult> {
  const looks = { ...(entities.length > 0 && { entities }), link_preview_options: { is_disabled: true } };
  const send = (options: SendOptions) => attempt((signal) => api.sendMessage(chatId, text, options, signal));
  const result = await send({ ...extras, ...looks });
  return isRefused(result) ? send({}) : result;
}

async function sendFile(
  api: Api,
  chatId: number,
  { name, bytes }: MadeDocument,
  caption: string,
  excuse: Send,
): Promise<SendResult> {
  const result = await attempt((signal) =>
    api.sendDocument(chatId, new InputFile(bytes, headerSafe(name)), { caption }, signal),
  );
  return isRefused(result) ? excuse(chatId) : result;
}
