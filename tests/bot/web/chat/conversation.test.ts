/** The chat's state against a server in memory that can fail in every way. */
import { describe, expect, it, vi } from 'vitest';
import type { OutboundMessage, TranscriptMessage } from '../../../../bot/types.ts';
import {
  type Api,
  ApiError,
  type EventsRequest,
  type Said,
  type Session,
} from '../../../../bot/web/chat/src/api.ts';
import { createConversation } from '../../../../bot/web/chat/src/conversation.ts';
import { retryDelayMs } from '../../../../bot/web/chat/src/pause.ts';
import { createChatStore, type KeyValue } from '../../../../bot/web/chat/src/store.ts';
import { message } from '../../channels/memory-courier.ts';

/** One server; `answers` are what the next calls of `postMessage` fail with, before or after storing. */
function createServer() {
  const transcripts = new Map<string, TranscriptMessage[]>();
  const streams = new Set<EventsRequest & { end(error?: ApiError): void }>();
  const failures: { error: ApiError; stored: boolean }[] = [];
  const posts: string[] = [];
  const frame = (line: TranscriptMessage) => ({
    type: 'message',
    id: String(line.seq),
    data: JSON.stringify(line),
  });

  const append = (
    conversation: string,
    role: TranscriptMessage['role'],
    body: string,
    id: string | null,
    changes: Partial<OutboundMessage> = {},
  ) => {
    const lines = transcripts.get(conversation)!;
    if (id !== null && lines.some(({ clientMessageId }) => clientMessageId === id)) return;
    const line = { seq: lines.length + 1, role, at: 0, message: message(body, changes), clientMessageId: id };
    lines.push(line);
    for (const stream of streams)
      if (stream.session.conversation === conversation) stream.onEvent(frame(line));
  };

  const api: Api = {
    async createConversation() {
      const conversation = `web:${transcripts.size + 1}`;
      transcripts.set(conversation, []);
      return { conversation, token: 'secret' };
    },
    async postMessage(session, clientMessageId, said) {
      posts.push(clientMessageId);
      const failure = failures.shift();
      if (failure && !failure.stored) throw failure.error;
      if (!transcripts.has(session.conversation)) throw new ApiError(404, '没有这个对话');
      if (!('rating' in said)) append(session.conversation, 'citizen', textOf(said), clientMessageId);
      if (failure) throw failure.error;
    },
    async fetchDocument({ conversation }, seq, form) {
      return { name: `${conversation} ${seq}.${form}`, content: new Blob([]) };
    },
    async fetchSettings() {
      return { map: null };
    },
    readEvents(request) {
      const lines = transcripts.get(request.session.conversation);
      if (!lines) return Promise.reject(new ApiError(404, '没有这个对话'));
      for (const line of lines.filter(({ seq }) => seq > request.after)) request.onEvent(frame(line));
      request.onEvent({ type: 'state', id: '', data: '{"phase":"live"}' });
      return new Promise<void>((resolve, reject) => {
        const stream = {
          ...request,
          end(error?: ApiError) {
            streams.delete(stream);
            if (error) reject(error);
            else resolve();
          },
        };
        streams.add(stream);
        request.signal.addEventListener('abort', () => stream.end(new ApiError(0, '')));
      });
    },
  };
  return { api, posts, failures, transcripts, streams, append };
}

function textOf(said: Said): string {
  if ('text' in said) return said.text;
  return 'command' in said ? `/${said.command}` : '［位置］';
}

function createMemoryStorage(): KeyValue {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

function openPage(
  server: ReturnType<typeof createServer>,
  storage: KeyValue = createMemoryStorage(),
  onErased: () => void = () => undefined,
) {
  const chat = createConversation({
    api: server.api,
    store: createChatStore(storage),
    onErased,
    retryDelay: () => 0,
  });
  chat.resume();
  return chat;
}

const bodies = (lines: readonly TranscriptMessage[]) => lines.map(({ message: { body } }) => body);
const WEB_1: Session = { conversation: 'web:1', token: 'secret' };

describe('a conversation', () => {
  it('is opened by the first message and not before', async () => {
    const server = createServer();
    const chat = openPage(server);
    expect(chat.connection.value).toBe('idle');
    expect(server.transcripts.size).toBe(0);
    chat.say({ text: '你好' });
    await vi.waitFor(() => expect(bodies(chat.lines)).toEqual(['你好']));
    expect(chat.own).toEqual([]);
    expect(chat.connection.value).toBe('live');
  });

  it('sends in order, one at a time', async () => {
    const server = createServer();
    const chat = openPage(server);
    chat.say({ text: '一' });
    chat.say({ command: 'person' });
    chat.say({ text: '三' });
    await vi.waitFor(() => expect(bodies(chat.lines)).toEqual(['一', '/person', '三']));
  });

  it('repeats a message under the same id until it is stored, and shows it once', async () => {
    const server = createServer();
    const chat = openPage(server);
    server.failures.push({ error: new ApiError(503, '忙', 1), stored: false });
    server.failures.push({ error: new ApiError(429, '忙', 1), stored: false });
    chat.say({ text: '一次' });
    await vi.waitFor(() => expect(bodies(chat.lines)).toEqual(['一次']));
    expect(server.posts).toHaveLength(3);
    expect(new Set(server.posts).size).toBe(1);
  });

  it('believes the transcript when the confirmation got lost', async () => {
    const server = createServer();
    const chat = openPage(server);
    server.failures.push({ error: new ApiError(0, '', 1), stored: true });
    chat.say({ text: '一次' });
    await vi.waitFor(() => expect(chat.lines).toHaveLength(1));
    chat.say({ text: '下一句' });
    await vi.waitFor(() => expect(bodies(chat.lines)).toEqual(['一次', '下一句']));
  });

  it('keeps a rejected message, with the reason, until the citizen takes it back; others go on', async () => {
    const server = createServer();
    const chat = openPage(server);
    server.failures.push({ error: new ApiError(413, '太长了'), stored: false });
    chat.say({ text: '很长' });
    chat.say({ text: '短' });
    await vi.waitFor(() => expect(bodies(chat.lines)).toEqual(['短']));
    expect(chat.own).toMatchObject([{ said: { text: '很长' }, state: 'rejected', problem: '太长了' }]);
    chat.withdraw(chat.own[0]!.clientMessageId);
    expect(chat.own).toEqual([]);
  });

  it('comes back after a reload, with what was not sent', async () => {
    const server = createServer();
    const storage = createMemoryStorage();
    const first = openPage(server, storage);
    first.say({ text: '一' });
    await vi.waitFor(() => expect(first.lines).toHaveLength(1));
    server.failures.push({ error: new ApiError(0, '', 600_000), stored: false });
    first.say({ text: '二' });
    await vi.waitFor(() => expect(first.own[0]?.state).toBe('waiting'));
    const second = openPage(server, storage);
    await vi.waitFor(() => expect(bodies(second.lines)).toEqual(['一', '二']));
    expect(second.own).toEqual([]);
  });

  it('tells what is new from what was there before', async () => {
    const server = createServer();
    const storage = createMemoryStorage();
    const first = openPage(server, storage);
    expect(first.replayedUpTo.value).toBe(0);
    first.say({ text: '一' });
    await vi.waitFor(() => expect(first.lines).toHaveLength(1));
    expect(first.replayedUpTo.value).toBe(0);
    const second = openPage(server, storage);
    await vi.waitFor(() => expect(second.replayedUpTo.value).toBe(1));
    server.append('web:1', 'staff', '您好', null);
    expect(second.lines).toHaveLength(2);
    expect(second.replayedUpTo.value).toBe(1);
  });

  it('resumes where a broken stream ended', async () => {
    const server = createServer();
    const chat = openPage(server);
    chat.say({ text: '一' });
    await vi.waitFor(() => expect(chat.connection.value).toBe('live'));
    await vi.waitFor(() => expect(chat.lines).toHaveLength(1));
    for (const stream of server.streams) stream.end(new ApiError(0, ''));
    server.append('web:1', 'staff', '断线时的回复', null);
    expect(chat.lines).toHaveLength(1);
    await vi.waitFor(() => expect(bodies(chat.lines)).toEqual(['一', '断线时的回复']));
    await vi.waitFor(() => expect([...server.streams].map(({ after }) => after)).toEqual([1]));
  });

  it('shows that an answer is being prepared until it is there', async () => {
    const server = createServer();
    const chat = openPage(server);
    chat.say({ text: '一' });
    await vi.waitFor(() => expect(chat.lines).toHaveLength(1));
    for (const stream of server.streams) stream.onEvent({ type: 'typing', id: '', data: '{"active":true}' });
    expect(chat.typing.value).toBe(true);
    server.append('web:1', 'bot', '答', null);
    expect(chat.typing.value).toBe(false);
  });

  it('shows what has come of an answer until the answer is there', async () => {
    const server = createServer();
    const chat = openPage(server);
    chat.say({ text: '一' });
    await vi.waitFor(() => expect(chat.lines).toHaveLength(1));
    const tell = (text: string) => {
      for (const stream of server.streams)
        stream.onEvent({ type: 'partial', id: '', data: JSON.stringify({ text }) });
    };
    for (const piece of ['', '第一句。', '', '第一句。', '第二句。']) tell(piece);
    expect(chat.partial.value).toBe('第一句。第二句。');
    server.append('web:1', 'bot', '第一句。第二句。', null);
    expect([chat.partial.value, bodies(chat.lines)]).toEqual(['', ['一', '第一句。第二句。']]);
  });

  it('makes one choice of two presses, and none once it is made', async () => {
    const server = createServer();
    const chat = openPage(server);
    chat.say({ text: '前者' }, 'choice:1');
    chat.say({ text: '后者' }, 'choice:1');
    await vi.waitFor(() => expect(bodies(chat.lines)).toEqual(['前者']));
    chat.say({ text: '后者' }, 'choice:1');
    chat.say({ text: '另一件事' });
    await vi.waitFor(() => expect(bodies(chat.lines)).toEqual(['前者', '另一件事']));
    expect(server.posts.filter((id) => id === 'choice:1')).toHaveLength(1);
  });

  it('sends a rating, which no line of the transcript shows, and keeps one that was refused', async () => {
    const server = createServer();
    const chat = openPage(server);
    chat.say({ text: '一' });
    await vi.waitFor(() => expect(chat.lines).toHaveLength(1));
    chat.say({ rating: { seq: 2, value: 'useful' } }, 'rating:2:useful');
    await vi.waitFor(() => expect(server.posts).toContain('rating:2:useful'));
    await vi.waitFor(() => expect(chat.own).toEqual([]));
    server.failures.push({ error: new ApiError(400, '不能评价'), stored: false });
    chat.say({ rating: { seq: 9, value: 'useful' } }, 'rating:9:useful');
    await vi.waitFor(() => expect(chat.own).toMatchObject([{ state: 'rejected', problem: '不能评价' }]));
  });

  it('fetches the files of its own messages', async () => {
    const server = createServer();
    const chat = openPage(server);
    await expect(chat.fetchDocument(2, 'pdf')).rejects.toMatchObject({ status: 404 });
    chat.say({ text: '一' });
    await vi.waitFor(() => expect(chat.lines).toHaveLength(1));
    expect((await chat.fetchDocument(2, 'pdf')).name).toBe('web:1 2.pdf');
  });

  it('forgets everything once it was erased, and keeps the word of it on the screen', async () => {
    const server = createServer();
    const storage = createMemoryStorage();
    const onErased = vi.fn();
    const chat = openPage(server, storage, onErased);
    chat.say({ text: '我的事' });
    await vi.waitFor(() => expect(chat.lines).toHaveLength(1));
    server.append('web:1', 'bot', '确定吗？', null);
    expect([createChatStore(storage).session(), onErased.mock.calls.length]).toEqual([WEB_1, 0]); // control
    server.append('web:1', 'bot', '已经全部删除。', null, { erased: true });
    expect(bodies(chat.lines)).toEqual(['已经全部删除。']);
    expect(createChatStore(storage)).toSatisfy((store) => !store.session() && store.pending().length === 0);
    expect([chat.connection.value, onErased.mock.calls.length]).toEqual(['idle', 1]);
    chat.say({ text: '新的事' });
    await vi.waitFor(() => expect(bodies(chat.lines)).toEqual(['新的事']));
    expect(createChatStore(storage).session()?.conversation).toBe('web:2');
  });

  it('starts over, saying so, when the server lost it, and says again what was pending', async () => {
    const server = createServer();
    const storage = createMemoryStorage();
    createChatStore(storage).saveSession({ conversation: 'web:gone', token: 'old' });
    const chat = openPage(server, storage);
    await vi.waitFor(() => expect(chat.wasLost.value).toBe(true));
    expect(createChatStore(storage).session()).toBeNull();
    chat.say({ text: '重来' });
    await vi.waitFor(() => expect(bodies(chat.lines)).toEqual(['重来']));
    expect(createChatStore(storage).session()).toEqual(WEB_1);
  });

  it('is forgotten by a new chat, even while a message waits', async () => {
    const server = createServer();
    const storage = createMemoryStorage();
    const chat = openPage(server, storage);
    server.failures.push({ error: new ApiError(0, '', 600_000), stored: false });
    chat.say({ text: '旧话' });
    await vi.waitFor(() => expect(chat.own[0]?.state).toBe('waiting'));
    chat.startOver();
    expect(createChatStore(storage)).toSatisfy((store) => !store.session() && store.pending().length === 0);
    chat.say({ text: '新话' });
    await vi.waitFor(() => expect(bodies(chat.lines)).toEqual(['新话']));
    expect(server.transcripts.get('web:1')).toEqual([]);
  });

  it('works where the browser stores nothing', async () => {
    const server = createServer();
    const forbidden: KeyValue = {
      getItem: () => {
        throw new Error('forbidden');
      },
      setItem: () => {
        throw new Error('full');
      },
      removeItem: () => {
        throw new Error('forbidden');
      },
    };
    const chat = openPage(server, forbidden);
    chat.say({ text: '你好' });
    await vi.waitFor(() => expect(bodies(chat.lines)).toEqual(['你好']));
  });

  it('ignores a damaged memory', () => {
    const storage = createMemoryStorage();
    storage.setItem('shaofatong.session', '{"conversation":1');
    storage.setItem('shaofatong.pending', '[{"clientMessageId":"a"},7]');
    const store = createChatStore(storage);
    expect([store.session(), store.pending()]).toEqual([null, []]);
  });
});

describe('retryDelayMs', () => {
  it('doubles up to 15 s, its upper half by chance', () => {
    expect([1, 2, 3, 4, 5, 6].map((failures) => retryDelayMs(failures, 1))).toEqual([
      1000, 2000, 4000, 8000, 15_000, 15_000,
    ]);
    expect(retryDelayMs(3, 0)).toBe(2000);
  });
});
