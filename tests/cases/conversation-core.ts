/** Plays recorded conversations on the product as it is composed for every channel, with a clock of its own. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import pino from 'pino';
import { type App, openApp } from '../../bot/app.ts';
import { contentOf } from '../../bot/channels/commands.ts';
import { loadConfig } from '../../bot/config.ts';
import { choiceId } from '../../bot/delivery/choices.ts';
import { staffReply } from '../../bot/handoff/tickets.ts';
import { checkTable } from '../../bot/places/import/check-table.ts';
import { readTable } from '../../bot/places/import/read-table.ts';
import { createImportStore } from '../../bot/storage/place-store.ts';
import { createTicketStore } from '../../bot/storage/ticket-store.ts';
import type { Inbound, InboundContent, OutboundMessage, TranscriptMessage } from '../../bot/types.ts';
import { FOLDER, type RecordedConversation, type RecordedTurn } from './conversation.ts';

/** Monday 2026-11-23, 10:00 in Shanghai. */
export const START = Date.parse('2026-11-23T02:00:00Z');

export interface PlayedTurn {
  turn: RecordedTurn;
  replies: readonly OutboundMessage[];
}

export interface Player {
  /** @throws Error when a turn is impossible: a button that is not there, nothing to rate; `onTurn` has seen those before it */
  play(conversation: RecordedConversation, onTurn?: (played: PlayedTurn) => void): Promise<PlayedTurn[]>;
  close(): Promise<void>;
}

/**
 * @param dataDir a folder of its own
 * @param withPlaces whether places.csv is imported
 */
export async function openPlayer(dataDir: string, withPlaces = false): Promise<Player> {
  let at = START;
  const app = await openApp({
    config: loadConfig({ DATA_DIR: dataDir }),
    date: '2026-11-23',
    log: pino({ level: 'silent' }),
    now: () => at,
  });
  app.delivery.register({ name: 'terminal', send: async () => ({ kind: 'sent' }) });
  if (withPlaces) await importPlaces(app);
  return {
    play: ({ turns }, onTurn) => {
      at = START;
      return playTurns(app, turns, { now: () => at, pass: (ms) => void (at += ms), onTurn });
    },
    close: () => app.close(),
  };
}

interface Playing {
  now(): number;
  /** Lets time pass, in milliseconds. */
  pass?(ms: number): void;
  onTurn?: ((played: PlayedTurn) => void) | undefined;
}

/** @throws Error when a turn is impossible; `onTurn` has seen those before it */
export async function playTurns(
  app: App,
  turns: readonly RecordedTurn[],
  { now, pass = () => undefined, onTurn = () => undefined }: Playing,
): Promise<PlayedTurn[]> {
  const conversation = `terminal:${randomUUID()}`;
  const played: PlayedTurn[] = [];
  for (const turn of turns) {
    pass(durationOf(turn.wait) + 1000);
    const before = await app.delivery.transcript(conversation, 0);
    const inbound = await inboundOf(app, conversation, turn, before, now());
    await app.delivery.accept(inbound);
    if (!(await app.delivery.finished(inbound, 30_000))) throw new Error('not answered within 30 s');
    const lines = await app.delivery.transcript(conversation, before.at(-1)?.seq ?? 0);
    const replies = lines.filter(({ role }) => role !== 'citizen').map(({ message }) => message);
    played.push({ turn, replies });
    onTurn({ turn, replies });
  }
  return played;
}

async function importPlaces({ db }: Pick<App, 'db'>): Promise<void> {
  const file = join(FOLDER, 'places.csv');
  const checked = checkTable('places', await readTable(readFileSync(file), file), '2026-11-23');
  if (checked.problems.length > 0) throw new Error(JSON.stringify(checked.problems));
  await createImportStore(db).replace('places', checked.rows, { file: basename(file), at: START });
}

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

function durationOf(wait: string | undefined): number {
  return wait === undefined ? 0 : Number.parseInt(wait, 10) * UNITS[wait.at(-1) as keyof typeof UNITS];
}

async function inboundOf(
  app: App,
  conversation: string,
  turn: RecordedTurn,
  before: readonly TranscriptMessage[],
  at: number,
): Promise<Inbound> {
  if (turn.staff !== undefined) return replyOfStaff(app, conversation, turn.staff, at);
  const shown = before.findLast(({ role }) => role !== 'citizen');
  const isChoice = turn.press !== undefined;
  if (isChoice && !shown?.message.options.includes(turn.press!))
    throw new Error(`“${turn.press}” is not among ${shown?.message.options.join('、')}`);
  const messageId = isChoice ? choiceId(shown!.seq) : randomUUID();
  return { channel: 'terminal', conversation, messageId, content: contentOfTurn(turn, before), receivedAt: at };
}

function contentOfTurn(turn: RecordedTurn, before: readonly TranscriptMessage[]): InboundContent {
  if (turn.location) return { kind: 'location', latitude: turn.location[0], longitude: turn.location[1] };
  if (turn.rate) {
    const rated = before.findLast(({ message }) => message.rateable);
    if (!rated) throw new Error('there is nothing to rate');
    return { kind: 'rating', seq: rated.seq, value: turn.rate };
  }
  return contentOf(turn.say ?? turn.press ?? `/${turn.command}`);
}

async function replyOfStaff({ db }: App, conversation: string, text: string, at: number): Promise<Inbound> {
  const tickets = await createTicketStore(db).waitingTickets();
  const ticket = tickets.findLast((one) => one.conversation === conversation);
  if (!ticket) throw new Error('no ticket waits');
  return staffReply(ticket, { text, author: '工作人员', at, again: null });
}
