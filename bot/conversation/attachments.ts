/** What a person sends that is not words: places, photos, documents, and what we cannot read. */
import * as texts from '../texts.ts';
import type {
  ConversationState,
  DecideContext,
  Decision,
  InboundContent,
  OutboundMessage,
  StoredFile,
} from '../types.ts';
import { placesMessage, plainMessage } from './reply.ts';
import { say } from './say.ts';

type Attachment = Extract<InboundContent, { kind: 'location' | 'file' | 'unreadable' }>;
type FileContent = Extract<InboundContent, { kind: 'file' }>;
type DecideText = (state: ConversationState, text: string) => Promise<Decision>;

/** Names in a ticket and in the state stay few: a hundred photos tell staff no more than the newest twenty. */
const MOST_FILES = 20;

/** One clear reply to each; words that come with it are answered first, as if they had been sent alone. */
export async function decideAttachment(
  state: ConversationState,
  content: Attachment,
  { decideText, placesNear }: Pick<DecideContext, 'placesNear'> & { decideText: DecideText },
): Promise<Decision> {
  switch (content.kind) {
    case 'location':
      return say(state, '', placesMessage(await placesNear(content)));
    case 'file':
      return decideFile(state, content, decideText);
    case 'unreadable': {
      const note = plainMessage('notice', texts.unreadable[content.what]);
      return content.caption.trim() === ''
        ? say(state, '', note)
        : followedBy(await decideText(state, content.caption), note);
    }
  }
}

/** The lines of a ticket that name the files which no ticket names yet; '' for none. */
export function attachedFiles({ files = [] }: ConversationState): string {
  return files.map((file) => `\n${texts.ticketFile(file.name, file.mime, file.size, file.ref)}`).join('');
}

/** The state once a ticket names its files. */
export function withoutFiles(state: ConversationState): ConversationState {
  const { files: _named, ...rest } = state;
  return rest;
}

async function decideFile(
  state: ConversationState,
  content: FileContent,
  decideText: DecideText,
): Promise<Decision> {
  const { kind: _kind, caption, privateLink: _link, ...file } = content;
  const kept = { ...state, files: [...(state.files ?? []), file].slice(-MOST_FILES) };
  if (caption.trim() !== '') {
    const decision = await decideText(kept, caption);
    const opened = decision.effects.some(({ kind }) => kind === 'open-ticket');
    return followedBy(decision, opened ? plainMessage('notice', texts.fileInTicket(file.name)) : offer(file));
  }
  return isInSameAlbum(state, file) ? { state: kept, effects: [] } : say(kept, '', offer(file));
}

/** Ten photos sent as one album are ten messages, and deserve one reply. */
function isInSameAlbum({ files }: ConversationState, { album }: StoredFile): boolean {
  return album !== undefined && files?.at(-1)?.album === album;
}

/** Nobody looks at the file before a ticket names it, so the way to a ticket is offered with it. */
function offer({ name }: StoredFile): OutboundMessage {
  return { ...plainMessage('notice', texts.fileStored(name)), options: [texts.askForPerson] };
}

function followedBy(decision: Decision, message: OutboundMessage): Decision {
  return { ...decision, effects: [...decision.effects, { kind: 'send', message }] };
}
