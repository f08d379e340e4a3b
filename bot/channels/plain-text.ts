/** The form of a message for channels that show nothing but text. */

import { statuses } from '../../knowledge/texts.ts';
import type { Citation } from '../../knowledge/types.ts';
import { basis, gist } from '../texts.ts';
import type { OutboundMessage } from '../types.ts';

/** The body, then what it rests on: each citation with its standing, the quotation and what is known of its validity. */
export function plainText(message: OutboundMessage): string {
  if (message.citations.length === 0) return message.body;
  const citations = message.citations.map((citation, index) =>
    formatCitation(citation, index + 1, message.body),
  );
  return [message.body, [basis, ...citations].join('\n')].join('\n\n');
}

/** What the body says already is not said twice, and dates of adoption only where a source is not simply in force. */
function formatCitation(citation: Citation, number: number, body: string): string {
  const kind = citation.verbatim ? '' : `，${gist}`;
  const heading = `${number}. ${citation.label}（${statuses[citation.status]}${kind}）`;
  const quote = citation.verbatim ? [`「${citation.quote}」`] : citation.quote.split('\n');
  const note = citation.status === 'in-force' ? '' : citation.note;
  return [heading, ...quote, note].filter((line) => line !== '' && !body.includes(line)).join('\n');
}
