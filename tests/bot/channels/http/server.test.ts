import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { countingCourier, createMetrics } from '../../../../bot/channels/http/metrics.ts';
import { createServer } from '../../../../bot/channels/http/server.ts';
import { createMemoryCourier, serverOptions } from '../memory-courier.ts';

const get = (url: string, changes = {}) => createServer(serverOptions(changes)).inject({ url });

describe('operations', () => {
  it('says that it is alive', async () => {
    const response = await get('/healthz');
    expect([response.statusCode, response.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('says what is missing until it is ready', async () => {
    const missing = ['索引还没有建好'];
    const notYet = await get('/readyz', { readiness: () => ({ ready: false, missing }) });
    expect([notYet.statusCode, notYet.json()]).toEqual([503, { ready: false, missing }]);
    const ready = await get('/readyz');
    expect([ready.statusCode, ready.json()]).toEqual([200, { ready: true, missing: [] }]);
  });

  it('counts messages, outcomes, sends and requests', async () => {
    const metrics = createMetrics();
    const courier = createMemoryCourier();
    courier.failNext(1);
    const counting = countingCourier(courier, metrics);
    const inbound = {
      channel: 'telegram' as const,
      conversation: 'telegram:1',
      messageId: '1',
      content: { kind: 'text' as const, text: '秘密' },
      receivedAt: 0,
    };
    await expect(counting.accept(inbound)).rejects.toThrow('disk full');
    await counting.accept(inbound);
    await counting.accept(inbound);
    metrics.outcome('handoff');
    metrics.sent('telegram', 'retry');
    const server = createServer(serverOptions({ metrics }));
    await server.inject({ url: '/api/conversations/web:private/events' });
    const response = await server.inject({ url: '/metrics' });
    expect(response.headers['content-type']).toContain('text/plain');
    for (const line of [
      'shaofatong_inbound_total{channel="telegram",result="failed"} 1',
      'shaofatong_inbound_total{channel="telegram",result="stored"} 1',
      'shaofatong_inbound_total{channel="telegram",result="duplicate"} 1',
      'shaofatong_outcomes_total{kind="handoff"} 1',
      'shaofatong_sends_total{channel="telegram",result="retry"} 1',
      'shaofatong_http_request_seconds_count{method="GET",route="/api/conversations/:id/events",status="401"} 1',
    ]) {
      expect(response.body).toContain(line);
    }
    expect(response.body).toContain('process_resident_memory_bytes');
    expect(response.body).not.toContain('web:private');
  });
});

describe('every response', () => {
  it.each(['/', '/healthz', '/nowhere', '/api/nowhere', '/%zz'])(
    '%s has the security headers',
    async (url) => {
      const { headers } = await get(url);
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['strict-transport-security']).toBeUndefined();
    },
  );

  it('lets the page ask for place and microphone, and nobody else', async () => {
    const { headers } = await get('/');
    expect(headers['permissions-policy']).toBe('camera=(), microphone=(self), geolocation=(self)');
  });

  it('insists on HTTPS only where people come by HTTPS', async () => {
    const { headers } = await get('/healthz', { publicUrl: 'https://12348.example.cn' });
    expect(headers['strict-transport-security']).toContain('max-age=');
  });
});

describe('errors', () => {
  it.each([
    ['/nowhere', 404, 'not-found'],
    ['/api/nowhere', 404, 'not-found'],
    ['/%zz', 400, 'bad-address'],
    ['/', 503, 'web-not-built'],
  ])('%s is %i %s, in Chinese', async (url, status, code) => {
    const response = await get(url);
    expect([response.statusCode, response.json().error.code]).toEqual([status, code]);
    expect(response.json().error.message).toMatch(/\p{Script=Han}/u);
  });

  it('of our own are logged and not shown', async () => {
    const lines: string[] = [];
    const log = pino({}, { write: (line: string) => void lines.push(line) });
    const readiness = () => {
      throw new Error('secret detail');
    };
    const response = await get('/readyz', { log, readiness });
    expect([response.statusCode, response.json().error.code]).toEqual([500, 'internal']);
    expect(response.body).not.toContain('secret detail');
    expect(lines.join('')).toContain('secret detail');
  });
});

describe('the limit by address', () => {
  const limits = { address: { burst: 2, perSecond: 1 }, conversation: { burst: 9, perSecond: 9 } };
  const knock = async (options: { remoteAddress: string; headers?: Record<string, string> }) => {
    const server = createServer(serverOptions({ limits }));
    const codes = [];
    for (let n = 0; n < 3; n += 1) {
      codes.push((await server.inject({ method: 'POST', url: '/api/conversations', ...options })).statusCode);
    }
    return codes;
  };

  it('holds for strangers, whatever they claim', async () => {
    expect(await knock({ remoteAddress: '203.0.113.5' })).toEqual([201, 201, 429]);
    const headers = { 'x-forwarded-for': '127.0.0.1' };
    expect(await knock({ remoteAddress: '203.0.113.5', headers })).toEqual([201, 201, 429]);
  });

  it('holds for those behind a proxy on this machine, but not for the machine itself', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.5' };
    expect(await knock({ remoteAddress: '127.0.0.1', headers })).toEqual([201, 201, 429]);
    expect(await knock({ remoteAddress: '127.0.0.1' })).toEqual([201, 201, 201]);
  });
});

describe('the web chat', () => {
  const directory = mkdtempSync(join(tmpdir(), 'web-'));
  mkdirSync(join(directory, 'assets'));
  writeFileSync(join(directory, 'index.html'), '<!doctype html><title>韶法通</title>');
  writeFileSync(join(directory, 'assets', 'index-a1b2.js'), 'export {};');
  writeFileSync(join(directory, 'embed.js'), '(() => {})();');
  for (const name of ['index.html', 'embed.js'])
    writeFileSync(join(directory, `${name}.gz`), gzipSync(readFileSync(join(directory, name))));
  writeFileSync(join(directory, '.secret'), 'no');
  afterAll(() => rmSync(directory, { recursive: true }));
  const page = (url: string) => get(url, { staticDirectory: directory });

  it('is asked for anew each time, its hashed files never again', async () => {
    const index = await page('/');
    expect(index.body).toContain('韶法通');
    expect(index.headers['content-type']).toContain('text/html');
    expect(index.headers['cache-control']).toBe('no-cache');
    const script = await page('/assets/index-a1b2.js');
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(script.headers['content-security-policy']).toContain("default-src 'self'");
  });

  it('comes compressed to whoever takes it', async () => {
    const server = createServer(serverOptions({ staticDirectory: directory }));
    const compressed = await server.inject({ url: '/', headers: { 'accept-encoding': 'gzip' } });
    expect(compressed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(gunzipSync(compressed.rawPayload).toString()).toContain('韶法通');
    expect((await server.inject({ url: '/' })).headers['content-encoding']).toBeUndefined(); // control
  });

  it('may be framed by the sites that are named, and nothing else of the server by anybody', async () => {
    const embedOrigins = ['https://www.example.cn', 'http://localhost:9000'];
    const framedBy = async (url: string, encoding = '') => {
      const server = createServer(
        serverOptions({ staticDirectory: directory, page: { map: null, embedOrigins } }),
      );
      const { headers } = await server.inject({ url, headers: { 'accept-encoding': encoding } });
      return /frame-ancestors (.*)$/.exec(String(headers['content-security-policy']))?.[1];
    };
    for (const encoding of ['', 'gzip'])
      expect(await framedBy('/', encoding)).toBe('https://www.example.cn http://localhost:9000');
    for (const url of ['/embed.js', '/healthz', '/api/settings', '/assets/index-a1b2.js', '/nowhere'])
      expect(await framedBy(url), url).toBe("'none'");
    expect(String((await page('/')).headers['content-security-policy'])).toContain("frame-ancestors 'none'");
  });

  it('has one script that other sites may load, and no other', async () => {
    for (const encoding of ['', 'gzip']) {
      const server = createServer(serverOptions({ staticDirectory: directory }));
      const { headers } = await server.inject({ url: '/embed.js', headers: { 'accept-encoding': encoding } });
      expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
      expect(headers['cache-control']).toBe('no-cache');
    }
    for (const url of ['/', '/assets/index-a1b2.js'])
      expect((await page(url)).headers['cross-origin-resource-policy']).toBe('same-origin');
  });

  it.each(['/.secret', '/../package.json', '/..%2fpackage.json', '/assets/', '/assets/gone.js'])(
    '%s is not there',
    async (url) => {
      const response = await page(url);
      expect([403, 404]).toContain(response.statusCode);
      expect(response.json().error.code).toBe('not-found');
    },
  );
});
