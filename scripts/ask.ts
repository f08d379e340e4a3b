/** `npm run -s ask`: answers through the same conversation core as the channels; see README.md for the options. */
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { z } from 'zod';
import { type App, openApp } from '../bot/app.ts';
import { cleanText } from '../bot/channels/clean-text.ts';
import { contentOf } from '../bot/channels/commands.ts';
import { plainText } from '../bot/channels/plain-text.ts';
import { loadConfig } from '../bot/config.ts';
import { freshState } from '../bot/conversation/state.ts';
import { shanghaiDate } from '../bot/shanghai.ts';
import type { Channel, ConversationId, Inbound, OutboundMessage } from '../bot/types.ts';
import { LONGEST_QUESTION } from '../knowledge/answering/route.ts';
import type { TraceStep } from '../knowledge/answering/trace.ts';
import type { Audience } from '../knowledge/types.ts';
import { CommandError, runCommand } from './command.ts';
import { indexProgress } from './progress.ts';

const USAGE =
  '用法：npm run -s ask -- [--json] [--audience citizen|staff] [--date YYYY-MM-DD] [--data 文件夹] [--trace] "问题"，或 --jsonl 文件（- 表示标准输入）';
const PREFIX = 'terminal:ask-';
const TURN_LIMIT_MS = 60_000;

const audienceSchema = z.enum(['citizen', 'staff']);
const lineSchema = z.object({
  id: z.union([z.string(), z.number(), z.null()]).default(null),
  audience: audienceSchema.default('citizen'),
  turns: z.array(z.string()).min(1),
});
type Line = z.infer<typeof lineSchema>;

const options = {
  json: { type: 'boolean', default: false },
  jsonl: { type: 'string' },
  audience: { type: 'string', default: 'citizen' },
  date: { type: 'string' },
  data: { type: 'string' },
  trace: { type: 'boolean', default: false },
} as const;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const audience = audienceSchema.safeParse(values.audience);
  if (!audience.success) throw new CommandError(USAGE, 2);
  if (values.date !== undefined && !z.iso.date().safeParse(values.date).success)
    throw new CommandError(`--date 应是存在的日期，写成 YYYY-MM-DD，现在是“${values.date}”`, 2);
  const question = positionals.join(' ');
  const problem = values.jsonl === undefined ? questionProblem(question) : null;
  if (problem !== null) return refuse(problem, values.json);
  const config = loadConfig(values.data === undefined ? {} : { DATA_DIR: values.data });
  const asker = await openAsker(config, values.date);
  try {
    if (values.jsonl !== undefined) return await askLines(asker, values.jsonl, audience.data);
    const answer = await asker.ask({ id: null, audience: audience.data, turns: [question] });
    const trace = values.trace ? await asker.trace(question, audience.data) : null;
    if (values.json) console.log(JSON.stringify({ ...toJson(null, answer), ...(trace && { trace }) }));
    else console.log([plainText(answer.message), ...(trace ? ['', ...traceLines(trace)] : [])].join('\n'));
    return 0;
  } finally {
    await asker.close();
  }
}

function questionProblem(question: string): string | null {
  const text = cleanText(question);
  if (text.trim() === '') return `请写下要问的事。${USAGE}`;
  return text.length > LONGEST_QUESTION
    ? `问题太长：最多 ${LONGEST_QUESTION} 个字，现在有 ${text.length} 个`
    : null;
}

function refuse(problem: string, json: boolean): number {
  if (json) console.log(JSON.stringify({ id: null, error: problem }));
  process.stderr.write(`${problem}\n`);
  return 2;
}

interface Answer {
  message: OutboundMessage;
  ms: number;
}

interface Asker {
  ask(line: Line): Promise<Answer>;
  /** What was looked at for a question, and why the rest was left out. */
  trace(question: string, audience: Audience): Promise<readonly TraceStep[]>;
  close(): Promise<void>;
}

async function openAsker(config: ReturnType<typeof loadConfig>, date: string | undefined): Promise<Asker> {
  const audiences = new Map<ConversationId, Audience>();
  const progress = indexProgress();
  const app = await openApp({
    config,
    date,
    log: pino({ level: 'warn' }, pino.destination({ dest: 2, sync: true })),
    onProgress: progress.report,
    initialState: ({ conversation }) => freshState(audiences.get(conversation)),
    handles: ({ conversation }) => conversation.startsWith(PREFIX),
  });
  progress.end();
  app.delivery.register(nobodyListens);
  return {
    async ask({ turns, audience }) {
      const conversation = `${PREFIX}${randomUUID()}`;
      audiences.set(conversation, audience);
      let answer: Answer | null = null;
      for (const turn of turns) answer = await say(app, conversation, turn);
      audiences.delete(conversation);
      return answer!;
    },
    async trace(text, audience) {
      const day = date ?? shanghaiDate(Date.now());
      const { trace } = await app.knowledge.explain({ text, history: [], audience, date: day, place: null });
      return trace.steps;
    },
    close: () => app.close(),
  };
}

/** Replies are read from the transcript; the outbox is only told that nothing more is to be sent. */
const nobodyListens: Channel = {
  name: 'terminal',
  send: async (conversation) =>
    conversation.startsWith(PREFIX)
      ? { kind: 'sent' }
      : { kind: 'retry', afterMs: 1000, reason: 'not asked here' },
};

async function say({ delivery }: App, conversation: ConversationId, text: string): Promise<Answer> {
  const began = performance.now();
  const before = (await delivery.transcript(conversation, 0)).length;
  // A text that is too long is answered as such; there is no use in storing more of it than shows that.
  const content = contentOf(text.slice(0, LONGEST_QUESTION + 1));
  const inbound: Inbound = {
    channel: 'terminal',
    conversation,
    messageId: randomUUID(),
    content,
    receivedAt: Date.now(),
  };
  await delivery.accept(inbound);
  if (!(await delivery.finished(inbound, TURN_LIMIT_MS)))
    throw new CommandError('等了一分钟还没有回答，请稍后再试');
  const replies = (await delivery.transcript(conversation, before)).filter(({ role }) => role !== 'citizen');
  const message = replies.at(-1)?.message;
  if (!message) throw new CommandError('没有得到回答');
  return { message, ms: Math.round((performance.now() - began) * 10) / 10 };
}

const traceLines = (steps: readonly TraceStep[]) => [
  '—— 经过 ——',
  ...steps.map(({ step, detail }) => `${step}：${detail}`),
];

function toJson(id: Line['id'], { message, ms }: Answer) {
  const { kind, confidence, reason, ticket } = message;
  const citations = message.citations.map(
    ({ label, document, clause, quote, verbatim, status, path, note }) => ({
      label,
      document,
      clause,
      quote,
      verbatim,
      status,
      path,
      note,
    }),
  );
  // Replies to commands are no outcome of a question; to whoever counts outcomes they are "nothing to answer".
  const outcome = kind === 'notice' || kind === 'staff-reply' ? 'decline' : kind;
  return {
    id,
    outcome,
    text: plainText(message),
    citations,
    options: message.options,
    confidence,
    reason,
    ticket,
    ms,
  };
}

async function askLines(asker: Asker, file: string, audience: Audience): Promise<number> {
  const input = file === '-' ? process.stdin : createReadStream(file);
  // readline does not pass on the stream's errors.
  const failed = new Promise<never>((_resolve, reject) => {
    input.on('error', (error: Error) => reject(new CommandError(`读不了 ${file}：${error.message}`)));
  });
  let malformed = 0;
  const work = async () => {
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      // Editors on Windows begin a file with a byte order mark.
      const json = text.replace(/^\ufeff/u, '');
      if (json.trim() === '') continue;
      const line = parseLine(json, audience);
      if ('error' in line) malformed++;
      console.log(JSON.stringify('error' in line ? line : toJson(line.id, await asker.ask(line))));
    }
  };
  await Promise.race([work(), failed]);
  return malformed > 0 ? 1 : 0;
}

function parseLine(text: string, audience: Audience): Line | { id: Line['id']; error: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { id: null, error: '这一行不是 JSON' };
  }
  const parsed = lineSchema.safeParse(
    typeof value === 'object' && value !== null ? { audience, ...value } : value,
  );
  if (parsed.success) return parsed.data;
  const id = lineSchema.pick({ id: true }).safeParse(value).data?.id ?? null;
  return {
    id,
    error: `这一行要有 turns（一句或几句话）：${parsed.error.issues[0]?.path.join('.') || '整行'} 不对`,
  };
}

if (import.meta.main) await runCommand(main);
