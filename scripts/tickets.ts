/** `npm run -s tickets`: what waits for a person, and a person's answer. Works with and without a running server. */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Kysely } from 'kysely';
import { cleanText } from '../bot/channels/clean-text.ts';
import { loadConfig } from '../bot/config.ts';
import { createDecide } from '../bot/conversation/decide.ts';
import { NO_GUIDES } from '../bot/conversation/guides.ts';
import { createDelivery, type Delivery } from '../bot/delivery/courier.ts';
import { staffReply } from '../bot/handoff/tickets.ts';
import { createDeliveryStore } from '../bot/storage/delivery-store.ts';
import { openDatabase } from '../bot/storage/open.ts';
import type { Schema } from '../bot/storage/schema.ts';
import { createTicketStore } from '../bot/storage/ticket-store.ts';
import * as texts from '../bot/texts.ts';
import type { Ticket } from '../bot/types.ts';
import { CommandError, runCommand } from './command.ts';

/** How long to wait until the reply is in the chat. Longer than a busy database keeps anybody waiting. */
const WAIT_MS = 6000;
const OPTIONS = {
  json: { type: 'boolean' },
  again: { type: 'boolean' },
  author: { type: 'string' },
  data: { type: 'string' },
} as const;

async function main(): Promise<undefined> {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  const [command, number, ...words] = positionals;
  if (command !== undefined && command !== 'answer') throw new CommandError(texts.ticketsUsage, 2);
  if (command === 'answer' && number === undefined) throw new CommandError(texts.ticketsUsage, 2);
  const text = cleanText(words.join(' ')).trim();
  if (command === 'answer' && text === '') throw new CommandError(texts.emptyReply, 2);

  const config = loadConfig(values.data === undefined ? {} : { DATA_DIR: values.data });
  const db = await openDatabase({ file: config.databaseFile });
  try {
    if (number === undefined) await list(db, values.json === true);
    else
      await answer(db, number, {
        text,
        author: values.author ?? texts.replyByStaff,
        again: values.again === true,
      });
  } finally {
    await db.destroy();
  }
}

async function list(db: Kysely<Schema>, json: boolean): Promise<void> {
  const tickets = await createTicketStore(db).waitingTickets();
  if (json) console.log(JSON.stringify(tickets.map(report)));
  else if (tickets.length === 0) console.log(texts.noTicketsWaiting);
  else console.log(tickets.map((ticket) => describe(ticket, Date.now())).join('\n\n'));
}

function report(ticket: Ticket) {
  return {
    ...ticket,
    reasonLabel: texts.handoffReasonLabels[ticket.reason],
    openedAt: new Date(ticket.openedAt).toISOString(),
  };
}

function describe(ticket: Ticket, now: number): string {
  const { number, openedAt, channel, reason, summary } = ticket;
  const facts = [
    number,
    texts.age(now - openedAt),
    texts.channelLabels[channel],
    texts.handoffReasonLabels[reason],
  ];
  return [facts.join(' · '), ...summary.split('\n').map((line) => `  ${line}`)].join('\n');
}

interface Answer {
  text: string;
  author: string;
  again: boolean;
}

async function answer(db: Kysely<Schema>, number: string, { text, author, again }: Answer): Promise<void> {
  const ticket = await createTicketStore(db).findTicket(number);
  if (ticket === null) throw new CommandError(texts.unknownTicket(number));
  if (ticket.status === 'closed') throw new CommandError(texts.alreadyClosed(number));
  if (ticket.status === 'answered' && !again) throw new CommandError(texts.alreadyAnswered(number));

  const delivery = staffRepliesOnly(db);
  const inbound = staffReply(ticket, { text, author, at: Date.now(), again: again ? randomUUID() : null });
  try {
    if ((await delivery.accept(inbound)) === 'duplicate')
      throw new CommandError(texts.alreadyAnswered(number));
    const done = await delivery.finished(inbound, WAIT_MS);
    console.log(done ? texts.ticketAnswered(number) : texts.replyQueued(number));
  } finally {
    await delivery.stop();
  }
}

/** Works off replies of staff, which need no knowledge; citizens' messages are left to the server. */
function staffRepliesOnly(db: Kysely<Schema>): Delivery {
  return createDelivery({
    store: createDeliveryStore(db),
    decide: createDecide(NO_GUIDES),
    ask: () => Promise.reject(new Error('a reply of staff asks nothing')),
    recogniseDanger: () => null,
    placesNear: async () => ({ body: '', places: [] }),
    whereAsked: async () => null,
    now: Date.now,
    random: Math.random,
    log: { warn: () => undefined, error: () => undefined },
    handles: ({ content }) => content.kind === 'staff-reply',
  });
}

if (import.meta.main) await runCommand(main);
