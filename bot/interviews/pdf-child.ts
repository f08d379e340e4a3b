/** Process of summary-pdf.ts: reads a summary as JSON, writes its PDF, ends. */
import { text } from 'node:stream/consumers';
import { drawPdf } from './pdf-draw.ts';
import type { InterviewSummary } from './summary.ts';

process.stdout.write(await drawPdf(JSON.parse(await text(process.stdin)) as InterviewSummary));
