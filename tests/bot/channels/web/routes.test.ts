import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { errorOf, openChat } from './open-chat.ts';

describe('a new conversation', () => {
  it('gives a token of 256 bits and stores only its hash', async () => {
    const { made, conversation, token, webStore } = await openChat();
    expect(made.statusCode).toBe(201);
    expect(made.headers['cache-control']).toBe('no-store');
    expect(conversation).toMatch(/^web:[\w-]{22}$/);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(webStore.hashes.get(conversation)).toBe(createHash('sha256').update(token).digest('hex'));
    expect(JSON.stringify([...webStore.hashes])).not.toContain(token);
  });

  it('is another one each time', async () => {
    const { server, conversation, token } = await openChat();
    const second = (await server.inject({ method: 'POST', url: '/api/conversations' })).json();
    expect(second.conversation).not.toBe(conversation);
    expect(second.token).not.toBe(token);
  });
});

describe('a message', () => {
  it('is stored before it is acknowledged', async () => {
    const { say, courier, conversation } = await openChat({ now: () => 5 });
    const response = await say({ clientMessageId: 'c1', text: '欠薪\u0000怎么办' });
    expect(response.statusCode).toBe(202);
    expect(response.json()).toEqual({ duplicate: false });
    expect(courier.accepted).toEqual([
      {
        channel: 'web',
        conversation,
        messageId: 'c1',
        content: { kind: 'text', text: '欠薪怎么办' },
        receivedAt: 5,
      },
    ]);
  });

  it('sent twice is one message', async () => {
    const { say, courier } = await openChat();
    await say({ clientMessageId: 'c1', text: '一' });
    const again = await say({ clientMessageId: 'c1', text: '一' });
    expect([again.statusCode, again.json()]).toEqual([202, { duplicate: true }]);
    expect(courier.accepted).toHaveLength(1);
  });

  it('may be a command, typed or by the button', async () => {
    const { say, courier } = await openChat();
    await say({ clientMessageId: 'c1', text: '/clause 九' });
    await say({ clientMessageId: 'c2', command: 'person' });
    expect(courier.accepted.map(({ content }) => content)).toEqual([
      { kind: 'command', name: 'clause', argument: '九' },
      { kind: 'command', name: 'person', argument: '' },
    ]);
  });

  it('of 20,000 characters is taken however they are escaped, one more is not', async () => {
    const { say, courier } = await openChat();
    const escaped = `{"clientMessageId":"c1","text":"${'\\u6cd5'.repeat(20_000)}"}`;
    expect((await say(escaped, { 'content-type': 'application/json' })).statusCode).toBe(202);
    const tooLong = await say({ clientMessageId: 'c2', text: '法'.repeat(20_001) });
    expect([tooLong.statusCode, errorOf(tooLong)]).toEqual([
      413,
      { code: 'too-long', message: '一次最多发 20000 个字，请分几次发送。' },
    ]);
    const huge = await say({ clientMessageId: 'c3', text: 'a'.repeat(1_000_000) });
    expect([huge.statusCode, errorOf(huge).code]).toEqual([413, 'too-long']);
    expect(courier.accepted).toHaveLength(1);
  });

  it.each([
    ['no text', { clientMessageId: 'c1' }],
    ['no id', { text: '一' }],
    ['an id with blanks', { clientMessageId: 'a b', text: '一' }],
    ['an unknown command', { clientMessageId: 'c1', command: 'delete' }],
    ['a list', []],
    ['a number as text', { clientMessageId: 'c1', text: 5 }],
  ])('with %s is refused', async (_name, payload) => {
    const { say, courier } = await openChat();
    const response = await say(payload);
    expect([response.statusCode, errorOf(response).code]).toEqual([400, 'invalid-request']);
    expect(courier.accepted).toEqual([]);
  });

  it.each([
    ['{"text":', 'application/json', 400, 'bad-json'],
    ['', 'application/json', 400, 'bad-json'],
    ['text=1', 'application/x-www-form-urlencoded', 415, 'unsupported-media-type'],
  ])('in the form %j as %s is refused', async (payload, type, status, code) => {
    const { say } = await openChat();
    const response = await say(payload, { 'content-type': type });
    expect([response.statusCode, errorOf(response).code]).toEqual([status, code]);
  });

  it('that could not be stored is not acknowledged, and may be sent again', async () => {
    const { say, courier } = await openChat();
    courier.failNext(1);
    const response = await say({ clientMessageId: 'c1', text: '一' });
    expect([response.statusCode, errorOf(response).code]).toEqual([503, 'not-stored']);
    expect(response.body).not.toContain('disk full');
    expect((await say({ clientMessageId: 'c1', text: '一' })).json()).toEqual({ duplicate: false });
  });

  it('is limited by conversation, and the wait is said', async () => {
    let at = 0;
    const limits = { address: { burst: 99, perSecond: 99 }, conversation: { burst: 2, perSecond: 0.5 } };
    const { say } = await openChat({ limits, now: () => at });
    const codes = [];
    for (const id of ['a', 'b', 'c']) codes.push((await say({ clientMessageId: id, text: '一' })).statusCode);
    expect(codes).toEqual([202, 202, 429]);
    const refused = await say({ clientMessageId: 'c', text: '一' });
    expect([refused.headers['retry-after'], errorOf(refused).message]).toEqual([
      '2',
      '发得太快了，请 2 秒后再试。',
    ]);
    at = 2000;
    expect((await say({ clientMessageId: 'c', text: '一' })).statusCode).toBe(202);
  });
});

describe('who may', () => {
  const routes = [
    ['POST', 'messages'],
    ['GET', 'events'],
    ['GET', 'documents/1'],
  ] as const;

  it.each(routes)('%s %s needs a token', async (method, path) => {
    const { server, conversation } = await openChat();
    for (const authorization of [undefined, 'Basic abc', 'Bearer', 'Bearer a b']) {
      const headers = authorization === undefined ? {} : { authorization };
      const response = await server.inject({
        method,
        url: `/api/conversations/${conversation}/${path}`,
        headers,
      });
      expect([response.statusCode, errorOf(response).code]).toEqual([401, 'unauthorized']);
      expect(response.headers['www-authenticate']).toBe('Bearer');
    }
  });

  it.each(routes)(
    '%s %s tells a foreign token no more than an unknown conversation',
    async (method, path) => {
      const { server, conversation, token } = await openChat();
      const other = (await server.inject({ method: 'POST', url: '/api/conversations' })).json();
      const ask = (id: string, bearer: string) =>
        server.inject({
          method,
          url: `/api/conversations/${id}/${path}`,
          headers: { authorization: `Bearer ${bearer}` },
          ...(method === 'POST' ? { payload: { clientMessageId: 'c1', text: '一' } } : {}),
        });
      const answers = await Promise.all([
        ask(conversation, other.token),
        ask('web:AAAAAAAAAAAAAAAAAAAAAA', token),
        ask('telegram:7', token),
        ask('x', token),
      ]);
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 404]);
      expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    },
  );

  it('a token stored empty opens nothing', async () => {
    const { server, webStore, token } = await openChat();
    webStore.hashes.set('web:broken', '');
    const response = await server.inject({
      method: 'POST',
      url: '/api/conversations/web:broken/messages',
      headers: { authorization: `Bearer ${token}` },
      payload: { clientMessageId: 'c1', text: '一' },
    });
    expect(response.statusCode).toBe(404);
  });
});
