/** Where an interview stands, from its answers alone; and how many questions may still come. */
import { type Interview, type Option, type Result, SKIPPED, type Step, type When } from './schema.ts';

type Answers = ReadonlyMap<string, string>;
type Place = { kind: 'step'; step: Step } | { kind: 'result'; result: Result };

interface Rule {
  when?: When | undefined;
  to: string;
}

export const stepOf = (interview: Interview, id: string) => interview.steps.find((step) => step.id === id);
export const optionOf = (step: Step, value: string): Option | undefined =>
  step.options.find((option) => option.value === value);

export function answersOf(state: { known: readonly Pair[]; said: readonly Pair[] }): Answers {
  return new Map([...state.known, ...state.said].map(({ step, value }) => [step, value]));
}
interface Pair {
  step: string;
  value: string;
}

export const rulesOf = ({ next }: Step): readonly Rule[] =>
  typeof next === 'string' ? [{ to: next }] : next;

const allows = (wanted: string | readonly string[], value: string) =>
  typeof wanted === 'string' ? wanted === value : wanted.includes(value);

/** Whether the answers are what the condition asks for; a question that has no answer meets no condition. */
export function holds(when: When | undefined, answers: Answers): boolean {
  return Object.entries(when ?? {}).every(([step, wanted]) => {
    const value = answers.get(step);
    return value !== undefined && allows(wanted, value);
  });
}

/** The first step without an answer, or the result that the answers lead to. */
export function placeOf(interview: Interview, answers: Answers): Place {
  return follow(interview, interview.first, answers, interview.steps.length);
}

function follow(interview: Interview, to: string, answers: Answers, left: number): Place {
  const at = targetOf(interview, to);
  if (at.kind === 'result' || !answers.has(at.step.id) || left === 0) return at;
  const rule = rulesOf(at.step).find(({ when }) => holds(when, answers));
  return rule ? follow(interview, rule.to, answers, left - 1) : at;
}

function targetOf(interview: Interview, to: string): Place {
  if (to.startsWith('=')) {
    const result = interview.results.find(({ id }) => `=${id}` === to);
    if (result) return { kind: 'result', result };
  }
  const step = stepOf(interview, to);
  if (step) return { kind: 'step', step };
  throw new Error(`interview ${interview.id} leads to ${to}, which does not exist`); // checkInterviews finds it first
}

/** The steps that the answers lead over, and those that may still come. */
export function stepsAhead(interview: Interview, answers: Answers): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (to: string): void => {
    const at = targetOf(interview, to);
    if (at.kind === 'result' || found.has(at.step.id)) return;
    found.add(at.step.id);
    const rules = rulesOf(at.step);
    const chosen = answers.has(at.step.id) && rules.find(({ when }) => holds(when, answers));
    for (const rule of chosen ? [chosen] : rules) visit(rule.to);
  };
  visit(interview.first);
  return found;
}

/** Most questions that may still come, the current one included. */
export function mostLeft(interview: Interview, answers: Answers): number {
  const place = placeOf(interview, answers);
  // Data with a circle, which checkInterviews refuses, comes back to a step that is answered already.
  if (place.kind === 'result' || answers.has(place.step.id)) return 0;
  const { step } = place;
  const lengths = tellingValues(interview, step).map((value) =>
    mostLeft(interview, new Map([...answers, [step.id, value]])),
  );
  return 1 + Math.max(0, ...lengths);
}

/** Values of a step that lead different ways: those that conditions name, and one that stands for all the others. */
function tellingValues({ steps }: Interview, step: Step): string[] {
  const named = new Set(
    steps.flatMap((one) => rulesOf(one).flatMap(({ when }) => [when?.[step.id] ?? []].flat())),
  );
  const possible = [...step.options.map(({ value }) => value), ...(step.skip ? [SKIPPED] : [])];
  const other = step.kind === 'text' || possible.some((value) => !named.has(value));
  return [...named, ...(other ? [''] : [])];
}
