/** A summary as a chat message: plain text, paragraphs separated by a blank line, the citations at its end. */
import type { CitedSentence, InterviewSummary } from '../types.ts';
import { summaryTexts as say } from './texts.ts';

export function renderText(summary: InterviewSummary): string {
  const { heads } = say;
  const cited = (list: readonly CitedSentence[]) =>
    list.map(({ text, citation }) => `${text}［${summary.basis.indexOf(citation) + 1}］`);
  return [
    summary.headline === summary.kindLabel ? summary.headline : `${summary.headline}\n${summary.kindLabel}`,
    ...(summary.kind === 'intake' || summary.kind === 'unfinished' ? [answersOf(summary)] : []),
    ...part(null, cited(summary.say)),
    ...part(heads.where, cited(summary.where)),
    ...part(heads.bring, cited(summary.bring)),
    ...part(heads.time, cited(summary.time)),
    ...part(null, cited(summary.closing)),
    ...(summary.basis.length > 0 ? [say.basis(summary.basis)] : []),
  ]
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

function part(head: string | null, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const list = lines.length === 1 ? lines : lines.map((line) => `· ${line}`);
  return [[...(head === null ? [] : [`【${head}】`]), ...list].join('\n')];
}

function answersOf({ answers }: InterviewSummary): string {
  return answers.map(({ short, answer }) => say.answered(short, answer)).join('\n');
}
