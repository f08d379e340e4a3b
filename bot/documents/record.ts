/** What is on record about one chat, as the person may read and take it. */
import type { TicketEventKind } from '../handoff/tickets.ts';
import type { Rating, StoredFile, TranscriptMessage } from '../types.ts';

export interface PersonalRecord {
  messages: readonly TranscriptMessage[];
  tickets: readonly RecordedTicket[];
  ratings: readonly { at: number; value: Rating; question: string }[];
  /** The entry in the registry of service recipients. */
  recipient: { groups: readonly string[]; purpose: string; consentedAt: number } | null;
  files: readonly Pick<StoredFile, 'name' | 'mime' | 'size'>[];
}

export interface RecordedTicket {
  number: string;
  openedAt: number;
  events: readonly { at: number; what: TicketEventKind; text: string }[];
}
