/** What the Bot API refuses, as https://core.telegram.org/bots/api says: each rule gives its complaint, or null. */
import type { Payload, Upload } from './bot-api-payload.ts';

/** An answer of the Bot API. */
export interface ApiReply {
  status: number;
  body: unknown;
}

export const ok = (result: unknown): ApiReply => ({ status: 200, body: { ok: true, result } });

export const failed = (error_code: number, description: string, parameters = {}): ApiReply => ({
  status: error_code,
  body: { ok: false, error_code, description, parameters },
});

interface Entity {
  type: string;
  offset: number;
  length: number;
  url?: string;
}

const ENTITY_TYPES = ['bold', 'italic', 'text_link', 'phone_number', 'url', 'code', 'pre'];
const MAX_TEXT = 4096;
const MAX_CAPTION = 1024;
const MAX_CALLBACK_BYTES = 64;
const MAX_BUTTONS = 100;
const MAX_BUTTONS_IN_A_ROW = 8;
const MAX_UPLOAD_BYTES = 50 * 1024 * 1024;
/** Is said with 413 instead of 400. */
export const TOO_LARGE = 'Request Entity Too Large';

/** Why `sendMessage` refuses this text, its entities or its buttons. */
export function messageProblem(payload: Payload): string | null {
  const text = String(payload.text ?? '');
  if (text.trim() === '') return 'Bad Request: message text is empty';
  if (text.length > MAX_TEXT) return 'Bad Request: message is too long';
  if (!text.isWellFormed()) return 'Bad Request: strings must be encoded in UTF-8';
  if (payload.parse_mode !== undefined) return "Bad Request: can't parse entities";
  const entities = (payload.entities ?? []) as Entity[];
  return (
    entities.map((entity) => entityProblem(text, entity)).find((problem) => problem !== null) ??
    keyboardProblem(payload)
  );
}

/** Why `sendDocument` refuses this file, its caption or its buttons. */
export function documentProblem(payload: Payload): string | null {
  const { document, caption = '' } = payload;
  const bytes = (document as Partial<Upload> | undefined)?.bytes;
  if (!Buffer.isBuffer(bytes)) return 'Bad Request: there is no document in the request';
  if (bytes.length === 0) return 'Bad Request: file must be non-empty';
  if (bytes.length > MAX_UPLOAD_BYTES) return TOO_LARGE;
  if (String(caption).length > MAX_CAPTION) return 'Bad Request: message caption is too long';
  return keyboardProblem(payload);
}

function entityProblem(text: string, { type, offset, length, url }: Entity): string | null {
  const isInside = Number.isInteger(offset) && Number.isInteger(length) && offset >= 0 && length > 0;
  if (!isInside || offset + length > text.length) return 'Bad Request: ENTITY_BOUNDS_INVALID';
  if (!text.slice(offset, offset + length).isWellFormed()) return 'Bad Request: ENTITY_BOUNDS_INVALID';
  if (!ENTITY_TYPES.includes(type)) return 'Bad Request: unsupported entity type';
  if (type === 'text_link' && !/^https?:\/\//.test(url ?? '')) return 'Bad Request: ENTITY_URL_INVALID';
  return null;
}

interface Button {
  text: string;
  callback_data?: string;
}

/** Why buttons are refused, whatever they stand under. */
export function keyboardProblem({ reply_markup }: Payload): string | null {
  const rows = (reply_markup as { inline_keyboard?: Button[][] } | undefined)?.inline_keyboard ?? [];
  if (rows.flat().length > MAX_BUTTONS || rows.some((row) => row.length > MAX_BUTTONS_IN_A_ROW))
    return 'Bad Request: reply markup is too long';
  for (const { text, callback_data } of rows.flat()) {
    if (text.trim() === '') return 'Bad Request: text buttons are unallowed to be empty';
    const bytes = Buffer.byteLength(callback_data ?? '');
    if (bytes < 1 || bytes > MAX_CALLBACK_BYTES) return 'Bad Request: BUTTON_DATA_INVALID';
  }
  return null;
}

/** Why `setMyCommands` refuses. */
export function commandsProblem({ commands }: Payload): string | null {
  const sound = (commands as { command: string; description: string }[]).every(
    ({ command, description }) =>
      /^[a-z0-9_]{1,32}$/.test(command) && description.length >= 1 && description.length <= 256,
  );
  return sound ? null : 'Bad Request: BOT_COMMAND_INVALID';
}

/** Why `setWebhook` refuses. */
export function webhookProblem({ url, secret_token }: Payload): string | null {
  if (!/^https?:\/\//.test(String(url))) return 'Bad Request: bad webhook: invalid URL';
  if (secret_token !== undefined && !/^[\w-]{1,256}$/.test(String(secret_token)))
    return 'Bad Request: secret token contains unallowed characters';
  return null;
}

export interface RateGuard {
  /** Seconds to wait, 0 when the message is within the rates. */
  check(chatId: number): number;
}

/** 1 message/s a chat, 20/min a group, 30/s over all; clocks of two ends are allowed a tenth of difference. */
export function createRateGuard(now: () => number): RateGuard {
  const sent: { at: number; chatId: number }[] = [];
  const since = (ms: number, chatId?: number) =>
    sent.filter((one) => one.at > now() - ms && (chatId === undefined || one.chatId === chatId)).length;
  return {
    check(chatId) {
      if (since(900, chatId) >= 1) return 1;
      if (chatId < 0 && since(54_000, chatId) >= 20) return 54;
      if (since(900) >= 30) return 1;
      sent.push({ at: now(), chatId });
      return 0;
    },
  };
}
