/** How interviews are written in seeds/interviews/*.yaml, and the words that every interview understands. */
import { z } from 'zod';
import type { InterviewResultKind } from '../types.ts';

/** The value of a question that was passed over. */
export const SKIPPED = 'skipped';

const id = z.string().regex(/^[a-z][a-z0-9-]*$/u, '编号只用小写字母、数字和连字符');

/** Which answers something depends on: step → the value, or one of the values, given there. `skipped` is a value too. */
const when = z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1)]));

/** A sentence in our own words, with the article it rests on and the card that states it. */
const statement = z.strictObject({
  text: z.string().min(4),
  basis: z.string().min(3),
  card: z.string().min(3),
  when: when.optional(),
});
/** An alias of a shared list may stand inside a list. */
const statements = z
  .array(z.union([statement, z.array(statement)]))
  .default([])
  .transform((list) => list.flat());

/** `低保`, or a regular expression between slashes; a list means that each of them is said. */
const pattern = z.string().min(1);
const evidence = z.union([pattern, z.array(pattern).min(1)]);

const option = z.strictObject({
  value: z.string().min(1),
  label: z.string().min(1).max(40),
  /** Words that mean it when somebody answers freely. */
  means: z.array(z.string().min(1)).default([]),
  /** What in a long story means it. */
  story: z.array(evidence).default([]),
  /** Plain yes, plain no, or 说不清 means it. */
  sense: z.enum(['yes', 'no', 'unsure']).optional(),
});

const next = z.union([z.string(), z.array(z.strictObject({ when: when.optional(), to: z.string() })).min(1)]);

const step = z.strictObject({
  id,
  kind: z.enum(['choice', 'yes-no', 'text', 'county']),
  question: z.string().min(4),
  /** How the answer is called when it is told back: 您前面说过：事情——欠薪. */
  short: z.string().min(1).max(12),
  why: statement,
  skip: z.boolean().default(false),
  options: z.array(option).default([]),
  /** When a story says several of the options: take the first, or ask. */
  several: z.enum(['ask', 'first']).default('ask'),
  /** Most characters of a free text that are kept. */
  max: z.number().int().min(10).max(1000).default(500),
  /** The id of a step, or `=` and the id of a result. */
  next,
});

export const resultKinds = [
  'may-no-means',
  'may-means',
  'other-door',
  'ask-staff',
  'door',
  'intake',
  'noted',
] as const satisfies readonly InterviewResultKind[];

const result = z.strictObject({
  id,
  kind: z.enum(resultKinds),
  title: z.string().min(2).max(40),
  /** The kind of office to go to; none has an address here. */
  agency: z.string().min(2),
  say: statements,
  where: statements,
  bring: statements,
  time: statements,
});

export const interviewSchema = z.strictObject({
  id,
  title: z.string().min(4).max(30),
  intro: z.string().min(4),
  /** Nobody is asked more questions than this. */
  most: z.number().int().min(1).max(8),
  first: z.string(),
  /** Lists that aliases refer to. */
  shared: z.unknown().optional(),
  /** Stands under every result of these kinds. */
  closing: z.strictObject({ kinds: z.array(z.enum(resultKinds)), say: statements }).optional(),
  steps: z.array(step).min(1),
  results: z.array(result).min(1),
});

const words = z.array(z.string().min(1)).min(1);
/** seeds/interviews/common/words.yaml */
export const wordsSchema = z.strictObject({
  yes: words,
  no: words,
  unsure: words,
  doubt: words,
  doubleNo: words,
  back: words,
  skip: words,
  why: words,
  quit: words,
  person: words,
  correct: words,
  resume: words,
  again: words,
  negationBefore: words,
  negationAfter: words,
  others: words,
  fillers: words,
});

export type When = z.output<typeof when>;
export type Statement = z.output<typeof statement>;
export type Evidence = z.output<typeof evidence>;
export type Option = z.output<typeof option>;
export type Step = z.output<typeof step>;
export type Result = z.output<typeof result>;
export type CommonWords = z.output<typeof wordsSchema>;
/** An interview as the engine runs it. */
export type Interview = z.output<typeof interviewSchema> & { words: CommonWords };
