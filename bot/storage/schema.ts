/**
 * The tables. Times are milliseconds since the epoch, JSON is text: both mean the same in SQLite and PostgreSQL.
 * Names are those of the database, hence snake_case.
 */
import type { Generated } from 'kysely';
import type { HandoffReason } from '../../knowledge/types.ts';
import type { TicketEventKind } from '../handoff/tickets.ts';
import type { County, PlaceKind, PractitionerKind, TableName } from '../places/types.ts';
import type { ChannelName, ConversationId, Rating, TranscriptMessage } from '../types.ts';

export interface Schema {
  conversations: ConversationsTable;
  inbox: InboxTable;
  messages: MessagesTable;
  outbox: OutboxTable;
  tickets: TicketsTable;
  ticket_events: TicketEventsTable;
  ticket_counters: TicketCountersTable;
  web_tokens: WebTokensTable;
  kv: KvTable;
  places: PlacesTable;
  practitioners: PractitionersTable;
  place_imports: PlaceImportsTable;
  ratings: RatingsTable;
  recipients: RecipientsTable;
  erased_files: ErasedFilesTable;
  erasures: ErasuresTable;
}

interface ConversationsTable {
  id: ConversationId;
  channel: ChannelName;
  /** `ConversationState` as JSON. */
  state: string;
  /** Counts commits: whoever decided on an older revision has to decide again. */
  revision: number;
  /** The highest `messages.seq` ever given out, also when old messages are erased. */
  last_seq: number;
  created_at: number;
  updated_at: number;
}

interface InboxTable {
  channel: ChannelName;
  conversation: ConversationId;
  message_id: string;
  /** Order of arrival within the conversation. */
  arrival: number;
  /** `InboundContent` as JSON. */
  content: string;
  received_at: number;
  done_at: number | null;
  /** How often somebody started to decide. */
  attempts: number;
  /** What went wrong last. */
  error: string | null;
}

interface MessagesTable {
  conversation: ConversationId;
  seq: number;
  role: TranscriptMessage['role'];
  at: number;
  /** `OutboundMessage` as JSON. */
  message: string;
  client_message_id: string | null;
}

/** What has to be sent; the words stand in `messages` under the same conversation and seq. */
interface OutboxTable {
  id: Generated<number>;
  channel: ChannelName;
  conversation: ConversationId;
  seq: number;
  due_at: number;
  attempts: number;
  sent_at: number | null;
  /** Set when it will never be sent. */
  failed_reason: string | null;
  /** Why the last attempt did not succeed. */
  error: string | null;
}

interface TicketsTable {
  number: string;
  conversation: ConversationId;
  channel: ChannelName;
  reason: HandoffReason;
  summary: string;
  opened_at: number;
}

/** Every change of a ticket; its status is what the last event made it. */
interface TicketEventsTable {
  id: Generated<number>;
  number: string;
  at: number;
  who: string;
  what: TicketEventKind;
  text: string;
}

interface TicketCountersTable {
  /** `YYYYMMDD` in Asia/Shanghai. */
  day: string;
  last: number;
}

interface WebTokensTable {
  conversation: ConversationId;
  token_hash: string;
  created_at: number;
}

interface KvTable {
  /** Empty for none. */
  namespace: string;
  key: string;
  value: string;
  expires_at: number | null;
}

/** Where people can go; replaced as a whole by every import. Lists are texts with `、` between the entries. */
export interface PlacesTable {
  /** Order in the file, from 0. */
  position: number;
  name: string;
  kind: PlaceKind;
  services: string;
  county: County;
  town: string;
  address: string;
  phone: string;
  hours: string;
  /** Degrees, WGS-84. */
  latitude: number | null;
  longitude: number | null;
  source: string;
  /** ISO date. */
  verified_on: string;
}

export interface PractitionersTable {
  position: number;
  name: string;
  kind: PractitionerKind;
  body: string;
  licence_number: string;
  county: County;
  town: string;
  fields: string;
  phone: string;
  source: string;
  verified_on: string;
}

/** Every import that succeeded; the last id of a kind is the version of its table. */
interface PlaceImportsTable {
  id: Generated<number>;
  kind: TableName;
  /** Name of the file, without its folder. */
  file: string;
  rows: number;
  added: number;
  removed: number;
  changed: number;
  imported_at: number;
}

/** What people thought of answers, beside what was asked and said: it outlives the messages' retention, not an erasure. */
interface RatingsTable {
  conversation: ConversationId;
  /** Of the answer. */
  seq: number;
  value: Rating;
  at: number;
  question: string;
  answer: string;
  /** Labels of the answer's citations, as a JSON list. */
  labels: string;
}

/** The registry of service recipients: groups that somebody agreed to have noted. */
interface RecipientsTable {
  conversation: ConversationId;
  /** A JSON list, as people read them. */
  groups: string;
  purpose: string;
  consented_at: number;
}

/** Files that are still to be deleted after an erasure. */
interface ErasedFilesTable {
  /** Path below DATA_DIR/files/. */
  ref: string;
}

/** How much was erased and when; never whose. */
interface ErasuresTable {
  id: Generated<number>;
  at: number;
  messages: number;
  tickets: number;
  files: number;
}
