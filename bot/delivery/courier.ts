/** Delivery as a whole: inbox → one worker per conversation → one transaction → outbox → channel. */
import type { Channel, ConversationId, Courier, Inbound } from '../types.ts';
import { Dispatcher, type DispatcherOptions } from './dispatcher.ts';
import { type DeliveryLog, errorText } from './log.ts';
import { startPolling } from './polling.ts';
import type { DeliveryStore } from './store.ts';
import { Subscribers } from './subscribers.ts';
import { Worker, type WorkerOptions } from './worker.ts';

/** A second process must be noticed within a second. */
const POLL_MS = 400;
const TRANSCRIPT_LIMIT = 1000;

export interface DeliveryOptions
  extends Pick<
      WorkerOptions,
      | 'decide'
      | 'ask'
      | 'recogniseDanger'
      | 'placesNear'
      | 'whereAsked'
      | 'now'
      | 'initialState'
      | 'handles'
      | 'concurrency'
    >,
    Pick<DispatcherOptions, 'random' | 'sendTimeoutMs'> {
  store: DeliveryStore;
  log: DeliveryLog;
  /** Milliseconds between looks into the database; 400 unless told. */
  pollMs?: number;
}

export interface Delivery extends Courier {
  /** Messages of this channel are sent from now on. */
  register(channel: Channel): void;
  /** Begins to poll, which also resumes what an earlier run left unfinished. Without it only accepted messages are worked on. */
  start(): void;
  /** Begins nothing new; resolves when decisions and sends under way are over. Unfinished rows wait for the next start. */
  stop(): Promise<void>;
  /** Whether this inbound was worked off, by whichever process, within `limitMs`. Its replies are in the transcript then. */
  finished(inbound: Inbound, limitMs: number): Promise<boolean>;
}

export function createDelivery(options: DeliveryOptions): Delivery {
  return new LocalDelivery(options);
}

class LocalDelivery implements Delivery {
  readonly #options: DeliveryOptions;
  readonly #subscribers: Subscribers;
  readonly #dispatcher: Dispatcher;
  readonly #worker: Worker;
  #stopPolling: () => Promise<void> = async () => undefined;

  constructor(options: DeliveryOptions) {
    const subscribers = new Subscribers(options.store, options.log);
    this.#options = options;
    this.#subscribers = subscribers;
    this.#dispatcher = new Dispatcher(options);
    this.#worker = new Worker({
      ...options,
      onWorking: (conversation) => subscribers.notify(conversation, 'working'),
      onIdle: (conversation) => subscribers.notify(conversation, 'idle'),
      onCommitted: (conversation, lastSeq) => this.#committed(conversation, lastSeq),
      onSentence: (conversation, text) => subscribers.notify(conversation, 'partial', text),
    });
  }

  async accept(inbound: Inbound): Promise<'stored' | 'duplicate'> {
    const stored = await this.#options.store.accept(inbound);
    if (stored) this.#worker.wake(inbound.conversation);
    return stored ? 'stored' : 'duplicate';
  }

  transcript(conversation: ConversationId, after: number, limit = TRANSCRIPT_LIMIT) {
    return this.#options.store.transcript(conversation, after, limit);
  }

  subscribe(...[conversation, listener]: Parameters<Courier['subscribe']>): () => void {
    const unsubscribe = this.#subscribers.add(conversation, listener);
    if (this.#worker.isWorking(conversation)) listener('working');
    return unsubscribe;
  }

  register(channel: Channel): void {
    this.#dispatcher.register(channel);
  }

  start(): void {
    this.#stopPolling = startPolling(this.#options.pollMs ?? POLL_MS, () => this.#poll());
  }

  async stop(): Promise<void> {
    await this.#stopPolling();
    await this.#worker.stop();
    await this.#dispatcher.stop();
  }

  async finished(inbound: Inbound, limitMs: number): Promise<boolean> {
    const end = performance.now() + limitMs;
    for (;;) {
      this.#worker.wake(inbound.conversation);
      await this.#worker.settled(inbound.conversation);
      if (await this.#options.store.isDone(inbound)) return true;
      if (performance.now() >= end) return false;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  #committed(conversation: ConversationId, lastSeq: number): void {
    this.#subscribers.grew(conversation, lastSeq);
    this.#dispatcher.wake(conversation);
  }

  async #poll(): Promise<void> {
    await this.#guarded(() => this.#worker.poll());
    await this.#guarded(() => this.#dispatcher.poll());
    await this.#guarded(() => this.#subscribers.poll());
  }

  /** A database that is busy or full now may be well at the next poll. */
  async #guarded(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.#options.log.error({ error: errorText(error) }, 'the database could not be read; will try again');
    }
  }
}
