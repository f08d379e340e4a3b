/** Process of summary-pdf.ts: reads a summary as JSON, writes its PDF, ends. */
import { text } from 'node:stream/consumers';
import type { InterviewSummary } from '../types.ts';
import { drawPdf } from './pdf-draw.ts';

process.stdout.write(await drawPdf(JSON.parse(await text(process.stdin)) as InterviewSummary));
