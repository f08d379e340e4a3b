/** What the page keeps on this device, so that a reload loses nothing. */
import type { Said, Session } from './api.ts';

/** The part of a browser's `Storage` that is needed. */
export interface KeyValue {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** A message that the transcript does not show yet. */
export interface Pending {
  clientMessageId: string;
  said: Said;
}

export interface ChatStore {
  session(): Session | null;
  pending(): Pending[];
  saveSession(session: Session | null): void;
  savePending(pending: readonly Pending[]): void;
}

export const SESSION_KEY = 'shaofatong.session';
const PENDING_KEY = 'shaofatong.pending';

/** Reads and writes `storage`; a browser that refuses to store anything costs the memory of the chat, not the chat. */
export function createChatStore(storage: KeyValue | null): ChatStore {
  const read = (key: string): unknown => {
    try {
      return JSON.parse(storage?.getItem(key) ?? 'null');
    } catch {
      return null;
    }
  };
  const write = (key: string, value: unknown): void => {
    try {
      if (value === null) storage?.removeItem(key);
      else storage?.setItem(key, JSON.stringify(value));
    } catch {
      // Full or forbidden: the chat goes on without being remembered.
    }
  };
  return {
    session: () => asSession(read(SESSION_KEY)),
    pending: () => asPending(read(PENDING_KEY)),
    saveSession: (session) => write(SESSION_KEY, session),
    savePending: (pending) => write(PENDING_KEY, pending.length === 0 ? null : pending),
  };
}

/** What was stored may be by an older version of the page, or damaged. */
function asSession(value: unknown): Session | null {
  const session = value as Partial<Session> | null;
  if (typeof session?.conversation !== 'string' || typeof session.token !== 'string') return null;
  return { conversation: session.conversation, token: session.token };
}

function asPending(value: unknown): Pending[] {
  return Array.isArray(value) ? value.filter(isPending) : [];
}

function isPending(value: unknown): value is Pending {
  const { clientMessageId, said } = (value ?? {}) as { clientMessageId?: unknown; said?: unknown };
  return typeof clientMessageId === 'string' && typeof said === 'object' && said !== null;
}
