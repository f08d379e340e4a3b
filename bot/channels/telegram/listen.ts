/** Everything that Telegram reports → the courier. An error here means that nothing was stored: the update comes again. */
import type { Bot, Context, FilterQuery } from 'grammy';
import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import type { ConversationId, Courier, InboundContent } from '../../types.ts';
import type { CallbackTokens } from './callback-token.ts';
import type { FileStore } from './files.ts';
import type { FloodGate } from './flood.ts';
import { editedIn, type Said, saidIn } from './inbound.ts';
import type { OfferedFile } from './media.ts';
import { handlePress } from './presses.ts';

/** What Telegram is asked for. Being blocked or added to a group needs no answer; `my_chat_member` is confirmed unread. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

/** What a person can say; joining, pinning and other service messages are not among it. */
const SAYINGS = [
  'message:text',
  'message:caption',
  'message:file',
  'message:location',
  'message:contact',
  'message:poll',
  'message:dice',
  'message:story',
] as const satisfies FilterQuery[];

export interface ListenOptions {
  courier: Courier;
  tokens: CallbackTokens;
  gate: FloodGate;
  files: FileStore;
  log: Logger;
  now(): number;
}

/** The chat whose updates have to stay in order. */
export function chatOf({ message, edited_message, callback_query }: Update): number {
  return (message ?? edited_message ?? callback_query?.message)?.chat.id ?? 0;
}

export function listen(bot: Bot, options: ListenOptions): void {
  bot.on([...SAYINGS], (context) => take(context, options, () => saidIn(context.message, context.me)));
  bot.on('edited_message', (context) =>
    take(context, options, () => editedIn(context.editedMessage, context.me)),
  );
  bot.on('callback_query', (context) => handlePress(context, options));
}

async function take(context: Context, options: ListenOptions, read: () => Said | null): Promise<void> {
  const said = readable(context, options.log, read);
  if (said === null) return;
  const verdict = options.gate.admit(context.update, said.conversation);
  if (verdict === 'drop') return;
  await (verdict === 'read' ? store(context, options, said) : tellOfFlood(options, said));
}

/** Null when Telegram sent something unheard of: trying again would not help, and would hold up this chat for ever. */
function readable({ update }: Context, log: Logger, read: () => Said | null): Said | null {
  try {
    return read();
  } catch (error) {
    log.error({ err: error, update: update.update_id }, 'Telegram 消息无法识别，已跳过。');
    return null;
  }
}

async function store({ update }: Context, options: ListenOptions, said: Said): Promise<void> {
  const { conversation, messageId } = said;
  const content =
    said.content.kind === 'offered-file'
      ? await fetched(update, options, said.conversation, said.content)
      : said.content;
  const ref = content.kind === 'file' ? content.ref : null;
  const discard = async (): Promise<void> => void (ref !== null && (await options.files.discard(ref)));
  try {
    const inbound = {
      channel: 'telegram',
      conversation,
      messageId,
      content,
      receivedAt: options.now(),
    } as const;
    if ((await options.courier.accept(inbound)) === 'duplicate') await discard();
  } catch (error) {
    await discard();
    throw error;
  }
}

/** Through the inbox like everything said, so that the notice comes after the answers to what was read. */
async function tellOfFlood(
  { courier, now }: ListenOptions,
  { conversation, messageId }: Said,
): Promise<void> {
  await courier.accept({
    channel: 'telegram',
    conversation,
    messageId: `flood:${messageId}`,
    content: { kind: 'unreadable', what: 'flood', caption: '' },
    receivedAt: now(),
  });
}

async function fetched(
  update: Update,
  { gate, files }: ListenOptions,
  conversation: ConversationId,
  { fileId, size, caption, name, mime, album }: OfferedFile,
): Promise<InboundContent> {
  if (!gate.admitFile(update, conversation)) return { kind: 'unreadable', what: 'too-many-files', caption };
  const file = await files.fetch(fileId, size, conversation);
  if (file.kind !== 'stored') return { kind: 'unreadable', what: file.kind, caption };
  const { ref, size: bytes } = file;
  return { kind: 'file', name, mime, size: bytes, ref, caption, ...(album !== undefined && { album }) };
}
