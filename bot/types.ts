/**
 * The words that every room of `bot/` shares. Times are milliseconds since the epoch (UTC);
 * only texts and service clocks turn them into Asia/Shanghai.
 */
import type {
  Audience,
  Citation,
  DeclineReason,
  HandoffReason,
  Outcome,
  Question,
  Turn,
} from '../knowledge/types.ts';

export type ChannelName = 'web' | 'telegram' | 'terminal';

/** `${channel}:${address}`: one chat with one person. */
export type ConversationId = string;

export type InboundContent =
  /** `via` says how, when it was not typed: an option was pressed, or an earlier message was changed. */
  | ({ kind: 'text'; text: string; via?: 'button' | 'edit' } & Overheard)
  | ({ kind: 'command'; name: CommandName; argument: string } & Overheard)
  /** In degrees, WGS 84. */
  | ({ kind: 'location'; latitude: number; longitude: number } & Overheard)
  | ({ kind: 'file' } & StoredFile & { caption: string } & Overheard)
  | ({ kind: 'unreadable'; what: Unreadable; caption: string } & Overheard)
  /** A person of the bureau replies to a ticket. */
  | { kind: 'staff-reply'; ticket: string; text: string; author: string };

/** Said where others read along. */
interface Overheard {
  /** The address at which this person can ask alone; absent in a chat that is private already. */
  privateLink?: string;
}

/** A photo or document that a person sent, as it lies in `DATA_DIR/files/`. */
export interface StoredFile {
  /** As the sender calls it, for people to read; never a path. */
  name: string;
  /** As the sender's program claims; nobody has looked into the file. */
  mime: string;
  /** Bytes. */
  size: number;
  /** Its path below `DATA_DIR/files/`. */
  ref: string;
  /** Photos sent together share it. */
  album?: string;
}

/** What arrived and cannot be used, each with an answer of its own. */
export type Unreadable =
  | 'voice'
  | 'video'
  | 'sticker'
  | 'contact'
  | 'other'
  /** A file that is larger than we take. */
  | 'file-too-large'
  /** A file that could not be fetched from the channel. */
  | 'file-lost'
  /** More files than one person may send in a while. */
  | 'too-many-files'
  /** A file sent where others read along: it was not fetched. */
  | 'file-in-public'
  /** More messages than anybody types: those after this one were not read. */
  | 'flood';

export type CommandName = 'start' | 'help' | 'clause' | 'person' | 'new' | 'privacy';

/** One thing somebody said. `channel` + `conversation` + `messageId` name it once and for all: a second delivery changes nothing. */
export interface Inbound {
  channel: ChannelName;
  conversation: ConversationId;
  messageId: string;
  content: InboundContent;
  receivedAt: number;
}

/** What is remembered of a chat. Stored as JSON; `schema` says how to read it. */
export interface ConversationState {
  schema: 1;
  audience: Audience;
  greeted: boolean;
  /** The last turns, oldest first, at most `HISTORY_TURNS`. */
  history: readonly Turn[];
  /** Numbers of tickets that are still open, oldest first. */
  openTickets: readonly string[];
  /** Files that no ticket names yet, oldest first. */
  files?: readonly StoredFile[];
}

export type MessageKind = Outcome['kind'] | 'notice' | 'staff-reply';

/** What leaves for a person. Channels format it; nothing in it needs looking up. */
export interface OutboundMessage {
  kind: MessageKind;
  /** Plain text; paragraphs are separated by a blank line. Citations are not repeated in it. */
  body: string;
  citations: readonly Citation[];
  /** Quick replies; choosing one sends exactly this text. */
  options: readonly string[];
  reason: HandoffReason | DeclineReason | null;
  confidence: number | null;
  ticket: string | null;
}

/** A line of the transcript, as the web chat reads it. */
export interface TranscriptMessage {
  /** 1-based, without gaps, per conversation: the event id that `Last-Event-ID` resumes from. */
  seq: number;
  role: 'citizen' | 'bot' | 'staff';
  at: number;
  message: OutboundMessage;
  /** The citizen's own message id, so that a client recognises its message; null for others. */
  clientMessageId: string | null;
}

export interface NewTicket {
  number: string;
  reason: HandoffReason;
  /** What the person asked and what was found, for staff. */
  summary: string;
}

/** What a decision wants done. All effects of one inbound are stored in one transaction. */
export type Effect =
  | { kind: 'send'; message: OutboundMessage }
  | { kind: 'open-ticket'; ticket: NewTicket }
  | { kind: 'answer-ticket'; number: string; author: string; text: string };

/** What `decide` may use: no I/O of its own, the clock and ids are passed in. */
export interface DecideContext {
  ask(question: Question): Promise<Outcome>;
  /** What is told to somebody who sends where they are (WGS-84, degrees): the nearest verified places, or that there are none. */
  placesNear(location: { latitude: number; longitude: number }): Promise<string>;
  /** Runs before anything else on every text a citizen writes, whoever holds the conversation. */
  recogniseDanger(text: string): Extract<Outcome, { kind: 'emergency' }> | null;
  now: number;
  /** Reserves a ticket number that nobody else gets; called only when a ticket is opened. */
  nextTicketNumber(): Promise<string>;
}

export interface Decision {
  state: ConversationState;
  effects: readonly Effect[];
}

export type Decide = (
  state: ConversationState,
  inbound: Inbound,
  context: DecideContext,
) => Promise<Decision>;

export type TicketStatus = 'waiting' | 'answered' | 'closed';

export interface Ticket {
  number: string;
  conversation: ConversationId;
  channel: ChannelName;
  reason: HandoffReason;
  summary: string;
  status: TicketStatus;
  openedAt: number;
  answeredAt: number | null;
}

/** One row of the outbox: a message that still has to reach its channel. */
export interface OutboxRow {
  id: number;
  channel: ChannelName;
  conversation: ConversationId;
  seq: number;
  message: OutboundMessage;
  attempts: number;
}

export type SendResult =
  | { kind: 'sent' }
  /** Try again not before `afterMs` from now; null lets the dispatcher's back-off choose. */
  | { kind: 'retry'; afterMs: number | null; reason: string }
  /** The person blocked the bot or deleted the chat: never try again. */
  | { kind: 'unreachable'; reason: string };

/** A way to reach people. Translates only; nothing here decides. */
export interface Channel {
  readonly name: ChannelName;
  /** `seq` is the message's place in the transcript: with it a channel names the message whose option was chosen. */
  send(conversation: ConversationId, message: OutboundMessage, seq: number): Promise<SendResult>;
}

/**
 * What channels may do with the core: hand in what people say, read the transcript, wait for news.
 * Implemented by `delivery/`.
 */
export interface Courier {
  /** Resolves once durably stored; the work happens afterwards. Never rejects for a duplicate. */
  accept(inbound: Inbound): Promise<'stored' | 'duplicate'>;
  /** Transcript lines with `seq > after`, oldest first, at most `limit`. */
  transcript(conversation: ConversationId, after: number, limit?: number): Promise<TranscriptMessage[]>;
  /** Calls back when the conversation may have new lines or starts/stops being worked on. Returns the way to stop. */
  subscribe(
    conversation: ConversationId,
    listener: (event: 'message' | 'working' | 'idle') => void,
  ): () => void;
}
