/** Server-sent events over a real socket: nothing lost, nothing doubled, nothing left open. */
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ServerOptions } from '../../../../bot/channels/http/server.ts';
import { createServer } from '../../../../bot/channels/http/server.ts';
import { conversationEvents } from '../../../../bot/channels/web/events.ts';
import { createMemoryCourier, message, serverOptions } from '../memory-courier.ts';
import { type Chat, readEvents, readSeqs } from './read-events.ts';

const servers: FastifyInstance[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);
const until = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 5 });

async function openChat(changes: Partial<ServerOptions> = {}) {
  const courier = createMemoryCourier(() => []);
  const server = createServer(serverOptions({ courier, ...changes }));
  servers.push(server);
  const address = await server.listen({ port: 0, host: '127.0.0.1' });
  const made = await fetch(`${address}/api/conversations`, { method: 'POST' });
  const { conversation, token } = (await made.json()) as { conversation: string; token: string };
  const chat: Chat = {
    url: `${address}/api/conversations/${conversation}`,
    authorization: `Bearer ${token}`,
  };
  return { courier, server, chat, conversation };
}

/** Lines that keep coming while clients connect and drop. */
async function storm(courier: ReturnType<typeof createMemoryCourier>, conversation: string, count: number) {
  for (let n = 1; n <= count; n += 1) {
    courier.say(conversation, message(`第${n}句`));
    if (n % 7 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** Connects again and again, each time dropping the line after a few messages, until the last line was read. */
async function readThroughStorm(resumes: boolean): Promise<number[]> {
  const { courier, chat, conversation } = await openChat();
  const raining = storm(courier, conversation, 600);
  const seen: number[] = [];
  for (let round = 1; seen.at(-1) !== 600 && round < 500; round += 1) {
    const last = resumes ? (seen.at(-1) ?? null) : null;
    seen.push(
      ...(await readSeqs(chat, last, (seqs) => seqs.length >= 3 + (round % 40) || seqs.at(-1) === 600)),
    );
    if (!resumes && round > 5) break;
  }
  await raining;
  return seen;
}

describe('resuming', () => {
  it('loses and doubles nothing in a storm of messages', async () => {
    expect(await readThroughStorm(true)).toEqual(upTo(600));
  });

  it('control: a client that ignores the last id does not get there', async () => {
    const seen = await readThroughStorm(false);
    expect(seen).not.toEqual(upTo(600));
    expect(new Set(seen).size).toBeLessThan(seen.length);
  });

  it('a line that comes between listening and reading is neither lost nor doubled', async () => {
    const { courier, chat, conversation } = await openChat();
    courier.say(conversation, message('旧'));
    const read = courier.transcript.bind(courier);
    let reads = 0;
    courier.transcript = async (...args) => {
      const lines = await read(...args);
      reads += 1;
      if (reads === 1) courier.say(conversation, message('恰好此时'));
      return lines;
    };
    expect(await readSeqs(chat, null, (seqs) => seqs.at(-1) === 2)).toEqual([1, 2]);
  });

  it('control: reading before listening loses that line', async () => {
    const { courier, chat, conversation } = await openChat({ heartbeatMs: 20 });
    courier.say(conversation, message('旧'));
    const read = courier.transcript.bind(courier);
    const subscribe = courier.subscribe.bind(courier);
    courier.transcript = async (...args) => {
      const lines = await read(...args);
      if (lines.length > 0) courier.say(conversation, message('恰好此时'));
      courier.subscribe(conversation, () => undefined);
      return lines;
    };
    // As if the listener had been added only after the first read.
    courier.subscribe = (name, listener) => {
      void listener;
      return subscribe(name, () => undefined);
    };
    const events: string[] = [];
    for await (const { event } of readEvents(chat, null, AbortSignal.timeout(20_000))) {
      events.push(event);
      if (events.filter((name) => name === 'comment').length === 3) break;
    }
    expect(events.filter((name) => name === 'message')).toHaveLength(1);
  });

  it.each([
    ['a name', 'abc', [1, 2]],
    ['a negative number', '-1', [1, 2]],
    ['an id that the transcript does not reach', '99', [1, 2]],
    ['an id of ours', '1', [2]],
  ])('%s as last id', async (_name, lastEventId, expected) => {
    const { courier, chat, conversation } = await openChat();
    courier.say(conversation, message('一'));
    courier.say(conversation, message('二'));
    const seqs: number[] = [];
    const headers = { authorization: chat.authorization, 'last-event-id': lastEventId };
    const cut = new AbortController();
    const response = await fetch(`${chat.url}/events`, { headers, signal: cut.signal });
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (text.includes('event: state')) break;
    }
    for (const match of text.matchAll(/^id: (\d+)$/gm)) seqs.push(Number(match[1]));
    expect(seqs).toEqual(expected);
  });
});

describe('what is sent', () => {
  it('is the transcript, then live, then typing around an answer', async () => {
    const courier = createMemoryCourier();
    const { chat, conversation } = await openChat({ courier });
    const accept = {
      channel: 'web' as const,
      conversation,
      messageId: 'c1',
      content: { kind: 'text' as const, text: '你好' },
      receivedAt: 0,
    };
    const seen: string[] = [];
    const cut = new AbortController();
    for await (const { event, id, data } of readEvents(chat, null, cut.signal)) {
      if (event === 'state') await courier.accept(accept);
      if (event === 'message') {
        expect((data as { seq: number }).seq).toBe(id);
        seen.push((data as { role: string }).role);
      } else seen.push(event === 'none' ? event : `${event} ${JSON.stringify(data)}`);
      if (event === 'typing' && (data as { active: boolean }).active === false) break;
    }
    cut.abort();
    expect(seen[0]).toBe('none');
    expect(seen[1]).toBe('state {"phase":"live","seq":0}');
    expect(seen.slice(2)).toEqual(expect.arrayContaining(['citizen', 'bot', 'typing {"active":false}']));
  });

  it('a quiet stream says that it is alive', async () => {
    const { chat } = await openChat({ heartbeatMs: 5 });
    const comments: unknown[] = [];
    for await (const { event, data } of readEvents(chat, null, AbortSignal.timeout(20_000))) {
      if (event === 'comment') comments.push(data);
      if (comments.length === 2) break;
    }
    expect(comments).toEqual([': alive', ': alive']);
  });
});

describe('an answer that is told early', () => {
  const nextFrames = async (events: AsyncGenerator<string>, count: number) => {
    const frames: string[] = [];
    while (frames.length < count) frames.push((await events.next()).value);
    return frames.map(
      (frame) => /^event: (.*)$/m.exec(frame)?.[1] + (/"text":"([^"]*)"/.exec(frame)?.[1] ?? ''),
    );
  };
  const listen = async () => {
    const { courier, conversation } = await openChat();
    const { signal } = new AbortController();
    const events = conversationEvents({ courier, conversation, after: 0, signal, heartbeatMs: 60_000 });
    await events.next(); // how soon to reconnect
    await events.next(); // live
    return { courier, conversation, events };
  };

  it('comes in its order, without an id, before the message', async () => {
    const { courier, conversation, events } = await listen();
    courier.tellEarly(conversation, '第一句。');
    courier.tellEarly(conversation, '第二句。');
    courier.say(conversation, message('第一句。第二句。'));
    const frames = [(await events.next()).value, (await events.next()).value];
    expect(frames).toEqual([
      'event: partial\ndata: {"text":"第一句。"}\n\n',
      'event: partial\ndata: {"text":"第二句。"}\n\n',
    ]);
    expect(await nextFrames(events, 1)).toEqual(['message']);
  });

  it('is not told any more once the message was read', async () => {
    const { courier, conversation, events } = await listen();
    const read = courier.transcript.bind(courier);
    courier.transcript = async (...args) => {
      // Told and stored while the transcript is being read.
      courier.transcript = read;
      courier.tellEarly(conversation, '第一句。');
      courier.say(conversation, message('第一句。'));
      return read(...args);
    };
    courier.tellEarly(conversation, '');
    expect(await nextFrames(events, 2)).toEqual(['partial', 'message']);
    courier.say(conversation, message('后来的。'));
    expect(await nextFrames(events, 1)).toEqual(['message']);
  });

  it('control: a piece that comes after the message belongs to the next one and is told', async () => {
    const { courier, conversation, events } = await listen();
    courier.say(conversation, message('第一句。'));
    expect(await nextFrames(events, 1)).toEqual(['message']);
    courier.tellEarly(conversation, '下一句。');
    expect(await nextFrames(events, 1)).toEqual(['partial下一句。']);
  });
});

describe('the end of a stream', () => {
  it('a reader who leaves is no longer listened for', async () => {
    const { courier, chat, conversation } = await openChat();
    const cut = new AbortController();
    const reading = readEvents(chat, null, cut.signal);
    await reading.next();
    await until(() => expect(courier.listeners(conversation)).toBe(1));
    cut.abort();
    await until(() => expect(courier.listeners(conversation)).toBe(0));
  });

  it('closing the server ends it', async () => {
    const { server, courier, chat, conversation } = await openChat();
    const events: string[] = [];
    for await (const { event } of readEvents(chat, null, AbortSignal.timeout(20_000))) {
      events.push(event);
      if (event === 'state') void server.close();
    }
    expect(events).toContain('state');
    expect(courier.listeners(conversation)).toBe(0);
  });

  it('at most ten are open for a conversation, and a closed one makes room', async () => {
    const { courier, chat, conversation } = await openChat();
    const cuts = Array.from({ length: 10 }, () => new AbortController());
    await Promise.all(cuts.map((cut) => readEvents(chat, null, cut.signal).next()));
    const headers = { authorization: chat.authorization };
    expect((await fetch(`${chat.url}/events`, { headers })).status).toBe(429);
    cuts[0]?.abort();
    await until(() => expect(courier.listeners(conversation)).toBe(9));
    await readEvents(chat, null, cuts[1]!.signal).next();
    for (const cut of cuts) cut.abort();
  });

  it('a slow reader costs one page, not a queue', async () => {
    const { courier, conversation } = await openChat();
    const limits: (number | undefined)[] = [];
    const read = courier.transcript.bind(courier);
    courier.transcript = (name, after, limit) => {
      limits.push(limit);
      return read(name, after, limit);
    };
    const { signal } = new AbortController();
    const events = conversationEvents({ courier, conversation, after: 0, signal, heartbeatMs: 60_000 });
    await events.next(); // how soon to reconnect
    for (let n = 0; n < 1000; n += 1) courier.say(conversation, message('一'));
    for (let n = 0; n < 100; n += 1) await events.next();
    expect(limits).toEqual([100]);
    await events.next();
    expect(limits).toEqual([100, 100]);
    await events.return(undefined);
    expect(courier.listeners(conversation)).toBe(0);
  });
});
