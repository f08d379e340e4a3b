/** Sends the outbox through the channels: in order per conversation, at least once, never giving up on a temporary failure. */
import { setImmediate } from 'node:timers/promises';
import type { Channel, ChannelName, ConversationId, OutboxRow, SendResult } from '../types.ts';
import { backoffMs } from './backoff.ts';
import { type DeliveryLog, errorText } from './log.ts';
import type { OutboxStore } from './store.ts';

export interface DispatcherOptions {
  store: OutboxStore;
  /** Milliseconds since the epoch. */
  now(): number;
  /** A number in [0, 1). */
  random(): number;
  log: DeliveryLog;
  /** Conversations sent to at the same time; 32 unless told. */
  concurrency?: number;
  /** A send that takes longer counts as failed, in milliseconds; 30 s unless told. */
  sendTimeoutMs?: number;
}

export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #concurrency: number;
  readonly #channels = new Map<ChannelName, Channel>();
  readonly #sending = new Map<ConversationId, Promise<void>>();
  /** There may be more to send as soon as a place is free. */
  #missed = false;
  #stopping = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#concurrency = options.concurrency ?? 32;
  }

  /** Messages for channels that are not registered here are left to the process that has them. */
  register(channel: Channel): void {
    this.#channels.set(channel.name, channel);
  }

  /** Starts sending what is due; resolves when it is started, not when it is sent. */
  async poll(): Promise<void> {
    if (this.#stopping) return;
    // As many as are being sent now may be among the first ones found.
    const limit = this.#concurrency + this.#sending.size;
    const due = await this.#due(limit);
    if (due.length === limit) this.#missed = true;
    for (const { conversation } of due) this.wake(conversation);
  }

  /** Sends what one conversation has to get, now or as soon as there is a free place. */
  wake(conversation: ConversationId): void {
    if (this.#stopping) return;
    if (this.#sending.has(conversation) || this.#sending.size >= this.#concurrency) {
      this.#missed = true;
      return;
    }
    this.#sending.set(conversation, this.#run(conversation));
  }

  /** Resolves when nothing is being sent. */
  async settled(): Promise<void> {
    while (this.#sending.size > 0) await Promise.all(this.#sending.values());
  }

  /** Begins nothing new; resolves when sends under way are over. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.settled();
  }

  #due(limit: number, conversation?: ConversationId): Promise<OutboxRow[]> {
    const query = { channels: [...this.#channels.keys()], now: this.#options.now(), limit };
    return this.#options.store.dueOutbox(conversation === undefined ? query : { ...query, conversation });
  }

  /** Row after row until nothing is due. Never rejects. */
  async #run(conversation: ConversationId): Promise<void> {
    await this.#guarded(async () => {
      for (
        let [row] = await this.#due(1, conversation);
        row !== undefined;
        [row] = await this.#due(1, conversation)
      ) {
        await this.#deliver(row);
        // Lets timers and the network have their turn between messages that need no waiting, those of the web.
        await setImmediate();
        if (this.#stopping) return;
      }
    });
    this.#sending.delete(conversation);
    if (!this.#missed) return;
    this.#missed = false;
    await this.#guarded(() => this.poll());
  }

  async #guarded(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.#options.log.error(
        { error: errorText(error) },
        'the outbox could not be read or written; will try again',
      );
    }
  }

  /** Sent first, marked afterwards: a crash in between repeats the message, and never loses it. */
  async #deliver(row: OutboxRow): Promise<void> {
    const { store, now, random, log } = this.#options;
    const result = await this.#send(row);
    switch (result.kind) {
      case 'sent':
        return store.markSent(row.id, now());
      case 'retry': {
        const delay = result.afterMs ?? backoffMs(row.attempts + 1, random());
        log.warn(
          { channel: row.channel, outbox: row.id, delay, reason: result.reason },
          'sending failed; will try again',
        );
        return store.postpone(row.id, now() + delay, result.reason);
      }
      case 'unreachable':
        log.warn(
          { channel: row.channel, outbox: row.id, reason: result.reason },
          'the person cannot be reached',
        );
        return store.markUnreachable(row.id, result.reason);
    }
  }

  /** A channel that throws or hangs is one that failed for now. */
  async #send(row: OutboxRow): Promise<SendResult> {
    const channel = this.#channels.get(row.channel);
    if (channel === undefined) return { kind: 'retry', afterMs: null, reason: 'channel is gone' };
    const { promise: late, resolve } = Promise.withResolvers<SendResult>();
    const timer = setTimeout(() => resolve(TIMED_OUT), this.#options.sendTimeoutMs ?? 30_000);
    try {
      return await Promise.race([channel.send(row.conversation, row.message, row.seq), late]);
    } catch (error) {
      return { kind: 'retry', afterMs: null, reason: errorText(error) };
    } finally {
      clearTimeout(timer);
    }
  }
}

const TIMED_OUT: SendResult = { kind: 'retry', afterMs: null, reason: 'sending took too long' };
