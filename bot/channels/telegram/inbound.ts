/** A Telegram message → what the core understands, or null when it is not meant for the bot. */
import type { Context } from 'grammy';
import type { ConversationId, InboundContent } from '../../types.ts';
import { contentOf, parseCommand } from '../commands.ts';
import { type OfferedFile, withoutWords } from './media.ts';

export type TelegramMessage = NonNullable<Context['message']>;
type Chat = { id: number; type: string };

/** The bot itself, as `getMe` names it. */
export interface BotIdentity {
  id: number;
  username: string;
}

/** One thing that was said; a file still has to be fetched. */
export interface Said {
  conversation: ConversationId;
  messageId: string;
  content: InboundContent | OfferedFile;
}

/** One chat with one person: in a group everybody has their own, so that nobody's questions mix with another's. */
export function conversationOf(chat: Chat, personId: number): ConversationId {
  return chat.type === 'private' ? `telegram:${chat.id}` : `telegram:${chat.id}/${personId}`;
}

const CONVERSATION = /^telegram:(?<chat>-?\d+)(?:\/\d+)?$/;

/** The chat that a conversation stands for. Throws on a conversation of another channel: a bug of ours. */
export function chatIdOf(conversation: ConversationId): number {
  const chatId = Number(CONVERSATION.exec(conversation)?.groups?.chat ?? Number.NaN);
  if (!Number.isSafeInteger(chatId)) throw new Error(`not a Telegram conversation: ${conversation}`);
  return chatId;
}

export const isGroup = (conversation: ConversationId): boolean => chatIdOf(conversation) < 0;

/** The number of the Telegram message that a message id of ours names, null when it names none. */
export function telegramMessageId(messageId: string | null): number | null {
  const number = /^message:(\d+)/.exec(messageId ?? '')?.[1];
  return number === undefined ? null : Number(number);
}

/** The bot's own address. */
export const addressOf = (bot: BotIdentity): string => `https://t.me/${bot.username}`;

/** In a group: where to ask alone. https://core.telegram.org/bots/features#deep-linking */
export function overheardIn(chat: Chat, bot: BotIdentity): { privateLink?: string } {
  return chat.type === 'private' ? {} : { privateLink: `${addressOf(bot)}?start=group` };
}

/** What a new message says. */
export function saidIn(message: TelegramMessage, bot: BotIdentity): Said | null {
  const text = wordsOf(message);
  if (message.from === undefined || !isForUs(message, text, bot)) return null;
  const content = { ...contentOfMessage(message, text, bot), ...overheardIn(message.chat, bot) };
  return {
    conversation: conversationOf(message.chat, message.from.id),
    messageId: messageIdOf(message, content),
    content,
  };
}

/**
 * What a changed message says now, as one more message: its first words may have been answered already. Changes of
 * what has no words, such as a place that moves, say nothing.
 */
export function editedIn(message: TelegramMessage, bot: BotIdentity): Said | null {
  const text = wordsOf(message);
  if (message.from === undefined || text === '' || !isForUs(message, text, bot)) return null;
  const words = contentOfWords(text, bot);
  const content = words.kind === 'text' ? { ...words, via: 'edit' as const } : words;
  return {
    conversation: conversationOf(message.chat, message.from.id),
    messageId: `message:${message.message_id}:edit:${message.edit_date ?? 0}`,
    content: { ...content, ...overheardIn(message.chat, bot) },
  };
}

const wordsOf = ({ text, caption }: TelegramMessage): string => text ?? caption ?? '';

function contentOfMessage(message: TelegramMessage, text: string, bot: BotIdentity): Said['content'] {
  const caption = withoutMention(text, bot).trim();
  return withoutWords(message, caption) ?? contentOfWords(text, bot);
}

function contentOfWords(text: string, bot: BotIdentity): InboundContent {
  return contentOf(parseCommand(text) === null ? withoutMention(text, bot).trim() : text);
}

/** Ten videos sent as one album are ten messages: what we cannot read of them is said once. */
function messageIdOf(message: TelegramMessage, content: Said['content']): string {
  const isSaidOnce =
    message.media_group_id !== undefined && content.kind === 'unreadable' && content.caption === '';
  return isSaidOnce ? `album:${message.media_group_id}:${content.what}` : `message:${message.message_id}`;
}

function isForUs(message: TelegramMessage, text: string, bot: BotIdentity): boolean {
  if (message.from?.is_bot) return false;
  const addressee = parseCommand(text)?.addressee ?? null;
  if (addressee !== null) return isSame(addressee, bot);
  return message.chat.type === 'private' || isAddressed(message, text, bot);
}

/** In a group: a reply to the bot, or its @name. */
function isAddressed(message: TelegramMessage, text: string, bot: BotIdentity): boolean {
  return message.reply_to_message?.from?.id === bot.id || withoutMention(text, bot) !== text;
}

const isSame = (name: string, bot: BotIdentity): boolean => name.toLowerCase() === bot.username.toLowerCase();

function withoutMention(text: string, bot: BotIdentity): string {
  return text.replace(/@([a-z0-9_]+)/gi, (mention, name: string) => (isSame(name, bot) ? '' : mention));
}
