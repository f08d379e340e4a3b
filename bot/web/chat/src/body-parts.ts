/** What a message's body consists of, so that words, quotations and notes can be told apart at a glance. */
import type { Citation } from '../../../../knowledge/types.ts';
import type { OutboundMessage } from '../../../types.ts';
import { labelPartsOf, paragraphsOf } from './formatting.ts';
import { messages } from './texts.ts';

export type BodyPart =
  | { kind: 'words'; text: string }
  /** The document's own words; `source` says where they stand, in parts between which a line may break. */
  | { kind: 'quotation'; text: string; source: readonly string[] }
  /** What is known about validity, one after another. */
  | { kind: 'notes'; notes: readonly string[] };

/** What may stand before a note in the body. */
const LONGEST_LEAD = 8;

/**
 * The parts of a body in its order. A paragraph counts as quotation or note only when a citation of the message holds
 * exactly these words; everything else is shown as it stands.
 */
export function bodyPartsOf({ body, citations }: Pick<OutboundMessage, 'body' | 'citations'>): BodyPart[] {
  const parts: BodyPart[] = [];
  for (const paragraph of paragraphsOf(body)) {
    const part = quotationOf(paragraph, citations) ?? notesOf(paragraph, citations);
    const last = parts[parts.length - 1];
    if (part?.kind === 'notes' && last?.kind === 'notes') {
      parts[parts.length - 1] = { kind: 'notes', notes: [...last.notes, ...part.notes] };
    } else parts.push(part ?? { kind: 'words', text: paragraph });
  }
  return parts;
}

function quotationOf(paragraph: string, citations: readonly Citation[]): BodyPart | null {
  const cited = citations.find(({ quote, verbatim }) => verbatim && paragraph === `「${quote}」`);
  if (cited === undefined) return null;
  const { quote: text, label, clause } = cited;
  const documents = new Set(citations.map(({ document }) => document));
  const source = labelPartsOf({ label: documents.size > 1 ? label : clause, clause });
  return { kind: 'quotation', text, source };
}

function notesOf(paragraph: string, citations: readonly Citation[]): BodyPart | null {
  const isNote = citations.some(
    ({ note }) => note !== '' && paragraph.endsWith(note) && paragraph.length - note.length <= LONGEST_LEAD,
  );
  if (!isNote) return null;
  const lead = `${messages.notes}：`;
  return { kind: 'notes', notes: [paragraph.startsWith(lead) ? paragraph.slice(lead.length) : paragraph] };
}

/** Below this length (UTF-16 code units) a quotation reads well in one piece. */
const SHORT_QUOTATION = 40;

/** A quotation in pieces that end with a sentence or a semicolon; joined they are the quotation, unit for unit. */
export function sentencesOf(quotation: string): string[] {
  if (quotation.length <= SHORT_QUOTATION) return [quotation];
  return (
    quotation
      .match(/[^。；;！？\n]*(?:[。；;！？]+[”’"』」）)]*\n*|\n+|$)/g)
      ?.filter((piece) => piece !== '') ?? []
  );
}
