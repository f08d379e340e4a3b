/** Which card holds: what replaced what, the wider provincial rule, another place. */
import { describe, expect, it } from 'vitest';
import { asAsked, cardInForce } from '../../../knowledge/answering/matching/in-force.ts';
import { Trace } from '../../../knowledge/answering/trace.ts';
import type { Card } from '../../../knowledge/rules/card.ts';
import { type Answer, libraryOf, question, useSeedKnowledge } from './seed-knowledge.ts';

const knowledge = useSeedKnowledge();
const rule = (id: string): Card => {
  const card = knowledge().rules.byId.get(id);
  if (!card || card.kind === 'clarify') throw new Error(`no rule ${id}`);
  return card;
};
const here = { inGuangdong: true, inShaoguan: true };

describe('on the asking day', () => {
  it('a replaced card yields to what replaced it, and is known to have been meant', () => {
    const replaced = [...knowledge().rules.byId.values()].filter(
      (card) => card.kind !== 'clarify' && card.supersededBy !== null && card.to !== null,
    ) as Card[];
    expect(replaced.length).toBeGreaterThan(5);
    for (const old of replaced) {
      const held = cardInForce(old, knowledge().rules, { date: '2026-11-23', ...here }, new Trace());
      expect(held?.card.to ?? null, old.id).toBeNull();
      expect(held?.replaced?.id, old.id).toBe(old.id);
    }
  });

  it('the old rule answers for a day on which it held, and the trace says why the new one does not', () => {
    const old = [...knowledge().rules.byId.values()].find(
      (card) => card.kind !== 'clarify' && card.to === '2024-04-30' && card.supersededBy !== null,
    ) as Card;
    const trace = new Trace();
    const asking = { date: '2024-04-30', ...here };
    expect(cardInForce(rule(old.supersededBy!), knowledge().rules, asking, trace)?.card.to).toBe(
      '2024-04-30',
    );
    expect(trace.steps.map(({ detail }) => detail).join('\n')).toMatch(/2024年5月1日才开始适用/u);
  });

  it("Guangdong's own rules do not answer for another province", () => {
    const provincial = [...knowledge().rules.byId.values()].find(
      (card) =>
        card.kind !== 'clarify' &&
        card.jurisdiction === '广东' &&
        card.group === null &&
        card.supersededBy === null &&
        card.to === null,
    ) as Card;
    const asking = { date: '2026-11-23', inGuangdong: false, inShaoguan: false };
    expect(cardInForce(provincial, knowledge().rules, asking, new Trace())).toBeNull();
    expect(
      cardInForce(provincial, knowledge().rules, { ...asking, inGuangdong: true }, new Trace())?.card.id,
    ).toBe(provincial.id);
  });
});

describe('a question about what held before', () => {
  it.each(['以前的条例规定派律师要几天？', '2016年那版是几天内派律师', '嗰阵规定几多日派律师'])(
    '%s',
    (text) => {
      expect(asAsked(rule('lh-assign-time'), text, knowledge().rules).id).toBe('lh-assign-2016');
    },
  );

  it.each(['派律师要几天？', '以前没请过律师，现在几天派来', '我2016年结的婚，几天派律师'])(
    'is not: %s',
    (text) => {
      expect(asAsked(rule('lh-assign-time'), text, knowledge().rules).id).toBe('lh-assign-time');
    },
  );

  it('leaves a card alone that nothing stood before', () => {
    expect(asAsked(rule('la-free'), '以前的条例规定收费吗', knowledge().rules).id).toBe('la-free');
  });

  it('is told the old rule as old, beside the present one', async () => {
    const outcome = await knowledge().ask(question('2016年的旧条例规定几天内派律师？'));
    expect(outcome.kind === 'answer' && outcome.body).toMatch(/2个工作日/u);
    expect(outcome.kind === 'answer' && outcome.body).toMatch(/3日/u);
  });
});

describe('asked as people ask', () => {
  it('«3个工作日» is corrected: the rule of 2016 is named as old', async () => {
    const outcome = await knowledge().ask(question('听说申请法律援助3个工作日就有结果，对吗？'));
    expect(outcome.kind).toBe('answer');
    const { body, citations } = outcome as Answer;
    expect(body).toMatch(/7日/u);
    expect(body).toMatch(/旧规定|2016/u);
    expect(citations.map(({ label }) => label)).toContain('《广东省法律援助条例》第二十九条');
    expect(citations.filter(({ verbatim }) => verbatim)).toEqual([]);
  });

  it('an article beyond the last is corrected from the register', async () => {
    const outcome = (await knowledge().ask(question('刑法第999条怎么说'))) as Answer;
    expect(outcome.kind).toBe('answer');
    expect(outcome.body).toContain('452条');
    const inside = await knowledge().ask(question('刑法第264条怎么说'));
    expect(inside.kind).toBe('handoff');
  });

  it('an article that cards rest on is told in our own words', async () => {
    const outcome = (await knowledge().ask(question('法律援助法第43条讲什么'))) as Answer;
    expect(outcome.kind).toBe('answer');
    expect(outcome.citations.every(({ label }) => label === '《中华人民共和国法律援助法》第四十三条')).toBe(
      true,
    );
  });
});

it('every card can be cited: its passages are found, and no passage of a card is taken for a quotation', () => {
  for (const card of knowledge().rules.cards) {
    if (card.kind === 'clarify') continue;
    for (const { passage } of card.bases) {
      const own =
        knowledge().rules.passages.get(passage.id) ?? libraryOf(knowledge()).passageById.get(passage.id);
      expect(own, card.id).toBe(passage);
      if (passage.kind === 'rule') expect(passage.text.length, card.id).toBeGreaterThan(1);
    }
  }
});
