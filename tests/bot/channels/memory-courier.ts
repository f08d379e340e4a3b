/** A courier in memory, with a core that says whatever the test wants, and its neighbours. */
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { createMetrics } from '../../../bot/channels/http/metrics.ts';
import type { ServerOptions } from '../../../bot/channels/http/server.ts';
import type { WebTokenStore } from '../../../bot/channels/web/tokens.ts';
import type {
  Channel,
  ConversationId,
  Courier,
  Inbound,
  OutboundMessage,
  TranscriptMessage,
} from '../../../bot/types.ts';

type Listener = Parameters<Courier['subscribe']>[1];

export function message(body: string, changes: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    kind: 'answer',
    body,
    citations: [],
    options: [],
    reason: null,
    confidence: null,
    ticket: null,
    ...changes,
  };
}

export function textOf({ content }: Inbound): string {
  if (content.kind === 'command') return `/${content.name} ${content.argument}`.trim();
  return 'text' in content ? content.text : content.kind;
}

export const echo = (inbound: Inbound): OutboundMessage[] => [message(`收到：${textOf(inbound)}`)];

export interface MemoryCourier extends Courier {
  readonly accepted: Inbound[];
  /** The next calls of `accept` reject, as a full disk would. */
  failNext(times: number): void;
  /** Appends a line of the bot, as a staff's reply from another process would. */
  say(conversation: ConversationId, outbound: OutboundMessage): void;
  listeners(conversation: ConversationId): number;
  /** Tells a piece of an answer early. */
  tellEarly(conversation: ConversationId, text: string): void;
  /** Resolves when nothing is being answered any more. */
  settled(): Promise<void>;
  channels: Map<string, Channel>;
}

/** @param now the time of what is said; it stands still unless told */
export function createMemoryCourier(
  reply: (inbound: Inbound) => OutboundMessage[] = echo,
  now: () => number = () => 0,
): MemoryCourier {
  const transcripts = new Map<ConversationId, TranscriptMessage[]>();
  const listeners = new Map<ConversationId, Set<Listener>>();
  const seen = new Set<string>();
  const accepted: Inbound[] = [];
  const channels = new Map<string, Channel>();
  let failures = 0;
  let work = Promise.resolve();

  const linesOf = (conversation: ConversationId): TranscriptMessage[] => {
    const lines = transcripts.get(conversation) ?? [];
    transcripts.set(conversation, lines);
    return lines;
  };
  const tell = (conversation: ConversationId, ...event: Parameters<Listener>): void => {
    for (const listener of listeners.get(conversation) ?? []) listener(...event);
  };
  const append = (
    conversation: ConversationId,
    role: TranscriptMessage['role'],
    outbound: OutboundMessage,
    clientMessageId: string | null,
  ): number => {
    const lines = linesOf(conversation);
    lines.push({ seq: lines.length + 1, role, at: now(), message: outbound, clientMessageId });
    tell(conversation, 'message');
    return lines.length;
  };
  const answer = async (inbound: Inbound): Promise<void> => {
    await sleep(0);
    tell(inbound.conversation, 'working');
    for (const outbound of reply(inbound)) {
      const seq = append(inbound.conversation, 'bot', outbound, null);
      await channels.get(inbound.channel)?.send(inbound.conversation, outbound, seq);
    }
    tell(inbound.conversation, 'idle');
  };

  return {
    accepted,
    channels,
    failNext: (times) => {
      failures = times;
    },
    say: (conversation, outbound) => void append(conversation, 'bot', outbound, null),
    listeners: (conversation) => listeners.get(conversation)?.size ?? 0,
    tellEarly: (conversation, text) => tell(conversation, 'partial', text),
    settled: () => work,
    async accept(inbound) {
      await sleep(0);
      if (failures > 0) {
        failures -= 1;
        throw new Error('disk full');
      }
      const key = JSON.stringify([inbound.channel, inbound.conversation, inbound.messageId]);
      if (seen.has(key)) return 'duplicate';
      seen.add(key);
      accepted.push(inbound);
      append(inbound.conversation, 'citizen', message(textOf(inbound)), inbound.messageId);
      work = work.then(() => answer(inbound));
      return 'stored';
    },
    async transcript(conversation, after, limit = 100) {
      await sleep(0);
      return linesOf(conversation)
        .filter(({ seq }) => seq > after)
        .slice(0, limit);
    },
    subscribe(conversation, listener) {
      const group = listeners.get(conversation) ?? new Set();
      listeners.set(conversation, group.add(listener));
      return () => group.delete(listener);
    },
  };
}

export function createMemoryTokenStore(): WebTokenStore & { hashes: Map<string, string> } {
  const hashes = new Map<string, string>();
  return {
    hashes,
    create: async (conversation, hash) => void hashes.set(conversation, hash),
    find: async (conversation) => hashes.get(conversation) ?? null,
  };
}

/** What `createServer` needs, all in memory; the clock stands still unless the test moves it. */
export function serverOptions(changes: Partial<ServerOptions> = {}): ServerOptions {
  return {
    courier: createMemoryCourier(),
    documents: { make: async () => null },
    documentStyles: [],
    page: { map: null, embedOrigins: [] },
    webStore: createMemoryTokenStore(),
    readiness: () => ({ ready: true, missing: [] }),
    metrics: createMetrics(),
    log: pino({ level: 'silent' }),
    staticDirectory: '/nowhere',
    publicUrl: null,
    version: '0.0.0',
    now: () => 0,
    limits: {
      address: { burst: 10_000, perSecond: 10_000 },
      conversation: { burst: 10_000, perSecond: 10_000 },
    },
    ...changes,
  };
}
