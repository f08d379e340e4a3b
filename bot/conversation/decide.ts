/**
 * What one message does: a pure decision over typed state. No I/O of its own; the clock, ids and knowledge
 * come in through the context, and what people are led through comes in through the guides.
 */
import type { Outcome, Question } from '../../knowledge/types.ts';
import { shanghaiDate } from '../shanghai.ts';
import * as texts from '../texts.ts';
import type {
  ConversationState,
  Decide,
  DecideContext,
  Decision,
  Inbound,
  InboundContent,
  InterviewId,
} from '../types.ts';
import { decideAttachment } from './attachments.ts';
import type { Guides } from './guides.ts';
import { askedForPerson, handOver } from './handing-over.ts';
import { decideInPublic } from './in-public.ts';
import {
  beginInterview,
  continueInterview,
  isOptionAsked,
  keepAnswer,
  type Surroundings,
  thenAskAgain,
  toldSoFar,
  withoutInterview,
  withWayBack,
} from './interviewing.ts';
import { optionOfGroup } from './known-groups.ts';
import { replyToOffer, type Wish, wishOf, withoutOffer } from './offers.ts';
import { decideRating, ratingSaid, tellEducation } from './rating.ts';
import { outcomeMessage, placesMessage, plainMessage } from './reply.ts';
import { askBeforeErasing, erase, giveRecord, tellPrivacy, withdrawGroups } from './rights.ts';
import { preceded, say } from './say.ts';
import { freshState, remember, saidBefore } from './state.ts';

type Content<K extends InboundContent['kind']> = Extract<InboundContent, { kind: K }>;

export type DecideContent = (
  state: ConversationState,
  content: InboundContent,
  context: DecideContext,
) => Promise<Decision>;

/** The decision that every message of every channel goes through. */
export function createDecide(guides: Guides): Decide {
  const inPrivate: DecideContent = (state, content, context) =>
    new Deciding(guides, context).content(state, content);
  return async (state, inbound, context) => {
    const { content } = inbound;
    const isPublic = content.kind !== 'staff-reply' && content.privateLink !== undefined;
    const decided = await (isPublic ? decideInPublic(inPrivate) : inPrivate)(state, content, context);
    const decision = withWayBack(state, decided);
    return isPublic ? decision : withFirstNotice(state, inbound, decision);
  };
}

/** One message, with what may be used to decide about it. */
class Deciding {
  readonly #guides: Guides;
  readonly #context: DecideContext;

  constructor(guides: Guides, context: DecideContext) {
    this.#guides = guides;
    this.#context = context;
  }

  async content(state: ConversationState, content: InboundContent): Promise<Decision> {
    switch (content.kind) {
      case 'text':
        // Telegram also reports changes that touch no word. https://core.telegram.org/bots/api#update
        if (content.via === 'edit' && saidBefore(state, content.text)) return { state, effects: [] };
        return this.#text(state, content.text);
      case 'command':
        // Whatever stands behind a command may be a cry for help.
        if (content.argument !== '' && this.#context.recogniseDanger(content.argument))
          return this.#text(state, content.argument);
        return this.#command(withoutOffer(state), content);
      case 'location':
      case 'file':
      case 'unreadable':
        return decideAttachment(withoutOffer(state), content, {
          decideText: (next, text) => this.#text(next, text),
          placesNear: this.#context.placesNear,
        });
      case 'rating':
        return this.#rating(withoutOffer(state), content);
      case 'staff-reply':
        return decideStaffReply(state, content);
    }
  }

  async #rating(state: ConversationState, { value, seq }: Content<'rating'>): Promise<Decision> {
    if (value !== 'person') return decideRating(state, value, seq, this.#guides);
    return preceded(await this.#person(state, ''), { kind: 'rate', seq, value });
  }

  /** Danger first, then whatever is going on, then the question is asked. */
  async #text(before: ConversationState, text: string): Promise<Decision> {
    const danger = this.#context.recogniseDanger(text);
    if (!danger) return this.#calmly(before, text);
    const warning = { kind: 'send', message: outcomeMessage(danger) } as const;
    // The words of a button are ours: whoever presses 家里有人打人 is told the number, and the interview goes on; 车祸 among
    // the words of another button is no accident.
    if (isOptionAsked(before, text, this.#guides)) {
      const next = await this.#calmly(before, text);
      return danger.danger === 'violence' ? preceded(next, warning) : next;
    }
    // An interview waits where it was. The numbers wait for nothing, and do not fail with anything.
    const warned = say(before, text, warning.message);
    const kept = await keepAnswer(warned.state, text, this.#around(warned.state)).catch(() => warned);
    return kept === warned ? warned : preceded(kept, ...warned.effects);
  }

  async #calmly(before: ConversationState, text: string): Promise<Decision> {
    const reply = replyToOffer(before, text, this.#guides.interviews);
    const state = withoutOffer(before);
    if (reply?.kind === 'refused')
      return thenAskAgain(state, plainMessage('notice', texts.offerRefused), this.#guides);
    if (reply?.kind === 'accepted')
      return reply.offer.kind === 'erase'
        ? erase(state)
        : tellEducation(state, reply.offer.item, this.#guides);
    const wish = wishOf(text, state.interview !== undefined);
    if (wish) return this.#wish(state, wish);
    const going = await continueInterview(state, text, this.#around(state));
    if (going) return going;
    const rating = ratingSaid(state, text);
    if (rating) return decideRating(state, rating, null, this.#guides);
    return this.#question(state, text);
  }

  /** @param noted the group that answered a clarifying question in the person's place */
  async #question(state: ConversationState, text: string, noted?: string): Promise<Decision> {
    const where = await this.#context.whereAsked(text);
    if (where) return say(state, text, placesMessage(where));
    const outcome = await this.#ask(state, text);
    if (outcome.kind === 'handoff') return this.#handOver(state, text, outcome);
    const known = outcome.kind === 'clarify' ? optionOfGroup(outcome.options, state.groups) : null;
    if (outcome.kind === 'clarify' && known)
      return this.#question(say(state, text, outcomeMessage(outcome)).state, known.option, known.group);
    if (outcome.kind !== 'answer') return say(state, text, outcomeMessage(outcome));
    const options = isAboutLegalAid(text, outcome.topic) ? [texts.interviewLabels['legal-aid']] : [];
    const message = { ...outcomeMessage(outcome), options };
    const told =
      noted === undefined ? message : { ...message, body: `${texts.byGroup(noted)}\n\n${message.body}` };
    const { state: next, effects } = say(state, text, told);
    // Thanks and greetings leave the topic what it was.
    const topic = outcome.citations.length > 0 ? (outcome.topic ?? '') : state.topic;
    return { state: topic === undefined ? next : { ...next, topic }, effects };
  }

  #wish(state: ConversationState, wish: Wish): Decision {
    switch (wish.kind) {
      case 'interview':
        return this.#begin(withoutInterview(state), wish.id);
      case 'privacy':
        return tellPrivacy(state);
      case 'export':
        return giveRecord(state);
      case 'erase':
        return askBeforeErasing(state);
      case 'withdraw':
        return withdrawGroups(state);
    }
  }

  #begin(state: ConversationState, id: InterviewId): Decision {
    return (
      beginInterview(state, id, this.#around(state)) ?? say(state, '', plainMessage('notice', texts.help))
    );
  }

  async #command(state: ConversationState, command: Content<'command'>): Promise<Decision> {
    switch (command.name) {
      case 'start':
        return say(state, '', {
          ...plainMessage('notice', texts.welcome),
          options: [texts.interviewLabels['legal-aid'], texts.interviewLabels['which-door']],
        });
      case 'help':
        return say(state, '', plainMessage('notice', texts.help));
      case 'privacy':
      case 'export':
      case 'erase':
        return this.#wish(state, { kind: command.name });
      case 'aid':
        return this.#wish(state, { kind: 'interview', id: 'legal-aid' });
      case 'door':
        return this.#wish(state, { kind: 'interview', id: 'which-door' });
      case 'new':
        return startAnew(state);
      case 'clause':
        return command.argument === ''
          ? say(state, '', plainMessage('notice', texts.clauseUsage))
          : this.#question(state, command.argument);
      case 'person':
        return this.#person(state, command.argument);
    }
  }

  /** A person is asked for: what an interview was told so far goes along. */
  #person(state: ConversationState, said: string): Promise<Decision> {
    const soFar = toldSoFar(state, this.#guides);
    return this.#handOver(withoutInterview(state), said, askedForPerson(state), soFar);
  }

  #handOver(
    state: ConversationState,
    said: string,
    outcome: Extract<Outcome, { kind: 'handoff' }>,
    soFar = '',
  ): Promise<Decision> {
    return handOver(state, said, outcome, { soFar, nextTicketNumber: this.#context.nextTicketNumber });
  }

  #ask(state: ConversationState, text: string): Promise<Outcome> {
    return this.#context.ask(questionOf(state, text, this.#context.now));
  }

  #around(state: ConversationState): Surroundings {
    return {
      guides: this.#guides,
      now: this.#context.now,
      ask: (text) => this.#ask(state, text),
      handOver: (next, said, soFar) => this.#handOver(next, said, askedForPerson(next), soFar),
    };
  }
}

/** Whoever asks about legal aid may be led through whether it is for them. */
function isAboutLegalAid(text: string, topic: string | undefined): boolean {
  return (
    topic === 'legal-aid' ||
    /法律援助|法律帮助|法援|法律支援|免费的?律师|国家派的?律师|请[不唔]起律师|[没冇]钱请律师/u.test(text)
  );
}

function questionOf(state: ConversationState, text: string, now: number): Question {
  return { text, history: state.history, audience: state.audience, date: shanghaiDate(now), place: null };
}

/** A new matter: what was said is not used any more; what is on its way to staff, and what was agreed to, stays. */
function startAnew({ audience, openTickets, files, groups, heard }: ConversationState): Decision {
  return {
    state: {
      ...freshState(audience),
      greeted: true,
      openTickets,
      ...(files && { files }),
      ...(groups && { groups }),
      ...(heard && { heard }),
    },
    effects: [{ kind: 'send', message: plainMessage('notice', texts.freshStart) }],
  };
}

/**
 * Whoever never saw the welcome is told once who answers, what it is worth, what is kept and how to reach a person. The web page
 * says so itself, and so does the terminal; after numbers to call in danger nothing else is said.
 */
function withFirstNotice({ greeted }: ConversationState, inbound: Inbound, decision: Decision): Decision {
  const { channel, content } = inbound;
  const isWelcome = content.kind === 'command' && content.name === 'start';
  if (greeted || isWelcome || channel !== 'telegram' || content.kind === 'staff-reply') return decision;
  if (decision.effects.some((effect) => effect.kind === 'send' && effect.message.kind === 'emergency'))
    return { ...decision, state: { ...decision.state, greeted: false } };
  const message = plainMessage('notice', texts.firstNotice);
  return { ...decision, effects: [...decision.effects, { kind: 'send', message }] };
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
