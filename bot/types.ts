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
  /** What somebody thought of the answer `seq` of the transcript. */
  | ({ kind: 'rating'; seq: number; value: Rating } & Overheard)
  /** A person of the bureau replies to a ticket. */
  | { kind: 'staff-reply'; ticket: string; text: string; author: string };

/** Useful; clear, but not what was asked; wrong; a person is wanted. */
export type Rating = 'useful' | 'off-target' | 'wrong' | 'person';

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

export type CommandName =
  | 'start'
  | 'help'
  | 'clause'
  | 'person'
  | 'new'
  | 'privacy'
  /** The interviews: may I get legal aid, and which door. */
  | 'aid'
  | 'door'
  /** Everything on record about this chat, and all of it gone. */
  | 'export'
  | 'erase';

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
  /** The interview that goes on, as `bot/interviews/` keeps and reads it. */
  interview?: unknown;
  /** What the last message offered: the next message may take it up. */
  offer?: Offer;
  /** The topic of the last answer, as cards name it. */
  topic?: string;
  /** Items of law education that were told. */
  heard?: readonly string[];
  /** Groups that the person agreed to have noted. */
  groups?: readonly string[];
}

/** Something a person can have by saying its label, or plain yes. */
export type Offer = { kind: 'education'; item: string } | { kind: 'erase' };

/** The interviews that the chat leads through: seeds/interviews/ID.yaml. */
export type InterviewId = 'legal-aid' | 'which-door' | 'handoff-intake' | 'special-groups';

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
  /** Where an interview stands: its question `at` (1-based) of at most `most`. */
  progress?: { at: number; most: number };
  /** What an interview came to; a page and a PDF are made of it when they are fetched (`Documents`). */
  summary?: InterviewSummary;
  /** The places that the body names, in its order. */
  places?: readonly ShownPlace[];
  /** The person may say whether it helped (`InboundContent` of kind `rating`). */
  rateable?: true;
  /** All that is on record about the chat goes with it, as a file that is made when it is fetched. */
  record?: true;
  /** Everything before it is gone; a client that remembers the chat forgets it. */
  erased?: true;
}

/** A place for people to go to, ready to be shown. An empty text or null means "not on file". */
export interface ShownPlace {
  name: string;
  kind: string;
  address: string;
  phone: string;
  /** Today's hours in words. */
  today: string | null;
  /** As the crow flies, in words. */
  distance: string | null;
  /** Degrees, WGS-84; both or neither. */
  latitude: number | null;
  longitude: number | null;
  /** `tel:` for the telephone; 高德, 百度, 腾讯 and `geo:` open the place in a map. */
  links: { tel: string | null; amap: string; baidu: string; tencent: string; geo: string };
  /** Who says so, and the ISO day on which it was checked. */
  source: string;
  verifiedOn: string;
}

export type InterviewResultKind =
  | 'may-no-means'
  | 'may-means'
  | 'other-door'
  | 'ask-staff'
  | 'door'
  | 'intake'
  | 'noted';

/** A sentence in our own words. */
export interface CitedSentence {
  text: string;
  /** As it is shown: `《广东省法律援助条例》第二十三条`. */
  citation: string;
}

export interface AnswerGiven {
  question: string;
  /** How it is called in few words: 事情. */
  short: string;
  answer: string;
  from: 'story' | 'said';
}

/** What an interview came to, as data: for the chat, a printed page, a PDF, or the operator who takes over. */
export interface InterviewSummary {
  interview: string;
  /** The interview's own title. */
  title: string;
  kind: InterviewResultKind | 'unfinished';
  kindLabel: string;
  headline: string;
  /** The kind of office, never an address. */
  agency: string;
  say: readonly CitedSentence[];
  where: readonly CitedSentence[];
  bring: readonly CitedSentence[];
  time: readonly CitedSentence[];
  /** Who decides; stands under the result. */
  closing: readonly CitedSentence[];
  /** Every citation once, in the order in which it is first used. */
  basis: readonly string[];
  answers: readonly AnswerGiven[];
  /** ISO day on which it was made, Asia/Shanghai; null where no day is shown. */
  date: string | null;
}

/** A file made for a person at the moment it is fetched. */
export interface MadeDocument {
  /** For people: `法律援助申请前先问几句.pdf`. */
  name: string;
  mime: string;
  bytes: Uint8Array;
}

/**
 * What goes with a message as a file: an interview's summary (`pdf`, or `html` that prints well), or the record of the chat
 * (`html`, which holds the same as data). Implemented by `bot/documents/`.
 */
export interface Documents {
  /** Null when there is no such message, it has no such document, or it was erased. */
  make(conversation: ConversationId, seq: number, form: 'pdf' | 'html'): Promise<MadeDocument | null>;
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
  /** What the person thought of it. */
  rating?: Rating;
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
  | { kind: 'answer-ticket'; number: string; author: string; text: string }
  /** The person adds something to a ticket of theirs. */
  | { kind: 'note-ticket'; number: string; text: string }
  /** `seq` is the answer's place in the transcript; null for the last answer. A second rating replaces the first. */
  | { kind: 'rate'; seq: number | null; value: Rating }
  /** Into the registry of service recipients, with the time and the purpose that the person agreed to. */
  | { kind: 'register-recipient'; groups: readonly string[]; purpose: string }
  | { kind: 'withdraw-recipient' }
  /** Everything on record about this chat goes, files too, before what this decision sends is stored. */
  | { kind: 'erase' };

/** What `decide` may use: no I/O of its own, the clock and ids are passed in. */
export interface DecideContext {
  ask(question: Question): Promise<Outcome>;
  /** The nearest verified places to where somebody is (WGS-84, degrees). */
  placesNear(location: { latitude: number; longitude: number }): Promise<WhereTo>;
  /** Verified places or practitioners when the text asks for them and some are on file; null otherwise. */
  whereAsked(text: string): Promise<WhereTo | null>;
  /** Runs before anything else on every text a citizen writes, whoever holds the conversation. */
  recogniseDanger(text: string): Extract<Outcome, { kind: 'emergency' }> | null;
  now: number;
  /** Reserves a ticket number that nobody else gets; called only when a ticket is opened. */
  nextTicketNumber(): Promise<string>;
}

/** What is told to somebody who asks where to go or whom to ask. */
export interface WhereTo {
  body: string;
  places: readonly ShownPlace[];
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
  /**
   * Calls back when the conversation may have new lines or starts/stops being worked on; `partial` brings the next piece (`text`,
   * empty before the first) of an answer that is verified and not stored yet. Returns the way to stop.
   */
  subscribe(
    conversation: ConversationId,
    listener: (event: 'message' | 'working' | 'idle' | 'partial', text?: string) => void,
  ): () => void;
}
