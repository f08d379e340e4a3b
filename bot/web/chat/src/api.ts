/** The server's HTTP interface, as the page uses it. */
import type { Rating } from '../../../types.ts';
import { createEventParser, type ServerEvent } from './event-stream.ts';

/** A conversation and the token that opens it. */
export interface Session {
  conversation: string;
  token: string;
}

/** What has a button of its own. */
export type SpokenCommand = 'person' | 'new' | 'aid' | 'door' | 'privacy' | 'export' | 'erase' | 'help';

/** Degrees, WGS 84. */
export interface Point {
  latitude: number;
  longitude: number;
}

/** What a citizen can send. */
export type Said =
  | { text: string }
  | { command: SpokenCommand }
  | { location: Point }
  | { rating: { seq: number; value: Rating } };

export type DocumentForm = 'pdf' | 'html';

export interface MapSettings {
  /** An address with {x}, {y} and {z}. */
  tiles: string;
  /** Plain text. */
  attribution: string;
}

export interface EventsRequest {
  session: Session;
  /** The last `seq` that is known; 0 asks for everything. */
  after: number;
  signal: AbortSignal;
  onEvent(event: ServerEvent): void;
}

export interface Api {
  createConversation(): Promise<Session>;
  /** Resolves once the server has stored the message; the same id twice is one message. */
  postMessage(session: Session, clientMessageId: string, said: Said): Promise<void>;
  /** Resolves when the server ends the stream. */
  readEvents(request: EventsRequest): Promise<void>;
  /** The file that goes with the message `seq`. */
  fetchDocument(session: Session, seq: number, form: DocumentForm): Promise<FetchedDocument>;
  fetchSettings(): Promise<{ map: MapSettings | null }>;
}

export interface FetchedDocument {
  /** For people. */
  name: string;
  content: Blob;
}

/** The server refused, or (status 0) nothing came back. */
export class ApiError extends Error {
  readonly status: number;
  readonly retryAfterMs: number | null;

  constructor(status: number, message: string, retryAfterMs: number | null = null) {
    super(message);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }

  /** The conversation is gone, or its token does not open it. */
  get isConversationLost(): boolean {
    return this.status === 401 || this.status === 404;
  }

  /** Trying the same again later may work. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

const ANSWER_WITHIN_MS = 20_000;
/** The server says something at least every 15 s: a stream silent for longer is dead, whatever the phone thinks. */
const SILENCE_MS = 45_000;

export const httpApi: Api = {
  async createConversation() {
    const response = await send('/api/conversations', { method: 'POST' });
    return (await response.json()) as Session;
  },

  async postMessage(session, clientMessageId, said) {
    await send(`${addressOf(session)}/messages`, {
      method: 'POST',
      headers: { ...authorization(session), 'content-type': 'application/json' },
      body: JSON.stringify({ clientMessageId, ...said }),
    });
  },

  async fetchDocument(session, seq, form) {
    const address = `${addressOf(session)}/documents/${seq}?form=${form}`;
    const response = await send(address, { headers: authorization(session) });
    const name = fileNameIn(response.headers.get('content-disposition') ?? '');
    return { name, content: await response.blob() };
  },

  async fetchSettings() {
    const response = await send('/api/settings', {});
    return (await response.json()) as { map: MapSettings | null };
  },

  async readEvents({ session, after, signal, onEvent }) {
    const watchdog = createWatchdog(signal);
    try {
      watchdog.feed();
      const response = await request(`${addressOf(session)}/events`, {
        headers: { ...authorization(session), accept: 'text/event-stream', 'last-event-id': String(after) },
        signal: watchdog.signal,
      });
      await readStream(response, watchdog.feed, onEvent);
    } finally {
      watchdog.stop();
    }
  },
};

/** The name in a `Content-Disposition` (RFC 6266); empty when there is none. */
export function fileNameIn(disposition: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1] ?? '';
  try {
    return decodeURIComponent(encoded);
  } catch {
    return '';
  }
}

const addressOf = ({ conversation }: Session): string =>
  `/api/conversations/${encodeURIComponent(conversation)}`;
const authorization = ({ token }: Session): Record<string, string> => ({ authorization: `Bearer ${token}` });

async function readStream(response: Response, onBytes: () => void, onEvent: EventsRequest['onEvent']) {
  const reader = response.body?.getReader();
  if (reader === undefined) throw new ApiError(0, '');
  const decoder = new TextDecoder();
  const parse = createEventParser();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    onBytes();
    for (const event of parse(decoder.decode(part.value, { stream: true }))) onEvent(event);
  }
}

/** A request that is given up when nothing comes back in time. */
async function send(path: string, init: RequestInit): Promise<Response> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), ANSWER_WITHIN_MS);
  try {
    return await request(path, { ...init, signal: giveUp.signal });
  } finally {
    clearTimeout(timer);
  }
}

async function request(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, { ...init, cache: 'no-store', credentials: 'omit' }).catch(() => {
    throw new ApiError(0, '');
  });
  if (!response.ok) throw await errorOf(response);
  return response;
}

async function errorOf(response: Response): Promise<ApiError> {
  const seconds = Number(response.headers.get('retry-after'));
  const body = (await response.json().catch(() => null)) as { error?: { message?: unknown } } | null;
  const message = typeof body?.error?.message === 'string' ? body.error.message : '';
  return new ApiError(response.status, message, seconds > 0 ? seconds * 1000 : null);
}

/** Aborts when `feed` is not called for too long, or when `outer` aborts. */
function createWatchdog(outer: AbortSignal) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  let timer: ReturnType<typeof setTimeout> | undefined;
  outer.addEventListener('abort', abort);
  if (outer.aborted) abort();
  return {
    signal: controller.signal,
    feed(): void {
      clearTimeout(timer);
      timer = setTimeout(abort, SILENCE_MS);
    },
    stop(): void {
      clearTimeout(timer);
      outer.removeEventListener('abort', abort);
    },
  };
}
