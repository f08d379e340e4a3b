/** People who write to the bot through the stand-in. */
import type { SentMessage } from './bot-api-outgoing.ts';
import type { BotApiStandIn, Chat } from './bot-api-stand-in.ts';

export interface Person {
  readonly id: number;
  readonly chat: Chat;
  /** Returns the message's number. */
  says(text: string, changes?: Record<string, unknown>): number;
  /** A message of something else than text, such as `{ photo: [...] }`. */
  sends(what: Record<string, unknown>): number;
  edits(messageId: number, text: string, editDate?: number): void;
  /** The messages that the bot sent into this chat so far. */
  heard(): SentMessage[];
  /** Presses a button that stands under a message, by its place or its label; returns the query's id. */
  presses(message: SentMessage, button: number | string): string;
  blocks(): void;
}

/** In a chat of their own, or in a group. */
export function person(api: BotApiStandIn, id: number, chat: Chat = { id, type: 'private' }): Person {
  const from = { id, is_bot: false, first_name: '李' };
  const send = (body: Record<string, unknown>): number => {
    const message_id = api.newId();
    api.happens(chat.id, { message: { message_id, date: 1, chat, from, ...body } });
    return message_id;
  };
  return {
    id,
    chat,
    says: (text, changes = {}) => send({ text, ...changes }),
    sends: send,
    edits: (message_id, text, edit_date = 2) =>
      api.happens(chat.id, { edited_message: { message_id, date: 1, edit_date, chat, from, text } }),
    heard: () => api.sent.filter(({ chat_id }) => chat_id === chat.id),
    presses({ message_id, buttons }, button) {
      const found = buttons.find(({ text }, index) => text === button || index === button);
      if (found === undefined) throw new Error(`there is no button ${button}`);
      return api.press(chat, id, message_id, found.callback_data);
    },
    blocks: () => void api.blocked.add(chat.id),
  };
}
