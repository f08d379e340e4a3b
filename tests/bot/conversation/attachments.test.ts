/** What a person sends that is not words, and chats in which others read along. */
import { describe, expect, test } from 'vitest';
import { createDecide } from '../../../bot/conversation/decide.ts';
import { NO_GUIDES } from '../../../bot/conversation/guides.ts';
import { freshState } from '../../../bot/conversation/state.ts';
import { giveUp } from '../../../bot/delivery/give-up.ts';
import * as texts from '../../../bot/texts.ts';
import type { ConversationState, DecideContext, Decision, InboundContent } from '../../../bot/types.ts';
import type { Outcome } from '../../../knowledge/types.ts';

const decide = createDecide(NO_GUIDES);

const unknown: Outcome = {
  kind: 'handoff',
  reason: 'asked-for-person',
  summary: '',
  nearest: [],
  confidence: 0,
};
const privateLink = 'https://t.me/x_bot?start=group';
const file = {
  kind: 'file',
  name: '收据.jpg',
  mime: 'image/jpeg',
  size: 2048,
  ref: 'a/b',
  caption: '',
} as const;

function on(
  content: InboundContent,
  state: ConversationState = { ...freshState(), greeted: true },
  numbers: string[] = ['1', '2'],
) {
  const context: DecideContext = {
    now: 0,
    ask: async () => unknown,
    recogniseDanger: () => null,
    placesNear: async () => ({ body: '附近的地方', places: [] }),
    whereAsked: async () => null,
    nextTicketNumber: async () => numbers.shift() ?? '无',
  };
  const inbound = { channel: 'telegram', conversation: 'telegram:7', messageId: '1', receivedAt: 0 } as const;
  return decide(state, { ...inbound, content }, context);
}
const bodies = ({ effects }: Decision) => effects.flatMap((e) => (e.kind === 'send' ? [e.message.body] : []));
const tickets = ({ effects }: Decision) =>
  effects.flatMap((e) => (e.kind === 'open-ticket' ? [e.ticket] : []));

describe('files', () => {
  test('are remembered until a ticket names them, then no more', async () => {
    const stored = await on(file);
    expect(bodies(stored)).toEqual([texts.fileStored('收据.jpg')]);
    expect(stored.state.files).toEqual([{ name: '收据.jpg', mime: 'image/jpeg', size: 2048, ref: 'a/b' }]);
    const asked = await on({ kind: 'text', text: texts.askForPerson }, stored.state);
    expect(tickets(asked)[0]?.summary).toContain('附件：收据.jpg（image/jpeg，2 KB），存于 files/a/b');
    expect(asked.state.files).toBeUndefined();
  });

  test('that came after a ticket open another, although the words are the same', async () => {
    const first = await on({ kind: 'text', text: texts.askForPerson });
    const same = await on({ kind: 'text', text: texts.askForPerson }, first.state);
    expect(tickets(same)).toEqual([]);
    const later = await on(file, first.state);
    expect(tickets(await on({ kind: 'text', text: texts.askForPerson }, later.state))).toHaveLength(1);
  });

  test('outlive /new, and only the newest twenty are named', async () => {
    let { state } = await on(file);
    for (let n = 0; n < 30; n += 1) ({ state } = await on({ ...file, ref: `a/${n}` }, state));
    ({ state } = await on({ kind: 'command', name: 'new', argument: '' }, state));
    expect(state.files?.map(({ ref }) => ref)).toEqual(Array.from({ length: 20 }, (_, n) => `a/${n + 10}`));
  });

  test('offer a person as a choice', async () => {
    const [effect] = (await on(file)).effects;
    expect(effect).toMatchObject({ message: { kind: 'notice', options: [texts.askForPerson] } });
  });
});

test.each(Object.keys(texts.unreadable) as (keyof typeof texts.unreadable)[])(
  '%s has a reply of its own, in Chinese, in one paragraph',
  async (what) => {
    const [body = '', ...others] = bodies(await on({ kind: 'unreadable', what, caption: '' }));
    expect(others).toEqual([]);
    expect(body).toMatch(/^\p{Script=Han}.*。$/u);
  },
);

test('what cannot be read is said after the answer to its words', async () => {
  const decision = await on({ kind: 'unreadable', what: 'voice', caption: '帮我' });
  expect(bodies(decision)).toEqual([texts.handoff('asked-for-person', '1'), texts.unreadable.voice]);
});

describe('where others read along', () => {
  test('no ticket is opened and no number taken', async () => {
    const numbers = ['1'];
    for (const content of [
      { kind: 'text', text: '我的事', privateLink },
      { kind: 'command', name: 'person', argument: '', privateLink },
      { ...file, privateLink },
      { kind: 'location', latitude: 1, longitude: 2, privateLink },
    ] as const) {
      const decision = await on(content, freshState(), numbers);
      expect(bodies(decision)).toEqual([texts.askInPrivate(privateLink)]);
      expect([decision.state.files, decision.state.openTickets, tickets(decision)]).toEqual([
        undefined,
        [],
        [],
      ]);
    }
    expect(numbers).toEqual(['1']);
    expect(tickets(await on({ kind: 'text', text: '我的事' }, freshState(), numbers))).toHaveLength(1);
  });

  test('what could not be worked off opens no ticket either', () => {
    const content = { kind: 'text', text: '我的事', privateLink } as const;
    const inbound = {
      channel: 'telegram',
      conversation: 'telegram:-1/7',
      messageId: '1',
      receivedAt: 0,
    } as const;
    const decision = giveUp(freshState(), { ...inbound, content }, '1');
    expect([bodies(decision), tickets(decision)]).toEqual([[texts.askInPrivate(privateLink)], []]);
    const alone = giveUp(freshState(), { ...inbound, content: { kind: 'text', text: '我的事' } }, '1');
    expect(tickets(alone)).toHaveLength(1);
  });

  test('only the first reply invites to a private chat', async () => {
    const help = { kind: 'command', name: 'help', argument: '', privateLink } as const;
    const first = await on(help, freshState());
    expect(bodies(first)).toEqual([`${texts.help}\n\n${texts.personalInPrivate(privateLink)}`]);
    expect(bodies(await on(help, first.state))).toEqual([texts.help]);
  });
});
