/** Telegram's sending rates, kept rather than run into: 1 message/s a chat, 20/min a group, 30/s over all. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds between two messages. https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
export interface Rates {
  chat: number;
  group: number;
  overall: number;
}

export const TELEGRAM_RATES: Rates = { chat: 1000, group: 3000, overall: 1000 / 30 };

export interface Pace {
  /** Milliseconds until this chat may be written to, 0 for now. */
  wait(chatId: number): number;
  /** Resolves when it is this chat's turn, and takes the turn. */
  turn(chatId: number): Promise<void>;
}

/** Chats whose turn has passed are forgotten above this many. */
const PRUNE_ABOVE = 10_000;

/** One process's pace; `now` is in milliseconds and never goes back, `pause` lasts so many. */
export function createPace(
  rates: Rates = TELEGRAM_RATES,
  now: () => number = () => performance.now(),
  pause: (ms: number) => Promise<unknown> = sleep,
): Pace {
  /** When a chat's next turn begins, counting all who wait for one. */
  const nextByChat = new Map<number, number>();
  const lastByChat = new Map<number, number>();
  let nextOverall = 0;

  const untilTime = async (time: number): Promise<void> => {
    if (time > now()) await pause(time - now());
  };
  const prune = (): void => {
    for (const [chatId, next] of nextByChat)
      if (next <= now()) for (const map of [nextByChat, lastByChat]) map.delete(chatId);
  };

  return {
    wait: (chatId) => Math.max(0, (nextByChat.get(chatId) ?? 0) - now()),
    async turn(chatId) {
      if (nextByChat.size > PRUNE_ABOVE) prune();
      const gap = chatId < 0 ? rates.group : rates.chat;
      const mine = Math.max(now(), nextByChat.get(chatId) ?? 0);
      // Taken before waiting, so that two who ask at once stand one behind the other.
      nextByChat.set(chatId, mine + gap);
      await untilTime(mine);
      // The one before may have been held up by all the other chats.
      await untilTime((lastByChat.get(chatId) ?? -gap) + gap);
      const shared = Math.max(now(), nextOverall);
      nextOverall = shared + rates.overall;
      await untilTime(shared);
      lastByChat.set(chatId, now());
      nextByChat.set(chatId, Math.max(nextByChat.get(chatId) ?? 0, now() + gap));
    },
  };
}
