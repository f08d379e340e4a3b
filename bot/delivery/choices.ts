/** Whether an option that somebody chose is still open: judged by the transcript, the same in every channel. */
import type { ConversationId, Courier, TranscriptMessage } from '../types.ts';

export type Choice =
  /** Nothing was said since; choosing it sends `text`. */
  | { kind: 'open'; text: string }
  /** An option of the same message was chosen before. */
  | { kind: 'taken' }
  /** The conversation has moved on to something else. */
  | { kind: 'stale' }
  /** There is no such message, or no such option in it. */
  | { kind: 'unknown' };

/** The message id of whatever is chosen from the message `seq`: the inbox takes one choice and no second. */
export const choiceId = (seq: number): string => `choice:${seq}`;

/** Lines that are read after the message: what makes its options stale is among the first of them. */
const LOOK_AHEAD = 50;

/** What became of the option `index` (0-based) of the transcript's message `seq`. */
export async function findChoice(
  courier: Pick<Courier, 'transcript'>,
  conversation: ConversationId,
  seq: number,
  index: number,
): Promise<Choice> {
  const [asked, ...later] = await courier.transcript(conversation, seq - 1, LOOK_AHEAD);
  const text = asked?.seq === seq ? asked.message.options[index] : undefined;
  return text === undefined ? { kind: 'unknown' } : judge(seq, text, later);
}

/** What the bot or staff added does not close a question; what the person said does. */
function judge(seq: number, text: string, later: readonly TranscriptMessage[]): Choice {
  const said = later.filter(({ role }) => role === 'citizen');
  if (said.some(({ clientMessageId }) => clientMessageId === choiceId(seq))) return { kind: 'taken' };
  return said.length === 0 ? { kind: 'open', text } : { kind: 'stale' };
}
