/** The file that goes behind a message: an interview's result to print, or the record of the chat. */
import { setTimeout as sleep } from 'node:timers/promises';
import { noPdf, noRecord, record } from '../../texts.ts';
import type { ConversationId, Documents, MadeDocument, OutboundMessage } from '../../types.ts';

/** https://core.telegram.org/bots/api#senddocument */
const MOST_BYTES = 50 * 1024 * 1024;

export interface Attachment {
  form: 'pdf' | 'html';
  /** What stands under the file. */
  caption: string;
  /** What the person reads when there is no file. */
  excuse: string;
}

/** Null for a message that no file goes with. */
export function attachmentOf({ summary, record: isRecord }: OutboundMessage): Attachment | null {
  if (summary !== undefined) return { form: 'pdf', caption: summary.title, excuse: noPdf };
  return isRecord ? { form: 'html', caption: record.title, excuse: noRecord } : null;
}

/**
 * Makes the file. Null when there is nothing to make it of any more, as after an erasure.
 * @throws when it cannot be made within `limitMs`, or is larger than Telegram takes
 */
export async function makeAttachment(
  documents: Documents,
  [conversation, seq]: readonly [ConversationId, number],
  { form }: Attachment,
  limitMs: number,
): Promise<MadeDocument | null> {
  const over = new AbortController();
  const late = sleep(limitMs, undefined, { signal: over.signal }).then(
    () => Promise.reject(new Error(`not made within ${limitMs} ms`)),
    () => null,
  );
  const made = await Promise.race([documents.make(conversation, seq, form), late]).finally(() =>
    over.abort(),
  );
  if (made !== null && made.bytes.length > MOST_BYTES) throw new Error(`${made.bytes.length} bytes`);
  return made;
}

/** grammY writes the name into a header as it is: what would end it there is taken out. */
export const headerSafe = (name: string): string => name.replace(/[\s;"]+/g, '-');
