/** How a transcript line becomes what is shown. Text stays text: nothing here makes HTML. */
import type { Citation } from '../../../../knowledge/types.ts';
import type { TranscriptMessage } from '../../../types.ts';
import type { Said, SpokenCommand } from './api.ts';
import { citation as citationTexts, commandLabels, locate } from './texts.ts';

/** Numbers that are worth a button which dials them; any other number in a text is just a number. */
const HOTLINES: ReadonlySet<string> = new Set(['110', '119', '120', '122', '12348', '12356', '96110']);

/** The paragraphs of a body, which blank lines separate; line breaks inside them are kept. */
export function paragraphsOf(body: string): string[] {
  return body
    .split(/\n[ \t]*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}

/** Hotlines that a text names, each once, in its order. */
export function hotlinesIn(text: string): string[] {
  return [...new Set(text.match(/\d+/g) ?? [])].filter((number) => HOTLINES.has(number));
}

/** What the citizen sees of their own message: a button is shown by its name, not as the command it stands for. */
export function ownText(said: Said): string {
  if ('text' in said) return said.text;
  if ('command' in said) return commandLabels[said.command];
  return 'location' in said ? locate.sent : '';
}

const COMMANDS = Object.keys(commandLabels) as SpokenCommand[];

/** The body of a line; the transcript keeps a pressed button as its command, `/person`. */
export function bodyOf({ role, message }: TranscriptMessage): string {
  const { body } = message;
  const command = COMMANDS.find((name) => body === `/${name}`);
  return role === 'citizen' && command ? commandLabels[command] : body;
}

/** A citation's label in the parts between which a line may break: document, annex, row; never inside 56号 or before ·1. */
export function labelPartsOf({ label, clause }: Pick<Citation, 'label' | 'clause'>): string[] {
  const cut = label.endsWith(clause) ? label.length - clause.length : label.length;
  const steps = label.slice(cut).match(/[^·]*(?:·\d+$|·|$)/g) ?? [];
  return [label.slice(0, cut), ...steps].filter((part) => part !== '');
}

/** What is put on the clipboard: the words, marked when they are not the document's own, and where they stand. */
export function clippingOf({ quote, verbatim, label, document }: Citation): string {
  const words = verbatim ? quote : `${citationTexts.gist}：${quote}`;
  const place = label.includes(document) ? label : `${label}（${document}）`;
  return `${words}\n——${place}`;
}

const ZONE = 'Asia/Shanghai';
const day = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE,
  year: 'numeric',
  month: 'long',
  day: 'numeric',
});
const clock = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `14:05` for today, `2025年11月3日 14:05` for other days; both arguments are milliseconds since the epoch. */
export function timeOf(at: number, now: number): string {
  return day.format(at) === day.format(now) ? clock.format(at) : fullTimeOf(at);
}

/** `2025年11月3日 14:05` */
export function fullTimeOf(at: number): string {
  return `${day.format(at)} ${clock.format(at)}`;
}
