/** The record as one page: readable by people, and with the same as data at its end. Nothing on it runs or loads anything. */
import { escaped } from '../interviews/summary-html.ts';
import { shanghaiTime } from '../shanghai.ts';
import { ratingLabels, record as texts } from '../texts.ts';
import type { TranscriptMessage } from '../types.ts';
import type { PersonalRecord, RecordedTicket } from './record.ts';
import { recordStyle } from './styles.ts';

/** A whole HTML document. @param at milliseconds since the epoch */
export function renderRecord(record: PersonalRecord, at: number): string {
  return [
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${texts.title}</title><style>${recordStyle}</style></head><body><main>`,
    `<header><h1>${texts.title}</h1><p class="made">${texts.madeOn(shanghaiTime(at))}</p></header>`,
    `<p>${texts.about}</p>`,
    section(texts.said, record.messages.map(line)),
    section(texts.tickets, record.tickets.map(ticket)),
    section(
      texts.ratings,
      record.ratings.map((one) => item(one.at, ratingLabels[one.value], one.question)),
    ),
    section(texts.groups, record.recipient === null ? [] : [`<p>${escaped(groupsOf(record.recipient))}</p>`]),
    section(
      texts.files,
      record.files.map(({ name, mime, size }) => `<p>${escaped(texts.file(name, mime, size))}</p>`),
    ),
    `<details><summary>JSON</summary><pre>${escaped(JSON.stringify(record, null, 1))}</pre></details>`,
    '</main></body></html>',
  ].join('\n');
}

function section(heading: string, parts: readonly string[]): string {
  const content = parts.length === 0 ? `<p>${texts.nothing}</p>` : parts.join('\n');
  return `<section><h2>${heading}</h2>${content}</section>`;
}

function line({ role, at, message }: TranscriptMessage): string {
  const basis = message.citations.map(({ label }) => label).join('、');
  const cited = basis === '' ? '' : `\n${texts.basis}${basis}`;
  return item(at, texts.roles[role], `${message.body}${cited}`);
}

function ticket({ number, events }: RecordedTicket): string {
  const told = events.map(({ at, what, text }) => item(at, texts.ticketEvents[what], text));
  return `<article><p class="who">${escaped(number)}</p>${told.join('')}</article>`;
}

function item(at: number, who: string, text: string): string {
  const head = `<p class="who">${escaped(`${who} · ${shanghaiTime(at)}`)}</p>`;
  return `<article>${head}<p class="text">${lines(text)}</p></article>`;
}

/** Line breaks survive escaping, which turns control characters into blanks. */
const lines = (text: string): string => text.split('\n').map(escaped).join('\n');

function groupsOf({ groups, purpose, consentedAt }: NonNullable<PersonalRecord['recipient']>): string {
  return texts.groupsAgreed(groups.join('、'), purpose, shanghaiTime(consentedAt));
}
