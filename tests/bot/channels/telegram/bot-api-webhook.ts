/** How Telegram brings updates: in order per chat, at once again after a failure, then after 2, 4, 8 … s. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Attempt {
  updateId: number;
  status: number;
}

export interface WebhookSettings {
  url: string;
  secret: string | null;
}

interface Numbered {
  update_id: number;
}

/** A second of Telegram's, in milliseconds: tests do not wait as long as Telegram does. */
const SECOND_MS = 10;
const LONGEST_SECONDS = 60;

/** One chat's deliveries, until all are done or `isOver`. */
export async function deliverInOrder(
  updates: Numbered[],
  settings: () => WebhookSettings | null,
  note: (attempt: Attempt) => void,
): Promise<void> {
  for (let failures = 0; updates.length > 0; ) {
    const target = settings();
    const update = updates[0];
    if (target === null || update === undefined) return;
    const response = await bring(target, update);
    note({ updateId: update.update_id, status: response.status });
    if (response.status >= 200 && response.status < 300) {
      updates.shift();
      failures = 0;
      continue;
    }
    // The first repetition is immediate.
    const seconds = failures === 0 ? 0 : Math.min(LONGEST_SECONDS, 2 ** failures);
    await sleep(Math.max(seconds, response.retryAfter) * SECOND_MS);
    failures += 1;
  }
}

async function bring({ url, secret }: WebhookSettings, update: Numbered) {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (secret !== null) headers['x-telegram-bot-api-secret-token'] = secret;
  try {
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(update) });
    await response.arrayBuffer();
    return {
      status: response.status,
      retryAfter: Math.min(3600, Number(response.headers.get('retry-after') ?? 0)),
    };
  } catch {
    return { status: 0, retryAfter: 0 };
  }
}
