/** A conversation as server-sent events. */
import type { ConversationId, Courier } from '../../types.ts';

/** How many transcript lines are held for one reader at a time. */
const PAGE = 100;
const RECONNECT_AFTER_MS = 2000;

export interface EventsOptions {
  courier: Courier;
  conversation: ConversationId;
  /** The last `seq` that the reader has. */
  after: number;
  signal: AbortSignal;
  heartbeatMs: number;
}

/**
 * Frames of `message`, `partial`, `typing` and `state` until `signal` aborts. News only ever mean "read the transcript again from
 * the last line sent", and listening starts before the first read: between the two nothing can get lost or doubled, and
 * a reader who is slow to take frames costs one page of memory, not a queue.
 */
export async function* conversationEvents(options: EventsOptions): AsyncGenerator<string> {
  const { courier, conversation, signal } = options;
  const news = createNews(signal);
  const unsubscribe = courier.subscribe(conversation, news.put);
  try {
    yield `retry: ${RECONNECT_AFTER_MS}\n\n`;
    let last = await startingPoint(options);
    let live = false;
    while (!signal.aborted) {
      const { typing, sentences } = news.take();
      for (const text of sentences) yield frame('partial', { text });
      const lines = await courier.transcript(conversation, last, PAGE);
      // Pieces of an answer are told before it is stored: those that came while it was read are in it.
      if (lines.some(({ role }) => role !== 'citizen')) news.forgetSentences();
      for (const line of lines) {
        yield frame('message', line, line.seq);
        last = line.seq;
      }
      if (typing !== null) yield frame('typing', { active: typing });
      if (lines.length === PAGE) continue;
      if (!live) yield frame('state', { phase: 'live', seq: last });
      live = true;
      while (!signal.aborted && !(await news.arrived(options.heartbeatMs))) yield ': alive\n\n';
    }
  } finally {
    unsubscribe();
  }
}

/** An id beyond the transcript's end (restored from a backup) would hide new lines: such a reader starts over. */
async function startingPoint({ courier, conversation, after }: EventsOptions): Promise<number> {
  if (after === 0) return 0;
  const [line] = await courier.transcript(conversation, after - 1, 1);
  return line?.seq === after ? after : 0;
}

function frame(event: string, data: object, id?: number): string {
  const name = id === undefined ? '' : `id: ${id}\n`;
  return `${name}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

type CourierListener = Parameters<Courier['subscribe']>[1];

/** What happened since it was last asked, folded into at most one fact of each kind; sentences in their order. */
function createNews(signal: AbortSignal) {
  let dirty = false;
  let typing: boolean | null = null;
  let sentences: string[] = [];
  let wake = (): void => undefined;
  signal.addEventListener('abort', () => wake());
  return {
    put(...[event, text]: Parameters<CourierListener>): void {
      dirty = true;
      if (event === 'partial') sentences.push(text ?? '');
      else if (event !== 'message') typing = event === 'working';
      wake();
    },
    take(): { typing: boolean | null; sentences: readonly string[] } {
      const taken = { typing, sentences };
      dirty = false;
      typing = null;
      sentences = [];
      return taken;
    },
    forgetSentences(): void {
      sentences = [];
    },
    /** Whether anything came within `ms`, or the signal aborted. */
    arrived(ms: number): Promise<boolean> {
      if (dirty || signal.aborted) return Promise.resolve(true);
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve(false), ms);
        wake = () => {
          clearTimeout(timer);
          resolve(true);
        };
      });
    },
  };
}
