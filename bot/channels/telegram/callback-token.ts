/** What a button carries: which option of which message it stands for, signed, in Telegram's 64 bytes. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ConversationId } from '../../types.ts';

/** An option of a message, by the message's place in the transcript. */
export interface ChoiceRef {
  seq: number;
  /** 0-based. */
  index: number;
}

export interface CallbackTokens {
  /** At most 64 bytes, printable ASCII. https://core.telegram.org/bots/api#inlinekeyboardbutton */
  issue(conversation: ConversationId, choice: ChoiceRef): string;
  /** Null when it was not issued for this conversation, by this bot: forged, or pressed by somebody else in a group. */
  read(conversation: ConversationId, token: string): ChoiceRef | null;
}

const TOKEN = /^c1\.(?<seq>[0-9a-z]{1,11})\.(?<index>[0-9a-z]{1,3})\.(?<mac>[\w-]{22})$/;
const MAC_BYTES = 16;

/** `secret` is the bot's token: every process of the bot has it, and a new token makes old buttons void. */
export function createCallbackTokens(secret: string): CallbackTokens {
  const key = createHmac('sha256', secret).update('telegram callback data').digest();
  const macOf = (conversation: ConversationId, { seq, index }: ChoiceRef): Buffer =>
    createHmac('sha256', key).update(`${conversation}\n${seq}\n${index}`).digest().subarray(0, MAC_BYTES);

  return {
    issue(conversation, choice) {
      const mac = macOf(conversation, choice).toString('base64url');
      return `c1.${choice.seq.toString(36)}.${choice.index.toString(36)}.${mac}`;
    },
    read(conversation, token) {
      const { seq, index, mac } = TOKEN.exec(token)?.groups ?? {};
      if (seq === undefined || index === undefined || mac === undefined) return null;
      const choice = { seq: Number.parseInt(seq, 36), index: Number.parseInt(index, 36) };
      const given = Buffer.from(mac, 'base64url');
      return timingSafeEqual(given, macOf(conversation, choice)) ? choice : null;
    },
  };
}
