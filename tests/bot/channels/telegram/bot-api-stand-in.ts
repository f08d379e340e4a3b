/**
 * A stand-in of the Bot API: a real HTTP server that keeps updates until they are confirmed and refuses what Telegram
 * refuses. Fuller than telegram-test-api, and none of its rules is ours to relax.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Outgoing, type SentMessage } from './bot-api-outgoing.ts';
import { type Payload, payloadOf } from './bot-api-payload.ts';
import { type ApiReply, commandsProblem, failed, ok } from './bot-api-rules.ts';
import { type UpdateBody, UpdateQueue } from './bot-api-updates.ts';
import type { Attempt } from './bot-api-webhook.ts';

export interface Call {
  method: string;
  payload: Payload;
}

/** No answer at all: the connection breaks, or nothing comes until the bot gives up. */
export type Silence = 'broken' | 'hanging';

export interface Chat {
  id: number;
  type: 'private' | 'group';
}

export const ME = { id: 42, is_bot: true, first_name: '韶法通', username: 'shaofatong_bot' };
const QUERY_LIFE_MS = 150_000;

export class BotApiStandIn {
  readonly calls: Call[] = [];
  /** What people who pressed a button were told, in order. */
  readonly toasts: { id: string; text: string }[] = [];
  readonly files = new Map<string, { path: string; content: Buffer; announced?: number }>();
  now: () => number = Date.now;
  root = '';
  #token: string;
  readonly #updates = new UpdateQueue();
  readonly #outgoing = new Outgoing(
    () => this.now(),
    () => this.newId(),
  );
  #queries = new Map<string, number>();
  #scripts = new Map<string, (ApiReply | Silence)[]>();
  #lastId = 1000;
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

  get sent(): SentMessage[] {
    return this.#outgoing.sent;
  }

  get blocked(): Set<number> {
    return this.#outgoing.blocked;
  }

  /** Off for tests of anything else than rates. */
  set guardsRates(guards: boolean) {
    this.#outgoing.guardsRates = guards;
  }

  called(method: string): Call[] {
    return this.calls.filter((call) => call.method === method);
  }

  /** Answers to come for a method, used up one by one before the usual one. */
  script(method: string, ...replies: (ApiReply | Silence)[]): void {
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
    const { rows = [] } = this.sent.find(({ message_id }) => message_id === messageId) ?? {};
    const markup = rows.length === 0 ? {} : { reply_markup: { inline_keyboard: rows } };
    const message = { message_id: messageId, date: 1, chat, from: ME, text: '', ...markup };
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
    const payload = await payloadOf(request);
    this.calls.push({ method, payload });
    const isOurs = token === this.#token;
    const scripted = this.#scripts.get(method)?.shift();
    if (scripted === 'broken') return void request.socket.destroy();
    if (scripted === 'hanging') return;
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
        return this.#outgoing.sendMessage(payload);
      case 'sendDocument':
        return this.#outgoing.sendDocument(payload);
      case 'editMessageReplyMarkup':
        return this.#outgoing.editMarkup(payload);
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

function refusedOr(problem: string | null, succeed: () => ApiReply): ApiReply {
  return problem === null ? succeed() : failed(400, problem);
}
