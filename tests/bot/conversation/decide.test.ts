/** What one message does, path by path, with a context that only takes notes. */
import { describe, expect, test } from 'vitest';
import { createDecide } from '../../../bot/conversation/decide.ts';
import { NO_GUIDES } from '../../../bot/conversation/guides.ts';
import { freshState } from '../../../bot/conversation/state.ts';
import type {
  CommandName,
  ConversationState,
  DecideContext,
  Decision,
  Effect,
  Inbound,
  InboundContent,
  OutboundMessage,
} from '../../../bot/types.ts';
import type { Citation, Outcome, Question } from '../../../knowledge/types.ts';

const decide = createDecide(NO_GUIDES);

/** 2026-03-05 00:30 in Shanghai, still the 4th in UTC. */
const NOW = Date.parse('2026-03-04T16:30:00Z');
const NUMBER = '20260305-0007';

const citation: Citation = {
  label: '甲〔2026〕1号（九）',
  document: '甲',
  clause: '（九）',
  path: ['（九）'],
  quote: '原文',
  verbatim: true,
  status: 'in-force',
  note: '',
  passageId: '甲#c9',
};
const answer: Outcome = { kind: 'answer', body: '答案', citations: [citation], confidence: 0.9 };
const unknown: Outcome = {
  kind: 'handoff',
  reason: 'not-in-sources',
  summary: '周六上班吗',
  nearest: [citation],
  confidence: 0.1,
};
const emergency: Extract<Outcome, { kind: 'emergency' }> = {
  kind: 'emergency',
  danger: 'violence',
  body: '请马上拨打110报警。',
  numbers: ['110'],
};

interface Fake extends DecideContext {
  /** In the order of the calls. */
  calls: string[];
  questions: Question[];
}

function contextWith(outcome: Outcome = answer, danger: DecideContext['recogniseDanger'] = () => null): Fake {
  const calls: string[] = [];
  const questions: Question[] = [];
  return {
    calls,
    questions,
    now: NOW,
    async ask(question) {
      calls.push('ask');
      questions.push(question);
      return outcome;
    },
    placesNear: async () => ({ body: '附近的地方', places: [] }),
    whereAsked: async () => null,
    recogniseDanger(text) {
      calls.push(`danger ${text}`);
      return danger(text);
    },
    async nextTicketNumber() {
      calls.push('number');
      return NUMBER;
    },
  };
}

const inbound = (content: InboundContent): Inbound => ({
  channel: 'web',
  conversation: 'web:a',
  messageId: '1',
  content,
  receivedAt: NOW,
});
const text = (words: string) => inbound({ kind: 'text', text: words });
const command = (name: CommandName, argument = '') => inbound({ kind: 'command', name, argument });

const staffWords = { kind: 'staff-reply', ticket: NUMBER, text: '周六不上班', author: '李' } as const;

/** Some way into a conversation. */
const underWay: ConversationState = {
  ...freshState(),
  greeted: true,
  history: [
    { role: 'citizen', text: '公证员要多少名' },
    { role: 'bot', text: '至少32名' },
  ],
  openTickets: ['20260304-0001'],
};

function messages({ effects }: Decision): OutboundMessage[] {
  return effects.flatMap((effect) => (effect.kind === 'send' ? [effect.message] : []));
}

const kinds = (effects: readonly Effect[]) => effects.map(({ kind }) => kind);

describe('a text', () => {
  test('is asked with the day in Shanghai and what was said before', async () => {
    const context = contextWith();
    const decision = await decide(underWay, text('那工资呢'), context);
    expect(context.calls).toEqual(['danger 那工资呢', 'ask']);
    expect(context.questions).toEqual([
      {
        text: '那工资呢',
        history: underWay.history,
        audience: 'citizen',
        date: '2026-03-05',
        place: null,
      },
    ]);
    expect(messages(decision)).toEqual([
      {
        kind: 'answer',
        body: '答案',
        citations: [citation],
        options: [],
        reason: null,
        confidence: 0.9,
        ticket: null,
        rateable: true,
      },
    ]);
    expect(decision.state).toEqual({
      ...underWay,
      topic: '',
      history: [...underWay.history, { role: 'citizen', text: '那工资呢' }, { role: 'bot', text: '答案' }],
    });
  });

  test('of staff is asked for staff', async () => {
    const context = contextWith();
    const { state } = await decide(freshState('staff'), text('第九条'), context);
    expect(context.questions).toMatchObject([{ audience: 'staff', history: [] }]);
    expect(state).toMatchObject({ audience: 'staff', greeted: true });
  });

  test('that is unclear gets a question with ways to answer it', async () => {
    const outcome: Outcome = {
      kind: 'clarify',
      question: '哪一种？',
      options: ['公证', '法援'],
      citations: [],
      confidence: 0.6,
    };
    const decision = await decide(freshState(), text('证明'), contextWith(outcome));
    expect(messages(decision)).toMatchObject([
      { kind: 'clarify', body: '哪一种？', options: ['公证', '法援'], confidence: 0.6, ticket: null },
    ]);
  });

  test('that cannot be read is declined with the reason', async () => {
    const outcome: Outcome = { kind: 'decline', reason: 'unreadable', body: '认不出来' };
    const decision = await decide(freshState(), text('???'), contextWith(outcome));
    expect(messages(decision)).toMatchObject([{ kind: 'decline', body: '认不出来', reason: 'unreadable' }]);
    expect(kinds(decision.effects)).toEqual(['send']);
  });

  test('on which asking breaks is nobody’s decision: the failure is passed on', async () => {
    const context = contextWith();
    context.ask = async () => {
      throw new Error('broken');
    };
    await expect(decide(underWay, text('公证'), context)).rejects.toThrow('broken');
    await expect(decide(underWay, text('公证'), contextWith())).resolves.toBeDefined();
  });

  test('for which no ticket number can be had fails, rather than promise a reply', async () => {
    const context = contextWith(unknown);
    context.nextTicketNumber = async () => {
      throw new Error('no number');
    };
    await expect(decide(underWay, text('周六上班吗'), context)).rejects.toThrow('no number');
  });
});

describe('danger', () => {
  const alarmed = (words: string) => (words.includes('打我') ? emergency : null);

  test('comes before everything: nothing is asked, no ticket is opened', async () => {
    const context = contextWith(unknown, alarmed);
    const decision = await decide(underWay, text('他在打我，转人工'), context);
    expect(context.calls).toEqual(['danger 他在打我，转人工']);
    expect(messages(decision)).toMatchObject([{ kind: 'emergency', body: emergency.body, ticket: null }]);
    expect(kinds(decision.effects)).toEqual(['send']);
    expect(decision.state.history.slice(-2)).toEqual([
      { role: 'citizen', text: '他在打我，转人工' },
      { role: 'bot', text: emergency.body },
    ]);
  });

  test('is recognised in what follows /clause too', async () => {
    const decision = await decide(freshState(), command('clause', '他在打我'), contextWith(answer, alarmed));
    expect(messages(decision)).toMatchObject([{ kind: 'emergency' }]);
  });

  test('is not in other words (control)', async () => {
    const decision = await decide(freshState(), text('公证'), contextWith(answer, alarmed));
    expect(messages(decision)).toMatchObject([{ kind: 'answer' }]);
  });
});

describe('a hand-off', () => {
  test('opens one ticket that says what was asked and found, and tells its number', async () => {
    const context = contextWith(unknown);
    const decision = await decide(underWay, text('周六上班吗'), context);
    expect(context.calls).toEqual(['danger 周六上班吗', 'ask', 'number']);
    expect(kinds(decision.effects)).toEqual(['open-ticket', 'send']);
    const [opened] = decision.effects;
    expect(opened).toMatchObject({ ticket: { number: NUMBER, reason: 'not-in-sources' } });
    if (opened?.kind !== 'open-ticket') throw new Error('no ticket');
    expect(opened.ticket.summary).toContain('周六上班吗');
    expect(opened.ticket.summary).toContain(citation.label);
    const [message] = messages(decision);
    expect(message).toMatchObject({
      kind: 'handoff',
      ticket: NUMBER,
      reason: 'not-in-sources',
      confidence: 0.1,
    });
    expect(message?.body).toContain(NUMBER);
    expect(message?.body).toContain('12348');
    expect(decision.state.openTickets).toEqual(['20260304-0001', NUMBER]);
  });

  test.each([
    'not-in-sources',
    'low-confidence',
    'asked-for-person',
    'unsupported-answer',
    'failure',
  ] as const)('for %s says so in words of its own', async (reason) => {
    const decision = await decide(freshState(), text('问'), contextWith({ ...unknown, reason }));
    const other = await decide(freshState(), text('问'), contextWith(unknown));
    expect(messages(decision)).toMatchObject([{ kind: 'handoff', reason, ticket: NUMBER }]);
    expect(messages(decision)[0]?.body === messages(other)[0]?.body).toBe(reason === 'not-in-sources');
  });

  test('is the only path that takes a ticket number', async () => {
    const contents = [text('公证'), command('start'), command('help'), command('new'), command('clause')];
    for (const message of [...contents, inbound(staffWords)]) {
      const context = contextWith();
      const { effects } = await decide(underWay, message, context);
      expect(context.calls).not.toContain('number');
      expect(kinds(effects)).not.toContain('open-ticket');
    }
  });
});

describe('a command', () => {
  test.each(['start', 'help'] as const)('/%s is answered without asking and is no turn', async (name) => {
    const context = contextWith();
    const decision = await decide({ ...underWay, greeted: false }, command(name), context);
    expect(context.calls).toEqual([]);
    expect(messages(decision)).toMatchObject([{ kind: 'notice', citations: [], ticket: null }]);
    expect(messages(decision)[0]?.body).toContain('12348');
    expect(decision.state).toEqual(underWay);
  });

  test('/new forgets what was said, keeps who asks and which tickets are open', async () => {
    const decision = await decide({ ...underWay, audience: 'staff' }, command('new'), contextWith());
    expect(decision.state).toEqual({
      ...freshState('staff'),
      greeted: true,
      openTickets: underWay.openTickets,
    });
    expect(messages(decision)).toMatchObject([{ kind: 'notice' }]);
  });

  test('/clause asks for what follows it', async () => {
    const context = contextWith();
    const decision = await decide(freshState(), command('clause', '九'), context);
    expect(context.questions).toMatchObject([{ text: '九' }]);
    expect(messages(decision)).toMatchObject([{ kind: 'answer' }]);
    expect(decision.state.history).toMatchObject([{ role: 'citizen', text: '九' }, { role: 'bot' }]);
  });

  test('/clause alone says how it is used', async () => {
    const context = contextWith();
    const decision = await decide(freshState(), command('clause'), context);
    expect(context.calls).not.toContain('ask');
    expect(messages(decision)).toMatchObject([{ kind: 'notice' }]);
    expect(messages(decision)[0]?.body).toContain('/clause');
  });

  test.each([
    ['', '公证员要多少名'],
    ['我要问工伤', '我要问工伤'],
  ])('/person %s hands over with what was asked', async (argument, summary) => {
    const context = contextWith();
    const decision = await decide(underWay, command('person', argument), context);
    expect(context.calls).not.toContain('ask');
    expect(kinds(decision.effects)).toEqual(['open-ticket', 'send']);
    const [opened] = decision.effects;
    if (opened?.kind !== 'open-ticket') throw new Error('no ticket');
    expect(opened.ticket).toMatchObject({ number: NUMBER, reason: 'asked-for-person' });
    expect(opened.ticket.summary).toContain(summary);
    expect(messages(decision)).toMatchObject([
      { kind: 'handoff', reason: 'asked-for-person', ticket: NUMBER },
    ]);
  });
});

describe('a reply of staff', () => {
  test('answers the ticket, reaches the chat with its number, and is remembered', async () => {
    const context = contextWith();
    const state = { ...underWay, openTickets: ['20260304-0001', NUMBER] };
    const decision = await decide(state, inbound(staffWords), context);
    expect(context.calls).toEqual([]);
    expect(decision.effects[0]).toEqual({
      kind: 'answer-ticket',
      number: NUMBER,
      author: '李',
      text: '周六不上班',
    });
    const [message] = messages(decision);
    expect(message).toMatchObject({ kind: 'staff-reply', ticket: NUMBER });
    expect(message?.body).toContain('周六不上班');
    expect(message?.body).toContain(NUMBER);
    expect(decision.state.openTickets).toEqual(['20260304-0001']);
    expect(decision.state.history.at(-1)).toEqual({ role: 'staff', text: '周六不上班' });
  });
});

test('what is remembered is capped, newest kept', async () => {
  let state = freshState();
  const lengths: number[] = [];
  for (let turn = 1; turn <= 20; turn++) {
    ({ state } = await decide(state, text(`问${turn}`), contextWith()));
    lengths.push(state.history.length);
  }
  expect(lengths.at(-1)).toBe(lengths.at(-2));
  expect(lengths.at(-1)).toBeLessThan(20);
  expect(state.history.slice(-2)).toEqual([
    { role: 'citizen', text: '问20' },
    { role: 'bot', text: '答案' },
  ]);
});

test('the state that came in is left as it was', async () => {
  const before = structuredClone(underWay);
  for (const message of [text('问'), command('new'), command('person'), inbound(staffWords)])
    await decide(underWay, message, contextWith(unknown));
  expect(underWay).toEqual(before);
});
