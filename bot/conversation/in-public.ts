/** A chat in which others read along, such as a group: what concerns one person is asked for in private. */
import * as texts from '../texts.ts';
import type { Decision, Effect, InboundContent } from '../types.ts';
import type { DecideContent } from './decide.ts';
import { plainMessage } from './reply.ts';
import { say } from './say.ts';

/** Decides as in private, except that nothing personal is taken, and no ticket opened whose reply everybody would read. */
export function decideInPublic(decideInPrivate: DecideContent): DecideContent {
  return async (state, content, context) => {
    const link = 'privateLink' in content ? (content.privateLink ?? '') : '';
    if (isPersonal(content)) return say(state, '', plainMessage('notice', texts.askInPrivate(link)));
    // The number would be lost: it is not taken.
    const decision = await decideInPrivate(state, content, { ...context, nextTicketNumber: async () => '' });
    if (decision.state.interview !== undefined || decision.effects.some(isPersonalEffect))
      return say(state, '', plainMessage('notice', texts.askInPrivate(link)));
    return state.greeted ? decision : withInvitation(decision, link);
  };
}

function isPersonal(content: InboundContent): boolean {
  if (content.kind === 'unreadable')
    return content.what === 'file-in-public' && content.caption.trim() === '';
  return content.kind === 'location' || content.kind === 'file';
}

/** What everybody there would read or write along with, or what is done to one person's record. */
function isPersonalEffect(effect: Effect): boolean {
  if (effect.kind === 'send') return effect.message.record === true || effect.message.summary !== undefined;
  return effect.kind !== 'rate';
}

/** The first reply says where personal matters belong; numbers to call in danger stand alone. */
function withInvitation(decision: Decision, link: string): Decision {
  const last = decision.effects.findLastIndex(({ kind }) => kind === 'send');
  const effects = decision.effects.map((effect, index) => (index === last ? invite(effect, link) : effect));
  return { ...decision, effects };
}

function invite(effect: Effect, link: string): Effect {
  if (effect.kind !== 'send' || effect.message.kind === 'emergency') return effect;
  const body = `${effect.message.body}\n\n${texts.personalInPrivate(link)}`;
  return { ...effect, message: { ...effect.message, body } };
}
