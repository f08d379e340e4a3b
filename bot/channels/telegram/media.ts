/** What a message holds besides words. */
import type { Context } from 'grammy';
import { fileName, photoName } from '../../texts.ts';
import type { InboundContent, Unreadable } from '../../types.ts';
import { cleanText } from '../clean-text.ts';

type TelegramMessage = NonNullable<Context['message']>;
type Wordless = Extract<InboundContent, { kind: 'location' | 'unreadable' }>;

/** A photo or document that lies with Telegram still. */
export interface OfferedFile {
  kind: 'offered-file';
  /** Telegram's name for it, for `getFile`. */
  fileId: string;
  name: string;
  mime: string;
  /** Bytes, null when Telegram does not say. */
  size: number | null;
  caption: string;
  album?: string;
  privateLink?: string;
}

const LONGEST_NAME = 100;
/** https://www.rfc-editor.org/rfc/rfc6838#section-4.2 */
const MIME = /^[\w.+-]{1,64}\/[\w.+-]{1,64}$/;

/** Null for a message of nothing but words. `caption` is what was written to it. */
export function withoutWords(message: TelegramMessage, caption: string): Wordless | OfferedFile | null {
  if (message.location !== undefined) {
    const { latitude, longitude } = message.location;
    return { kind: 'location', latitude, longitude };
  }
  const what = unreadableIn(message);
  if (what !== null) return { kind: 'unreadable', what, caption: cleanText(caption) };
  const file = photoIn(message) ?? documentIn(message);
  if (file === null) return null;
  if (message.chat.type !== 'private')
    return { kind: 'unreadable', what: 'file-in-public', caption: cleanText(caption) };
  const album = message.media_group_id === undefined ? {} : { album: message.media_group_id };
  return { kind: 'offered-file', ...file, caption: cleanText(caption), ...album };
}

/** An animation comes with a document too, so this is asked first. https://core.telegram.org/bots/api#message */
function unreadableIn(message: TelegramMessage): Unreadable | null {
  if (message.voice || message.audio) return 'voice';
  if (message.video || message.video_note || message.animation) return 'video';
  if (message.sticker || message.dice) return 'sticker';
  if (message.contact) return 'contact';
  return message.text === undefined && !message.photo && !message.document ? 'other' : null;
}

type FileFacts = Pick<OfferedFile, 'fileId' | 'name' | 'mime' | 'size'>;

/** The largest of the sizes Telegram offers, which come smallest first. */
function photoIn({ photo }: TelegramMessage): FileFacts | null {
  const largest = photo?.at(-1);
  if (largest === undefined) return null;
  return { fileId: largest.file_id, name: photoName, mime: 'image/jpeg', size: largest.file_size ?? null };
}

function documentIn({ document }: TelegramMessage): FileFacts | null {
  if (document === undefined) return null;
  const name = cleanText(document.file_name ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  const mime = document.mime_type ?? '';
  return {
    fileId: document.file_id,
    name: name === '' ? fileName : shortened(name),
    mime: MIME.test(mime) ? mime : 'application/octet-stream',
    size: document.file_size ?? null,
  };
}

/** The end is kept: it says what kind of file it is. */
function shortened(name: string): string {
  return name.length <= LONGEST_NAME
    ? name
    : `…${name
        .slice(-LONGEST_NAME)
        .toWellFormed()
        .replace(/^\ufffd/, '')}`;
}
