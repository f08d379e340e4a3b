/** Updates as Telegram keeps them: until a poller's offset or a webhook's 2xx confirms them. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Payload } from './bot-api-payload.ts';
import { type ApiReply, failed, ok, webhookProblem } from './bot-api-rules.ts';
import { type Attempt, deliverInOrder, type WebhookSettings } from './bot-api-webhook.ts';

export type UpdateBody = Record<string, unknown>;

interface StoredUpdate extends UpdateBody {
  update_id: number;
}

/** How long a poller without news is held, at most; Telegram holds it up to 50 s. */
const LONGEST_HOLD_MS = 50;

export class UpdateQueue {
  /** Deliveries to the webhook. */
  readonly attempts: Attempt[] = [];
  #updates: StoredUpdate[] = [];
  #chatOf = new Map<number, number>();
  #webhook: WebhookSettings | null = null;
  #lanes = new Map<number, { queue: StoredUpdate[]; delivered: Promise<void> }>();
  #allowed: string[] = ['message'];
  #polling = false;

  pending(): number[] {
    return this.#updates.map(({ update_id }) => update_id);
  }

  add(chatId: number, update: StoredUpdate): void {
    this.#updates.push(update);
    this.#chatOf.set(update.update_id, chatId);
    this.#bring(update);
  }

  async getUpdates({ offset = 0, allowed_updates }: Payload): Promise<ApiReply> {
    if (this.#webhook !== null)
      return failed(409, "Conflict: can't use getUpdates method while webhook is active");
    if (this.#polling) return failed(409, 'Conflict: terminated by other getUpdates request');
    this.#polling = true;
    try {
      if (Array.isArray(allowed_updates)) this.#allowed = allowed_updates;
      this.#updates = this.#updates.filter(
        (update) => update.update_id >= Number(offset) && this.#isAllowed(update),
      );
      for (let held = 0; this.#updates.length === 0 && held < LONGEST_HOLD_MS; held += 5) await sleep(5);
      return ok(this.#updates.slice(0, 100));
    } finally {
      this.#polling = false;
    }
  }

  setWebhook(payload: Payload): ApiReply {
    const problem = webhookProblem(payload);
    if (problem !== null) return failed(400, problem);
    const secret = payload.secret_token === undefined ? null : String(payload.secret_token);
    this.#webhook = { url: String(payload.url), secret };
    if (Array.isArray(payload.allowed_updates)) this.#allowed = payload.allowed_updates;
    for (const update of this.#updates) this.#bring(update);
    return ok(true);
  }

  deleteWebhook(): ApiReply {
    this.#webhook = null;
    return ok(true);
  }

  /** Telegram brings in order per chat, and several chats at a time. */
  #bring(update: StoredUpdate): void {
    if (this.#webhook === null || !this.#isAllowed(update)) return;
    const chatId = this.#chatOf.get(update.update_id) ?? 0;
    const { queue, delivered } = this.#lanes.get(chatId) ?? { queue: [], delivered: Promise.resolve() };
    queue.push(update);
    const deliver = () =>
      deliverInOrder(
        queue,
        () => this.#webhook,
        (attempt) => this.#noted(attempt),
      );
    this.#lanes.set(chatId, { queue, delivered: delivered.then(deliver) });
  }

  #noted(attempt: Attempt): void {
    this.attempts.push(attempt);
    if (attempt.status < 200 || attempt.status >= 300) return;
    this.#updates = this.#updates.filter(({ update_id }) => update_id !== attempt.updateId);
  }

  #isAllowed(update: StoredUpdate): boolean {
    return this.#allowed.some((kind) => kind in update);
  }
}
