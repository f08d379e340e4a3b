/** A pressed button → the option that it stands for, said once; and one clear word for the one who pressed it. */
import type { Context, Filter } from 'grammy';
import { choiceId, findChoice } from '../../delivery/choices.ts';
import { pressed } from '../../texts.ts';
import type { ConversationId, Courier, Inbound } from '../../types.ts';
import { contentOf } from '../commands.ts';
import type { CallbackTokens, ChoiceRef } from './callback-token.ts';
import type { FloodGate } from './flood.ts';
import { conversationOf, overheardIn } from './inbound.ts';

type PressContext = Filter<Context, 'callback_query'>;

export interface PressOptions {
  courier: Courier;
  tokens: CallbackTokens;
  gate: FloodGate;
  now(): number;
}

/** Rejects when the choice could not be stored; what is only shown may fail. */
export async function handlePress(context: PressContext, options: PressOptions): Promise<void> {
  const { message, from, data } = context.callbackQuery;
  const conversation = message === undefined ? null : conversationOf(message.chat, from.id);
  const choice = conversation === null ? null : options.tokens.read(conversation, data ?? '');
  const isKnown = conversation !== null && choice !== null;
  const answer = isKnown ? await choose(context, options, conversation, choice) : pressed.unknown;
  // A query lives 150 s and a message may be too old to edit: neither matters once the choice is stored.
  await context.answerCallbackQuery({ text: answer.slice(0, 200).toWellFormed() }).catch(() => undefined);
  if (isKnown && answer !== pressed.tooFast) await context.editMessageReplyMarkup().catch(() => undefined);
}

/** What the person is told. */
async function choose(
  context: PressContext,
  { courier, gate, now }: PressOptions,
  conversation: ConversationId,
  { seq, index }: ChoiceRef,
): Promise<string> {
  if (gate.admit(context.update, conversation) !== 'read') return pressed.tooFast;
  const choice = await findChoice(courier, conversation, seq, index);
  if (choice.kind !== 'open') return pressed[choice.kind];
  const chat = context.callbackQuery.message?.chat;
  const content = { ...contentOf(choice.text), ...(chat && overheardIn(chat, context.me)) };
  const inbound: Inbound = {
    channel: 'telegram',
    conversation,
    messageId: choiceId(seq),
    content: content.kind === 'text' ? { ...content, via: 'button' } : content,
    receivedAt: now(),
  };
  // Two presses at once are both open above; the inbox takes one.
  return (await courier.accept(inbound)) === 'stored' ? pressed.chosen(choice.text) : pressed.taken;
}
