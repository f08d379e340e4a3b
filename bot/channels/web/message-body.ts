/** What may be said over HTTP, and what it means to the core. */
import { z } from 'zod';
import { choiceId } from '../../delivery/choices.ts';
import { api, textTooLong, webApi, webProblems } from '../../texts.ts';
import type { ConversationId, Courier, InboundContent } from '../../types.ts';
import { contentOf } from '../commands.ts';
import { Problem } from '../http/problem.ts';

/** In UTF-16 code units: a long story fits, a book does not. */
const MAX_TEXT = 20_000;

const clientMessageId = z
  .string()
  .regex(/^[\w.:-]{1,100}$/)
  .describe(api.clientMessageId);

const location = z
  .object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
  .describe(webApi.location);

const rating = z
  .object({ seq: z.int().positive(), value: z.enum(['useful', 'off-target', 'wrong', 'person']) })
  .describe(webApi.rating);

export const messageBody = z.union([
  z.object({ clientMessageId, text: z.string() }),
  z.object({
    clientMessageId,
    command: z.enum(['person', 'new', 'aid', 'door', 'privacy', 'export', 'erase', 'help']),
  }),
  z.object({ clientMessageId, location }),
  z.object({ clientMessageId, rating }),
]);

export type MessageBody = z.infer<typeof messageBody>;

/** @throws Problem 413 when a text is too long */
export function contentOfBody(body: MessageBody): InboundContent {
  if ('command' in body) return { kind: 'command', name: body.command, argument: '' };
  if ('location' in body) return { kind: 'location', ...body.location };
  if ('rating' in body) return { kind: 'rating', ...body.rating };
  if (body.text.length > MAX_TEXT) throw new Problem(413, 'too-long', textTooLong(MAX_TEXT));
  const content = contentOf(body.text);
  return content.kind === 'text' && isChoice(body.clientMessageId) ? { ...content, via: 'button' } : content;
}

const CHOICE = /^choice:(\d+)$/;
const isChoice = (id: string): boolean => {
  const seq = CHOICE.exec(id)?.[1];
  return seq !== undefined && choiceId(Number(seq)) === id;
};

/**
 * Only answers can be rated, and only those of one's own conversation.
 * @throws Problem 400 for any other `seq`
 */
export async function refuseForgedRating(
  courier: Pick<Courier, 'transcript'>,
  conversation: ConversationId,
  body: MessageBody,
): Promise<void> {
  if (!('rating' in body)) return;
  const { seq } = body.rating;
  const [line] = await courier.transcript(conversation, seq - 1, 1);
  if (line?.seq === seq && line.message.rateable === true) return;
  throw new Problem(400, 'not-rateable', webProblems.notRateable);
}
