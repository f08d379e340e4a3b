/** What the bot sent into chats, and the buttons that stand under it now. */
import type { Payload, Upload } from './bot-api-payload.ts';
import {
  type ApiReply,
  createRateGuard,
  documentProblem,
  failed,
  keyboardProblem,
  messageProblem,
  ok,
  TOO_LARGE,
} from './bot-api-rules.ts';

export interface Button {
  text: string;
  callback_data: string;
}

export interface SentMessage {
  message_id: number;
  chat_id: number;
  /** Of a document, its caption. */
  text: string;
  entities: { type: string; offset: number; length: number; url?: string }[];
  /** Labels and data of the buttons that stand under it now, row by row. */
  rows: Button[][];
  buttons: Button[];
  document?: Upload;
  reply_parameters?: { message_id: number };
}

interface Markup {
  inline_keyboard?: Button[][];
}

export class Outgoing {
  readonly sent: SentMessage[] = [];
  readonly blocked = new Set<number>();
  guardsRates = true;
  readonly #newId: () => number;
  readonly #rates: ReturnType<typeof createRateGuard>;

  constructor(now: () => number, newId: () => number) {
    this.#newId = newId;
    this.#rates = createRateGuard(now);
  }

  sendMessage(payload: Payload): ApiReply {
    return this.#send(payload, messageProblem(payload), { text: String(payload.text) });
  }

  sendDocument(payload: Payload): ApiReply {
    const problem = documentProblem(payload);
    if (problem === TOO_LARGE) return failed(413, problem);
    const document = payload.document as Upload;
    return this.#send(payload, problem, { text: String(payload.caption ?? ''), document });
  }

  editMarkup({ chat_id, message_id, reply_markup }: Payload): ApiReply {
    const message = this.sent.find((one) => one.message_id === message_id && one.chat_id === chat_id);
    if (message === undefined) return failed(400, 'Bad Request: message to edit not found');
    const problem = keyboardProblem({ reply_markup });
    if (problem !== null) return failed(400, problem);
    const rows = rowsOf(reply_markup);
    if (JSON.stringify(rows) === JSON.stringify(message.rows))
      return failed(400, 'Bad Request: message is not modified');
    Object.assign(message, { rows, buttons: rows.flat() });
    return ok(true);
  }

  #send(payload: Payload, problem: string | null, content: Pick<SentMessage, 'text' | 'document'>): ApiReply {
    const chatId = Number(payload.chat_id);
    if (this.blocked.has(chatId)) return failed(403, 'Forbidden: bot was blocked by the user');
    if (problem !== null) return failed(400, problem);
    const seconds = this.guardsRates ? this.#rates.check(chatId) : 0;
    if (seconds > 0)
      return failed(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
    const { entities = [], reply_parameters } = payload as unknown as SentMessage;
    const rows = rowsOf(payload.reply_markup);
    const message_id = this.#newId();
    this.sent.push({
      message_id,
      chat_id: chatId,
      ...content,
      entities,
      rows,
      buttons: rows.flat(),
      ...(reply_parameters && { reply_parameters }),
    });
    return ok({ message_id, date: 1, chat: { id: chatId, type: 'private' }, text: content.text });
  }
}

const rowsOf = (markup: unknown): Button[][] => (markup as Markup | undefined)?.inline_keyboard ?? [];
