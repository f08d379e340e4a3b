import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { EmbeddingError } from '../../../knowledge/embeddings/embedder.ts';
import { OpenAIEmbeddings, type OpenAIEmbeddingsOptions } from '../../../knowledge/embeddings/openai.ts';

const KEY = 'sk-very-secret';
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

type Answer = (input: string[], response: ServerResponse, request: IncomingMessage) => void;

/** Serves on the loopback; `answer` is called once a request. */
async function serve(
  answer: Answer,
  options: Partial<OpenAIEmbeddingsOptions> = {},
): Promise<OpenAIEmbeddings> {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => {
      body += piece;
    });
    request.on('end', () => answer(JSON.parse(body).input, response, request));
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return new OpenAIEmbeddings({
    baseUrl: `http://127.0.0.1:${port}/v1`,
    apiKey: KEY,
    model: 'm',
    ...options,
  });
}

const vectorOf = (text: string) => [text.length, text.charCodeAt(0), 1];

function send(
  response: ServerResponse,
  data: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(data));
}

const embedAll = (input: string[]) =>
  input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) }));
const honest: Answer = (input, response) => send(response, { object: 'list', data: embedAll(input) });

/** The one line of the error that embedding fails with. */
async function complaint(embedder: OpenAIEmbeddings): Promise<string> {
  const error: unknown = await embedder.embedDocuments(['甲', '乙']).then(
    () => null,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(EmbeddingError);
  const { message } = error as EmbeddingError;
  expect(message).toMatch(/^[^\n]+。$/u);
  expect(message).not.toContain(KEY);
  return message;
}

describe('an honest server', () => {
  it('is asked in batches, with key, model and progress', async () => {
    const asked: string[][] = [];
    const progress: number[] = [];
    const record: Answer = (input, response, request) => {
      asked.push(input);
      expect(request.headers.authorization).toBe(`Bearer ${KEY}`);
      honest(input, response, request);
    };
    const embedder = await serve(record, { batchSize: 2, onProgress: (done) => progress.push(done) });
    const texts = ['一', '二二', '三', '四', '五'];
    expect(embedder.dimension).toBeNull();
    expect(await embedder.embedDocuments(texts)).toEqual(texts.map(vectorOf));
    expect(asked).toEqual([['一', '二二'], ['三', '四'], ['五']]);
    expect(progress).toEqual([2, 4, 5]);
    expect(embedder.dimension).toBe(3);
    expect(embedder.name).toMatch(/^m @ 127\.0\.0\.1:\d+\/v1$/u);
    expect(await embedder.embedQuery('六')).toEqual(vectorOf('六'));
  });

  it('may answer out of order', async () => {
    const embedder = await serve((input, response) => send(response, { data: embedAll(input).reverse() }));
    expect(await embedder.embedDocuments(['一', '二二'])).toEqual([vectorOf('一'), vectorOf('二二')]);
  });

  it('is not asked about nothing', async () => {
    const embedder = await serve(() => expect.unreachable());
    expect(await embedder.embedDocuments([])).toEqual([]);
  });
});

describe('a lying server', () => {
  const lies: [string, unknown, string][] = [
    ['too few', [{ index: 0, embedding: [1, 2] }], '返回了 1 个向量，应为 2 个'],
    [
      'the same index twice',
      [
        { index: 0, embedding: [1] },
        { index: 0, embedding: [1] },
      ],
      '编号不对',
    ],
    [
      'an index outside',
      [
        { index: 0, embedding: [1] },
        { index: 2, embedding: [1] },
      ],
      '编号不对',
    ],
    [
      'an index that is a word',
      [
        { index: 'length', embedding: [1] },
        { index: 0, embedding: [1] },
      ],
      '编号不对',
    ],
    [
      'null in a vector',
      [
        { index: 0, embedding: [1, null] },
        { index: 1, embedding: [1, 2] },
      ],
      '不是数字',
    ],
    [
      'NaN as a word',
      [
        { index: 0, embedding: [1, 'NaN'] },
        { index: 1, embedding: [1, 2] },
      ],
      '不是数字',
    ],
    [
      'an empty vector',
      [
        { index: 0, embedding: [] },
        { index: 1, embedding: [1] },
      ],
      '不是数字',
    ],
    ['no vector', [{ index: 0 }, { index: 1 }], '不是数字'],
    ['null items', [null, null], '编号不对'],
    [
      'different dimensions',
      [
        { index: 0, embedding: [1, 2] },
        { index: 1, embedding: [1] },
      ],
      '1 维的向量，此前是 2 维',
    ],
    ['no list', 'sorry', '返回了 0 个向量'],
  ];

  it.each(lies)('sends %s', async (_, data, expected) => {
    const embedder = await serve((_input, response) => send(response, { data }));
    expect(await complaint(embedder)).toContain(expected);
  });

  it('changes the dimension between requests', async () => {
    let size = 2;
    const embedder = await serve((input, response) => {
      send(response, { data: input.map((_, index) => ({ index, embedding: new Array(size).fill(1) })) });
      size++;
    });
    await embedder.embedQuery('一');
    await expect(embedder.embedQuery('二')).rejects.toThrow('3 维的向量，此前是 2 维');
  });

  it('sends a web page', async () => {
    const embedder = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<h1>hello</h1>');
    });
    expect(await complaint(embedder)).toContain('返回了 0 个向量');
  });
});

describe('a failing server', () => {
  it('is tried again when busy, after the time it asks for', async () => {
    const times: number[] = [];
    const embedder = await serve((input, response, request) => {
      times.push(Date.now());
      if (times.length > 1) honest(input, response, request);
      else send(response, { error: { message: 'slow down' } }, 429, { 'retry-after': '1' });
    });
    expect(await embedder.embedDocuments(['一'])).toEqual([vectorOf('一')]);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(950);
  });

  it('is given up when it asks to wait beyond the deadline, at once', async () => {
    let requests = 0;
    const answer: Answer = (_, response) => {
      requests++;
      send(response, {}, 429, { 'retry-after': '3600' });
    };
    expect(await complaint(await serve(answer))).toContain('限流');
    expect(requests).toBe(1);
  });

  it('is tried a limited number of times', async () => {
    let requests = 0;
    const answer: Answer = (_, response) => {
      requests++;
      send(response, {}, 500, { 'retry-after': '0' });
    };
    expect(await complaint(await serve(answer, { attempts: 3 }))).toContain('HTTP 500');
    expect(requests).toBe(3);
  });

  it.each([
    [401, '拒绝了密钥'],
    [404, '没有这个接口或模型'],
    [400, 'HTTP 400'],
  ])('that refuses with %d is not asked again', async (status, expected) => {
    let requests = 0;
    const answer: Answer = (_, response) => {
      requests++;
      send(response, { error: { message: `bad ${KEY}\nkey` } }, status);
    };
    expect(await complaint(await serve(answer))).toContain(expected);
    expect(requests).toBe(1);
  });

  it('that hangs is given up at the deadline', async () => {
    const embedder = await serve(() => {}, { deadlineMs: 300 });
    expect(await complaint(embedder)).toContain('没有在限定时间内回答');
  });

  it('that is not there', async () => {
    const embedder = new OpenAIEmbeddings({
      baseUrl: 'http://127.0.0.1:1/v1',
      apiKey: KEY,
      model: 'm',
      attempts: 1,
    });
    expect(await complaint(embedder)).toContain('连接不上');
  });
});
