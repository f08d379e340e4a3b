/** Finds in a story what an interview would ask, so that nobody is asked what was said already. */
import { Converter } from 'opencc-js/t2cn';
import type { CommonWords, Evidence, Interview, Option, Step } from './schema.ts';
import type { Given } from './state.ts';

/** More than this of a story is not read. */
const LONGEST = 20_000;
/** So many characters may stand between 没有 and what it denies (没有办过低保). */
const REACH = 3;
/** So many characters between 邻居 and what is said of him. */
const REACH_OTHERS = 6;

/**
 * The answers that a story already holds, in the order of the steps. Free-text steps are never filled: what somebody wants to
 * say there is theirs to say. What is denied (没有低保), only asked (有没有低保) or said of others (邻居是低保) is left open.
 */
export function extractAnswers(interview: Interview, story: string): Given[] {
  const text = readable(story);
  return interview.steps.flatMap((step) => {
    if (step.kind === 'text') return [];
    const found = step.options.filter((option) => says(text, option, interview.words));
    return chosen(step, found).map(({ value }) => ({ step: step.id, value }));
  });
}

const simplified = Converter({ from: 'hk', to: 'cn' });

/** Full-width forms, traditional characters and odd blanks do not matter; punctuation stays, because clauses end there. */
export function readable(text: string): string {
  const plain = text.slice(0, LONGEST).normalize('NFKC').toWellFormed().toLowerCase();
  return simplified(plain).replace(/\s+/gu, ' ').trim();
}

function chosen({ several }: Step, found: readonly Option[]): readonly Option[] {
  return found.length === 1 || several === 'first' ? found.slice(0, 1) : [];
}

const says = (text: string, { story }: Option, words: CommonWords) =>
  story.some((evidence) => alternatives(evidence).every((pattern) => asserts(text, pattern, words)));

const alternatives = (evidence: Evidence) => (typeof evidence === 'string' ? [evidence] : evidence);

/** Whether the text says it somewhere without denying it. */
export function asserts(text: string, pattern: string, words: CommonWords): boolean {
  return [...text.matchAll(patternOf(pattern))].some(({ 0: hit, index }) => {
    const before = text.slice(Math.max(0, index - 12), index).split(/[，。；！？、,.!?;\s]/u);
    return (
      !denied(before.at(-1) ?? '', words.negationBefore, REACH) &&
      !denied(before.at(-1) ?? '', words.others, REACH_OTHERS) &&
      !words.negationAfter.some((word) =>
        text
          .slice(index + hit.length)
          .slice(0, 8)
          .includes(word),
      )
    );
  });
}

function denied(before: string, words: readonly string[], reach: number): boolean {
  return words.some((word) => {
    const at = before.lastIndexOf(word);
    return at >= 0 && before.length - at - word.length <= reach;
  });
}

const compiled = new Map<string, RegExp>();

/** @throws SyntaxError for a pattern that does not compile; `checkInterviews` names it */
export function patternOf(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known) return known;
  const written = /^\/(.+)\/$/u.exec(pattern)?.[1];
  const made = new RegExp(written ?? pattern.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'), 'giu');
  compiled.set(pattern, made);
  return made;
}
