/** Who wants to hear of a conversation. */
import type { ConversationId, Courier } from '../types.ts';
import { type DeliveryLog, errorText } from './log.ts';
import type { TranscriptStore } from './store.ts';

export type CourierListener = Parameters<Courier['subscribe']>[1];
export type CourierEvent = Parameters<CourierListener>[0];

interface Audience {
  listeners: Set<CourierListener>;
  /** The last line they were told of. */
  seq: number;
}

export class Subscribers {
  readonly #store: TranscriptStore;
  readonly #log: DeliveryLog;
  readonly #audiences = new Map<ConversationId, Audience>();

  constructor(store: TranscriptStore, log: DeliveryLog) {
    this.#store = store;
    this.#log = log;
  }

  /** Returns the way to stop. */
  add(conversation: ConversationId, listener: CourierListener): () => void {
    const audience = this.#audiences.get(conversation) ?? { listeners: new Set(), seq: 0 };
    const entry = this.#guarded(listener);
    audience.listeners.add(entry);
    this.#audiences.set(conversation, audience);
    return () => {
      audience.listeners.delete(entry);
      if (audience.listeners.size === 0) this.#audiences.delete(conversation);
    };
  }

  /** @param text the next piece of an answer, for `partial` */
  notify(conversation: ConversationId, event: CourierEvent, text?: string): void {
    for (const listener of this.#audiences.get(conversation)?.listeners ?? []) listener(event, text);
  }

  /** Lines up to `seq` were stored. */
  grew(conversation: ConversationId, seq: number): void {
    const audience = this.#audiences.get(conversation);
    if (audience === undefined || audience.seq >= seq) return;
    audience.seq = seq;
    this.notify(conversation, 'message');
  }

  /** Other processes store lines too; only the database knows of them. */
  async poll(): Promise<void> {
    if (this.#audiences.size === 0) return;
    const seqs = await this.#store.lastSeqs([...this.#audiences.keys()]);
    for (const [conversation, seq] of seqs) this.grew(conversation, seq);
  }

  /** A listener that throws must not look like a message that could not be worked off. */
  #guarded(listener: CourierListener): CourierListener {
    return (event, text) => {
      try {
        listener(event, text);
      } catch (error) {
        this.#log.error({ error: errorText(error) }, 'a listener failed');
      }
    };
  }
}
