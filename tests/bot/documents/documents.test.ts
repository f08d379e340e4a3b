/** Files that go with messages: an interview's summary, and the record as a page that nothing typed can break out of. */
import { expect, test } from 'vitest';
import { plainMessage } from '../../../bot/conversation/reply.ts';
import { createDocuments, type RecordStore } from '../../../bot/documents/documents.ts';
import { start } from '../../../bot/interviews/engine.ts';
import { summarise } from '../../../bot/interviews/summary.ts';
import type { OutboundMessage } from '../../../bot/types.ts';
import { guides } from '../conversation/talking.ts';

const EVIL = '<script>alert(1)</script></pre><img src=x onerror=alert(1)>\u0007\u0000';
const interview = guides.interviews.get('legal-aid')!;
const summary = summarise(interview, start(interview, [], 0), '2026-11-23');
const messages: Record<number, OutboundMessage> = {
  1: plainMessage('answer', '答'),
  2: { ...plainMessage('notice', '结果'), summary },
  3: { ...plainMessage('notice', '记录'), record: true },
};

const store: RecordStore = {
  message: async (_conversation, seq) => messages[seq] ?? null,
  record: async () => ({
    messages: [
      { seq: 1, role: 'citizen', at: 0, message: plainMessage('notice', EVIL), clientMessageId: null },
      {
        seq: 2,
        role: 'bot',
        at: 0,
        message: plainMessage('answer', '第一行\n第二行'),
        clientMessageId: null,
      },
    ],
    tickets: [{ number: '20261123-0001', openedAt: 0, events: [{ at: 0, what: 'noted', text: EVIL }] }],
    ratings: [{ at: 0, value: 'wrong', question: EVIL }],
    recipient: { groups: ['残疾人'], purpose: '优先服务', consentedAt: 0 },
    files: [{ name: EVIL, mime: 'image/jpeg', size: 4 }],
  }),
};
const documents = createDocuments(store, () => 0);
const textOf = async (seq: number) =>
  Buffer.from((await documents.make('web:a', seq, 'html'))!.bytes).toString();

test('only messages that have one give one', async () => {
  expect(await documents.make('web:a', 1, 'pdf')).toBeNull();
  expect(await documents.make('web:a', 9, 'html')).toBeNull();
});

test('a summary is a page and a PDF', async () => {
  const pdf = (await documents.make('web:a', 2, 'pdf'))!;
  expect(Buffer.from(pdf.bytes).subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf).toMatchObject({ mime: 'application/pdf', name: `${interview.title}.pdf` });
  expect(await textOf(2)).toContain('<!doctype html>');
});

test('the record holds everything, in Shanghai’s time, and runs nothing', async () => {
  const page = await textOf(3);
  expect(page).toContain('1970-01-01 08:00');
  for (const text of ['20261123-0001', '残疾人', '说错了', '第一行\n第二行', 'image/jpeg'])
    expect(page).toContain(text);
  expect(page).toContain('alert(1)');
  expect(page).not.toContain('<script');
  expect(page).not.toContain('<img');
  expect(page).not.toContain('\u0007');
});
