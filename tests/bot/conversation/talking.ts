/** A chat with the real guides and a knowledge that knows two things, for tests of what a turn leads to. */
import { resolve } from 'node:path';
import { createDecide } from '../../../bot/conversation/decide.ts';
import { freshState } from '../../../bot/conversation/state.ts';
import { loadEducation } from '../../../bot/education/education.ts';
import { loadInterviews } from '../../../bot/interviews/load.ts';
import type {
  ConversationState,
  DecideContext,
  Effect,
  InboundContent,
  OutboundMessage,
} from '../../../bot/types.ts';
import type { Outcome } from '../../../knowledge/types.ts';

const SEEDS = resolve(import.meta.dirname, '../../../seeds');
export const guides = { interviews: loadInterviews(SEEDS), education: loadEducation(SEEDS) };

const citation = {
  label: '《甲法》第一条',
  document: '甲法',
  clause: '第一条',
  path: [],
  quote: '不收钱。',
  verbatim: false,
  status: 'in-force',
  note: '',
  passageId: '甲#1',
} as const;
const answer = (topic: string): Outcome => ({
  kind: 'answer',
  body: '法律援助不收钱。',
  citations: [citation],
  confidence: 0.9,
  topic,
});
const unknown: Outcome = {
  kind: 'handoff',
  reason: 'not-in-sources',
  summary: '',
  nearest: [],
  confidence: 0.1,
};
const emergency: Extract<Outcome, { kind: 'emergency' }> = {
  kind: 'emergency',
  danger: 'violence',
  body: '请马上拨打110报警。',
  numbers: ['110'],
};

export interface Talk {
  state: ConversationState;
  effects: readonly Effect[];
  /** What was sent in reply to the last turn. */
  said: readonly OutboundMessage[];
  /** The body of the last message. */
  body: string;
  say(text: string): Promise<Talk>;
  does(content: InboundContent): Promise<Talk>;
  /** Hours pass. */
  later(hours: number): Talk;
}

const known: DecideContext['ask'] = async ({ text }) => {
  if (text.includes('公证')) return answer('notary');
  return text.includes('援助') ? answer('legal-aid') : unknown;
};

/** Answers what names 援助 or 公证, knows nothing else; 打我 and 打人 are danger. */
export function talk(
  state: ConversationState = { ...freshState(), greeted: true },
  effects: readonly Effect[] = [],
  now = Date.parse('2026-11-23T02:00:00Z'),
  tickets = 0,
  ask: DecideContext['ask'] = known,
): Talk {
  const decide = createDecide(guides);
  const said = effects.flatMap((effect) => (effect.kind === 'send' ? [effect.message] : []));
  const does = async (content: InboundContent): Promise<Talk> => {
    let opened = tickets;
    const context: DecideContext = {
      now,
      ask,
      recogniseDanger: (text) => (/打我|打人/u.test(text) ? emergency : null),
      placesNear: async () => ({ body: '附近', places: [] }),
      whereAsked: async () => null,
      nextTicketNumber: async () => {
        opened += 1;
        return `20261123-000${opened}`;
      },
    };
    const inbound = {
      channel: 'web',
      conversation: 'web:a',
      messageId: '1',
      content,
      receivedAt: now,
    } as const;
    const decision = await decide(state, inbound, context);
    return talk(JSON.parse(JSON.stringify(decision.state)), decision.effects, now, opened, ask);
  };
  return {
    state,
    effects,
    said,
    body: said.at(-1)?.body ?? '',
    does,
    say: (text) => does({ kind: 'text', text }),
    later: (hours) => talk(state, effects, now + hours * 3_600_000, tickets, ask),
  };
}
