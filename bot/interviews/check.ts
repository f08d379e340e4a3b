/** What is wrong with the interviews as data: the part of `npm run check` that reads seeds/interviews/. */
import { readInterviews } from './load.ts';
import { type Interview, SKIPPED, type Statement, type Step } from './schema.ts';
import { type CardsById, statementProblems } from './statement.ts';
import { patternOf } from './story.ts';
import { messages as say } from './texts.ts';
import { mostLeft, optionOf, rulesOf, stepOf } from './walk.ts';
import { statementsOf, wordingOf, wordingProblems } from './wording.ts';

export interface Problem {
  file: string;
  /** The step or result, or the interview itself. */
  at: string;
  reason: string;
}

/**
 * Everything wrong with the interviews; empty when all is well.
 * @param rulesById the cards as written, by id
 * @throws InterviewsError for a file that cannot be read at all
 */
export function checkInterviews(seedsDir: string, rulesById: CardsById): Problem[] {
  return readInterviews(seedsDir).flatMap(({ file, interview }) =>
    problemsOf(interview, rulesById).map(({ at, reason }) => ({ file, at, reason })),
  );
}

type Found = Omit<Problem, 'file'>;

export function problemsOf(interview: Interview, rulesById: CardsById): Found[] {
  const graph = graphProblems(interview);
  if (graph.length > 0) return graph;
  return [
    ...lengthProblems(interview),
    ...statementsOf(interview).flatMap(({ at, statement }) =>
      statementProblems(statement, rulesById).map((reason) => ({ at, reason })),
    ),
    ...wordingOf(interview).flatMap(({ at, text }) =>
      wordingProblems(text).map((reason) => ({ at, reason })),
    ),
    ...interview.results
      .filter(({ say: lines }) => lines.every(({ when }) => when !== undefined))
      .map(({ id }) => ({ at: id, reason: say.noBasis(id) })),
  ];
}

function graphProblems(interview: Interview): Found[] {
  const ids = [...interview.steps.map(({ id }) => id), ...interview.results.map(({ id }) => `=${id}`)];
  const targets = [interview.first, ...interview.steps.flatMap((step) => rulesOf(step).map(({ to }) => to))];
  const at = interview.id;
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => ({ at, reason: say.twice(id) })),
    ...targets.filter((to) => !ids.includes(to)).map((to) => ({ at, reason: say.nowhere(to) })),
    ...ids.filter((id) => !targets.includes(id)).map((id) => ({ at, reason: say.unreached(id) })),
    ...interview.steps.flatMap((step) => stepProblems(interview, step)),
    ...interview.steps
      .filter((step) => circles(interview, step.id))
      .map(({ id }) => ({ at: id, reason: say.circle(id) })),
  ];
}

function stepProblems(interview: Interview, step: Step): Found[] {
  const conditions = rulesOf(step).flatMap(({ when }) => valuesOf(when));
  const patterns = step.options.flatMap(({ story }) => story.flat());
  const reasons = [
    ...(rulesOf(step).at(-1)?.when === undefined ? [] : [say.deadEnd(step.id)]),
    ...(step.kind === 'text' || step.options.length > 1 ? [] : [say.tooFew(step.id)]),
    ...badConditions(interview, conditions),
    ...patterns.filter((one) => !compiles(one)).map(say.badPattern),
    ...repeated(step.options.map(({ value }) => value)).map(say.twice),
    ...repeated(step.options.map(({ label }) => label)).map(say.twice),
  ];
  return reasons.map((reason) => ({ at: step.id, reason }));
}

const repeated = (values: readonly string[]) => values.filter((one, index) => values.indexOf(one) !== index);

const valuesOf = (when: Statement['when']): [string, string][] =>
  Object.entries(when ?? {}).flatMap(([step, wanted]) =>
    [wanted].flat().map((value): [string, string] => [step, value]),
  );

function badConditions(interview: Interview, conditions: readonly [string, string][]): string[] {
  return conditions
    .filter(([id, value]) => {
      const step = stepOf(interview, id);
      return !step || (value === SKIPPED ? !step.skip : optionOf(step, value) === undefined);
    })
    .map(([id, value]) => say.badCondition(id, value));
}

function compiles(pattern: string): boolean {
  try {
    return patternOf(pattern) instanceof RegExp;
  } catch {
    return false;
  }
}

function circles(
  interview: Interview,
  from: string,
  at = from,
  passed: ReadonlySet<string> = new Set(),
): boolean {
  const step = stepOf(interview, at);
  if (!step || passed.has(at)) return false;
  return rulesOf(step).some(
    ({ to }) => to === from || circles(interview, from, to, new Set([...passed, at])),
  );
}

function lengthProblems(interview: Interview): Found[] {
  const longest = mostLeft(interview, new Map());
  return longest > interview.most ? [{ at: interview.id, reason: say.tooMany(interview.most, longest) }] : [];
}
