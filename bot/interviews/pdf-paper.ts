/** The few things that are drawn on the paper of summary-pdf.ts. Sizes are points before scaling. */
import type { CitedSentence } from '../types.ts';

export interface Paper {
  doc: PDFKit.PDFDocument;
  /** Everything is drawn at this part of its size, so that it fits on one page. */
  scale: number;
  left: number;
  width: number;
  colours: { ink: string; quiet: string; blue: string };
}

interface Look {
  size: number;
  bold?: boolean;
  colour?: string;
  spacing?: number;
}

const LINE_GAP = 0.22;

export function paragraph(paper: Paper, text: string, look: Look): void {
  const { doc, left, width, scale, colours } = paper;
  const size = look.size * scale;
  doc
    .font(look.bold ? 'bold' : 'regular')
    .fontSize(size)
    .fillColor(look.colour ?? colours.ink);
  doc.text(printable(text), left, doc.y, {
    width,
    lineGap: size * LINE_GAP,
    characterSpacing: look.spacing ?? 0,
  });
}

/** Control and format characters (as in emoji sequences) have no shape in the font. */
const printable = (text: string) => text.replace(/(?:\p{C}|\p{Emoji_Modifier}|\u{FE0F})+/gu, ' ');

/** Short texts two in a row; one in a row when any is too long for that. */
export function pairs(paper: Paper, texts: readonly string[], look: Look): void {
  const { doc, width, left, scale } = paper;
  doc.font(look.bold ? 'bold' : 'regular').fontSize(look.size * scale);
  if (texts.some((text) => doc.widthOfString(printable(text)) > width / 2 - 8)) {
    for (const text of texts) paragraph(paper, text, look);
    return;
  }
  for (const [index, text] of texts.entries()) {
    if (index % 2 === 1) continue;
    const beside = texts[index + 1];
    const y = doc.y;
    doc
      .font(look.bold ? 'bold' : 'regular')
      .fontSize(look.size * scale)
      .fillColor(look.colour ?? paper.colours.ink);
    if (beside !== undefined) doc.text(printable(beside), left + width / 2, y, { lineBreak: false });
    doc.y = y;
    paragraph(paper, text, look);
  }
}

/** A head and its sentences, each behind a dot, or a box to tick, with the number of its citation. */
export function bullets(
  paper: Paper,
  head: string,
  lines: readonly CitedSentence[],
  cite: (citation: string) => number,
  mark: 'dot' | 'box' = 'dot',
): void {
  if (lines.length === 0) return;
  paragraph(paper, head, { size: 11.5, bold: true, colour: paper.colours.blue });
  const indent = 15 * paper.scale;
  const inner = { ...paper, left: paper.left + indent, width: paper.width - indent };
  for (const { text, citation } of lines) {
    drawMark(paper, mark);
    paragraph(inner, `${text}［${cite(citation)}］`, { size: 10.8 });
  }
  paper.doc.y += 5 * paper.scale;
}

function drawMark({ doc, left, scale, colours }: Paper, mark: 'dot' | 'box'): void {
  // A sentence that no longer fits begins the next page, and its mark with it.
  if (doc.y + 16 * scale > doc.page.height - doc.page.margins.bottom) doc.addPage();
  const middle = doc.y + 7 * scale;
  if (mark === 'dot') doc.circle(left + 4 * scale, middle, 2 * scale).fill(colours.blue);
  else
    doc
      .rect(left, middle - 4.2 * scale, 8.4 * scale, 8.4 * scale)
      .lineWidth(0.8)
      .stroke(colours.ink);
}

export function rule({ doc, left, width, scale }: Paper, colour: string, thickness: number): void {
  doc
    .moveTo(left, doc.y)
    .lineTo(left + width, doc.y)
    .lineWidth(thickness)
    .stroke(colour);
  doc.y += 9 * scale;
}

interface Box {
  bar?: string;
  ground?: string;
  frame?: string;
}

/** What `fill` writes, in a box. It is written twice: first to learn how high it is, then over its ground. */
export function column(paper: Paper, box: Box, fill: (inner: Paper) => void): void {
  const { doc, left, width, scale } = paper;
  const pad = 8 * scale;
  const inner = { ...paper, left: left + pad + 4, width: width - 2 * pad - 4 };
  // A line of the font holds more room above its letters than below them.
  const height = heightOf(inner, fill) + 2 * pad - 4 * scale;
  if (doc.y + height > doc.page.height - doc.page.margins.bottom) doc.addPage();
  const top = doc.y;
  if (box.ground) doc.rect(left, top, width, height).fill(box.ground);
  if (box.bar) doc.rect(left, top, 4, height).fill(box.bar);
  if (box.frame) doc.rect(left, top, width, height).lineWidth(1).stroke(box.frame);
  doc.y = top + pad - scale;
  fill(inner);
  doc.y = top + height + 8 * scale;
}

/** A paper that measures only: `text` is turned into its height; what stands beside another text (`lineBreak: false`) has none. */
function heightOf(inner: Paper, fill: (inner: Paper) => void): number {
  const { doc } = inner;
  let height = 0;
  const measure = new Proxy(doc, {
    get(target, key) {
      if (key === 'text')
        return (text: string, _x: number, _y: number, options: PDFKit.Mixins.TextOptions) => {
          if (options.lineBreak !== false) height += target.heightOfString(text, options);
          return measure;
        };
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
    set: () => true,
  });
  fill({ ...inner, doc: measure });
  return height;
}
