/** Which transcript lines and other changes a decision comes to. */
import { plainMessage } from '../conversation/reply.ts';
import * as texts from '../texts.ts';
import type { Decision, Effect, Inbound, InboundContent } from '../types.ts';
import type { Change, NewLine } from './store.ts';

/**
 * The person's own line, then what is sent, in order. The own line is written here and not when it is accepted: so a
 * transcript never shows a question whose answer stands above it, and numbering without gaps costs `accept` no lock.
 * Until then `working` tells the reader that the message arrived.
 */
export function linesOf(inbound: Inbound, decision: Decision, now: number): NewLine[] {
  // Words that ask for everything to be erased are erased too.
  const own = decision.effects.some(({ kind }) => kind === 'erase') ? [] : ownLine(inbound);
  return [...own, ...decision.effects.flatMap((effect) => sentLine(effect, now))];
}

export function changesOf(decision: Decision): Change[] {
  return decision.effects.filter((effect) => effect.kind !== 'send');
}

/** What a citizen said, in words, null for content that no citizen sent. */
export function citizenText(content: InboundContent): string | null {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'command':
      return `/${content.name} ${content.argument}`.trimEnd();
    case 'location':
      return texts.sentLocation;
    case 'file':
      return withCaption(texts.sentFile(content.name), content.caption);
    case 'unreadable':
      return withCaption(texts.sentUnreadable[content.what], content.caption);
    case 'rating':
    case 'staff-reply':
      return null;
  }
}

const withCaption = (said: string, caption: string): string =>
  caption === '' ? said : `${said}\n${caption}`;

function ownLine({ content, receivedAt, messageId }: Inbound): NewLine[] {
  const text = citizenText(content);
  if (text === null) return [];
  const message = plainMessage('notice', text);
  return [{ role: 'citizen', at: receivedAt, message, clientMessageId: messageId, push: false }];
}

function sentLine(effect: Effect, at: number): NewLine[] {
  if (effect.kind !== 'send') return [];
  const role = effect.message.kind === 'staff-reply' ? 'staff' : 'bot';
  return [{ role, at, message: effect.message, clientMessageId: null, push: true }];
}
