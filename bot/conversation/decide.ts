/**
 * What one message does: a pure decision over typed state. No I/O of its own; the clock, ids and knowledge
 * come in through the context.
 */
import type { Outcome, Question } from '../../knowledge/types.ts';
import { shanghaiDate } from '../shanghai.ts';
import * as texts from '../texts.ts';
import type { ConversationState, Decide, DecideContext, Decision, InboundContent } from '../types.ts';
import { attachedFiles, decideAttachment, withoutFiles } from './attachments.ts';
import { decideInPublic } from './in-public.ts';
import { handoffMessage, outcomeMessage, plainMessage } from './reply.ts';
import { say } from './say.ts';
import { freshState, remember } from './state.ts';

type Content<K extends InboundContent['kind']> = Extract<InboundContent, { kind: K }>;
type HandoffOutcome = Extract<Outcome, { kind: 'handoff' }>;

const askedForPerson = (summary: string): HandoffOutcome => ({
  kind: 'handoff',
  reason: 'asked-for-person',
  summary,
  nearest: [],
  confidence: 1,
});

export const decide: Decide = (state, { content }, context) => {
  const isPublic = content.kind !== 'staff-reply' && content.privateLink !== undefined;
  return (isPublic ? decideInPublic(decideContent) : decideContent)(state, content, context);
};

export type DecideContent = (
  state: ConversationState,
  content: InboundContent,
  context: DecideContext,
) => Promise<Decision>;

const decideContent: DecideContent = async (state, content, context) => {
  switch (content.kind) {
    case 'text':
      // Telegram also reports changes that touch no word. https://core.telegram.org/bots/api#update
      if (content.via === 'edit' && saidBefore(state, content.text)) return { state, effects: [] };
      return decideText(state, content.text, context);
    case 'command':
      // Whatever stands behind a command may be a cry for help.
      if (content.argument !== '' && context.recogniseDanger(content.argument))
        return decideText(state, content.argument, context);
      return decideCommand(state, content, context);
    case 'location':
    case 'file':
    case 'unreadable':
      return decideAttachment(state, content, {
        decideText: (next, text) => decideText(next, text, context),
        placesNear: context.placesNear,
      });
    case 'staff-reply':
      return decideStaffReply(state, content);
  }
};

/** Danger first; then the question is asked. */
async function decideText(state: ConversationState, text: string, context: DecideContext): Promise<Decision> {
  const danger = context.recogniseDanger(text);
  const outcome = danger ?? (await context.ask(questionOf(state, text, context.now)));
  if (outcome.kind === 'handoff') return handOver(state, text, outcome, context);
  return say(state, text, outcomeMessage(outcome));
}

function questionOf(state: ConversationState, text: string, now: number): Question {
  return { text, history: state.history, audience: state.audience, date: shanghaiDate(now), place: null };
}

async function decideCommand(
  state: ConversationState,
  command: Content<'command'>,
  context: DecideContext,
): Promise<Decision> {
  switch (command.name) {
    case 'start':
      return say(state, '', plainMessage('notice', texts.welcome));
    case 'help':
      return say(state, '', plainMessage('notice', texts.help));
    case 'privacy':
      return say(state, '', plainMessage('notice', texts.privacy));
    case 'new':
      return {
        state: {
          ...freshState(state.audience),
          greeted: true,
          openTickets: state.openTickets,
          ...(state.files && { files: state.files }),
        },
        effects: [{ kind: 'send', message: plainMessage('notice', texts.freshStart) }],
      };
    case 'clause':
      return command.argument === ''
        ? say(state, '', plainMessage('notice', texts.clauseUsage))
        : decideText(state, command.argument, context);
    case 'person':
      return handOver(state, command.argument, askedForPerson(lastQuestion(state)), context);
  }
}

function lastQuestion(state: ConversationState): string {
  return state.history.findLast((turn) => turn.role === 'citizen')?.text ?? '';
}

async function handOver(
  state: ConversationState,
  said: string,
  outcome: HandoffOutcome,
  context: DecideContext,
): Promise<Decision> {
  const files = attachedFiles(state);
  const waiting = files === '' && saidBefore(state, said) ? state.openTickets.at(-1) : undefined;
  if (waiting !== undefined)
    return say(state, said, {
      ...plainMessage('handoff', texts.stillWaiting(waiting)),
      reason: outcome.reason,
      ticket: waiting,
    });
  const number = await context.nextTicketNumber();
  const nearest = outcome.nearest.map(({ label }) => label).join('、');
  const question = questionFor(outcome, state, said);
  const summary = texts.ticketSummary(question, nearest) + files;
  const ticket = { number, reason: outcome.reason, summary };
  const { state: remembered, effects } = say(withoutFiles(state), said, handoffMessage(outcome, number));
  return {
    state: { ...remembered, openTickets: [...state.openTickets, number] },
    effects: [{ kind: 'open-ticket', ticket }, ...effects],
  };
}

/** Whoever asks for a person has usually said before what for. */
function questionFor({ reason, summary }: HandoffOutcome, state: ConversationState, said: string): string {
  const before = reason === 'asked-for-person' ? lastQuestion(state) : '';
  return [...new Set([before, said || summary])].filter((text) => text !== '').join(' → ');
}

/** The same words again while their ticket waits open no second one, unless files came since. */
function saidBefore(state: ConversationState, said: string): boolean {
  return said !== '' && state.history.some(({ role, text }) => role === 'citizen' && text === said);
}

function decideStaffReply(state: ConversationState, reply: Content<'staff-reply'>): Decision {
  const message = {
    ...plainMessage('staff-reply', texts.staffReply(reply.ticket, reply.text)),
    ticket: reply.ticket,
  };
  return {
    state: {
      ...remember(state, { role: 'staff', text: reply.text }),
      openTickets: state.openTickets.filter((number) => number !== reply.ticket),
    },
    effects: [
      { kind: 'answer-ticket', number: reply.ticket, author: reply.author, text: reply.text },
      { kind: 'send', message },
    ],
  };
}
