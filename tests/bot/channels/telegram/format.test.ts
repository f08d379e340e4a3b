import { describe, expect, it } from 'vitest';
import { partsOf } from '../../../../bot/channels/telegram/format.ts';
import { automated } from '../../../../bot/texts.ts';
import type { OutboundMessage } from '../../../../bot/types.ts';
import { message as messageOf } from '../memory-courier.ts';
import { messageProblem } from './bot-api-rules.ts';

const OWN = 'https://t.me/shaofatong_bot';

const message = (body: string, changes: Partial<OutboundMessage> = {}) =>
  messageOf(body, { kind: 'notice', ...changes });

const citing = (quote: string): OutboundMessage['citations'] => [
  {
    label: '甲（九）',
    document: '甲',
    clause: '（九）',
    path: [],
    quote,
    verbatim: true,
    status: 'in-force',
    note: '',
    passageId: 'a',
  },
];

/** `type: text` of everything that is marked. */
function marked(outbound: OutboundMessage): string[] {
  return partsOf(outbound, OWN).flatMap(({ text, entities }) =>
    entities.map(({ type, offset, length }) => `${type}: ${text.slice(offset, offset + length)}`),
  );
}

describe('formatting', () => {
  it('makes the first line bold when more follows', () => {
    expect(marked(message('可以申请。\n\n请带身份证。'))).toEqual(['bold: 可以申请。']);
    expect(marked(message('可以申请。'))).toEqual([]);
    expect(marked(message(`${'长'.repeat(101)}\n二`))).toEqual([]);
    expect(marked(message(' \n😀一\n二'))).toEqual(['bold: 😀一']);
  });

  it('reads nothing in the text as markup', () => {
    const body = '<b>*_`[可以](http://evil.example)`_*</b>';
    expect(partsOf(message(body), OWN)).toEqual([{ text: body, entities: [] }]);
  });

  it('links what a citation prints, and nothing else', () => {
    const body = '电话0751-8888888，网址 https://sfj.sg.gov.cn/fy。另有 https://evil.example 和13800000000';
    const citations = citing('咨询0751-8888888，见https://sfj.sg.gov.cn/fy');
    const links = marked(message(body, { citations }));
    expect(links).toContain('text_link: https://sfj.sg.gov.cn/fy');
    expect(links).toContain('phone_number: 0751-8888888');
    expect(links.join()).not.toMatch(/evil|138/);
    expect(marked(message(body)).join()).not.toContain('text_link');
  });

  it('knows national numbers, but not parts of others', () => {
    expect(marked(message('请打12348或110'))).toEqual(['phone_number: 12348', 'phone_number: 110']);
    expect(marked(message('编号 20261125-0110，1100元，3.110'))).toEqual([]);
  });

  it('links the way to a private chat, and nothing that staff typed', () => {
    const body = `请私下问我：${OWN}?start=group`;
    expect(marked(message(body, { kind: 'notice' }))).toEqual([`text_link: ${OWN}?start=group`]);
    expect(marked(message(`${OWN}x?start=1`, { kind: 'notice' }))).toEqual([]);
    expect(marked(message('打12348', { kind: 'staff-reply' }))).toEqual([]);
  });
});

describe('cutting', () => {
  it('never cuts a link, wherever the limit falls', () => {
    const url = 'https://sfj.sg.gov.cn/a/b';
    for (let before = 4060; before <= 4100; before += 1) {
      const parts = partsOf(
        message(`${'一'.repeat(before)}${url}${'二'.repeat(50)}`, { citations: citing(url) }),
        OWN,
      );
      expect(parts.map((part) => messageProblem({ ...part }))).toEqual(parts.map(() => null));
      const first = parts.flatMap(({ text, entities }) =>
        entities
          .filter(({ type }) => type === 'text_link')
          .map((e) => text.slice(e.offset, e.offset + e.length)),
      );
      expect(first).toEqual([url, url]);
    }
  });

  it('gives parts that Telegram takes, of any text', () => {
    const pieces = ['😀', '字', '。', '\n\n', ' ', 'https://sfj.sg.gov.cn/a', '12348', '👩‍👩‍👧', '\ud800'];
    for (let seed = 1; seed < 40; seed += 1) {
      let state = seed;
      const body = Array.from({ length: 3000 }, () => {
        state = (state * 48_271) % 2_147_483_647;
        return pieces[state % pieces.length]!;
      }).join('');
      const parts = partsOf(
        message(body.toWellFormed(), { citations: citing('https://sfj.sg.gov.cn/a') }),
        OWN,
      );
      expect(parts.map((part) => messageProblem({ ...part })).filter((problem) => problem !== null)).toEqual(
        [],
      );
    }
  });

  it('control: the stand-in refuses what is too long or marked outside', () => {
    expect(messageProblem({ text: '一'.repeat(4097) })).toContain('too long');
    expect(messageProblem({ text: '一', entities: [{ type: 'bold', offset: 0, length: 2 }] })).toContain(
      'BOUNDS',
    );
    expect(messageProblem({ text: '😀', entities: [{ type: 'bold', offset: 1, length: 1 }] })).toContain(
      'BOUNDS',
    );
    expect(messageProblem({ text: '一', parse_mode: 'HTML' })).toContain('parse');
  });
});

describe('the label of an answer', () => {
  it('stands at its end, in italics, also when the answer is cut', () => {
    expect(marked(messageOf('可以。'))).toEqual([`italic: ${automated}`]);
    const citations = citing('咨询12348');
    expect(partsOf(messageOf('可以。', { citations, options: ['甲'] }), OWN)[0]?.text).toMatch(
      new RegExp(`」\n\n${automated}$`),
    );
    for (let length = 4050; length <= 4100; length += 1) {
      const parts = partsOf(messageOf('一'.repeat(length)), OWN);
      expect(parts.map((part) => messageProblem({ ...part }))).toEqual(parts.map(() => null));
      expect(parts.at(-1)?.text.endsWith(automated)).toBe(true);
    }
  });

  it.each(['emergency', 'handoff', 'staff-reply', 'notice', 'clarify', 'decline'] as const)(
    'does not stand under what is no answer: %s',
    (kind) => expect(partsOf(messageOf('可以。', { kind }), OWN)).toEqual([{ text: '可以。', entities: [] }]),
  );

  it('does not make a message of a blank one', () => {
    expect(partsOf(messageOf(' \n'), OWN)).toEqual([]);
  });
});
