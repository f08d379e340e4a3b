/** What a button carries: the option or the rating it stands for, of which message, signed, in Telegram's 64 bytes. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ConversationId, Rating } from '../../types.ts';

/** An option of a message, by the message's place in the transcript. */
export interface ChoiceRef {
  kind: 'choice';
  seq: number;
  /** 0-based. */
  index: number;
}

/** What somebody thinks of a message. */
export interface RatingRef {
  kind: 'rating';
  seq: number;
  value: Rating;
}

export type ButtonRef = ChoiceRef | RatingRef;

export interface CallbackTokens {
  /** At most 64 bytes, printable ASCII. https://core.telegram.org/bots/api#inlinekeyboardbutton */
  issue(conversation: ConversationId, button: ButtonRef): string;
  /** Null when it was not issued for this conversation, by this bot: forged, or pressed by somebody else in a group. */
  read(conversation: ConversationId, token: string): ButtonRef | null;
}

const TOKEN = /^(?<kind>[cr])1\.(?<seq>[0-9a-z]{1,11})\.(?<index>[0-9a-z]{1,3})\.(?<mac>[\w-]{22})$/;
const MAC_BYTES = 16;
/** Buttons that were sent name a rating by its place here: the order stays as it is. */
const RATINGS: readonly Rating[] = ['useful', 'off-target', 'wrong', 'person'];

/** `secret` is the bot's token: every process of the bot has it, and a new token makes old buttons void. */
export function createCallbackTokens(secret: string): CallbackTokens {
  const key = createHmac('sha256', secret).update('telegram callback data').digest();
  const macOf = (conversation: ConversationId, button: ButtonRef): Buffer => {
    // A line more than an option has, so that the one is never taken for the other.
    const kind = button.kind === 'rating' ? 'rating\n' : '';
    const signed = `${conversation}\n${kind}${button.seq}\n${indexOf(button)}`;
    return createHmac('sha256', key).update(signed).digest().subarray(0, MAC_BYTES);
  };

  return {
    issue(conversation, button) {
      const mac = macOf(conversation, button).toString('base64url');
      const kind = button.kind === 'rating' ? 'r1' : 'c1';
      return `${kind}.${button.seq.toString(36)}.${indexOf(button).toString(36)}.${mac}`;
    },
    read(conversation, token) {
      const { kind, seq, index, mac } = TOKEN.exec(token)?.groups ?? {};
      if (seq === undefined || index === undefined || mac === undefined) return null;
      const button = buttonOf(kind === 'r', Number.parseInt(seq, 36), Number.parseInt(index, 36));
      if (button === null) return null;
      const given = Buffer.from(mac, 'base64url');
      return timingSafeEqual(given, macOf(conversation, button)) ? button : null;
    },
  };
}

function indexOf(button: ButtonRef): number {
  return button.kind === 'rating' ? RATINGS.indexOf(button.value) : button.index;
}

function buttonOf(isRating: boolean, seq: number, index: number): ButtonRef | null {
  if (!isRating) return { kind: 'choice', seq, index };
  const value = RATINGS[index];
  return value === undefined ? null : { kind: 'rating', seq, value };
}
