/** A pressed button → the option or the rating that it stands for, said once; and one clear word for the one who pressed it. */
import type { Context, Filter } from 'grammy';
import { choiceId, findChoice } from '../../delivery/choices.ts';
import { pressed, ratingLabels } from '../../texts.ts';
import type { ConversationId, Courier, InboundContent } from '../../types.ts';
import { contentOf } from '../commands.ts';
import type { ButtonRef, CallbackTokens, ChoiceRef, RatingRef } from './callback-token.ts';
import type { FloodGate } from './flood.ts';
import { conversationOf, overheardIn } from './inbound.ts';
import { type Keyboard, withoutKind } from './keyboard.ts';

type PressContext = Filter<Context, 'callback_query'>;

export interface PressOptions {
  courier: Courier;
  tokens: CallbackTokens;
  gate: FloodGate;
  now(): number;
}

interface Verdict {
  /** What the person is told. */
  word: string;
  /** The buttons of the message that are of no more use. */
  spent: ButtonRef['kind'] | 'all' | 'none';
}

/** Rejects when what was pressed could not be stored; what is only shown may fail. */
export async function handlePress(context: PressContext, options: PressOptions): Promise<void> {
  const { message, from, data } = context.callbackQuery;
  const conversation = message === undefined ? null : conversationOf(message.chat, from.id);
  const button = conversation === null ? null : options.tokens.read(conversation, data ?? '');
  const isKnown = conversation !== null && button !== null;
  const { word, spent } = isKnown ? await judge(context, options, conversation, button) : FOREIGN;
  // A query lives 150 s and a message may be too old to edit: neither matters once it is stored.
  await context.answerCallbackQuery({ text: word.slice(0, 200).toWellFormed() }).catch(() => undefined);
  if (isKnown) await takeAway(context, options.tokens, conversation, spent).catch(() => undefined);
}

const FOREIGN: Verdict = { word: pressed.unknown, spent: 'none' };
/** Of a message that is not on record any more. */
const GONE: Verdict = { word: pressed.unknown, spent: 'all' };
const TOO_FAST: Verdict = { word: pressed.tooFast, spent: 'none' };

async function judge(
  context: PressContext,
  options: PressOptions,
  conversation: ConversationId,
  button: ButtonRef,
): Promise<Verdict> {
  if (options.gate.admit(context.update, conversation) !== 'read') return TOO_FAST;
  const store = async (messageId: string, content: InboundContent): Promise<boolean> => {
    const inbound = { channel: 'telegram', conversation, messageId, receivedAt: options.now() } as const;
    const chat = context.callbackQuery.message?.chat;
    const overheard = chat && overheardIn(chat, context.me);
    return (await options.courier.accept({ ...inbound, content: { ...content, ...overheard } })) === 'stored';
  };
  return button.kind === 'choice'
    ? choose(options.courier, conversation, button, store)
    : rate(options.courier, conversation, button, store);
}

/** Resolves to false when it was stored before. */
type Store = (messageId: string, content: InboundContent) => Promise<boolean>;

async function choose(
  courier: Courier,
  conversation: ConversationId,
  { seq, index }: ChoiceRef,
  store: Store,
): Promise<Verdict> {
  const choice = await findChoice(courier, conversation, seq, index);
  if (choice.kind === 'unknown') return GONE;
  if (choice.kind !== 'open') return { word: pressed[choice.kind], spent: 'choice' };
  const content = contentOf(choice.text);
  // Two presses at once are both open above; the inbox takes one.
  const isStored = await store(
    choiceId(seq),
    content.kind === 'text' ? { ...content, via: 'button' } : content,
  );
  return { word: isStored ? pressed.chosen(choice.text) : pressed.taken, spent: 'choice' };
}

/** However old the answer is: what somebody thinks of it does not become stale. Each value counts once, the last one holds. */
async function rate(
  courier: Courier,
  conversation: ConversationId,
  { seq, value }: RatingRef,
  store: Store,
): Promise<Verdict> {
  const [rated] = await courier.transcript(conversation, seq - 1, 1);
  if (rated?.seq !== seq || rated.message.rateable !== true) return GONE;
  const isStored = await store(`rating:${seq}:${value}`, { kind: 'rating', seq, value });
  const thanks = value === 'person' ? pressed.chosen(ratingLabels.person) : pressed.rated;
  return { word: isStored ? thanks : pressed.ratedBefore, spent: 'rating' };
}

/** The other buttons stay. Of a message that Telegram does not show any more, all go. */
async function takeAway(
  context: PressContext,
  tokens: CallbackTokens,
  conversation: ConversationId,
  spent: Verdict['spent'],
): Promise<void> {
  if (spent === 'none') return;
  const { message } = context.callbackQuery;
  const shown: Keyboard =
    (message && 'reply_markup' in message && message.reply_markup?.inline_keyboard) || [];
  const rest = spent === 'all' ? [] : withoutKind(tokens, conversation, shown, spent);
  const inline_keyboard = rest.map((row) => [...row]);
  await context.editMessageReplyMarkup(rest.length === 0 ? {} : { reply_markup: { inline_keyboard } });
}
