import { describe, expect, it } from 'vitest';
import type { TranscriptMessage } from '../../../../bot/types.ts';
import {
  bodyOf,
  clippingOf,
  hotlinesIn,
  labelPartsOf,
  paragraphsOf,
  timeOf,
} from '../../../../bot/web/chat/src/formatting.ts';
import type { Citation } from '../../../../knowledge/types.ts';
import { message } from '../../channels/memory-courier.ts';

const citation: Citation = {
  label: '韶司办〔2021〕56号（九）',
  document: '实施意见',
  clause: '（九）',
  path: [],
  quote: '推进刑事案件律师辩护全覆盖。',
  verbatim: true,
  status: 'unknown',
  note: '',
  passageId: '韶司办〔2021〕56号#c9',
};

const line = (role: TranscriptMessage['role'], body: string): TranscriptMessage => ({
  seq: 1,
  role,
  at: 0,
  message: message(body),
  clientMessageId: null,
});

describe('what a line looks like', () => {
  it('parts paragraphs at blank lines and keeps line breaks', () => {
    expect(paragraphsOf('一\n· 二\n \n\n三\n')).toEqual(['一\n· 二', '三']);
    expect(paragraphsOf('')).toEqual([]);
  });

  it('finds hotlines as whole numbers, each once', () => {
    expect(hotlinesIn('拨打110或120，再打110；热线12348，留言编号20251103-110号')).toEqual([
      '110',
      '120',
      '12348',
    ]);
    expect(hotlinesIn('11012名、1100元')).toEqual([]);
  });

  it('shows the citizen’s command by the name of its button, and nobody else’s', () => {
    expect(bodyOf(line('citizen', '/person'))).toBe('转人工');
    expect(bodyOf(line('citizen', '/aid'))).toBe('看看能不能申请法律援助');
    expect(bodyOf(line('bot', '/person'))).toBe('/person');
    for (const other of ['/constructor', '/clause 九', '/personal'])
      expect(bodyOf(line('citizen', other))).toBe(other);
  });

  it('tells the time of Shanghai, with the day when it is another', () => {
    const lateInLondon = Date.UTC(2025, 10, 2, 17, 5);
    expect(timeOf(lateInLondon, Date.UTC(2025, 10, 3, 3, 0))).toBe('01:05');
    expect(timeOf(lateInLondon, Date.UTC(2025, 10, 4, 3, 0))).toBe('2025年11月3日 01:05');
  });
});

describe('what a citation looks like', () => {
  it('breaks its label between document, annex and row', () => {
    expect(labelPartsOf(citation)).toEqual(['韶司办〔2021〕56号', '（九）']);
    const row = { label: '韶司办〔2021〕56号附件2·公证法律服务·1', clause: '附件2·公证法律服务·1' };
    expect(labelPartsOf({ ...citation, ...row })).toEqual(['韶司办〔2021〕56号', '附件2·', '公证法律服务·1']);
    expect(labelPartsOf({ ...citation, clause: '第九条' })).toEqual(['韶司办〔2021〕56号（九）']);
  });

  it('is copied with its place, and as a gist when the words are ours', () => {
    expect(clippingOf(citation)).toBe('推进刑事案件律师辩护全覆盖。\n——韶司办〔2021〕56号（九）（实施意见）');
    expect(clippingOf({ ...citation, verbatim: false })).toMatch(/^要旨：推进/);
  });
});
