/** A summary drawn on A4, with the characters it uses of a Chinese font embedded: it looks the same everywhere. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PdfDocument from 'pdfkit';
import type { InterviewSummary } from '../types.ts';
import { bullets, column, type Paper, pairs, paragraph, rule } from './pdf-paper.ts';
import { summaryTexts as say } from './texts.ts';

/** Tried in turn until everything stands on one page; the smallest is still 9 points. */
const SCALES = [1, 0.94, 0.88, 0.82];
const MARGIN = 50;
const colours = { ink: '#1b2430', quiet: '#4d5a69', blue: '#1c4a7e', red: '#a61b1b' } as const;

/** The bytes of the PDF, on one page if it can be read like that. */
export async function drawPdf(summary: InterviewSummary): Promise<Uint8Array> {
  for (const scale of SCALES.slice(0, -1)) {
    const { bytes, pages } = await draw(summary, scale);
    if (pages === 1) return bytes;
  }
  return (await draw(summary, SCALES.at(-1)!)).bytes;
}

async function draw(summary: InterviewSummary, scale: number): Promise<{ bytes: Uint8Array; pages: number }> {
  const info = { Title: summary.headline, Author: say.product, CreationDate: dayOf(summary) };
  const doc = new PdfDocument({ size: 'A4', margin: MARGIN, info, lang: say.language });
  const bytes = collected(doc);
  const pages = { count: 1 };
  doc.on('pageAdded', () => {
    pages.count += 1;
  });
  doc.registerFont('regular', fontFile('Regular')).registerFont('bold', fontFile('Bold'));
  const paper: Paper = { doc, scale, left: MARGIN, width: doc.page.width - 2 * MARGIN, colours };
  write(paper, summary);
  doc.end();
  return { bytes: await bytes, pages: pages.count };
}

/** Two prints of one summary are the same file. */
const dayOf = ({ date }: InterviewSummary) => new Date(`${date ?? '2000-01-01'}T00:00:00Z`);

function fontFile(weight: 'Regular' | 'Bold'): string {
  const folder = fileURLToPath(new URL('..', import.meta.resolve('@embedpdf/fonts-sc')));
  return join(folder, 'fonts', `NotoSansHans-${weight}.otf`);
}

function collected(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}

function write(paper: Paper, summary: InterviewSummary): void {
  const cite = (citation: string) => summary.basis.indexOf(citation) + 1;
  head(paper, summary);
  banner(paper, summary);
  answers(paper, summary);
  bullets(paper, say.heads.say, summary.say, cite);
  bullets(paper, say.heads.where, summary.where, cite);
  bullets(paper, say.heads.bring, summary.bring, cite, 'box');
  bullets(paper, say.heads.time, summary.time, cite);
  closing(paper, summary, cite);
  foot(paper, summary);
}

function head(paper: Paper, { title, date }: InterviewSummary): void {
  paragraph(paper, say.office, { size: 11, bold: true, colour: colours.red, spacing: 1.6 });
  const made = date === null ? '' : say.madeOn(say.date(date));
  const y = paper.doc.y;
  paragraph(paper, title, { size: 18, bold: true });
  const below = paper.doc.y;
  paper.doc.font('regular').fontSize(9.5).fillColor(colours.quiet);
  paper.doc.text(made, paper.left, y + 9, { width: paper.width, align: 'right', lineBreak: false });
  paper.doc.y = below + 3;
  rule(paper, colours.red, 2);
}

function banner(paper: Paper, { headline, kindLabel, agency }: InterviewSummary): void {
  column(paper, { bar: colours.blue, ground: '#f3f6fa' }, (inner) => {
    paragraph(inner, headline, { size: 14, bold: true });
    if (kindLabel !== headline) paragraph(inner, kindLabel, { size: 11, bold: true, colour: colours.blue });
    if (agency !== '') paragraph(inner, `${say.agency}　${agency}`, { size: 10.5 });
  });
}

function answers(paper: Paper, { answers: given }: InterviewSummary): void {
  if (given.length === 0) return;
  column(paper, { frame: '#c9d2dc' }, (inner) => {
    paragraph(inner, say.heads.answers, { size: 11, bold: true, colour: colours.blue });
    const lines = given.map(({ short, answer }) => say.answered(short, answer));
    pairs(inner, lines, { size: 10 });
  });
}

function closing(
  paper: Paper,
  { closing: lines }: InterviewSummary,
  cite: (citation: string) => number,
): void {
  if (lines.length === 0) return;
  column(paper, { frame: colours.red }, (inner) => {
    for (const { text, citation } of lines)
      paragraph(inner, `${text}［${cite(citation)}］`, { size: 10.5, bold: true });
  });
}

function foot(paper: Paper, { basis }: InterviewSummary): void {
  if (basis.length > 0) {
    paragraph(paper, say.heads.basis, { size: 9.5, bold: true, colour: colours.quiet });
    const list = basis.map((one, at) => `${at + 1}. ${one}`);
    pairs(paper, list, { size: 9, colour: colours.quiet });
    paper.doc.y += 5 * paper.scale;
  }
  rule(paper, '#c9d2dc', 0.7);
  paragraph(paper, say.hotline, { size: 10, bold: true });
  paragraph(paper, `${say.notDecision}${say.gist}`, { size: 9, colour: colours.quiet });
}
