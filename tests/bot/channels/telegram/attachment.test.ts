/** Files that go behind a message: once, after the text, and never in the way of the chat. */
import { Api } from 'grammy';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeAttachment } from '../../../../bot/channels/telegram/attachment.ts';
import { createCallbackTokens } from '../../../../bot/channels/telegram/callback-token.ts';
import { createPace } from '../../../../bot/channels/telegram/pace.ts';
import { createTelegramChannel } from '../../../../bot/channels/telegram/send.ts';
import { noPdf, noRecord, record } from '../../../../bot/texts.ts';
import type { Documents, InterviewSummary, MadeDocument } from '../../../../bot/types.ts';
import { createMemoryCourier, message } from '../memory-courier.ts';
import { failed } from './bot-api-rules.ts';
import { BotApiStandIn } from './bot-api-stand-in.ts';

const TOKEN = '1:x';
const CHAT = 'telegram:7';
const BYTES = Buffer.from('%PDF-1.7 \r\n\r\n--\0\xff 申请');

let api: BotApiStandIn;
beforeEach(async () => {
  api = await new BotApiStandIn(TOKEN).start();
  api.guardsRates = false;
});
afterEach(() => api.close());

const summary: InterviewSummary = {
  interview: 'legal-aid',
  title: '申请前先问几句',
  kind: 'ask-staff',
  kindLabel: '',
  headline: '',
  agency: '',
  say: [],
  where: [],
  bring: [],
  time: [],
  closing: [],
  basis: [],
  answers: [],
  date: null,
};
const result = message('可以申请。', { kind: 'notice', summary, options: ['甲'] });
const pdf: MadeDocument = { name: '申请前先问几句.pdf', mime: 'application/pdf', bytes: BYTES };
const making = (made: MadeDocument | null = pdf): Documents => ({ make: vi.fn(async () => made) });
const failing: Documents = { make: () => Promise.reject(new Error('no font\nof 李某某')) };

const noPace = createPace({ chat: 0, group: 0, overall: 0 });
const logged: unknown[] = [];
const channel = (documents: Documents, pace = noPace) =>
  createTelegramChannel({
    api: new Api(TOKEN, { apiRoot: api.root }),
    tokens: createCallbackTokens(TOKEN),
    courier: createMemoryCourier(),
    documents,
    log: { error: (...line) => void logged.push(line) },
    ownAddress: () => null,
    pace,
  });

/** Texts, and names of files. */
const heard = () => api.sent.map(({ text, document }) => document?.name ?? text);

describe('a file', () => {
  it('comes after the text, whole, under its title', async () => {
    const documents = making();
    expect(await channel(documents).send(CHAT, result, 2)).toEqual({ kind: 'sent' });
    expect(documents.make).toHaveBeenCalledExactlyOnceWith(CHAT, 2, 'pdf');
    expect(api.sent).toMatchObject([
      { text: '可以申请。', buttons: [{ text: '甲' }] },
      { text: summary.title, document: { name: pdf.name }, buttons: [] },
    ]);
    expect(api.sent[1]?.document?.bytes).toEqual(BYTES);
  });

  it('of the record is a page', async () => {
    const documents = making({ name: record.fileName, mime: 'text/html', bytes: BYTES });
    await channel(documents).send(CHAT, message('记录。', { kind: 'notice', record: true }), 2);
    expect(documents.make).toHaveBeenCalledExactlyOnceWith(CHAT, 2, 'html');
    expect(api.sent[1]).toMatchObject({ text: record.title, document: { name: record.fileName } });
  });

  it('goes with no other message', async () => {
    const documents = making();
    await channel(documents).send(CHAT, message('好。'), 2);
    expect(documents.make).not.toHaveBeenCalled();
  });

  it('has a name that the header carries', async () => {
    await channel(making({ ...pdf, name: '申请 前;先"问.pdf' })).send(CHAT, result, 2);
    expect(heard()).toEqual(['可以申请。', '申请-前-先-问.pdf']);
  });

  it('that is gone since, as after an erasure, is not missed', async () => {
    expect(await channel(making(null)).send(CHAT, result, 2)).toEqual({ kind: 'sent' });
    expect(heard()).toEqual(['可以申请。']);
  });

  it('keeps the rates', async () => {
    api.guardsRates = true;
    expect(await channel(making(), createPace()).send(CHAT, result, 2)).toEqual({ kind: 'sent' });
    expect(api.called('sendDocument')).toHaveLength(1);
  });

  it('control: without a pace it is refused for a while', async () => {
    api.guardsRates = true;
    expect(await channel(making()).send(CHAT, result, 2)).toMatchObject({ kind: 'retry', afterMs: 1000 });
  });

  it.each([
    [7000, { kind: 'retry', afterMs: 7000, reason: 'pace' }],
    [5000, { kind: 'sent' }],
  ])('is put off when too little time is left to make and send it: %i ms', async (wait, expected) => {
    const pace = { wait: () => (api.sent.length === 0 ? 0 : wait), turn: async () => undefined };
    expect(await channel(making(), pace).send(CHAT, result, 2)).toEqual(expected);
  });
});

describe('a file that cannot be made', () => {
  it.each([
    ['result', result, noPdf],
    ['record', message('记录。', { kind: 'notice', record: true }), noRecord],
  ])('of a %s is told in plain words, and the chat goes on', async (_name, outbound, excuse) => {
    logged.length = 0;
    const telegram = channel(failing);
    expect(await telegram.send(CHAT, outbound, 2)).toEqual({ kind: 'sent' });
    expect(await telegram.send(CHAT, message('好', { kind: 'notice' }), 3)).toEqual({ kind: 'sent' });
    expect(heard()).toEqual([outbound.body, excuse, '好']);
    expect(JSON.stringify(logged)).toContain('no font');
    expect(JSON.stringify(logged)).not.toContain('李某某');
  });

  it('is too large for Telegram, or too slow', async () => {
    const large = { ...pdf, bytes: new Uint8Array(50 * 1024 * 1024 + 1) };
    await channel(making(large)).send(CHAT, result, 2);
    expect(heard()).toEqual(['可以申请。', noPdf]);
    expect(api.called('sendDocument')).toEqual([]);
    const never: Documents = { make: () => new Promise(() => undefined) };
    const attachment = { form: 'pdf', caption: '', excuse: '' } as const;
    await expect(makeAttachment(never, [CHAT, 2], attachment, 5)).rejects.toThrow('within 5 ms');
    // Control: one that is made in time.
    expect(await makeAttachment(making(), [CHAT, 2], attachment, 5)).toEqual(pdf);
  });

  it.each([
    [400, 'Bad Request: wrong type of the document'],
    [413, 'Request Entity Too Large'],
  ])('for Telegram’s taste (%i) is told in words too', async (code, description) => {
    api.script('sendDocument', failed(code, description));
    expect(await channel(making()).send(CHAT, result, 2)).toEqual({ kind: 'sent' });
    expect(heard()).toEqual(['可以申请。', noPdf]);
  });
});

describe('an upload that fails', () => {
  it.each([
    ['too many requests', failed(429, 'Too Many Requests', { retry_after: 17 }), 17_000],
    ['a server error', failed(502, 'Bad Gateway'), null],
    ['a broken connection', 'broken' as const, null],
  ])('for %s is tried again, and the text is not sent twice', async (_name, reply, afterMs) => {
    api.script('sendDocument', reply);
    const telegram = channel(making());
    expect(await telegram.send(CHAT, result, 2)).toMatchObject({ kind: 'retry', afterMs });
    expect(await telegram.send(CHAT, result, 2)).toEqual({ kind: 'sent' });
    expect(heard()).toEqual(['可以申请。', pdf.name]);
  });

  it('control: a channel that does not remember sends the text twice', async () => {
    api.script('sendDocument', failed(429, 'Too Many Requests', { retry_after: 17 }));
    await channel(making()).send(CHAT, result, 2);
    await channel(making()).send(CHAT, result, 2);
    expect(heard()).toEqual(['可以申请。', '可以申请。', pdf.name]);
  });

  it('because it takes too long is tried again', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 200);
      return controller.signal;
    });
    api.script('sendDocument', 'hanging');
    const telegram = channel(making());
    expect(await telegram.send(CHAT, result, 2)).toMatchObject({ kind: 'retry', reason: 'network' });
    timeout.mockRestore();
    expect(await telegram.send(CHAT, result, 2)).toEqual({ kind: 'sent' });
    expect(heard()).toEqual(['可以申请。', pdf.name]);
  });

  it('and then is gone, as after an erasure, is over', async () => {
    api.script('sendDocument', failed(502, 'Bad Gateway'));
    const make = vi.fn<Documents['make']>().mockResolvedValueOnce(pdf).mockResolvedValue(null);
    const telegram = channel({ make });
    expect(await telegram.send(CHAT, result, 2)).toMatchObject({ kind: 'retry' });
    expect(await telegram.send(CHAT, result, 2)).toEqual({ kind: 'sent' });
    expect(heard()).toEqual(['可以申请。']);
  });

  it('because the person blocked the bot ends', async () => {
    api.script('sendDocument', failed(403, 'Forbidden: bot was blocked by the user'));
    expect(await channel(making()).send(CHAT, result, 2)).toMatchObject({ kind: 'unreachable' });
    expect(heard()).toEqual(['可以申请。']);
  });
});
