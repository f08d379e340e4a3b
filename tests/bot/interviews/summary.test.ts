/** The three forms of a summary. */
import { describe, expect, it } from 'vitest';
import { answer, start } from '../../../bot/interviews/engine.ts';
import { drawPdf } from '../../../bot/interviews/pdf-draw.ts';
import { summarise } from '../../../bot/interviews/summary.ts';
import { renderHtml } from '../../../bot/interviews/summary-html.ts';
import { renderPdf } from '../../../bot/interviews/summary-pdf.ts';
import { renderText } from '../../../bot/interviews/summary-text.ts';
import type { InterviewSummary } from '../../../bot/types.ts';
import { interview, interviews } from './cards.ts';
import { walk } from './walker.ts';

const DATE = '2026-11-24';
const run = (id: string, said: readonly string[]): InterviewSummary => {
  const one = interview(id);
  const state = said.reduce((now, text) => answer(one, now, text, 0).state, start(one, [], 0));
  return summarise(one, state, DATE);
};
const migrant = run('legal-aid', ['2', '1', '没请', '翁源']);
const nasty = '<img src=x onerror=alert(1)> "&\' 𠮷㙍 🙏';
const typed = run('handoff-intake', [nasty, '去年', '跳过', '要回工资', '跳过']);

/** One summary for each result of each interview. */
const samples = [...interviews.values()].flatMap((one) => {
  const ends = new Map(walk(one).ended.map((end) => [end.result.id, end.state]));
  return [...ends].map(([id, state]) => ({ id: `${one.id}/${id}`, summary: summarise(one, state, DATE) }));
});

describe('the data', () => {
  it('has everything that a desk wants to know', () => {
    expect(migrant).toMatchObject({
      kind: 'may-no-means',
      agency: expect.stringContaining('法律援助机构'),
      date: DATE,
      answers: [
        { short: '事情', from: 'said' },
        { short: '打工', answer: '进城打工的，要工资或者工伤赔偿' },
        { short: '请律师', answer: '还没有请' },
        { short: '地方', answer: '翁源县' },
      ],
    });
    for (const { citation } of [...migrant.say, ...migrant.where, ...migrant.bring, ...migrant.time])
      expect(migrant.basis).toContain(citation);
    expect(JSON.parse(JSON.stringify(migrant))).toEqual(migrant);
  });

  it('fills in the county, and leaves the sentence out without one', () => {
    expect(renderText(migrant)).toContain('您说事情在翁源县办');
    expect(renderText(run('legal-aid', ['2', '1', '没请', '跳过']))).not.toMatch(/您说事情在|\{county\}/u);
  });
});

describe('the chat text', () => {
  it.each(samples)('$id', ({ summary }) => {
    const text = renderText(summary);
    expect(text).toContain('依据：\n1. ');
    expect(text).not.toMatch(/[{}]|undefined/u);
    expect(text.length).toBeLessThan(1600);
  });
});

describe('the page', () => {
  it('runs nothing and loads nothing, whatever was typed', () => {
    const html = renderHtml(typed);
    expect(html).not.toMatch(/<script|<img|<link|url\(|@import|https?:/iu);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain('&#60;img src=x onerror=alert(1)&#62;');
    expect(html).toContain('lang="zh-CN"');
  });

  it.each(samples)('$id shows every sentence', ({ summary }) => {
    const html = renderHtml(summary);
    for (const { text } of [
      ...summary.say,
      ...summary.where,
      ...summary.bring,
      ...summary.time,
      ...summary.closing,
    ])
      expect(html).toContain(text);
    for (const citation of summary.basis) expect(html).toContain(citation);
  });
});

const pagesOf = (pdf: Uint8Array) =>
  [
    ...Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/\/Type \/Page\b(?!s)/gu),
  ].length;

describe('the PDF', () => {
  it('is drawn in a process of its own, small, on one page, with its font embedded', async () => {
    const pdf = await renderPdf(migrant);
    const raw = Buffer.from(pdf).toString('latin1');
    expect(raw.startsWith('%PDF-')).toBe(true);
    expect(raw).toMatch(/[A-Z]{6}\+NotoSans/u);
    expect(raw).toMatch(/\/FontFile3/u);
    expect(pagesOf(pdf)).toBe(1);
    expect(pdf.length).toBeLessThan(250_000);
  });

  it('every result stands on one page', async () => {
    for (const { id, summary } of samples) expect(pagesOf(await drawPdf(summary)), id).toBe(1);
  });

  it('draws whatever was typed, over several pages where it must', async () => {
    expect(pagesOf(await drawPdf(typed))).toBe(1);
    const long = {
      ...typed,
      answers: typed.answers.map((one) => ({ ...one, answer: '很长的话'.repeat(250) })),
    };
    expect(pagesOf(await drawPdf(long))).toBeGreaterThan(1);
  });

  it('two prints of one summary are the same file', async () => {
    expect(Buffer.from(await drawPdf(migrant)).equals(Buffer.from(await drawPdf(migrant)))).toBe(true);
  });
});
