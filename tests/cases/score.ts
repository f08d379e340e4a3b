/** Judges what `npm run -s ask -- --jsonl` printed against recorded cases. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const caseSchema = z.strictObject({
  id: z.string(),
  group: z.string(),
  topic: z.string().optional(),
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
  citations: z.array(
    z.object({
      label: z.string(),
      quote: z.string(),
      verbatim: z.boolean(),
      status: z.string(),
      note: z.string().default(''),
      path: z.array(z.string()).default([]),
    }),
  ),
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

/** 《法律援助法》 and 《中华人民共和国法律援助法》 are one law; titles inside titles may have either kind of marks. */
function foldLabel(label: string): string {
  return fold(label).replaceAll('中华人民共和国', '').replaceAll('《', '〈').replaceAll('》', '〉');
}

/** Whether one of the accepted citations is among the labels; nothing is demanded where none is named. */
export function citesAny(accepted: readonly string[], labels: readonly string[]): boolean {
  const folded = labels.map(foldLabel);
  return accepted.length === 0 || accepted.some((cite) => folded.some((label) => label.startsWith(foldLabel(cite))));
}

/** The facts that a text lacks; `|` separates ways of writing one. */
export function holdsFacts(facts: readonly string[], text: string): string[] {
  const folded = fold(text);
  return facts.filter((fact) => !fact.split('|').some((way) => folded.includes(fold(way))));
}

/** What is wrong with an answer, by kind of fault. */
export interface Faults {
  outcome: string[];
  citations: string[];
  facts: string[];
  forbidden: string[];
}

export function faultsOf({ expect }: Case, answer: AnswerLine): Faults {
  const text = fold(answer.text);
  const labels = answer.citations.map(({ label }) => label);
  return {
    outcome: expect.outcome.some((outcome) => outcome === answer.outcome) ? [] : [`结果是 ${answer.outcome}`],
    // Who is rightly asked back, or handed over, is shown no source.
    citations: citesAny(expect.cites, labels) || isOther(expect.outcome, answer) ? [] : [`引用的是 ${labels.join('、') || '（无）'}`],
    facts: isOther(expect.outcome, answer) ? [] : holdsFacts(expect.facts, text).map((fact) => `缺 ${fact}`),
    forbidden: expect.forbid.filter((words) => text.includes(fold(words))).map((words) => `不该说 ${words}`),
  };
}

/** An acceptable outcome other than the answer that the case's facts and citations are about. */
function isOther(outcomes: readonly string[], { outcome }: AnswerLine): boolean {
  return outcome !== 'answer' && outcomes.includes('answer') && outcomes.includes(outcome);
}

/** All that is wrong with an answer in one list; empty means fully right. */
export function faults(one: Case, answer: AnswerLine | undefined): string[] {
  if (!answer) return ['没有回答'];
  return Object.values(faultsOf(one, answer)).flat();
}
