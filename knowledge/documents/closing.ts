/** The last lines of a paper: signature, publication note, office, date of printing. */
import { findDate } from './dates.ts';
import { append, type Draft, draft } from './draft.ts';
import type { Line } from './lines.ts';
import { runOf, squeeze } from './run.ts';
import { isDateLine, isNoteLine } from './zones.ts';

export interface Closing {
  nodes: Draft[];
  /** Office that signed or printed it. */
  office: string | null;
  /** Date of the signature, else of printing; ISO. */
  date: string | null;
}

interface Field {
  key: string;
  label: string;
}

const FIELDS = {
  office: { key: 'office', label: '署名机关' },
  signed: { key: 'signed', label: '成文日期' },
  publication: { key: 'publication', label: '公开方式' },
  note: { key: 'note', label: '附注' },
  printer: { key: 'printer', label: '印发机关' },
  printed: { key: 'printed', label: '印发日期' },
} as const satisfies Record<string, Field>;

/** @param lines the signature below the body, if any, then the notes at the end */
export function readClosing(source: string, lines: readonly Line[]): Closing {
  const back = draft('back', 'back', { pathWords: [] });
  lines.forEach((line, index) => {
    const field = fieldOf(line, lines, index);
    if (field)
      back.children.push(
        draft('back', field.key, { label: field.label, own: runOf(source, line.start, line.end) }),
      );
    else append(back.children.at(-1)!, runOf(source, line.start, line.end), null);
  });
  const text = (field: Field) => back.children.find(({ key }) => key === field.key)?.own.text ?? null;
  const office = text(FIELDS.office) ?? text(FIELDS.printer);
  return {
    nodes: back.children.length > 0 ? [back] : [],
    office: office === null ? null : squeeze(office),
    date: findDate(text(FIELDS.signed) ?? text(FIELDS.printed) ?? ''),
  };
}

/** null: a stray rest of the line before, such as 发 after 印. */
function fieldOf({ text }: Line, lines: readonly Line[], index: number): Field | null {
  if (/公开/u.test(text)) return FIELDS.publication;
  if (isDateLine(text)) return isPrinting(text) ? FIELDS.printed : FIELDS.signed;
  if (isNoteLine(text)) return findDate(text) ? FIELDS.printed : FIELDS.note;
  if (text.length <= 2 && index > 0) return null;
  return isPrinting(lines[index + 1]?.text ?? '') ? FIELDS.printer : FIELDS.office;
}

function isPrinting(text: string): boolean {
  return isDateLine(text) && /印发?$/u.test(text);
}
