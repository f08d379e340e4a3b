/** The commands of README.md as people run them: good calls, bad calls, bad papers, bad places. */
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import iconv from 'iconv-lite';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { type Ended, folderForTests, npmRun, npmStart, ONE_CLEAR_LINE, type Settings } from './npm-run.ts';

const DATE = '2026-11-23';

const answerSchema = z.looseObject({
  id: z.union([z.string(), z.number(), z.null()]),
  outcome: z.enum(['answer', 'clarify', 'decline', 'handoff', 'emergency']),
  text: z.string().min(1),
  citations: z.array(
    z.looseObject({
      label: z.string(),
      document: z.string(),
      clause: z.string(),
      quote: z.string(),
      verbatim: z.boolean(),
      status: z.enum(['in-force', 'expired', 'superseded', 'unknown']),
    }),
  ),
  confidence: z.number().min(0).max(1).nullable(),
  reason: z.string().nullable(),
  ticket: z.string().nullable(),
  ms: z.number().min(0),
});
const errorSchema = z.strictObject({ id: answerSchema.shape.id, error: z.string().min(1) });
const lineSchema = z.union([answerSchema, errorSchema]);
const ticketSchema = z.array(z.looseObject({ number: z.string(), summary: z.string(), status: z.string() }));

const linesOf = (out: string) => {
  const [last, ...lines] = out.split('\n').toReversed();
  expect(last).toBe('');
  return lines.toReversed();
};

/** Shared by all that only ask; its index is built by the first. */
const data = folderForTests();
const run = (script: string, args: readonly string[], input?: string): Promise<Ended> =>
  npmRun(script, args, { DATA_DIR: data }, input);
const runIn = (folder: string, script: string, ...args: string[]) =>
  npmRun(script, args, { DATA_DIR: folder, PORT: '0' });

const NOTHING = { code: 2, out: '' };

describe('ask', () => {
  const untouched = folderForTests();

  test.each([
    ['nothing', []],
    ['blanks', ['  \t\n ']],
    ['control and bidi characters alone', ['\u0007\u202e\u2066\u001b']],
    ['20,001 characters', ['九'.repeat(20_001)]],
    ['a day that is none', ['--date', 'nonsense', '九']],
    ['a day that does not exist', ['--date', '2022-02-30', '九']],
    ['an audience that is none', ['--audience', 'king', '九']],
  ])('refuses %s with one clear line, and leaves nothing behind', async (_, args) => {
    const ended = await npmRun('ask', args, { DATA_DIR: join(untouched, 'data') });
    expect(ended).toEqual({ ...NOTHING, err: expect.stringMatching(ONE_CLEAR_LINE) });
    expect(readdirSync(untouched).filter((name) => name !== 'cards.bin')).toEqual([]);
  });

  test('refuses an option it does not know with one clear line that names it', async () => {
    const { code, out, err } = await run('ask', ['--foo', '九']);
    expect({ failed: code !== 0, out }).toEqual({ failed: true, out: '' });
    expect(err).toMatch(ONE_CLEAR_LINE);
    expect(err).toContain('--foo');
  });

  test('answers in words', async () => {
    const { code, out, err } = await run('ask', ['--date', DATE, '公证员要多少名']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('32名');
    expect(out).toContain('韶司办〔2021〕56号附件2·公证法律服务·1');
  });

  test('answers with --json in one line and nothing else, and judges validity on the day given', async () => {
    const days = ['2022-12-31', '2023-01-01'];
    const [before, after] = await Promise.all(
      days.map((date) => run('ask', ['--json', '--date', date, '公证员要多少名'])),
    );
    for (const [ended, status] of [
      [before!, 'in-force'],
      [after!, 'expired'],
    ] as const) {
      expect({ code: ended.code, err: ended.err }).toEqual({ code: 0, err: '' });
      const [line, ...more] = linesOf(ended.out);
      expect(more).toEqual([]);
      const answer = answerSchema.parse(JSON.parse(line!));
      expect(answer).toMatchObject({ id: null, outcome: 'answer', reason: null, ticket: null });
      expect(answer.citations[0]).toMatchObject({
        status,
        quote: '1. 执业公证员达到32名以上。',
        verbatim: true,
      });
    }
  });

  test('hands over what the papers do not hold, and the ticket is there', async () => {
    const { code, out } = await run('ask', ['--json', '韶关市司法局食堂几点开饭']);
    const answer = answerSchema.parse(JSON.parse(out));
    expect({ code, outcome: answer.outcome }).toEqual({ code: 0, outcome: 'handoff' });
    expect(answer.text).toContain(answer.ticket);
    const listed = ticketSchema.parse(JSON.parse((await run('tickets', ['--json'])).out));
    const ticket = listed.find(({ number }) => number === answer.ticket);
    expect(ticket).toMatchObject({ status: 'waiting', summary: expect.stringContaining('食堂几点开饭') });
    expect(listed.filter(({ number }) => number === answer.ticket)).toHaveLength(1);
    expect((await run('tickets', [])).out).toContain(answer.ticket);
  });
});

/** Input line → what has to come out: an outcome, or null for a line that is refused. */
const LINES: readonly [line: string, id: unknown, outcome: string | null][] = [
  ['{"id":"a","turns":["公证员要多少名"]}', 'a', 'answer'],
  ['not json', null, null],
  ['{"id":"b"}', 'b', null],
  ['{"id":7,"turns":"x"}', 7, null],
  ['{"id":"c","turns":[]}', 'c', null],
  ['{"id":"d","turns":["九",1]}', 'd', null],
  ['{"id":{"x":1},"turns":["九"]}', null, null],
  ['["九"]', null, null],
  ['null', null, null],
  ['"九"', null, null],
  ['{"id":"e","audience":"king","turns":["九"]}', 'e', null],
  ['{"id":8,"turns":["第九条"],"unknown":true}', 8, 'answer'],
  ['{"turns":["第九条"]}', null, 'answer'],
  ['{"id":"two","audience":"staff","turns":["附件2公证法律服务第一项","第二项呢？"]}', 'two', 'answer'],
  ['{"id":"empty","turns":[""]}', 'empty', 'decline'],
  ['{"id":"bidi","turns":["\\u202e\\u0007"]}', 'bidi', 'decline'],
  ['{"id":"surrogates","turns":["\\ud800\\udfff"]}', 'surrogates', 'decline'],
  [JSON.stringify({ id: 'long', turns: ['公'.repeat(20_001)] }), 'long', 'decline'],
  [JSON.stringify({ id: 'longer', turns: ['公证处'.repeat(350_000)] }), 'longer', 'decline'],
  ['{"id":"danger","turns":["我老公正在打我"]}', 'danger', 'emergency'],
  ['{"id":"person","turns":["转人工"]}', 'person', 'handoff'],
  ['{"id":"a","turns":["公证员要多少名"]}', 'a', 'answer'],
];

describe('ask --jsonl', () => {
  let ended: Ended;
  let answered: z.infer<typeof lineSchema>[];
  beforeAll(async () => {
    ended = await run(
      'ask',
      ['--jsonl', '-', '--date', DATE],
      `\n${LINES.map(([line]) => line).join('\r\n')}\n\n`,
    );
    answered = linesOf(ended.out).map((line) => lineSchema.parse(JSON.parse(line)));
  });

  test('gives one line for every line in, in their order and with their ids, and ends with 1', () => {
    expect({ code: ended.code, err: ended.err }).toEqual({ code: 1, err: '' });
    expect(answered.map((line) => [line.id, 'error' in line ? null : line.outcome])).toEqual(
      LINES.map(([, id, outcome]) => [id, outcome]),
    );
  });

  const byId = (id: string) => answerSchema.parse(answered.find((line) => line.id === id));

  test('says what is wrong with a malformed line', () => {
    const errors = answered.filter((line) => 'error' in line);
    expect(errors.length).toBe(LINES.filter(([, , outcome]) => outcome === null).length);
    for (const { error } of errors.map((line) => errorSchema.parse(line)))
      expect(`${error}\n`).toMatch(ONE_CLEAR_LINE);
  });

  test('answers the last turn, knowing the one before', () => {
    expect(byId('two').citations.map(({ clause }) => clause)).toEqual(['附件2·公证法律服务·2']);
    expect(byId('long')).toMatchObject({ reason: 'too-long' });
    expect(byId('longer')).toMatchObject({ reason: 'too-long' });
    expect(byId('empty')).toMatchObject({ reason: 'empty' });
    expect(byId('danger').text).toContain('110');
  });

  test('every line is a conversation of its own', () => {
    const [first, again] = answered.filter(({ id }) => id === 'a').map((line) => answerSchema.parse(line));
    expect(again?.text).toBe(first?.text);
  });

  test('its hand-off is a ticket', async () => {
    const listed = ticketSchema.parse(JSON.parse((await run('tickets', ['--json'])).out));
    expect(listed.map(({ number }) => number)).toContain(byId('person').ticket);
  });

  const folder = folderForTests();

  test('reads a file; an empty one asks nothing; one that is not there is named', async () => {
    const file = (name: string, content: string) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const good = await run('ask', ['--jsonl', file('good.jsonl', '{"id":"x","turns":["第九条"]}')]);
    expect({ code: good.code, err: good.err }).toEqual({ code: 0, err: '' });
    expect(linesOf(good.out).map((line) => JSON.parse(line).id)).toEqual(['x']);
    const empty = await run('ask', ['--jsonl', file('empty.jsonl', '')]);
    expect(empty).toEqual({ code: 0, out: '', err: '' });
    const missing = await run('ask', ['--jsonl', join(folder, 'missing.jsonl')]);
    expect(missing).toEqual({ code: 1, out: '', err: expect.stringMatching(ONE_CLEAR_LINE) });
    expect(missing.err).toContain('missing.jsonl');
  });
});

describe('clause', () => {
  test.each([
    ['第九条', '【韶司办〔2021〕56号（九）】', '（九）着力为促进司法公正提供法律服务。'],
    ['附件2 公证', '【韶司办〔2021〕56号附件2·公证法律服务·1】', '1. 执业公证员达到32名以上。'],
    ['300分钟', '【韶司办〔2021〕56号附件2·服务平台建设·网络平台·2】', '对留言咨询问题的答复时限为300分钟'],
  ])('%s prints the exact words', async (reference, label, words) => {
    const { code, out, err } = await run('clause', [reference]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(label);
    expect(out).toContain(words);
  });

  test('ends with 3 and what is nearest when nothing is found, with 2 when nothing is asked', async () => {
    const none = await run('clause', ['第十八条']);
    expect(none).toMatchObject({ code: 3, out: '' });
    expect(none.err).toContain('（十七）');
    expect(await run('clause', [''])).toEqual({ ...NOTHING, err: expect.stringMatching(ONE_CLEAR_LINE) });
  });
});

const NOTICE =
  '关于开展夜间值班工作的通知\n\n一、值班安排\n\n（一）每晚安排两名律师值班。\n\n（二）值班到二十二时。\n';
const SECOND = '关于开展宣传周的通知\n\n一、宣传安排\n\n（一）每镇办一场。\n\n（二）年底总结。\n';

describe('index', () => {
  const folder = folderForTests();
  const snapshot = () =>
    readdirSync(join(folder, 'snapshot'), { recursive: true })
      .map((name) => `${name} ${statSync(join(folder, 'snapshot', String(name))).mtimeMs}`)
      .sort();

  test('builds once, then says that nothing changed and writes nothing', async () => {
    const first = await runIn(folder, 'index');
    expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: '' });
    expect(first.out).toContain('新增 韶司办〔2021〕56号');
    const built = snapshot();
    const second = await runIn(folder, 'index');
    expect({ code: second.code, err: second.err }).toEqual({ code: 0, err: '' });
    expect(second.out).toContain('没有变化');
    expect(second.out).not.toContain('新增');
    expect(snapshot()).toEqual(built);
  });

  test('names every paper it cannot read, and loads the others', async () => {
    const papers = join(folder, 'papers');
    mkdirSync(papers);
    const paper = (name: string, content: string | Uint8Array) => writeFileSync(join(papers, name), content);
    paper('utf8.txt', SECOND);
    paper('gb18030.txt', iconv.encode(NOTICE, 'gb18030'));
    const intact = Buffer.from('关于坏字节的通知\n\n一、内容\n\n（一）第一。');
    paper('damaged.txt', Buffer.concat([intact, Buffer.from([0xff, 0xfe]), Buffer.from('（二）第二。\n')]));
    paper('empty.txt', '');
    paper('no-clause.txt', '今天天气很好，大家出去玩。');
    const { code, out, err } = await runIn(folder, 'index');
    expect(code).toBe(1);
    expect(out).toContain('新增 关于开展夜间值班工作的通知');
    expect(out).toContain('新增 关于开展宣传周的通知');
    const complaints = linesOf(err);
    expect(complaints).toHaveLength(3);
    const about = (name: string) => complaints.find((line) => line.includes(join(papers, name)));
    expect(about('damaged.txt')).toContain(`第 ${intact.length} 字节`);
    expect(about('empty.txt')).toContain('空');
    expect(about('no-clause.txt')).toContain('条款');
  });

  test('what was loaded beside them can be looked up and asked, GB18030 too', async () => {
    const found = await runIn(folder, 'clause', '值班到二十二时');
    expect({ code: found.code, words: found.out.includes('（二）值班到二十二时。') }).toEqual({
      code: 0,
      words: true,
    });
    const asked = await runIn(folder, 'ask', '--json', '夜间每晚安排几名律师值班');
    expect({ code: asked.code, text: answerSchema.parse(JSON.parse(asked.out)).text }).toEqual({
      code: 0,
      text: expect.stringContaining('（一）每晚安排两名律师值班。'),
    });
  });

  test('forgets papers that are gone', async () => {
    rmSync(join(folder, 'papers'), { recursive: true });
    const { code, out } = await runIn(folder, 'index');
    expect(code).toBe(0);
    expect(out).toContain('移除 关于开展夜间值班工作的通知');
    expect(out).not.toMatch(/^ *新增 /mu);
  });
});

describe('a data folder that cannot be used', () => {
  const folder = folderForTests();
  const file = join(folder, 'file');
  beforeAll(() => writeFileSync(file, 'not a folder'));

  test.each<[string, string, [string, ...string[]][]]>([
    ['is a file', file, [['ask', '九'], ['start']]],
    ['lies below a file', join(file, 'a/b'), [['tickets'], ['start']]],
  ])('because it %s is named in one line', async (_, place, calls) => {
    for (const [script, ...args] of calls) {
      const { code, err } = await runIn(place, script, ...args);
      expect({ script, code }).toEqual({ script, code: 1 });
      expect(err).toMatch(ONE_CLEAR_LINE);
      expect(err).toContain(place);
    }
    expect(readFileSync(file, 'utf8')).toBe('not a folder');
  });

  test('because its database is none is named in one line, and the file is left as it was', async () => {
    const database = join(folder, 'shaofatong.db');
    const garbage = 'this is no database '.repeat(500);
    writeFileSync(database, garbage);
    for (const [script, ...args] of [['ask', '九'], ['start']] as const) {
      const { code, err } = await runIn(folder, script, ...args);
      expect({ script, code }).toEqual({ script, code: 1 });
      expect(err).toMatch(ONE_CLEAR_LINE);
      expect(err).toContain(database);
    }
    expect(readFileSync(database, 'utf8')).toBe(garbage);
  });
});

describe('start', () => {
  test('on a port in use ends with 1 and one line that names it', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => {
      holder.close();
    });
    await once(holder, 'listening');
    const address = holder.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const { code, err } = await npmRun('start', [], { DATA_DIR: data, PORT: String(address.port) });
    expect(code).toBe(1);
    expect(err).toMatch(ONE_CLEAR_LINE);
    expect(err).toContain(String(address.port));
  });

  test('ends when npm is told to, and leaves no server behind', async () => {
    const settings: Settings = { DATA_DIR: data, HOST: '127.0.0.1', PORT: '0' };
    const npm = npmStart('start', [], settings);
    const ended = once(npm, 'exit');
    onTestFinished(() => endGroup(npm.pid!));
    const origin = await addressIn(npm.stdout);
    expect((await fetch(`${origin}/readyz`)).status).toBe(200);
    expect(await isAnswering(origin)).toBe(true);
    npm.kill('SIGTERM');
    await ended;
    await expect.poll(() => isAnswering(origin), { timeout: 15_000 }).toBe(false);
  });
});

/** The address that the server announces in its log. */
async function addressIn(log: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: log })) {
    const address = /http:\/\/127\.0\.0\.1:\d+/u.exec(line)?.[0];
    if (address !== undefined) return address;
  }
  throw new Error('the server ended without an address');
}

function isAnswering(origin: string): Promise<boolean> {
  return fetch(`${origin}/healthz`).then(
    () => true,
    () => false,
  );
}

/** Whatever is left of the process group that a test started. */
function endGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Nothing was left.
  }
}
