/**
 * A sign is a sequence of word classes that means danger, written as one line of data:
 *
 *   third ~4 hold ~4 weapon & now ! asking
 *
 * `~4`: at most four characters between, in one clause; `=9`: the same, across clauses. `a|b`: a word of either class.
 * Chinese characters stand for themselves, with brackets as in the classes. `^` and `$`: the clause begins or ends there.
 * `& a`: a word of class a stands in the same sentence; `&& a`: anywhere. `! a`, `!! a`: none in the same clause, or anywhere.
 */
import type { Reading } from './reading.ts';

interface Step {
  classes: readonly number[];
  gap: number;
  across: boolean;
}

interface Condition {
  classes: readonly number[];
  wanted: boolean;
  everywhere: boolean;
}

export interface Sign {
  steps: readonly Step[];
  conditions: readonly Condition[];
  fromStart: boolean;
  toEnd: boolean;
}

/** Start and end of each word that was matched. */
export type Match = readonly (readonly [start: number, end: number])[];

/** @param classOf number of a class, or of the anonymous class of literal words; throws when there is none */
export function parseSign(line: string, classOf: (name: string) => number): Sign {
  const tokens = line.trim().split(/\s+/u);
  const split = tokens.findIndex((token) => /^[&!]/u.test(token));
  const pattern = split < 0 ? tokens : tokens.slice(0, split);
  const classes = (token: string) => splitChoices(token).map(classOf);
  const steps: Step[] = [];
  let gap = 0;
  let across = false;
  for (const token of pattern) {
    if (token === '^' || token === '$') continue;
    if (/^[~=]\d+$/u.test(token)) {
      gap = Number(token.slice(1));
      across = token.startsWith('=');
      continue;
    }
    steps.push({ classes: classes(token), gap, across });
    gap = 0;
    across = false;
  }
  if (steps.length === 0 || gap > 0) throw new Error(`看不懂的规则：${line}`);
  return {
    steps,
    conditions: split < 0 ? [] : parseConditions(tokens.slice(split), classes, line),
    fromStart: pattern[0] === '^',
    toEnd: pattern.at(-1) === '$',
  };
}

function parseConditions(tokens: string[], classes: (token: string) => number[], line: string): Condition[] {
  const conditions: Condition[] = [];
  for (let at = 0; at < tokens.length; at += 2) {
    const [mark, token] = [tokens[at]!, tokens[at + 1]];
    if (!/^(?:&&?|!!?)$/u.test(mark) || token === undefined) throw new Error(`看不懂的条件：${line}`);
    conditions.push({
      classes: classes(token),
      wanted: mark.startsWith('&'),
      everywhere: mark.length === 2,
    });
  }
  return conditions;
}

/** `a|(b|c)d` → `a`, `(b|c)d` */
function splitChoices(token: string): string[] {
  return token.split(/\|(?![^(]*\))/u);
}

/** Tells every match of the sign until `found` returns true. */
export function eachMatch(sign: Sign, reading: Reading, found: (match: Match) => boolean): boolean {
  if (!sign.steps.every(({ classes }) => classes.some((index) => reading.has(index)))) return false;
  const met = sign.conditions.every(
    ({ classes, wanted, everywhere }) =>
      (everywhere || wanted) === false || wanted === classes.some((index) => reading.has(index)),
  );
  if (!met) return false;
  return sign.steps[0]!.classes.some((index) => {
    const hits = reading.hits(index);
    for (let at = 0; at < hits.length; at += 2) {
      const [start, end] = [hits[at]!, hits[at + 1]!];
      if (sign.fromStart && reading.clauseStart[start] !== start) continue;
      if (follow(sign, reading, [[start, end]], found)) return true;
    }
    return false;
  });
}

function follow(sign: Sign, reading: Reading, path: Match, found: (match: Match) => boolean): boolean {
  const end = path.at(-1)![1];
  const step = sign.steps[path.length];
  if (step === undefined) {
    const done = !sign.toEnd || PARTICLES.test(reading.text.slice(end, end + 5));
    return done && holds(sign, reading, path) && found(path);
  }
  const limit = Math.min(end + step.gap, step.across ? reading.text.length : reading.clauseEnd(end));
  return step.classes.some((index) => {
    const hits = reading.hits(index);
    for (let at = reading.firstFrom(index, end); at < hits.length && hits[at]! <= limit; at += 2) {
      if (follow(sign, reading, [...path, [hits[at]!, hits[at + 1]!]], found)) return true;
    }
    return false;
  });
}

const PARTICLES = /^[啊呀啦了吗呢吧哦噢哟咯嘞哈的]{0,3}(?:[，。]|$)/u;

function holds(sign: Sign, reading: Reading, path: Match): boolean {
  const [from, to] = [path[0]![0], path.at(-1)![1]];
  return sign.conditions.every(({ classes, wanted, everywhere }) => {
    if (everywhere) return wanted === classes.some((index) => reading.has(index));
    const [start, end] = wanted
      ? [reading.sentenceStart[from]!, reading.sentenceEnd(to)]
      : [reading.clauseStart[from]!, reading.clauseEnd(to)];
    return wanted === classes.some((index) => reading.within(index, start, end));
  });
}
