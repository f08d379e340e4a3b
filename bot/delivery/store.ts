/** What delivery needs of a database. Implemented by `storage/`; one contract suite holds for every implementation. */
import type {
  ChannelName,
  ConversationId,
  ConversationState,
  Effect,
  Inbound,
  OutboundMessage,
  OutboxRow,
  TranscriptMessage,
} from '../types.ts';

/** The oldest message of a conversation that is not worked off, with the state it meets. */
export interface PendingInbound {
  inbound: Inbound;
  /** Null when the conversation is new. */
  state: ConversationState | null;
  /** Number of commits so far; 0 when the conversation is new. */
  revision: number;
}

/** A line for the transcript; `push` also sends it through the channel. */
export interface NewLine {
  role: TranscriptMessage['role'];
  at: number;
  message: OutboundMessage;
  clientMessageId: string | null;
  push: boolean;
}

/** What a decision changes besides the transcript. */
export type Change = Exclude<Effect, { kind: 'send' }>;

/** Everything that one inbound changes. */
export interface Commit {
  inbound: Inbound;
  /** The revision that was decided on. */
  revision: number;
  state: ConversationState;
  lines: readonly NewLine[];
  /** Done in this order once the lines are stored; `erase` before them, so that they are all that stays. */
  changes: readonly Change[];
  at: number;
}

export type CommitResult =
  | { kind: 'committed'; lastSeq: number }
  /** The conversation moved since it was read: nothing was written, decide again. */
  | { kind: 'moved' }
  /** Somebody else worked this inbound off: nothing was written. */
  | { kind: 'already-done' };

export interface InboxStore {
  /** Resolves once durably stored; false when this message was stored before, which changes nothing. */
  accept(inbound: Inbound): Promise<boolean>;
  /** Conversations with messages that wait, longest waiting first. */
  pendingConversations(limit: number): Promise<ConversationId[]>;
  nextPending(conversation: ConversationId): Promise<PendingInbound | null>;
  isDone(inbound: Inbound): Promise<boolean>;
  /** Counts before the work starts, so that a message that kills the process is counted too. Returns the new count. */
  beginAttempt(inbound: Inbound): Promise<number>;
  noteError(inbound: Inbound, error: string): Promise<void>;
  /** All of it in one transaction, or nothing. */
  commit(commit: Commit): Promise<CommitResult>;
  /** `YYYYMMDD-NNNN`, Asia/Shanghai, never given twice. */
  nextTicketNumber(at: number): Promise<string>;
}

export interface DueQuery {
  channels: readonly ChannelName[];
  now: number;
  limit: number;
  /** Only this conversation. */
  conversation?: ConversationId;
}

export interface OutboxStore {
  /** The next message of each conversation, when it is due: a later one never overtakes. Longest due first. */
  dueOutbox(query: DueQuery): Promise<OutboxRow[]>;
  markSent(id: number, at: number): Promise<void>;
  /** Counts an attempt and puts the next one off until `dueAt`. */
  postpone(id: number, dueAt: number, reason: string): Promise<void>;
  markUnreachable(id: number, reason: string): Promise<void>;
}

export interface TranscriptStore {
  transcript(conversation: ConversationId, after: number, limit: number): Promise<TranscriptMessage[]>;
  /** Highest `seq` of each of these conversations; new conversations are absent. */
  lastSeqs(conversations: readonly ConversationId[]): Promise<Map<ConversationId, number>>;
}

export interface DeliveryStore extends InboxStore, OutboxStore, TranscriptStore {}
