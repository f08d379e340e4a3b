import { describe, expect, it } from 'vitest';
import { chatIdOf, inboundOf, type TelegramMessage } from '../../../../bot/channels/telegram/inbound.ts';

const bot = { id: 42, username: 'Shaofatong_bot' };
const person = { id: 7, is_bot: false, first_name: '李' };
const privateChat = { id: 7, type: 'private', first_name: '李' } as const;
const group = { id: -100, type: 'group', title: '邻里' } as const;

function said(changes: Partial<TelegramMessage>): TelegramMessage {
  return { message_id: 5, date: 0, chat: privateChat, from: person, ...changes } as TelegramMessage;
}

const contentOf = (changes: Partial<TelegramMessage>) => inboundOf(said(changes), bot, 9)?.content ?? null;

describe('in private', () => {
  it('names the message once and for all', () => {
    expect(inboundOf(said({ text: '欠薪怎么办' }), bot, 9)).toEqual({
      channel: 'telegram',
      conversation: 'telegram:7',
      messageId: 'message:5',
      content: { kind: 'text', text: '欠薪怎么办' },
      receivedAt: 9,
    });
  });

  it('reads commands, for this bot only', () => {
    expect(contentOf({ text: '/clause@shaofatong_BOT 九' })).toEqual({
      kind: 'command',
      name: 'clause',
      argument: '九',
    });
    expect(contentOf({ text: '/clause@other_bot 九' })).toBeNull();
  });

  it('takes a caption for the text and a photo without one for an empty text', () => {
    expect(contentOf({ caption: '这张收据有用吗' })).toEqual({ kind: 'text', text: '这张收据有用吗' });
    expect(contentOf({ photo: [] })).toEqual({ kind: 'text', text: '' });
  });

  it('counts an album without words as one message', () => {
    const first = inboundOf(said({ message_id: 5, media_group_id: 'g' }), bot, 9);
    const second = inboundOf(said({ message_id: 6, media_group_id: 'g' }), bot, 9);
    expect(second?.messageId).toBe(first?.messageId);
  });

  it('does not talk to bots', () => {
    expect(contentOf({ text: '你好', from: { ...person, is_bot: true } })).toBeNull();
  });
});

describe('in a group', () => {
  it('stays silent unless addressed', () => {
    expect(contentOf({ chat: group, text: '今天天气好' })).toBeNull();
    expect(contentOf({ chat: group, text: '@someone_else 你好' })).toBeNull();
  });

  it('answers its name, a command and a reply', () => {
    expect(contentOf({ chat: group, text: '@shaofatong_bot 欠薪怎么办' })).toEqual({
      kind: 'text',
      text: '欠薪怎么办',
    });
    expect(contentOf({ chat: group, text: '/help' })).toMatchObject({ name: 'help' });
    const reply_to_message = said({ from: { ...person, id: bot.id, is_bot: true } });
    const reply = { chat: group, text: '然后呢', reply_to_message } as Partial<TelegramMessage>;
    expect(contentOf(reply)).toEqual({ kind: 'text', text: '然后呢' });
  });
});

it('finds the chat of a conversation, and only of its own', () => {
  expect(chatIdOf('telegram:-1001234567890')).toBe(-1001234567890);
  expect(() => chatIdOf('web:abc')).toThrow('not a Telegram conversation');
});
