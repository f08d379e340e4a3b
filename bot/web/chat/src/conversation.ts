/** The state of the chat: its transcript, what is on its way, and how the connection is. */
import { type Ref, readonly, ref, shallowReactive } from 'vue';
import type { TranscriptMessage } from '../../../types.ts';
import {
  type Api,
  ApiError,
  type DocumentForm,
  type FetchedDocument,
  type Said,
  type Session,
} from './api.ts';
import type { ServerEvent } from './event-stream.ts';
import { createOutbox, type OwnMessage } from './outbox.ts';
import { createPause, retryDelayMs } from './pause.ts';
import type { ChatStore } from './store.ts';

/** `idle`: nothing was said yet, so there is nothing to listen to. */
export type Connection = 'idle' | 'connecting' | 'live' | 'lost';

export interface Conversation {
  readonly lines: readonly TranscriptMessage[];
  readonly own: readonly OwnMessage[];
  readonly typing: Readonly<Ref<boolean>>;
  /** What has come of the next answer; empty once the answer itself is there. */
  readonly partial: Readonly<Ref<string>>;
  readonly connection: Readonly<Ref<Connection>>;
  /** Lines up to this `seq` were said before the page was opened; null until they have all come. */
  readonly replayedUpTo: Readonly<Ref<number | null>>;
  /** The server did not know the conversation any more and a new one began. */
  readonly wasLost: Readonly<Ref<boolean>>;
  /** Goes on with the conversation that this device remembers, if there is one. */
  resume(): void;
  /** @param id names it once and for all; what the transcript shows under it already is not said again */
  say(said: Said, id?: string): void;
  /** The file that goes with the message `seq`. @throws ApiError */
  fetchDocument(seq: number, form: DocumentForm): Promise<FetchedDocument>;
  /** Takes back a message that the server rejected. */
  withdraw(clientMessageId: string): void;
  /** Tries everything that waits now. */
  retry(): void;
  /** Drops the connection, which may be dead without knowing it, and takes it up again; nothing gets lost. */
  reconnect(): void;
  /** Forgets the conversation on this device. */
  startOver(): void;
}

export interface ConversationOptions {
  api: Api;
  store: ChatStore;
  /** Everything was erased at the citizen's wish: whoever keeps more of the chat forgets it too. */
  onErased?: () => void;
  retryDelay?: (failures: number) => number;
}

export function createConversation({
  api,
  store,
  onErased = () => undefined,
  retryDelay = retryDelayMs,
}: ConversationOptions): Conversation {
  const lines = shallowReactive<TranscriptMessage[]>([]);
  const typing = ref(false);
  const partial = ref('');
  const connection = ref<Connection>('idle');
  const replayedUpTo = ref<number | null>(0);
  const wasLost = ref(false);
  const pause = createPause();
  let session: Session | null = null;
  let opening: Promise<Session> | null = null;
  let stream = new AbortController();

  /** Makes `next` the conversation of this page and listens to it. */
  const enter = (next: Session | null, history: 'none' | 'on the server'): void => {
    session = next;
    lines.splice(0);
    typing.value = false;
    partial.value = '';
    replayedUpTo.value = history === 'none' ? 0 : null;
    connection.value = next === null ? 'idle' : 'connecting';
    stream.abort();
    pause.wake();
    if (next !== null) void follow(next);
  };

  const openSession = (): Promise<Session> => {
    if (session !== null) return Promise.resolve(session);
    opening ??= api
      .createConversation()
      .then((created) => {
        store.saveSession(created);
        enter(created, 'none');
        return created;
      })
      .finally(() => {
        opening = null;
      });
    return opening;
  };

  const lose = (lost: Session): void => {
    if (session !== lost) return;
    wasLost.value = true;
    store.saveSession(null);
    enter(null, 'none');
    outbox.sendAgain();
  };

  /** Nothing is left of the conversation, here either, but the word that it is gone. */
  const forget = (confirmation: TranscriptMessage): void => {
    store.saveSession(null);
    outbox.clear();
    enter(null, 'none');
    lines.push(confirmation);
    onErased();
  };

  const outbox = createOutbox({ api, store, openSession, onLost: lose });

  const onMessage = (line: TranscriptMessage): void => {
    if (line.seq <= lastSeq(lines)) return;
    if (line.message.erased === true) {
      forget(line);
      return;
    }
    lines.push(line);
    if (line.role !== 'citizen') {
      typing.value = false;
      partial.value = '';
    }
    if (line.clientMessageId !== null) outbox.remove(line.clientMessageId);
  };

  const onLive = (): void => {
    connection.value = 'live';
    partial.value = '';
    replayedUpTo.value ??= lastSeq(lines);
    outbox.wake();
  };

  /** An empty piece means that the answer is told from its beginning. */
  const onPartial = (piece: string): void => {
    partial.value = piece === '' ? '' : partial.value + piece;
  };

  const onEvent = ({ type, data }: ServerEvent): void => {
    if (type === 'message') onMessage(JSON.parse(data));
    if (type === 'typing') typing.value = JSON.parse(data).active === true;
    if (type === 'partial') onPartial(JSON.parse(data).text);
    if (type === 'state') onLive();
  };

  /** Listens until the page turns to another conversation. */
  const follow = async (current: Session): Promise<void> => {
    for (let failures = 0; session === current; failures += 1) {
      if (failures > 0) await pause.wait(retryDelay(failures));
      if (session !== current) return;
      const error = await listen(current);
      if (session !== current) return;
      if (error?.isConversationLost) return lose(current);
      typing.value = false;
      partial.value = '';
      // A stream that had worked is taken up again without alarming anybody.
      if (connection.value === 'live') failures = 0;
      connection.value = connection.value === 'live' ? 'connecting' : 'lost';
    }
  };

  const listen = async (current: Session): Promise<ApiError | null> => {
    stream = new AbortController();
    const { signal } = stream;
    const mine = (event: ServerEvent): void => {
      if (session === current && !signal.aborted) onEvent(event);
    };
    try {
      await api.readEvents({ session: current, after: lastSeq(lines), signal, onEvent: mine });
      return null;
    } catch (error) {
      return error instanceof ApiError ? error : null;
    }
  };

  return {
    lines,
    own: outbox.messages,
    typing: readonly(typing),
    partial: readonly(partial),
    connection: readonly(connection),
    replayedUpTo: readonly(replayedUpTo),
    wasLost: readonly(wasLost),
    resume() {
      const remembered = store.session();
      enter(remembered, remembered === null ? 'none' : 'on the server');
      outbox.wake();
    },
    say(said, id) {
      if (id !== undefined && lines.some(({ clientMessageId }) => clientMessageId === id)) return;
      wasLost.value = false;
      outbox.add(said, id);
    },
    async fetchDocument(seq, form) {
      if (session === null) throw new ApiError(404, '');
      return api.fetchDocument(session, seq, form);
    },
    withdraw: outbox.remove,
    retry() {
      pause.wake();
      outbox.wake();
    },
    reconnect() {
      stream.abort();
      pause.wake();
      outbox.wake();
    },
    startOver() {
      wasLost.value = false;
      store.saveSession(null);
      outbox.clear();
      enter(null, 'none');
    },
  };
}

const lastSeq = (lines: readonly TranscriptMessage[]): number => lines[lines.length - 1]?.seq ?? 0;
