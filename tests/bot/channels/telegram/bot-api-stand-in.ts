/**
 * A stand-in of the Bot API: a real HTTP server that keeps updates until they are confirmed and refuses what Telegram
 * refuses. Fuller than telegram-test-api, and none of its rules is ours to relax.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import {
  type ApiReply,
  commandsProblem,
  createRateGuard,
  failed,
  messageProblem,
  ok,
  type Payload,
} from './bot-api-rules.ts';
import { type UpdateBody, UpdateQueue } from './bot-api-updates.ts';
import type { Attempt } from './bot-api-webhook.ts';

export interface Call {
  method: string;
  payload: Payload;
}

export interface SentMessage {
  message_id: number;
  chat_id: number;
  text: string;
  entities: { type: string; offset: number; length: number; url?: string }[];
  /** Labels and data of the buttons that stand under it now. */
  buttons: { text: string; callback_data: string }[];
  reply_parameters?: { message_id: number };
}

export interface Chat {
  id: number;
  type: 'private' | 'group';
}

export const ME = { id: 42, is_bot: true, first_name: '韶法通', username: 'shaofatong_bot' };
const QUERY_LIFE_MS = 150_000;

export class BotApiStandIn {
  readonly calls: Call[] = [];
  readonly sent: SentMessage[] = [];
  /** What people who pressed a button were told, in order. */
  readonly toasts: { id: string; text: string }[] = [];
  readonly blocked = new Set<number>();
  readonly files = new Map<string, { path: string; content: Buffer; announced?: number }>();
  /** Off for tests of anything else than rates. */
  guardsRates = true;
  now: () => number = Date.now;
  root = '';
  #token: string;
  readonly #updates = new UpdateQueue();
  #queries = new Map<string, number>();
  #scripts = new Map<string, ApiReply[]>();
  #lastId = 1000;
  #rates = createRateGuard(() => this.now());
  #server = createServer((request, response) => void this.#serve(request, response));

  constructor(token: string) {
    this.#token = token;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.root = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async close(): Promise<void> {
    this.#updates.deleteWebhook();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  called(method: string): Call[] {
    return this.calls.filter((call) => call.method === method);
  }

  /** Answers to come for a method, used up one by one before the usual one. */
  script(method: string, ...replies: ApiReply[]): void {
    this.#scripts.set(method, [...(this.#scripts.get(method) ?? []), ...replies]);
  }

  newId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** Something happens in a chat; comes to the bot when it asked for this kind. */
  happens(chatId: number, body: UpdateBody, updateId = this.newId()): void {
    this.#updates.add(chatId, { update_id: updateId, ...body });
  }

  /** A press of a button that stands, or once stood, under a message of the bot. Returns the query's id. */
  press(chat: Chat, person: number, messageId: number, data: string): string {
    const id = `q${this.newId()}`;
    this.#queries.set(id, this.now());
    const message = { message_id: messageId, date: 1, chat, from: ME, text: '' };
    const from = { id: person, is_bot: false, first_name: '李' };
    this.happens(chat.id, { callback_query: { id, from, message, chat_instance: '1', data } });
    return id;
  }

  pending(): number[] {
    return this.#updates.pending();
  }

  /** Deliveries to the webhook. */
  get attempts(): readonly Attempt[] {
    return this.#updates.attempts;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, file, token, ...rest] =
      /^\/(file\/)?bot([^/]+)\/(.*)$/.exec(decodeURIComponent(request.url ?? '')) ?? [];
    if (file !== undefined) return this.#serveFile(token, rest.join('/'), response);
    const method = rest[0] ?? '';
    const payload = (await json(request).catch(() => ({}))) as Payload;
    this.calls.push({ method, payload });
    const isOurs = token === this.#token;
    const scripted = this.#scripts.get(method)?.shift();
    const { status, body } =
      scripted ?? (isOurs ? await this.#answer(method, payload) : failed(401, 'Unauthorized'));
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  #serveFile(token: string | undefined, path: string, response: ServerResponse): void {
    const file = [...this.files.values()].find((one) => one.path === path);
    if (token !== this.#token || file === undefined) return void response.writeHead(404).end();
    response.writeHead(200).end(file.content);
  }

  async #answer(method: string, payload: Payload): Promise<ApiReply> {
    switch (method) {
      case 'getMe':
        return ok(ME);
      case 'getUpdates':
        return this.#updates.getUpdates(payload);
      case 'setWebhook':
        return this.#updates.setWebhook(payload);
      case 'deleteWebhook':
        return this.#updates.deleteWebhook();
      case 'sendMessage':
        return this.#sendMessage(payload);
      case 'editMessageReplyMarkup':
        return this.#editMarkup(payload);
      case 'answerCallbackQuery':
        return this.#answerQuery(payload);
      case 'setMyCommands':
        return refusedOr(commandsProblem(payload), () => ok(true));
      case 'getFile':
        return this.#getFile(payload);
      default:
        return failed(404, 'Not Found');
    }
  }

  #sendMessage(payload: Payload): ApiReply {
    const chatId = Number(payload.chat_id);
    if (this.blocked.has(chatId)) return failed(403, 'Forbidden: bot was blocked by the user');
    return refusedOr(messageProblem(payload), () => {
      const seconds = this.guardsRates ? this.#rates.check(chatId) : 0;
      if (seconds > 0)
        return failed(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
      const {
        entities = [],
        reply_markup,
        reply_parameters,
        text,
      } = payload as unknown as SentMessage & { reply_markup?: Markup };
      const buttons = reply_markup?.inline_keyboard?.flat() ?? [];
      const message_id = this.newId();
      this.sent.push({
        message_id,
        chat_id: chatId,
        text,
        entities,
        buttons,
        ...(reply_parameters && { reply_parameters }),
      });
      return ok({ message_id, date: 1, chat: { id: chatId, type: 'private' }, text });
    });
  }

  #editMarkup({ chat_id, message_id, reply_markup }: Payload): ApiReply {
    const message = this.sent.find((one) => one.message_id === message_id && one.chat_id === chat_id);
    if (message === undefined) return failed(400, 'Bad Request: message to edit not found');
    const buttons = (reply_markup as Markup | undefined)?.inline_keyboard?.flat() ?? [];
    if (buttons.length === 0 && message.buttons.length === 0)
      return failed(400, 'Bad Request: message is not modified');
    message.buttons = buttons;
    return ok(true);
  }

  #answerQuery({ callback_query_id, text = '' }: Payload): ApiReply {
    const id = String(callback_query_id);
    const asked = this.#queries.get(id);
    if (asked === undefined || this.now() - asked > QUERY_LIFE_MS)
      return failed(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid');
    if (String(text).length > 200) return failed(400, 'Bad Request: MESSAGE_TOO_LONG');
    this.toasts.push({ id, text: String(text) });
    return ok(true);
  }

  #getFile({ file_id }: Payload): ApiReply {
    const file = this.files.get(String(file_id));
    if (file === undefined) return failed(400, 'Bad Request: invalid file_id');
    if ((file.announced ?? file.content.length) > 20 * 1024 * 1024)
      return failed(400, 'Bad Request: file is too big');
    return ok({ file_id, file_unique_id: '1', file_path: file.path });
  }
}

interface Markup {
  inline_keyboard?: SentMessage['buttons'][];
}

function refusedOr(problem: string | null, succeed: () => ApiReply): ApiReply {
  return problem === null ? succeed() : failed(400, problem);
}
