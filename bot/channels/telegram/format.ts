/**
 * How a message looks in Telegram. Formatting is laid over the text as entities, never written into it: without a parse
 * mode nothing that anybody typed can be read as markup. https://core.telegram.org/bots/api#messageentity
 */
import type { MessageEntity } from 'grammy/types';
import { automated } from '../../texts.ts';
import type { OutboundMessage } from '../../types.ts';
import { plainText } from '../plain-text.ts';
import { optionList } from './keyboard.ts';
import { withMapLinks } from './map-links.ts';
import { type Range, splitRanges } from './split-text.ts';

/** One Telegram message; offsets of its entities count UTF-16 code units, as JavaScript does. */
export interface Part {
  text: string;
  entities: MessageEntity[];
}

type Look = { type: 'bold' | 'italic' | 'phone_number' } | { type: 'text_link'; url: string };
type Mark = Range & { as: Look };

/** A longer first line is no heading. */
const LONGEST_HEADING = 100;

const WEB_ADDRESS = /https?:\/\/[a-z0-9.-]+(?::\d+)?(?:\/[\w./?=&%#~+-]*)?/gi;
const PHONE_NUMBER =
  /(?<![\d.-])(?:0\d{2,3}-?\d{7,8}|1[3-9]\d{9}|[48]00-?\d{3}-?\d{4}|12\d{3}|96\d{3}|11[0-9]|12[0-2])(?![\d.-])/g;
/** National numbers, the same everywhere in the country. */
const NATIONAL_NUMBERS = ['110', '119', '120', '122', '12348'];

/**
 * The parts a message is sent in, cut at sentences; a blank message has none.
 * @param ownAddress the bot's own `https://t.me/…`, which may be linked without a citation
 */
export function partsOf(message: OutboundMessage, ownAddress: string | null): Part[] {
  const { body, links: mapLinks } = withMapLinks(message);
  const shown = { ...message, body };
  const content = [plainText(shown), ...optionList(message)].join('\n\n');
  const text = isAutomated(message, content) ? `${content}\n\n${automated}` : content;
  const marks = [
    ...heading(shown),
    ...links(text, shown, ownAddress),
    ...mapLinks.map(({ start, end, url }) => ({ start, end, as: { type: 'text_link' as const, url } })),
    ...label(text, content.length),
  ];
  return splitRanges(text, marks).map((range) => ({
    text: text.slice(range.start, range.end),
    entities: marks.flatMap((mark) => entityIn(range, mark)),
  }));
}

/** Answers say, wherever they are passed on to, that no person wrote them. Numbers to call in danger stand alone. */
function isAutomated({ kind }: OutboundMessage, content: string): boolean {
  return kind === 'answer' && content.trim() !== '';
}

/** The label at the end of `text`, when it goes on behind its content. */
function label(text: string, contentEnd: number): Mark[] {
  const start = text.length - automated.length;
  return text.length > contentEnd ? [{ start, end: text.length, as: { type: 'italic' } }] : [];
}

/** The first line, when more follows. */
function heading({ body }: OutboundMessage): Mark[] {
  const end = body.trim().indexOf('\n');
  const start = body.length - body.trimStart().length;
  const isHeading = end > 0 && end <= LONGEST_HEADING;
  return isHeading
    ? [{ start, end: start + body.trim().slice(0, end).trimEnd().length, as: { type: 'bold' } }]
    : [];
}

/**
 * Only what a source prints is made a link; what a person typed never is, though Telegram's apps may make it one.
 * The apps look for telephone numbers themselves; ours are told to them as well.
 */
function links(text: string, message: OutboundMessage, ownAddress: string | null): Mark[] {
  if (message.kind === 'staff-reply') return [];
  const printed = message.citations.map(({ quote, note }) => `${quote}\n${note}`).join('\n');
  const addresses = marksOf(text, WEB_ADDRESS, (url) => ({ type: 'text_link', url }));
  const numbers = marksOf(text, PHONE_NUMBER, () => ({ type: 'phone_number' }));
  const isOwn = (found: string) => ownAddress !== null && found.startsWith(`${ownAddress}?`);
  const known = [...NATIONAL_NUMBERS, ...(message.places ?? []).flatMap(({ phone }) => numbersIn(phone))];
  return [
    ...addresses.filter(({ found }) => printed.includes(found) || isOwn(found)),
    ...numbers.filter(({ found }) => printed.includes(found) || known.includes(found)),
  ].map(({ mark }) => mark);
}

const numbersIn = (text: string): string[] => text.match(PHONE_NUMBER) ?? [];

function marksOf(text: string, pattern: RegExp, as: (found: string) => Mark['as']) {
  return Array.from(text.matchAll(pattern), (match) => {
    const found = match[0].replace(/[.?]+$/, '');
    return { found, mark: { start: match.index, end: match.index + found.length, as: as(found) } };
  });
}

/** A mark where it falls into a part; one that is longer than a part goes on in the next. */
function entityIn(part: Range, { start, end, as }: Mark): MessageEntity[] {
  const from = Math.max(start, part.start);
  const length = Math.min(end, part.end) - from;
  return length > 0 ? [{ ...as, offset: from - part.start, length }] : [];
}
