/** What the citizen said and the transcript does not show yet: sent in order, kept until it is certainly stored. */
import { reactive } from 'vue';
import { type Api, ApiError, type Said, type Session } from './api.ts';
import { createPause, retryDelayMs } from './pause.ts';
import type { ChatStore, Pending } from './store.ts';

export interface OwnMessage extends Pending {
  /** `waiting` is tried again by itself, `rejected` is not: the citizen has to change it. */
  state: 'sending' | 'sent' | 'waiting' | 'rejected';
  /** The server's words about what went wrong; empty when it said nothing. */
  problem: string;
}

export interface OutboxOptions {
  api: Api;
  store: ChatStore;
  /** The conversation to send into; opens one when there is none. */
  openSession(): Promise<Session>;
  /** The server does not know this conversation any more. */
  onLost(session: Session): void;
}

export interface Outbox {
  readonly messages: readonly OwnMessage[];
  /** @param id names it once and for all: what waits under the same id is not added again */
  add(said: Said, id?: string): void;
  /** The transcript shows the message, or the citizen takes it back. */
  remove(clientMessageId: string): void;
  clear(): void;
  /** Sends what waits now, not at the end of its delay. */
  wake(): void;
  /** Sends everything once more, into a new conversation; the ids stay, so nothing is said twice. */
  sendAgain(): void;
}

export function createOutbox(options: OutboxOptions): Outbox {
  const { store } = options;
  const messages = reactive<OwnMessage[]>(store.pending().map(asOwn));
  const pause = createPause();
  let running = false;

  const save = (): void =>
    store.savePending(messages.map(({ clientMessageId, said }) => ({ clientMessageId, said })));

  const run = async (): Promise<void> => {
    if (running) return;
    running = true;
    let failures = 0;
    for (let next = firstUnsent(messages); next; next = firstUnsent(messages)) {
      const delay = await deliver(next, options, failures + 1);
      // No line of the transcript will ever show that a rating arrived.
      if (next.state === 'sent' && 'rating' in next.said) remove(next.clientMessageId);
      failures = delay === null ? 0 : failures + 1;
      if (delay !== null) await pause.wait(delay);
    }
    running = false;
  };

  const remove = (clientMessageId: string): void => {
    const at = messages.findIndex((message) => message.clientMessageId === clientMessageId);
    if (at === -1) return;
    messages.splice(at, 1);
    save();
  };

  return {
    messages,
    remove,
    add(said, id = newId()) {
      if (messages.some(({ clientMessageId }) => clientMessageId === id)) return;
      messages.push(asOwn({ clientMessageId: id, said }));
      save();
      pause.wake();
      void run();
    },
    clear() {
      messages.splice(0);
      save();
      pause.wake();
    },
    wake() {
      pause.wake();
      void run();
    },
    sendAgain() {
      for (const message of messages) if (message.state === 'sent') message.state = 'sending';
      void run();
    },
  };
}

const asOwn = (pending: Pending): OwnMessage => ({ ...pending, state: 'sending', problem: '' });

const firstUnsent = (messages: readonly OwnMessage[]): OwnMessage | undefined =>
  messages.find(({ state }) => state === 'sending' || state === 'waiting');

/** Sends one message. Returns null when it needs no further try, else the milliseconds until the next one. */
async function deliver(message: OwnMessage, options: OutboxOptions, attempt: number): Promise<number | null> {
  message.state = 'sending';
  let session: Session | null = null;
  try {
    session = await options.openSession();
    await options.api.postMessage(session, message.clientMessageId, message.said);
    message.state = 'sent';
    return null;
  } catch (error) {
    const failure = error instanceof ApiError ? error : new ApiError(0, '');
    const lost = session !== null && failure.isConversationLost;
    if (session !== null && lost) options.onLost(session);
    message.state = lost || failure.isTemporary ? 'waiting' : 'rejected';
    message.problem = failure.message;
    if (message.state === 'rejected') return null;
    return failure.retryAfterMs ?? (lost && attempt === 1 ? 0 : retryDelayMs(attempt));
  }
}

/** 128 random bits in hex. `crypto.randomUUID` is missing where the page is not served by HTTPS. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
