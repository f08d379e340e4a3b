/** Works the inbox off: one message at a time per conversation, many conversations at a time. */
import { setImmediate } from 'node:timers/promises';
import { freshState } from '../conversation/state.ts';
import type {
  ConversationId,
  ConversationState,
  Decide,
  DecideContext,
  Decision,
  Inbound,
} from '../types.ts';
import { giveUp } from './give-up.ts';
import { changesOf, linesOf } from './lines.ts';
import { type DeliveryLog, errorText } from './log.ts';
import { tellEarly } from './sentences.ts';
import type { InboxStore, PendingInbound } from './store.ts';

/** A decision that threw so often goes to a person. */
const MAX_ATTEMPTS = 3;
/** A message whose process ended so often before a decision goes to a person too. Higher: being killed is rarely its fault. */
const MAX_STARTS = 10;
/** More than one poll can start is read at once, so that a few that are stuck do not hide others. */
const POLL_LIMIT = 1000;

export interface WorkerOptions {
  store: InboxStore;
  decide: Decide;
  ask: DecideContext['ask'];
  recogniseDanger: DecideContext['recogniseDanger'];
  placesNear: DecideContext['placesNear'];
  whereAsked: DecideContext['whereAsked'];
  /** Milliseconds since the epoch. */
  now(): number;
  log: DeliveryLog;
  onWorking(conversation: ConversationId): void;
  onIdle(conversation: ConversationId): void;
  onCommitted(conversation: ConversationId, lastSeq: number): void;
  /** The next piece of an answer that is verified and not stored yet. */
  onSentence?(conversation: ConversationId, text: string): void;
  /** Conversations worked on at the same time; 16 unless told. */
  concurrency?: number;
  /** What a new conversation starts with; a citizen's, unless told. */
  initialState?(inbound: Inbound): ConversationState;
  /** Messages this process leaves for another one, with all that came after them in the same conversation. */
  handles?(inbound: Inbound): boolean;
}

export class Worker {
  readonly #options: WorkerOptions;
  readonly #concurrency: number;
  readonly #running = new Map<ConversationId, Promise<void>>();
  /** Of those that run, the ones that found a message. */
  readonly #working = new Set<ConversationId>();
  readonly #waiting = new Set<ConversationId>();
  #stopping = false;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#concurrency = options.concurrency ?? 16;
  }

  /** Looks for messages of all conversations: those of an earlier run, of other processes, and failed ones. */
  async poll(): Promise<void> {
    for (const conversation of await this.#options.store.pendingConversations(POLL_LIMIT))
      this.wake(conversation);
  }

  wake(conversation: ConversationId): void {
    if (this.#stopping) return;
    this.#waiting.add(conversation);
    this.#startWaiting();
  }

  /** Whether a message of this conversation is worked on now. */
  isWorking(conversation: ConversationId): boolean {
    return this.#working.has(conversation);
  }

  /** Resolves when the run that is under way for this conversation, if any, is over. */
  async settled(conversation: ConversationId): Promise<void> {
    await this.#running.get(conversation);
  }

  /** Begins nothing new; resolves when what is under way is committed. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#waiting.clear();
    await Promise.all(this.#running.values());
  }

  #startWaiting(): void {
    for (const conversation of this.#waiting) {
      if (this.#running.size >= this.#concurrency) return;
      if (this.#running.has(conversation)) continue;
      this.#waiting.delete(conversation);
      this.#running.set(conversation, this.#run(conversation));
    }
  }

  /** Never rejects. */
  async #run(conversation: ConversationId): Promise<void> {
    try {
      await this.#drain(conversation);
    } catch (error) {
      this.#options.log.error(
        { error: errorText(error) },
        'could not work off a message; it stays in the inbox',
      );
    }
    this.#running.delete(conversation);
    if (this.#working.delete(conversation)) this.#options.onIdle(conversation);
    if (!this.#stopping) this.#startWaiting();
  }

  /** Message after message until there is none that this process can work off. */
  async #drain(conversation: ConversationId): Promise<void> {
    const { store, handles } = this.#options;
    while (!this.#stopping) {
      const pending = await store.nextPending(conversation);
      if (pending === null || handles?.(pending.inbound) === false) return;
      this.#begin(conversation);
      // What failed is left for the next poll: back-off enough, and the place goes to another conversation.
      if (!(await this.#process(pending))) return void this.#waiting.delete(conversation);
      // SQLite answers without ever waiting: a long backlog would keep timers and the network from their turn.
      await setImmediate();
    }
  }

  #begin(conversation: ConversationId): void {
    if (this.#working.has(conversation)) return;
    this.#working.add(conversation);
    this.#options.onWorking(conversation);
  }

  /** Returns whether the message is done. */
  async #process(pending: PendingInbound): Promise<boolean> {
    const { store, decide, log } = this.#options;
    const attempt = await store.beginAttempt(pending.inbound);
    if (attempt <= MAX_STARTS) {
      try {
        await this.#settle(pending, (state, inbound) => decide(state, inbound, this.#context(inbound)));
        return true;
      } catch (error) {
        log.warn({ channel: pending.inbound.channel, attempt, error: errorText(error) }, 'deciding failed');
        await store.noteError(pending.inbound, errorText(error));
        if (attempt < MAX_ATTEMPTS) return false;
      }
    }
    log.error(
      { channel: pending.inbound.channel, attempt },
      'handed a message over that could not be worked off',
    );
    await this.#settle(pending, async (state, inbound) =>
      giveUp(state, inbound, await this.#nextTicketNumber()),
    );
    return true;
  }

  /** Decides outside any transaction, then commits; decides again when the conversation moved meanwhile. */
  async #settle(
    first: PendingInbound,
    decide: (state: ConversationState, inbound: Inbound) => Promise<Decision>,
  ): Promise<void> {
    const { store, onCommitted, initialState = () => freshState() } = this.#options;
    const { inbound } = first;
    let pending: PendingInbound | null = first;
    while (pending !== null && pending.inbound.messageId === inbound.messageId) {
      const decision = await decide(pending.state ?? initialState(inbound), inbound);
      const at = this.#options.now();
      const result = await store.commit({
        inbound,
        revision: pending.revision,
        state: decision.state,
        lines: linesOf(inbound, decision, at),
        changes: changesOf(decision),
        at,
      });
      if (result.kind === 'committed') onCommitted(inbound.conversation, result.lastSeq);
      if (result.kind !== 'moved') return;
      pending = await store.nextPending(inbound.conversation);
    }
  }

  #context({ conversation }: Inbound): DecideContext {
    const { recogniseDanger, placesNear, whereAsked, now, onSentence } = this.#options;
    const ask = tellEarly(this.#options.ask, (text) => onSentence?.(conversation, text));
    const nextTicketNumber = () => this.#nextTicketNumber();
    return { ask, recogniseDanger, placesNear, whereAsked, now: now(), nextTicketNumber };
  }

  #nextTicketNumber(): Promise<string> {
    return this.#options.store.nextTicketNumber(this.#options.now());
  }
}
