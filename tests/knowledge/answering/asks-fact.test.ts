/** A fact that nobody has on file is told from a matter that a card answers, whatever the matter is. */
import { describe, expect, it } from 'vitest';
import { question, useSeedKnowledge } from './seed-knowledge.ts';

const knowledge = useSeedKnowledge();

describe('a fact of a place, a person or a day', () => {
  it.each([
    ['遗嘱公证大概要准备几百块', '遗嘱公证怎么办'],
    ['武江区退役军人服务中心的座机号', '退役军人遇到纠纷找谁'],
    ['我的案子到哪一步了', '工伤认定多久出结果'],
    ['始兴县法律援助处在几楼', '申请法律援助去哪里'],
  ])('«%s» is not on file, «%s» is', async (fact, matter) => {
    const [asked, held] = [await knowledge().ask(question(fact)), await knowledge().ask(question(matter))];
    expect(asked.kind === 'handoff' && asked.reason).toBe('not-in-sources');
    expect(held.kind).toBe('answer');
  });
});
