/** What is remembered of an interview that is going on. */
import { z } from 'zod';
import { type Interview, SKIPPED } from './schema.ts';
import { texts } from './texts.ts';
import { optionOf, stepOf } from './walk.ts';

const given = z.strictObject({ step: z.string(), value: z.string().max(1000) });

/** Stored as JSON. Where the interview stands follows from the answers, so the two cannot disagree. */
const stateSchema = z.strictObject({
  schema: z.literal(1),
  interview: z.string(),
  /** What the story said before the first question. */
  known: z.array(given).max(40),
  /** What was asked and answered, oldest first. */
  said: z.array(given).max(40),
  /** How often the last question was not understood. */
  failures: z.number().int().min(0).max(99),
  /** The person came back after a while and was asked whether to go on. */
  paused: z.boolean(),
  /** When the last answer was given; milliseconds since the epoch. */
  at: z.number(),
});

export type Given = Readonly<z.output<typeof given>>;
export type InterviewState = Readonly<
  Omit<z.output<typeof stateSchema>, 'known' | 'said'> & { known: readonly Given[]; said: readonly Given[] }
>;

export type StateRead =
  | { kind: 'read'; state: InterviewState; interview: Interview }
  /** `text` tells the person kindly that the interview has to begin anew. */
  | { kind: 'refused'; text: string };

/**
 * Takes a stored state back. Never throws: another schema version, another interview's answers or plain garbage is refused
 * with a sentence for the person.
 */
export function readState(interviews: ReadonlyMap<string, Interview>, stored: unknown): StateRead {
  const result = stateSchema.safeParse(stored);
  if (!result.success) return { kind: 'refused', text: texts.refused };
  const interview = interviews.get(result.data.interview);
  if (!interview || !answersFit(interview, result.data)) return { kind: 'refused', text: texts.refused };
  return { kind: 'read', state: result.data, interview };
}

function answersFit(interview: Interview, state: InterviewState): boolean {
  const all = [...state.known, ...state.said];
  const steps = new Set(all.map(({ step }) => step));
  return steps.size === all.length && all.every((one) => fits(interview, one));
}

function fits(interview: Interview, { step: id, value }: Given): boolean {
  const step = stepOf(interview, id);
  if (!step) return false;
  if (value === SKIPPED) return step.skip;
  return step.kind === 'text' ? value.length <= step.max : optionOf(step, value) !== undefined;
}
