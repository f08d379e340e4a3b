/** A Telegram message → what the core understands. */
import type { Context } from 'grammy';
import type { Inbound, InboundContent } from '../../types.ts';
import { contentOf, parseCommand } from '../commands.ts';

export type TelegramMessage = NonNullable<Context['message']>;

/** The bot itself, as `getMe` names it. */
export interface BotIdentity {
  id: number;
  username: string;
}

export const conversationOf = (chatId: number): string => `telegram:${chatId}`;

/** The chat that a conversation stands for. Throws on a conversation of another channel: a bug of ours. */
export function chatIdOf(conversation: string): number {
  const chatId = Number(/^telegram:(-?\d+)$/.exec(conversation)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(chatId)) throw new Error(`not a Telegram conversation: ${conversation}`);
  return chatId;
}

/**
 * What a person said, or null when it is not meant for the bot. A message without words (a photo, a sticker, a place)
 * becomes an empty text, to which the core answers with a request to write.
 */
export function inboundOf(message: TelegramMessage, bot: BotIdentity, receivedAt: number): Inbound | null {
  const text = message.text ?? message.caption ?? '';
  if (message.from?.is_bot || isForAnotherBot(text, bot)) return null;
  const isPrivate = message.chat.type === 'private';
  if (!isPrivate && !isAddressed(message, text, bot)) return null;
  return {
    channel: 'telegram',
    conversation: conversationOf(message.chat.id),
    messageId: messageIdOf(message, text),
    content: contentOfMessage(text, bot),
    receivedAt,
  };
}

/** Ten photos sent as one album are ten messages: without words they count as one. */
function messageIdOf(message: TelegramMessage, text: string): string {
  const isAlbum = message.media_group_id !== undefined && text === '';
  return isAlbum ? `album:${message.media_group_id}` : `message:${message.message_id}`;
}

const isSame = (name: string, bot: BotIdentity): boolean => name.toLowerCase() === bot.username.toLowerCase();

function isForAnotherBot(text: string, bot: BotIdentity): boolean {
  const addressee = parseCommand(text)?.addressee ?? null;
  return addressee !== null && !isSame(addressee, bot);
}

/** In a group: a command, a reply to the bot, or its @name. */
function isAddressed(message: TelegramMessage, text: string, bot: BotIdentity): boolean {
  if (message.reply_to_message?.from?.id === bot.id) return true;
  return parseCommand(text) !== null || withoutMention(text, bot) !== text;
}

function contentOfMessage(text: string, bot: BotIdentity): InboundContent {
  return contentOf(parseCommand(text) === null ? withoutMention(text, bot).trim() : text);
}

function withoutMention(text: string, bot: BotIdentity): string {
  return text.replace(/@([a-z0-9_]+)/gi, (mention, name: string) => (isSame(name, bot) ? '' : mention));
}
