/** The buttons under a message: its options, and below them what may be thought of it. */
import type { InlineKeyboardButton } from 'grammy/types';
import { ratingLabels } from '../../texts.ts';
import type { ConversationId, OutboundMessage, Rating } from '../../types.ts';
import type { ButtonRef, CallbackTokens } from './callback-token.ts';

/** Rows of buttons, as Telegram takes them and gives them back. */
export type Keyboard = readonly (readonly InlineKeyboardButton[])[];

/** A button that has a row to itself shows about this much on a telephone; the app cuts off the rest. */
const LONGEST_LABEL = 20;
/** Side by side, a button of a third of the width still shows the six characters of the longest label that comes so. */
const MOST_IN_A_ROW = 3;

const RATINGS = Object.keys(ratingLabels) as Rating[];

/** The buttons of the message `seq` of the transcript; no rows when it has none. */
export function keyboardOf(
  tokens: CallbackTokens,
  conversation: ConversationId,
  message: OutboundMessage,
  seq: number,
): InlineKeyboardButton[][] {
  const button = (text: string, ref: ButtonRef) => ({ text, callback_data: tokens.issue(conversation, ref) });
  const options = buttonLabels(message).map((label, index) => button(label, { kind: 'choice', seq, index }));
  const ratings = message.rateable
    ? RATINGS.map((value) => button(ratingLabels[value], { kind: 'rating', seq, value }))
    : [];
  const aside = options.filter((_, index) => isAside(message, index));
  const own = options.filter((_, index) => !isAside(message, index));
  return [...own.map((one) => [one]), ...inRows(aside), ...inRows(ratings)];
}

/** The rows that stay when all buttons of one kind have become useless. */
export function withoutKind(
  tokens: CallbackTokens,
  conversation: ConversationId,
  shown: Keyboard,
  kind: ButtonRef['kind'],
): Keyboard {
  const isSpent = (button: InlineKeyboardButton) =>
    'callback_data' in button && tokens.read(conversation, button.callback_data)?.kind === kind;
  return shown.filter((row) => !row.some(isSpent));
}

/** What stands on the buttons of the options, one for each. */
export function buttonLabels(message: OutboundMessage): string[] {
  const { options } = message;
  if (!isNumbered(options)) return [...options];
  return options.map((option, index) =>
    isAside(message, index) ? option : `${index + 1}. ${shortened(option)}`,
  );
}

/** Options that a button cannot show in full, to be written out in the message unless its body does so. */
export function optionList(message: OutboundMessage): string[] {
  const { options } = message;
  const isWritten = options.some((_, index) => standsInBody(message, index));
  if (!isNumbered(options) || isWritten) return [];
  return [options.map((option, index) => `${index + 1}. ${option}`).join('\n')];
}

/** In an interview the answers stand in the body with their numbers; 上一步, 不做了 and the like do not. */
function isAside(message: OutboundMessage, index: number): boolean {
  return message.progress !== undefined && !standsInBody(message, index);
}

function standsInBody({ body, options }: OutboundMessage, index: number): boolean {
  return body.split('\n').includes(`${index + 1}. ${options[index]}`);
}

const isNumbered = (options: readonly string[]) => options.some((option) => option.length > LONGEST_LABEL);

function shortened(option: string): string {
  if (option.length <= LONGEST_LABEL) return option;
  const start = option.slice(0, LONGEST_LABEL - 1).toWellFormed();
  return `${start.replace(/\ufffd$/, '')}…`;
}

/** As few rows as keep every label readable, filled evenly: four stand two by two. */
function inRows<T>(buttons: readonly T[]): T[][] {
  const rows = Math.ceil(buttons.length / MOST_IN_A_ROW);
  const width = Math.ceil(buttons.length / rows);
  return Array.from({ length: rows }, (_, row) => buttons.slice(row * width, (row + 1) * width));
}
