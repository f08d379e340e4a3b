/** A summary as one printed page: no script, nothing fetched, large type; the office's own look. */
import type { AnswerGiven, CitedSentence, InterviewSummary } from '../types.ts';
import { pageStyle } from './summary-style.ts';
import { summaryTexts as say } from './texts.ts';

/** A whole HTML document. Whatever a person typed is escaped. */
export function renderHtml(summary: InterviewSummary): string {
  return [
    `<!doctype html><html lang="${say.language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    // Nothing on the page may load or run anything, whatever slipped into it.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escaped(summary.headline)}</title><style>${pageStyle}</style></head><body><main>`,
    header(summary),
    banner(summary),
    answers(summary.answers),
    list(say.heads.say, summary.say, summary),
    list(say.heads.where, summary.where, summary),
    list(say.heads.bring, summary.bring, summary, 'check'),
    list(say.heads.time, summary.time, summary),
    closing(summary),
    basis(summary.basis),
    footer(),
    '</main></body></html>',
  ].join('\n');
}

export const escaped = (text: string) =>
  text.replace(/[&<>"']/gu, (char) => `&#${char.codePointAt(0)};`).replace(/[\p{Cc}\p{Co}\p{Cs}]/gu, ' ');

function header({ title, date }: InterviewSummary): string {
  const made = date === null ? '' : `<p class="made">${say.madeOn(say.date(date))}</p>`;
  return `<header><p class="office">${say.office}</p><h1>${escaped(title)}</h1>${made}</header>`;
}

function banner({ kind, kindLabel, headline, agency }: InterviewSummary): string {
  const where = agency === '' ? '' : `<p class="agency"><span>${say.agency}</span>${escaped(agency)}</p>`;
  const label = kindLabel === headline ? '' : `<p class="kind">${escaped(kindLabel)}</p>`;
  return `<section class="banner ${kind}"><h2>${escaped(headline)}</h2>${label}${where}</section>`;
}

function answers(given: readonly AnswerGiven[]): string {
  if (given.length === 0) return '';
  const rows = given.map(
    ({ short, answer }) => `<div><dt>${escaped(short)}</dt><dd>${escaped(answer)}</dd></div>`,
  );
  return `<section class="answers"><h3>${say.heads.answers}</h3><dl>${rows.join('')}</dl></section>`;
}

function list(head: string, lines: readonly CitedSentence[], summary: InterviewSummary, mark = ''): string {
  if (lines.length === 0) return '';
  const items = lines.map((line) => `<li>${sentence(line, summary)}</li>`);
  return `<section class="part ${mark}"><h3>${head}</h3><ul>${items.join('')}</ul></section>`;
}

function sentence({ text, citation }: CitedSentence, { basis }: InterviewSummary): string {
  return `${escaped(text)}<sup>${basis.indexOf(citation) + 1}</sup>`;
}

function closing(summary: InterviewSummary): string {
  if (summary.closing.length === 0) return '';
  const lines = summary.closing.map((line) => `<p>${sentence(line, summary)}</p>`);
  return `<section class="closing">${lines.join('')}</section>`;
}

function basis(citations: readonly string[]): string {
  if (citations.length === 0) return '';
  const items = citations.map((one) => `<li>${escaped(one)}</li>`);
  return `<section class="basis"><h3>${say.heads.basis}</h3><ol>${items.join('')}</ol></section>`;
}

const footer = () => `<footer><p>${say.hotline}</p><p>${say.notDecision}${say.gist}</p></footer>`;
