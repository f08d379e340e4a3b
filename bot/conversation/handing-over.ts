/** A question goes to a person: a ticket with what staff need, and word of it to the one who asked. */
import type { Outcome } from '../../knowledge/types.ts';
import * as texts from '../texts.ts';
import type { ConversationState, DecideContext, Decision } from '../types.ts';
import { attachedFiles, withoutFiles } from './attachments.ts';
import { bare } from './bare.ts';
import { handoffMessage, plainMessage } from './reply.ts';
import { say } from './say.ts';
import { lastQuestion, remember, saidBefore } from './state.ts';

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
  const isNothingNew =
    files === '' && soFar === '' && (saidBefore(state, said) || asksAgain(state, said, outcome));
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
  const message = { ...handoffMessage(outcome, number), options: offersWith(state, said) };
  const { state: next, effects } = say(withoutFiles(state), said, message);
  // Also what a button opened is remembered, so that pressing it again is known for what it is.
  const remembered = said === '' ? remember(next, { role: 'bot', text: message.body }) : next;
  return {
    state: { ...remembered, openTickets: [...state.openTickets, number] },
    effects: [{ kind: 'open-ticket', ticket }, ...effects],
  };
}

/** Somebody impatient: a person is asked for once more, and nothing was said since the ticket. */
function asksAgain(
  { history, openTickets }: ConversationState,
  said: string,
  { reason }: HandoffOutcome,
): boolean {
  const waiting = openTickets.at(-1);
  const last = history.at(-1);
  return (
    reason === 'asked-for-person' &&
    waiting !== undefined &&
    last?.role === 'bot' &&
    last.text.includes(waiting) &&
    (said === '' || MERE_WISH.test(bare(said)))
  );
}

/** Asks for a person and tells nothing besides. */
const MERE_WISH =
  /^(?:请|麻烦|唔该|快点|快啲|快|帮|给|我|要|想|转|接|找|搵|揾|叫|换|来|个|一个|一下|到|去)*(?:人工|真人|活人|客服|工作人员|人)+(?:客服|服务|来|嚟|呢|啊|呀|啦|吧|谢谢|唔该)*$/u;

/** Whoever waits may say more, and may say that they belong to a group that is served first. */
function offersWith({ groups }: ConversationState, said = ''): string[] {
  const { 'handoff-intake': intake, 'special-groups': priority, 'which-door': door } = texts.interviewLabels;
  const way = ASKS_THE_WAY.test(said) ? [door] : [];
  return groups === undefined ? [...way, intake, priority] : [...way, intake];
}

/** Whom to turn to is on file even where the matter itself is not. */
const ASKS_THE_WAY =
  /找谁|搵边个|去哪|去边|边度|哪里(?:讲理|告|说理|解决)|讲理|怎么告|能告|告得|法院还是|怎么办|点办|点算|点搞/u;

/** Whoever asks for a person has usually said before what for. */
function questionFor({ reason, summary }: HandoffOutcome, state: ConversationState, said: string): string {
  const before = reason === 'asked-for-person' ? lastQuestion(state) : '';
  return [...new Set([before, said || summary])].filter((text) => text !== '').join(' → ');
}
