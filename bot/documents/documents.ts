/** Makes the files that go with messages, at the moment they are fetched: nothing of them is stored. */
import { renderHtml } from '../interviews/summary-html.ts';
import { renderPdf } from '../interviews/summary-pdf.ts';
import { record as texts } from '../texts.ts';
import type { ConversationId, Documents, InterviewSummary, MadeDocument, OutboundMessage } from '../types.ts';
import type { PersonalRecord } from './record.ts';
import { renderRecord } from './record-html.ts';

/** Implemented by `storage/`. */
export interface RecordStore {
  /** The message `seq` of a transcript; null when there is none. */
  message(conversation: ConversationId, seq: number): Promise<OutboundMessage | null>;
  /** Everything on record about a chat. */
  record(conversation: ConversationId): Promise<PersonalRecord>;
}

const HTML = 'text/html; charset=utf-8';

/** @param now milliseconds since the epoch */
export function createDocuments(store: RecordStore, now: () => number): Documents {
  return {
    async make(conversation, seq, form) {
      const message = await store.message(conversation, seq);
      if (message?.summary) return summaryAs(message.summary, form);
      if (message?.record !== true) return null;
      const page = renderRecord(await store.record(conversation), now());
      return { name: texts.fileName, mime: HTML, bytes: Buffer.from(page) };
    },
  };
}

async function summaryAs(summary: InterviewSummary, form: 'pdf' | 'html'): Promise<MadeDocument> {
  if (form === 'html')
    return { name: `${summary.title}.html`, mime: HTML, bytes: Buffer.from(renderHtml(summary)) };
  return { name: `${summary.title}.pdf`, mime: 'application/pdf', bytes: await renderPdf(summary) };
}
