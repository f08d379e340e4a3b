import { describe, expect, it } from 'vitest';
import { bodyPartsOf, sentencesOf } from '../../../../bot/web/chat/src/body-parts.ts';
import { messages, statuses } from '../../../../bot/web/chat/src/texts.ts';
import * as knowledgeTexts from '../../../../knowledge/texts.ts';
import type { Citation } from '../../../../knowledge/types.ts';

const NOTE = '期限到2022年12月31日为止。';

function citation(changes: Partial<Citation> = {}): Citation {
  return {
    label: '韶司办〔2021〕56号（九）',
    document: '实施意见',
    clause: '（九）',
    path: [],
    quote: '推进刑事案件律师辩护全覆盖。',
    verbatim: true,
    status: 'unknown',
    note: NOTE,
    passageId: '韶司办〔2021〕56号#c9',
    ...changes,
  };
}

describe('the parts of a body', () => {
  it('are words, the quotation with its clause, and the notes together', () => {
    const other = citation({ note: '请向韶关市司法局核实。' });
    const body = `文件是这样写的：\n\n「${other.quote}」\n\n请注意：${NOTE}\n\n请注意：${other.note}`;
    expect(bodyPartsOf({ body, citations: [citation(), other] })).toEqual([
      { kind: 'words', text: '文件是这样写的：' },
      { kind: 'quotation', text: other.quote, source: ['（九）'] },
      { kind: 'notes', notes: [NOTE, other.note] },
    ]);
  });

  it('name the document when there is more than one', () => {
    const law = citation({ document: '法律援助法', clause: '第三十一条', quote: '另一句。' });
    const parts = bodyPartsOf({ body: `「${citation().quote}」`, citations: [citation(), law] });
    expect(parts).toEqual([
      { kind: 'quotation', text: citation().quote, source: ['韶司办〔2021〕56号', '（九）'] },
    ]);
  });

  it.each([
    ['other words in quotation marks', '「推进刑事案件律师辩护。」', citation()],
    [
      'our own words, though they are cited',
      '「推进刑事案件律师辩护全覆盖。」',
      citation({ verbatim: false }),
    ],
    ['a sentence that only ends like a note', `我看过了，这句话说得很清楚：${NOTE}`, citation()],
    ['a note that is empty', '您好', citation({ note: '' })],
  ])('are plain words when there are %s', (_what, body, cited) => {
    expect(bodyPartsOf({ body, citations: [cited] })).toEqual([{ kind: 'words', text: body }]);
  });
});

it('calls things as the composed answers do', () => {
  expect(`${messages.notes}：`).toBe(knowledgeTexts.validityLead);
  expect(statuses).toEqual(knowledgeTexts.statuses);
});

describe('the sentences of a quotation', () => {
  it('end at full stops and semicolons, closing marks included, and lose nothing', () => {
    const sentences = [
      '2. 对留言咨询问题的答复时限为300分钟;',
      '实时咨询30秒内接通率达95%;',
      '解答的满意率达“95%。”\n',
      '开展“法治体检”等活动\n',
      '（含网上）；',
      '其余的没有句号，但也不能丢，一个字都不能少',
    ];
    expect(sentencesOf(sentences.join(''))).toEqual(sentences);
  });

  it('stay together in a short one', () => {
    expect(sentencesOf('达到32名以上；满意率达95%。')).toEqual(['达到32名以上；满意率达95%。']);
    expect(sentencesOf('')).toEqual(['']);
  });
});
