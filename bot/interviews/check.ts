/** What is wrong with the interviews as data: the part of `npm run check` that reads seeds/interviews/. */
import { readInterviews } from './load.ts';
import { type Interview, SKIPPED, type Statement, type Step } from './schema.ts';
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

type Line = string | { text: string; basis?: string | undefined };

/** What the check needs of a card; the data of knowledge/rules has it. */
export interface CardFacts {
  basis: readonly string[];
  evidence: 'V' | 'S' | 'P';
  supersededBy?: string | undefined;
  say: readonly Line[];
  conditions: readonly Line[];
  where: readonly Line[];
  bring: readonly Line[];
  time: readonly Line[];
  cost: readonly Line[];
  channel: readonly Line[];
  change: readonly Line[];
}
export type CardsById = ReadonlyMap<string, CardFacts>;

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
    ...statementsOf(interview).flatMap(({ at, statement }) => statementProblems(at, statement, rulesById)),
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

function statementProblems(at: string, { text, basis, card }: Statement, cards: CardsById): Found[] {
  const facts = cards.get(card);
  if (!facts) return [{ at, reason: say.noSuchCard(card) }];
  const said = linesOf(facts);
  const reasons = [
    ...(facts.supersededBy ? [say.oldCard(card)] : []),
    ...(facts.basis.includes(basis) ? [] : [say.notOfCard(basis, card)]),
    ...numbersIn(text).flatMap((number) => (said.includes(number) ? [] : [say.number(number, card)])),
    ...(facts.evidence === 'P' && !text.includes('公开网页') ? [say.unmarked(card)] : []),
  ];
  return reasons.map((reason) => ({ at, reason }));
}

function linesOf(card: CardFacts): string {
  const lines = [
    card.say,
    card.conditions,
    card.where,
    card.bring,
    card.time,
    card.cost,
    card.channel,
    card.change,
  ];
  const texts = lines.flat().map((line) => (typeof line === 'string' ? line : line.text));
  // A card on a hotline may name its number in the basis only.
  return [...card.basis, ...texts].join('\n').replace(/\s/gu, '');
}

/** Times, ages and telephone numbers: what a card must say in the same words. */
const numbersIn = (text: string) =>
  [...text.matchAll(/(?:\d+|[一二三四五六七八九十两]+)(?:个?工作日|小时|个?月|周岁|日|年)|\d{3,5}/gu)].map(
    ([hit]) => hit,
  );
