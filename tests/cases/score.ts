/** Judges what `npm run -s ask -- --jsonl` printed against recorded cases. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const caseSchema = z.strictObject({
  id: z.string(),
  group: z.string(),
  audience: z.enum(['citizen', 'staff']),
  turns: z.array(z.string()).min(1),
  expect: z.strictObject({
    outcome: z.array(z.enum(['answer', 'clarify', 'decline', 'handoff', 'emergency'])).min(1),
    cites: z.array(z.string()),
    facts: z.array(z.string()),
    forbid: z.array(z.string()),
  }),
  why: z.string().optional(),
});
export type Case = z.infer<typeof caseSchema>;

const answerSchema = z.object({
  id: z.string(),
  outcome: z.string(),
  text: z.string(),
  citations: z.array(z.object({ label: z.string(), quote: z.string(), verbatim: z.boolean(), status: z.string() })),
  ticket: z.string().nullable(),
});
export type AnswerLine = z.infer<typeof answerSchema>;

export function readCases(file: string): Case[] {
  return z.array(caseSchema).parse(parse(readFileSync(join(import.meta.dirname, file), 'utf8')));
}

export function parseAnswers(output: string): Map<string, AnswerLine> {
  const lines = output.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => answerSchema.parse(JSON.parse(line))).map((answer) => [answer.id, answer]));
}

/** White space and the two widths of brackets, commas and signs are layout, not content. */
function fold(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '');
}

/** What is wrong with an answer; empty means fully right. */
export function faults({ expect }: Case, answer: AnswerLine | undefined): string[] {
  if (!answer) return ['没有回答'];
  const text = fold(answer.text);
  const labels = answer.citations.map(({ label }) => fold(label));
  const cited = expect.cites.length === 0 || expect.cites.some((cite) => labels.some((label) => label.startsWith(fold(cite))));
  return [
    ...(expect.outcome.some((outcome) => outcome === answer.outcome) ? [] : [`结果是 ${answer.outcome}`]),
    ...(cited ? [] : [`引用的是 ${labels.join('、') || '（无）'}`]),
    ...expect.facts.filter((fact) => !fact.split('|').some((way) => text.includes(fold(way)))).map((fact) => `缺 ${fact}`),
    ...expect.forbid.filter((words) => text.includes(fold(words))).map((words) => `不该说 ${words}`),
  ];
}
