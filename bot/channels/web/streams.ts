/** The event streams that are open, so that closing the server ends them and nobody opens too many. */
import type { ConversationId } from '../../types.ts';

const MAX_PER_CONVERSATION = 10;

export interface Streams {
  /** Aborted when the server closes or the stream was released; null when the conversation has too many open. */
  open(conversation: ConversationId): AbortController | null;
  release(conversation: ConversationId, stream: AbortController): void;
  closeAll(): void;
}

export function createStreams(): Streams {
  const open = new Map<ConversationId, Set<AbortController>>();
  return {
    open(conversation) {
      const streams = open.get(conversation) ?? new Set();
      if (streams.size >= MAX_PER_CONVERSATION) return null;
      const stream = new AbortController();
      open.set(conversation, streams.add(stream));
      return stream;
    },
    release(conversation, stream) {
      stream.abort();
      const streams = open.get(conversation);
      streams?.delete(stream);
      if (streams?.size === 0) open.delete(conversation);
    },
    closeAll() {
      for (const streams of open.values()) for (const stream of streams) stream.abort();
    },
  };
}
