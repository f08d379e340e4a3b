/** A question goes to a person: a ticket with what staff need, and word of it to the one who asked. */
import type { Outcome } from '../../knowledge/types.ts';
import * as texts from '../texts.ts';
import type { ConversationState, DecideContext, Decision } from '../types.ts';
import { attachedFiles, withoutFiles } from './attachments.ts';
import { handoffMessage, plainMessage } from './reply.ts';
import { say } from './say.ts';
import { lastQuestion, saidBefore } from './state.ts';

type HandoffOutcome = Extract<Outcome, { kind: 'handoff' }>;

export const askedForPerson = (state: ConversationState): HandoffOutcome => ({
  kind: 'handoff',
  reason: 'asked-for-person',
  summary: lastQuestion(state),
  nearest: [],
  confidence: 1,
});

/**
 * Opens a ticket, or points to the one that waits for the same words already.
 * @param soFar what an interview was told, line by line; '' for none
 */
export async function handOver(
  state: ConversationState,
  said: string,
  outcome: HandoffOutcome,
  { soFar, nextTicketNumber }: { soFar: string } & Pick<DecideContext, 'nextTicketNumber'>,
): Promise<Decision> {
  const files = attachedFiles(state);
  const isNothingNew = files === '' && soFar === '' && saidBefore(state, said);
  const waiting = isNothingNew ? state.openTickets.at(-1) : undefined;
  if (waiting !== undefined)
    return say(state, said, {
      ...plainMessage('handoff', texts.stillWaiting(waiting)),
      options: offersWith(state),
      reason: outcome.reason,
      ticket: waiting,
    });
  const number = await nextTicketNumber();
  const nearest = outcome.nearest.map(({ label }) => label).join('、');
  const summary = [
    texts.ticketSummary(questionFor(outcome, state, said), nearest),
    ...(soFar === '' ? [] : [soFar]),
    ...(state.groups === undefined ? [] : [texts.priorityLine(state.groups)]),
  ].join('\n');
  const ticket = { number, reason: outcome.reason, summary: summary + files };
  const message = { ...handoffMessage(outcome, number), options: offersWith(state) };
  const { state: remembered, effects } = say(withoutFiles(state), said, message);
  return {
    state: { ...remembered, openTickets: [...state.openTickets, number] },
    effects: [{ kind: 'open-ticket', ticket }, ...effects],
  };
}

/** Whoever waits may say more, and may say that they belong to a group that is served first. */
function offersWith({ groups }: ConversationState): string[] {
  const { 'handoff-intake': intake, 'special-groups': priority } = texts.interviewLabels;
  return groups === undefined ? [intake, priority] : [intake];
}

/** Whoever asks for a person has usually said before what for. */
function questionFor({ reason, summary }: HandoffOutcome, state: ConversationState, said: string): string {
  const before = reason === 'asked-for-person' ? lastQuestion(state) : '';
  return [...new Set([before, said || summary])].filter((text) => text !== '').join(' → ');
}
