/** Small pieces that delivery's tests are put together from. */
import { plainMessage } from '../../../bot/conversation/reply.ts';
import { freshState } from '../../../bot/conversation/state.ts';
import type { Commit, NewLine } from '../../../bot/delivery/store.ts';
import type {
  Channel,
  ChannelName,
  Decide,
  Inbound,
  OutboundMessage,
  SendResult,
} from '../../../bot/types.ts';

export function inbound(messageId: string, conversation = 'web:a', text = `问${messageId}`): Inbound {
  const channel = conversation.slice(0, conversation.indexOf(':')) as ChannelName;
  return { channel, conversation, messageId, content: { kind: 'text', text }, receivedAt: 1000 };
}

export const reply = (body: string): OutboundMessage => plainMessage('answer', body);

export const line = (body: string, push = true): NewLine => ({
  role: 'bot',
  at: 2000,
  message: reply(body),
  clientMessageId: null,
  push,
});

/** A commit that replies once, on a conversation at `revision`. */
export function commitOf(message: Inbound, revision: number, ...bodies: string[]): Commit {
  const lines = bodies.map((body) => line(body));
  return { inbound: message, revision, state: freshState(), lines, changes: [], at: 2000 };
}

/** Answers every message with its own id. */
export const echo: Decide = async (state, { messageId }) => ({
  state,
  effects: [{ kind: 'send', message: reply(`答${messageId}`) }],
});

export const quiet = { warn: () => undefined, error: () => undefined };

/** A channel that notes what it was given and answers as told. */
export function recordingChannel(
  name: ChannelName,
  answer: (conversation: string, message: OutboundMessage) => SendResult | Promise<SendResult> = () => ({
    kind: 'sent',
  }),
): Channel & { sent: string[] } {
  const sent: string[] = [];
  return {
    name,
    sent,
    async send(conversation, message) {
      sent.push(`${conversation} ${message.body}`);
      return answer(conversation, message);
    },
  };
}
