/** How much one person may send: enough for anybody who types, too little to keep others waiting or to fill the disk. */
import type { ConversationId } from '../../types.ts';
import { createRateLimiter, type RateLimit } from '../http/rate-limit.ts';

export interface FloodLimits {
  messages: RateLimit;
  /** Each may be as large as a file can be. */
  files: RateLimit;
}

export const DEFAULT_LIMITS: FloodLimits = {
  messages: { burst: 20, perSecond: 1 },
  files: { burst: 20, perSecond: 1 / 300 },
};

/** A flood that goes on is told so again after this time. */
const NOTICE: RateLimit = { burst: 1, perSecond: 1 / 60 };

export interface FloodGate {
  /** Whether this message is read; `tell` is the first that is not. An update that comes again is judged as before. */
  admit(update: object, conversation: ConversationId): 'read' | 'tell' | 'drop';
  /** Whether one more file is taken, judged once an update as well. */
  admitFile(update: object, conversation: ConversationId): boolean;
}

export function createFloodGate(limits: FloodLimits, now: () => number): FloodGate {
  const messages = createRateLimiter(limits.messages, now);
  const files = createRateLimiter(limits.files, now);
  const notices = createRateLimiter(NOTICE, now);
  return {
    admit: onceEach((conversation) => {
      if (messages.take(conversation) === 0) return 'read';
      return notices.take(conversation) === 0 ? 'tell' : 'drop';
    }),
    admitFile: onceEach((conversation) => files.take(conversation) === 0),
  };
}

/** Storing that fails is tried again with the same update: that must not count as one more message. */
function onceEach<T>(judge: (conversation: ConversationId) => T) {
  const verdicts = new WeakMap<object, { verdict: T }>();
  return (update: object, conversation: ConversationId): T => {
    const known = verdicts.get(update) ?? { verdict: judge(conversation) };
    verdicts.set(update, known);
    return known.verdict;
  };
}
