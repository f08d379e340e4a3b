/** The question whose options can still be chosen. */
import type { TranscriptMessage } from '../../../types.ts';

/** What the bot or staff added since does not close a question; what the citizen said does. Null when nothing is asked. */
export function openQuestionOf(lines: readonly TranscriptMessage[]): TranscriptMessage | null {
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at];
    if (line === undefined || line.role === 'citizen') return null;
    if (line.message.options.length > 0) return line;
  }
  return null;
}
