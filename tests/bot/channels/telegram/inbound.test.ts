import { describe, expect, it } from 'vitest';
import {
  chatIdOf,
  conversationOf,
  editedIn,
  isGroup,
  saidIn,
  type TelegramMessage,
  telegramMessageId,
} from '../../../../bot/channels/telegram/inbound.ts';

const bot = { id: 42, username: 'Shaofatong_bot' };
const person = { id: 7, is_bot: false, first_name: '李' };
const privateChat = { id: 7, type: 'private', first_name: '李' } as const;
const group = { id: -100, type: 'group', title: '邻里' } as const;
const privateLink = 'https://t.me/Shaofatong_bot?start=group';

function said(changes: object): TelegramMessage {
  return { message_id: 5, date: 0, chat: privateChat, from: person, ...changes } as TelegramMessage;
}

const contentOf = (changes: object) => saidIn(said(changes), bot)?.content ?? null;

describe('in private', () => {
  it('names the message once and for all', () => {
    expect(saidIn(said({ text: '欠薪怎么办' }), bot)).toEqual({
      conversation: 'telegram:7',
      messageId: 'message:5',
      content: { kind: 'text', text: '欠薪怎么办' },
    });
  });

  it('reads commands, for this bot only', () => {
    expect(contentOf({ text: '/clause@shaofatong_BOT 九' })).toEqual({
      kind: 'command',
      name: 'clause',
      argument: '九',
    });
    expect(contentOf({ text: '/clause@other_bot 九' })).toBeNull();
    expect(contentOf({ text: '/privacy' })).toMatchObject({ name: 'privacy' });
  });

  it('does not talk to bots', () => {
    expect(contentOf({ text: '你好', from: { ...person, is_bot: true } })).toBeNull();
  });
});

describe('what is not words', () => {
  it('a place is a place, also one with a name', () => {
    const location = { latitude: 24.8, longitude: 113.6 };
    const place = { kind: 'location', ...location };
    expect(contentOf({ location })).toEqual(place);
    expect(contentOf({ location, venue: { location, title: '司法局' } })).toEqual(place);
  });

  it('of a photo the largest size is taken, with its words', () => {
    const photo = [
      { file_id: 'small', file_size: 1 },
      { file_id: 'large', file_size: 9 },
    ];
    expect(contentOf({ photo, caption: '这张收据有用吗' })).toEqual({
      kind: 'offered-file',
      fileId: 'large',
      name: '照片',
      mime: 'image/jpeg',
      size: 9,
      caption: '这张收据有用吗',
    });
  });

  it.each([
    [{ file_name: '合同.pdf', mime_type: 'application/pdf', file_size: 3 }, '合同.pdf', 'application/pdf', 3],
    [{}, '文件', 'application/octet-stream', null],
    [{ file_name: ' \u202e\n ', mime_type: 'a/b; rm -rf' }, '文件', 'application/octet-stream', null],
    [{ file_name: '../../etc/passwd' }, '../../etc/passwd', 'application/octet-stream', null],
  ])('a document %j', (document, name, mime, size) => {
    expect(contentOf({ document: { file_id: 'd', ...document } })).toEqual({
      kind: 'offered-file',
      fileId: 'd',
      name,
      mime,
      size,
      caption: '',
    });
  });

  it('a name that goes on for ever keeps its end', () => {
    const content = contentOf({ document: { file_id: 'd', file_name: `${'长'.repeat(5000)}.pdf` } });
    expect(content).toHaveProperty('name', expect.stringMatching(/^….{96}\.pdf$/u));
  });

  it.each([
    [{ voice: {} }, 'voice'],
    [{ audio: {} }, 'voice'],
    [{ video: {} }, 'video'],
    [{ video_note: {} }, 'video'],
    [{ animation: {}, document: { file_id: 'd' } }, 'video'],
    [{ sticker: {} }, 'sticker'],
    [{ dice: {} }, 'sticker'],
    [{ contact: {} }, 'contact'],
    [{ poll: {} }, 'other'],
    [{ story: {} }, 'other'],
  ])('%j cannot be read', (changes, what) => {
    expect(contentOf(changes)).toEqual({ kind: 'unreadable', what, caption: '' });
  });

  it('what cannot be read of an album is one message', () => {
    const ids = [5, 6].map(
      (message_id) => saidIn(said({ message_id, media_group_id: 'g', video: {} }), bot)?.messageId,
    );
    expect(ids).toEqual(['album:g:video', 'album:g:video']);
    const photos = [5, 6].map(
      (message_id) =>
        saidIn(said({ message_id, media_group_id: 'g', photo: [{ file_id: 'p' }] }), bot)?.messageId,
    );
    expect(photos).toEqual(['message:5', 'message:6']);
  });
});

describe('a message that was changed', () => {
  it('is one more message, the same however often it is told', () => {
    expect(editedIn(said({ text: '欠薪', edit_date: 9 }), bot)).toEqual({
      conversation: 'telegram:7',
      messageId: 'message:5:edit:9',
      content: { kind: 'text', text: '欠薪', via: 'edit' },
    });
    expect(
      editedIn(said({ caption: '欠薪', photo: [{ file_id: 'p' }], edit_date: 9 }), bot)?.content,
    ).toEqual({
      kind: 'text',
      text: '欠薪',
      via: 'edit',
    });
  });

  it('says nothing without words, as a place that moves', () => {
    expect(editedIn(said({ location: { latitude: 1, longitude: 2 }, edit_date: 9 }), bot)).toBeNull();
  });
});

describe('in a group', () => {
  it('stays silent unless addressed', () => {
    expect(contentOf({ chat: group, text: '今天天气好' })).toBeNull();
    expect(contentOf({ chat: group, text: '@someone_else 你好' })).toBeNull();
    expect(contentOf({ chat: group, text: '/help' })).toBeNull();
    expect(contentOf({ chat: group, text: '/help@other_bot' })).toBeNull();
    expect(contentOf({ chat: group, photo: [{ file_id: 'p' }] })).toBeNull();
    expect(editedIn(said({ chat: group, text: '今天天气好' }), bot)).toBeNull();
  });

  it('answers its name, its command and a reply, and says where to ask alone', () => {
    const text = { kind: 'text', privateLink };
    expect(contentOf({ chat: group, text: '@shaofatong_bot 欠薪怎么办' })).toEqual({
      ...text,
      text: '欠薪怎么办',
    });
    expect(contentOf({ chat: group, text: '/help@shaofatong_bot' })).toMatchObject({
      name: 'help',
      privateLink,
    });
    const reply_to_message = said({ from: { ...person, id: bot.id, is_bot: true } });
    expect(contentOf({ chat: group, text: '然后呢', reply_to_message })).toEqual({ ...text, text: '然后呢' });
  });

  it('takes no files, but the words to them', () => {
    const photo = [{ file_id: 'p' }];
    expect(contentOf({ chat: group, photo, caption: '@shaofatong_bot 有用吗' })).toEqual({
      kind: 'unreadable',
      what: 'file-in-public',
      caption: '有用吗',
      privateLink,
    });
  });

  it('keeps people apart', () => {
    expect(conversationOf(group, 7)).toBe('telegram:-100/7');
    expect(conversationOf(group, 8)).toBe('telegram:-100/8');
  });
});

it('finds the chat of a conversation, and only of its own', () => {
  expect(chatIdOf('telegram:-1001234567890')).toBe(-1001234567890);
  expect(chatIdOf('telegram:-100/7')).toBe(-100);
  expect([isGroup('telegram:-100/7'), isGroup('telegram:7')]).toEqual([true, false]);
  for (const foreign of [
    'web:abc',
    'telegram:',
    'telegram:7/',
    'telegram:1e3',
    'telegram:99999999999999999999',
  ])
    expect(() => chatIdOf(foreign)).toThrow('not a Telegram conversation');
});

it('finds the number of a message', () => {
  expect(['message:5', 'message:5:edit:9', 'choice:5', null].map(telegramMessageId)).toEqual([
    5,
    5,
    null,
    null,
  ]);
});
