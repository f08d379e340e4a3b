/** Interviews in the chat: how they begin, go on, are interrupted by a question, and what comes of them. */
import type { Outcome } from '../../knowledge/types.ts';
import { answer, resume, start, startFromStory } from '../interviews/engine.ts';
import { type Interview, SKIPPED } from '../interviews/schema.ts';
import { type InterviewState, readState } from '../interviews/state.ts';
import { extractAnswers } from '../interviews/story.ts';
import { summarise } from '../interviews/summary.ts';
import { buttons } from '../interviews/texts.ts';
import { yesOrNo } from '../interviews/understand.ts';
import { type Reply, type Turn, view } from '../interviews/view.ts';
import { answersOf, optionOf, placeOf, stepOf } from '../interviews/walk.ts';
import { shanghaiDate } from '../shanghai.ts';
import * as texts from '../texts.ts';
import type { ConversationState, Decision, Effect, InterviewId, OutboundMessage } from '../types.ts';
import type { Guides } from './guides.ts';
import { outcomeMessage, plainMessage } from './reply.ts';
import { preceded, say } from './say.ts';
import { remember, saidByCitizen } from './state.ts';

/** What an interview needs of the rest of the conversation. */
export interface Surroundings {
  guides: Guides;
  now: number;
  /** Answers a question that was asked in the middle of an interview. */
  ask(text: string): Promise<Outcome>;
  /** Hands over, with what was said so far. */
  handOver(state: ConversationState, said: string, soFar: string): Promise<Decision>;
}

/**
 * Begins with what the conversation said already, so that nobody is asked that again.
 * Null when there is no such interview.
 */
export function beginInterview(
  state: ConversationState,
  id: InterviewId,
  { guides, now }: Surroundings,
): Decision | null {
  const interview = guides.interviews.get(id);
  if (!interview) return null;
  // What staff are told is for the person to say; a story is read only where a question would repeat it.
  const fresh =
    id === 'handoff-intake'
      ? start(interview, [], now)
      : startFromStory(interview, saidByCitizen(state), now);
  if (placeOf(interview, answersOf(fresh)).kind === 'result')
    return finish(withoutInterview(state), interview, fresh, now, guides);
  const shown = view(interview, fresh);
  const reply: Reply = { ...shown, text: `${interview.intro}\n\n${shown.text}`, end: null, understood: true };
  return say({ ...state, interview: fresh }, '', messageOf(reply));
}

/** What a text means to the interview that goes on; null when none does. */
export async function continueInterview(
  state: ConversationState,
  text: string,
  around: Surroundings,
): Promise<Decision | null> {
  if (state.interview === undefined) return null;
  const { guides, now } = around;
  const read = readState(guides.interviews, state.interview);
  if (read.kind === 'refused') return say(withoutInterview(state), '', refusal(read.text));
  const { interview, state: before } = read;
  const turn =
    lateAnswer(interview, before, text, now) ??
    resume(interview, before, now) ??
    answer(interview, before, text, now);
  const isQuestion = looksLikeQuestion(text);
  if (turn.reply.understood || !(isQuestion || NAMES_PERSON.test(text)))
    return settle(state, interview, turn, text, around);
  const outcome = await around.ask(text);
  // 帮我转个人工吧 is no clumsy answer.
  if (outcome.kind === 'handoff' && outcome.reason === 'asked-for-person')
    return around.handOver(withoutInterview(state), text, linesOf(interview, before));
  return isQuestion && outcome.kind === 'answer'
    ? aside(state, interview, before, outcomeMessage(outcome))
    : settle(state, interview, turn, text, around);
}

/** Something said besides, then the question of the interview that goes on; alone when none does. */
export function thenAskAgain(state: ConversationState, message: OutboundMessage, guides: Guides): Decision {
  const read = state.interview === undefined ? null : readState(guides.interviews, state.interview);
  return read?.kind === 'read' ? aside(state, read.interview, read.state, message) : say(state, '', message);
}

/** Whether the text is, word for word, what stands on a button of the question that the interview asks. */
export function isOptionAsked(state: ConversationState, text: string, guides: Guides): boolean {
  if (state.interview === undefined) return false;
  const read = readState(guides.interviews, state.interview);
  return read.kind === 'read' && view(read.interview, read.state).options.includes(text.trim());
}

/**
 * What stays of a text in which somebody told of danger: an answer to the interview's question is kept, so that nobody tells it
 * twice, and the next question waits until they come back and are asked whether to go on. Nothing is looked up for it.
 */
export async function keepAnswer(
  state: ConversationState,
  text: string,
  around: Surroundings,
): Promise<Decision> {
  const nothing = { state, effects: [] };
  const read = state.interview === undefined ? null : readState(around.guides.interviews, state.interview);
  if (read?.kind !== 'read' || resume(read.interview, read.state, around.now)) return nothing;
  const turn = answer(read.interview, read.state, text, around.now);
  if (turn.state.said.length <= read.state.said.length) return nothing;
  if (turn.reply.end !== null) return settle(state, read.interview, turn, text, around);
  return { ...nothing, state: { ...state, interview: { ...turn.state, at: 0 } } };
}

/** What comes in between, such as a place or what is kept of the person, has a button that leads back to the question. */
export function withWayBack({ interview }: ConversationState, decision: Decision): Decision {
  const last = decision.effects.at(-1);
  const waits = interview !== undefined && same(interview, decision.state.interview);
  if (!waits || last?.kind !== 'send' || last.message.kind !== 'notice') return decision;
  const options = [...last.message.options, buttons.resume];
  const message = { ...last.message, options: [...new Set(options)] };
  return { ...decision, effects: [...decision.effects.slice(0, -1), { kind: 'send', message }] };
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** The state without an interview. */
export function withoutInterview(state: ConversationState): ConversationState {
  const { interview: _gone, ...rest } = state;
  return rest;
}

/** What the interview that goes on was told so far, line by line; '' for none. */
export function toldSoFar(state: ConversationState, guides: Guides): string {
  if (state.interview === undefined) return '';
  const read = readState(guides.interviews, state.interview);
  return read.kind === 'read' ? linesOf(read.interview, read.state) : '';
}

/** Whoever comes back after days with the very answer need not be asked whether to go on; plain 好 could mean anything. */
function lateAnswer(interview: Interview, before: InterviewState, text: string, now: number): Turn | null {
  const place = placeOf(interview, answersOf(before));
  if (before.paused || place.kind === 'result' || place.step.kind === 'text') return null;
  if (yesOrNo(interview, text) !== null) return null;
  const turn = answer(interview, before, text, now);
  const isAnswered = turn.reply.understood && turn.state.said.length > before.said.length;
  return isAnswered ? turn : null;
}

function settle(
  state: ConversationState,
  interview: Interview,
  { state: after, reply }: Turn,
  text: string,
  around: Surroundings,
): Decision | Promise<Decision> {
  switch (reply.end) {
    case null:
      return say({ ...state, interview: after }, '', messageOf(reply));
    case 'result':
      // Answered or erased meanwhile: what was told must not be lost.
      return interview.id === 'handoff-intake' && state.openTickets.length === 0 && tellsSomething(after)
        ? around.handOver(withoutInterview(state), '', linesOf(interview, after))
        : finish(withoutInterview(state), interview, after, around.now, around.guides);
    case 'quit':
      return say(withoutInterview(state), '', plainMessage('notice', reply.text));
    case 'person':
      return around.handOver(withoutInterview(state), text, linesOf(interview, after));
  }
}

/** A question of the person's own is answered first; then the interview asks again. */
function aside(
  state: ConversationState,
  interview: Interview,
  before: InterviewState,
  answered: OutboundMessage,
): Decision {
  const again: Reply = { ...view(interview, before), end: null, understood: true };
  const reminder = { ...messageOf(again), body: `${texts.backToInterview}\n\n${again.text}` };
  return {
    state: { ...state, greeted: true },
    effects: [
      { kind: 'send', message: { ...answered, options: [] } },
      { kind: 'send', message: reminder },
    ],
  };
}

function messageOf({ text, options, progress }: Reply): OutboundMessage {
  return { ...plainMessage('clarify', text), options, ...(progress && { progress }) };
}

const refusal = (text: string): OutboundMessage => ({
  ...plainMessage('notice', text),
  options: [texts.interviewLabels['legal-aid'], texts.interviewLabels['which-door']],
});

/** Somebody who asks something, rather than answers clumsily. */
const QUESTION = /[?？]|什么|怎么|怎样|多少|多久|几天|几日|哪|谁|吗|呢|点样|乜|几时|边度/u;
const NAMES_PERSON = /人工|真人|活人|客服|工作人员|工作人員|机器|機器/u;
const looksLikeQuestion = (text: string): boolean => text.length >= 4 && QUESTION.test(text);

const tellsSomething = ({ said }: InterviewState) => said.some(({ value }) => value !== SKIPPED);

function linesOf(interview: Interview, state: InterviewState): string {
  return summarise(interview, state, null)
    .answers.map(({ short, answer: said }) => texts.toldLine(short, said))
    .join('\n');
}

function finish(
  state: ConversationState,
  interview: Interview,
  ended: InterviewState,
  now: number,
  guides: Guides,
): Decision {
  switch (interview.id) {
    case 'handoff-intake':
      return noteForStaff(state, interview, ended);
    case 'special-groups':
      return noteGroup(state, interview, ended);
    default:
      return showResult(state, interview, ended, now, guides);
  }
}

function showResult(
  state: ConversationState,
  interview: Interview,
  ended: InterviewState,
  now: number,
  guides: Guides,
): Decision {
  const { text } = view(interview, ended);
  const summary = summarise(interview, ended, shanghaiDate(now));
  const groups = guides.interviews.get('special-groups');
  const story = `${saidByCitizen(state)}\n${linesOf(interview, ended)}`;
  const isInferred = groups !== undefined && extractAnswers(groups, story).length > 0;
  const options = isInferred && state.groups === undefined ? [texts.interviewLabels['special-groups']] : [];
  const told = say(state, '', { ...plainMessage('notice', text), options, summary });
  // 那要带什么 after the result asks about this matter.
  const matter = texts.interviewMatters[interview.id];
  if (matter === undefined) return told;
  const turns = [{ role: 'citizen', text: matter } as const, { role: 'bot', text } as const];
  return { ...told, state: remember(told.state, ...turns) };
}

function noteForStaff(state: ConversationState, interview: Interview, ended: InterviewState): Decision {
  const number = state.openTickets.at(-1);
  const { text } = view(interview, ended);
  if (number === undefined) return say(state, '', plainMessage('notice', texts.ticketGone));
  const told = say(state, '', {
    ...plainMessage('notice', `${texts.notedInTicket(number)}\n\n${text}`),
    ticket: number,
  });
  return preceded(told, { kind: 'note-ticket', number, text: linesOf(interview, ended) });
}

function noteGroup(state: ConversationState, interview: Interview, ended: InterviewState): Decision {
  const answers = answersOf(ended);
  const step = stepOf(interview, 'group');
  const label = step && optionOf(step, answers.get('group') ?? '')?.label;
  const { text } = view(interview, ended);
  if (label === undefined || answers.get('consent') !== 'yes')
    return say(state, '', plainMessage('notice', text));
  const groups = [...new Set([...(state.groups ?? []), label])];
  const told = say({ ...state, groups }, '', plainMessage('notice', text));
  const number = state.openTickets.at(-1);
  const note: Effect[] =
    number === undefined ? [] : [{ kind: 'note-ticket', number, text: texts.priorityLine(groups) }];
  return preceded(told, { kind: 'register-recipient', groups, purpose: texts.recipientPurpose }, ...note);
}
