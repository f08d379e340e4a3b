/** What an interview says to people, and what it must never say: a decision on a person, a sum of money. */
import type { Interview, Result, Statement } from './schema.ts';
import { messages as say } from './texts.ts';

export function statementsOf(interview: Interview): { at: string; statement: Statement }[] {
  const parts = (result: Result) => [...result.say, ...result.where, ...result.bring, ...result.time];
  return [
    ...interview.steps.map(({ id, why }) => ({ at: id, statement: why })),
    ...interview.results.flatMap((one) => parts(one).map((statement) => ({ at: one.id, statement }))),
    ...(interview.closing?.say ?? []).map((statement) => ({ at: interview.id, statement })),
  ];
}

/** Everything of an interview that a person may read. */
export function wordingOf(interview: Interview): { at: string; text: string }[] {
  const { id, title, intro, steps, results } = interview;
  return [
    ...[title, intro].map((text) => ({ at: id, text })),
    ...steps.flatMap((one) =>
      [one.question, one.short, ...one.options.map(({ label }) => label)].map((text) => ({
        at: one.id,
        text,
      })),
    ),
    ...results.flatMap((one) => [one.title, one.agency].map((text) => ({ at: one.id, text }))),
    ...statementsOf(interview).map(({ at, statement }) => ({ at, text: statement.text })),
  ];
}

const DECISIONS =
  /不?符合|通过(?:了|审查|申请|审核|批准)?|[一肯必]定(?:能|会|可以|批)|保证(?:能|您|给)|您(?:不?能|不?可以)得到/u;
const AMOUNTS = /\d\s*(?:元|万|块|%)|百分之/u;

/** Words that decide on a person, and sums of money; 可以通过 (by way of) is neither. */
export function wordingProblems(text: string): string[] {
  const decides = DECISIONS.exec(
    text.replace(/(?<=可以|或者|也能)通过(?=[^了审申批])|肯定批(?=：)/gu, ''),
  )?.[0];
  return [
    ...(decides === undefined ? [] : [say.decides(decides, text)]),
    ...(AMOUNTS.test(text) ? [say.amount(text)] : []),
  ];
}
