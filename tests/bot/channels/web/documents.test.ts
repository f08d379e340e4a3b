/** Files that go with messages, and the settings of the page. */
import { describe, expect, it, vi } from 'vitest';
import { renderRecord } from '../../../../bot/documents/record-html.ts';
import { documentStyles } from '../../../../bot/documents/styles.ts';
import { renderHtml } from '../../../../bot/interviews/summary-html.ts';
import type { Documents, MadeDocument } from '../../../../bot/types.ts';
import { errorOf, openChat } from './open-chat.ts';

const PDF: MadeDocument = {
  name: "法律援助'(一).pdf",
  mime: 'application/pdf',
  bytes: Buffer.from('%PDF-1.7'),
};
const PAGE: MadeDocument = {
  name: '我的记录.html',
  mime: 'text/html; charset=utf-8',
  bytes: Buffer.from('<p>记录</p>'),
};

/** Message 3 has a summary, all others nothing. */
const documents: Documents = {
  make: async (_conversation, seq, form) => (seq === 3 ? (form === 'pdf' ? PDF : PAGE) : null),
};

describe('a document', () => {
  it('comes with its type and name, is kept nowhere, and may run nothing', async () => {
    const { get } = await openChat({ documents });
    const response = await get('documents/3?form=pdf');
    expect([response.statusCode, response.body]).toEqual([200, '%PDF-1.7']);
    expect(response.headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'no-store',
      'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    });
    const disposition = String(response.headers['content-disposition']);
    const encoded = /filename\*=UTF-8''([\w%.-]+)$/.exec(disposition)?.[1] ?? '';
    expect(decodeURIComponent(encoded)).toBe(PDF.name);
    expect(disposition).toMatch(/^attachment; filename="document\.pdf"; /);
  });

  it('is a page when that is asked for', async () => {
    const { get } = await openChat({ documents });
    const response = await get('documents/3?form=html');
    expect([response.headers['content-type'], response.body]).toEqual([PAGE.mime, '<p>记录</p>']);
  });

  it('that is not there is said to be missing', async () => {
    const { get } = await openChat({ documents });
    const response = await get('documents/4');
    expect([response.statusCode, errorOf(response).code]).toEqual([404, 'no-document']);
  });

  it.each(['documents/3?form=docx', 'documents/0', 'documents/-3', 'documents/x', 'documents/1e99'])(
    '%s is refused',
    async (path) => {
      const { get } = await openChat({ documents });
      const response = await get(path);
      expect([response.statusCode, errorOf(response).code]).toEqual([400, 'invalid-request']);
    },
  );

  it('is made for at most two people at a time, in their order', async () => {
    const running: (() => void)[] = [];
    const begun: number[] = [];
    const make: Documents['make'] = (_conversation, seq) => {
      begun.push(seq);
      return new Promise((resolve) => running.push(() => resolve(PDF)));
    };
    const { get } = await openChat({ documents: { make } });
    const answers = [1, 2, 3, 4].map((seq) => get(`documents/${seq}`));
    await vi.waitFor(() => expect(begun).toHaveLength(2));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(begun).toHaveLength(2);
    while (begun.length < 4 || running.length > 0) {
      running.shift()?.();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect((await Promise.all(answers)).map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    expect(begun.slice(2)).toEqual([3, 4]);
  });

  it('does not keep others waiting when one fails', async () => {
    let calls = 0;
    const make: Documents['make'] = async () => {
      calls += 1;
      if (calls <= 2) throw new Error('no memory');
      return PDF;
    };
    const { get } = await openChat({ documents: { make } });
    const codes = [];
    for (let n = 0; n < 4; n += 1) codes.push((await get('documents/1')).statusCode);
    expect(codes).toEqual([500, 500, 200, 200]);
  });

  it('is limited by conversation', async () => {
    const limits = { address: { burst: 99, perSecond: 99 }, conversation: { burst: 2, perSecond: 0.5 } };
    const { get } = await openChat({ documents, limits });
    const codes = [];
    for (let n = 0; n < 3; n += 1) codes.push((await get('documents/3')).statusCode);
    expect(codes).toEqual([200, 200, 429]);
  });

  it('is only for whoever holds the token', async () => {
    const { get, server } = await openChat({ documents });
    const other = (await server.inject({ method: 'POST', url: '/api/conversations' })).json();
    const refused = await get('documents/3', other.token);
    expect([refused.statusCode, errorOf(refused).code]).toEqual([404, 'conversation-not-found']);
    expect(refused.body).not.toContain('PDF');
    expect((await get('documents/3')).statusCode).toBe(200); // control
  });
});

describe('the settings of the page', () => {
  const map = { tiles: 'https://tiles.example.cn/{z}/{x}/{y}.png', attribution: '天地图' };
  const policyOf = async (changes: Parameters<typeof openChat>[0]) => {
    const { server } = await openChat(changes);
    const response = await server.inject({ url: '/api/settings' });
    return { settings: response.json(), policy: String(response.headers['content-security-policy']) };
  };

  it('name the map, and its pictures may be loaded from there', async () => {
    const { settings, policy } = await policyOf({ page: { map, embedOrigins: [] } });
    expect(settings).toEqual({ map });
    expect(policy).toContain("img-src 'self' data: https://tiles.example.cn;");
  });

  it('say so when there is none, and then nothing else may be loaded (control)', async () => {
    const { settings, policy } = await policyOf({});
    expect(settings).toEqual({ map: null });
    expect(policy).toContain("img-src 'self' data:;");
  });

  it('of pictures on this site add nothing', async () => {
    const own = { tiles: '/tiles/{z}/{x}/{y}.png', attribution: '天地图' };
    const { policy } = await policyOf({ page: { map: own, embedOrigins: [] } });
    expect(policy).toContain("img-src 'self' data:;");
  });

  it('know the style sheets of all documents as these have them', () => {
    const nothing = { messages: [], tickets: [], ratings: [], recipient: null, files: [] };
    const list = { say: [], where: [], bring: [], time: [], closing: [], basis: [], answers: [] };
    const texts = { interview: '', title: '', kindLabel: '', headline: '', agency: '' };
    const summary = { ...texts, ...list, kind: 'unfinished' as const, date: null };
    for (const page of [renderRecord(nothing, 0), renderHtml(summary)])
      expect(documentStyles).toContain(/<style>([\s\S]*?)<\/style>/.exec(page)?.[1]);
  });

  it('let through the style sheets of documents, by their hashes', async () => {
    const { policy } = await policyOf({ documentStyles: ['p{}'] });
    expect(policy).toMatch(/style-src 'self' 'sha256-[A-Za-z0-9+/]{43}=';/);
  });
});
