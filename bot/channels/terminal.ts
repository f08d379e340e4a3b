/** The chat in a terminal: one person at a keyboard, one line a message. */
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { problems, terminalGreeting, terminalOptions } from '../texts.ts';
import type { Channel, ConversationId, Courier, OutboundMessage } from '../types.ts';
import { contentOf } from './commands.ts';
import { plainText } from './plain-text.ts';

export interface TerminalChannel extends Channel {
  readonly name: 'terminal';
  /** Shows what arrives for a conversation from now on. Returns the way to stop. */
  listen(conversation: ConversationId, show: (message: OutboundMessage) => void): () => void;
}

/** A channel that hands messages to whoever listens. Messages for a closed terminal wait until it is opened again. */
export function createTerminalChannel(): TerminalChannel {
  const listeners = new Map<ConversationId, (message: OutboundMessage) => void>();
  return {
    name: 'terminal',
    async send(conversation, message) {
      const show = listeners.get(conversation);
      if (show === undefined) return { kind: 'retry', afterMs: null, reason: 'no terminal is open' };
      show(message);
      return { kind: 'sent' };
    },
    listen(conversation, show) {
      listeners.set(conversation, show);
      return () => listeners.delete(conversation);
    },
  };
}

export interface TerminalChatOptions {
  courier: Courier;
  channel: TerminalChannel;
  input: Readable;
  output: Writable;
  conversation: ConversationId;
  now(): number;
  /** A message id that was never used in this conversation. */
  newId(): string;
  /** How long the last replies are waited for when the input ends, in milliseconds; 0 at a keyboard, 30,000 for a pipe. */
  drainMs?: number;
}

/**
 * Reads lines until `/quit`, Ctrl-C or the end of the input, and shows replies whenever they arrive, also those of staff.
 * Resolves when the person left.
 */
export async function runTerminalChat(options: TerminalChatOptions): Promise<void> {
  const { courier, channel, input, output, conversation } = options;
  const lines = createInterface({ input, output, prompt: '> ' });
  // A piped input has ended, and with it the prompt, while its last lines are still being answered.
  let open = true;
  lines.once('close', () => {
    open = false;
  });
  // A pipe needs no prompt, and would show one for every line it holds.
  const prompt = (keepTyped = false) => open && isKeyboard(input) && lines.prompt(keepTyped);
  let last: string | null = null;
  let shown = '';
  const stopListening = channel.listen(conversation, (message) => {
    shown = message.body;
    show(output, message);
    prompt(true);
  });
  output.write(`${terminalGreeting}\n`);
  prompt();
  try {
    for await (const line of lines) {
      if (line.trim() === '/quit') return;
      const id = options.newId();
      try {
        await hand(courier, options, line, id);
        last = id;
      } catch {
        output.write(`${problems.notStored}\n`);
      }
      prompt();
    }
    const drainMs = options.drainMs ?? (isKeyboard(input) ? 0 : 30_000);
    if (last !== null) await waitUntil(() => isAnswered(courier, conversation, last, shown), drainMs);
  } finally {
    stopListening();
    lines.close();
  }
}

/** A person who presses Ctrl-C or Ctrl-D wants to leave now; a script that piped its questions wants the answers. */
function isKeyboard(input: Readable): boolean {
  return 'isTTY' in input && input.isTTY === true;
}

/** Whether what was said last is worked off, and the last word on it shown: some turns have two replies, some none of their own. */
async function isAnswered(
  courier: Courier,
  conversation: ConversationId,
  last: string | null,
  shown: string,
): Promise<boolean> {
  const lines = await courier.transcript(conversation, 0);
  const newest = lines.at(-1);
  const isDone = newest?.message.erased || lines.some(({ clientMessageId }) => clientMessageId === last);
  return isDone === true && newest?.role !== 'citizen' && newest?.message.body === shown;
}

async function hand(
  courier: Courier,
  options: TerminalChatOptions,
  line: string,
  messageId: string,
): Promise<void> {
  await courier.accept({
    channel: 'terminal',
    conversation: options.conversation,
    messageId,
    content: contentOf(line),
    receivedAt: options.now(),
  });
}

/** Writes over the line that is being typed; the prompt shows that line again. */
function show(output: Writable, message: OutboundMessage): void {
  const choices = message.options.map((option) => `· ${option}`);
  const offered = choices.length === 0 ? [] : ['', terminalOptions, ...choices];
  output.write(`\r${[plainText(message), ...offered].join('\n')}\n\n`);
}

async function waitUntil(done: () => Promise<boolean>, limitMs: number): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await done()) && performance.now() < end) await sleep(20);
}
