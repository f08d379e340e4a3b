/** What a free answer means: a command, one of the options, or nothing that can be told. */
import type { CommonWords, Interview, Option, Step } from './schema.ts';
import { asserts, readable } from './story.ts';

const commands = ['back', 'skip', 'why', 'quit', 'person', 'correct', 'resume', 'again'] as const;
export type Command = (typeof commands)[number];

export type Meaning =
  | { kind: 'command'; command: Command }
  | { kind: 'option'; option: Option }
  /** 不知道, where no option stands for it. */
  | { kind: 'unsure' }
  | { kind: 'unclear' };

/** Letters and digits only: the form in which short answers are compared. */
export const bare = (text: string) => readable(text).replace(/[^\p{L}\p{N}]/gu, '');

/** A whole answer that is a command; the words of a longer sentence never are. */
export function commandOf(text: string, words: CommonWords): Command | null {
  const said = bare(text);
  return commands.find((command) => words[command].some((word) => bare(word) === said)) ?? null;
}

/** Numbers and labels first, then words that mean an option, then plain yes and no. */
export function meaningOf(text: string, step: Step, words: CommonWords): Meaning {
  const said = bare(text);
  if (said === '') return { kind: 'unclear' };
  const exact = byNumber(said, step) ?? byLabel(said, step);
  if (exact) return { kind: 'option', option: exact };
  const command = commandOf(text, words);
  if (command) return { kind: 'command', command };
  if (isOne(said, words.unsure, words)) return bySense(step, 'unsure') ?? { kind: 'unsure' };
  // With a comma between, 不是，没有 is two plain noes.
  const whole = readable(text);
  if ([...words.doubleNo, ...words.doubt].some((word) => whole.includes(word))) return { kind: 'unclear' };
  return byWords(whole, step, words) ?? byYesNo(said, step, words) ?? { kind: 'unclear' };
}

const numerals = '一二三四五六七八九十';

/** 2, ２, ②, 第二个, 选2, 二 */
function byNumber(said: string, step: Step): Option | undefined {
  const match = /^(?:我?选|第)?(?:第)?(\d{1,2}|十[一二]?|[一二三四五六七八九])(?:号|个|项|样|条)?$/u.exec(
    said,
  );
  if (!match) return undefined;
  return step.options[numberOf(match[1]!) - 1];
}

function numberOf(text: string): number {
  if (/^\d+$/u.test(text)) return Number(text);
  return [...text].reduce((sum, char) => sum + numerals.indexOf(char) + 1, 0);
}

const byLabel = (said: string, step: Step) =>
  step.options.find(({ label, value }) => bare(label) === said || bare(value) === said);

/** The option whose words are said; of several the one with the longest, if one is longer than all others. */
function byWords(text: string, step: Step, words: CommonWords): Meaning | null {
  const scored = step.options
    .map((option) => ({ option, length: longestSaid(text, option, words) }))
    .filter(({ length }) => length > 0)
    .sort((a, b) => b.length - a.length);
  const [best, second] = scored;
  if (!best) return null;
  return second && second.length === best.length
    ? { kind: 'unclear' }
    : { kind: 'option', option: best.option };
}

function longestSaid(text: string, { means, story }: Option, words: CommonWords): number {
  const plain = means.filter((word) => asserts(text, word, words)).map(({ length }) => length);
  const told = story.filter((evidence) =>
    [evidence].flat().every((pattern) => asserts(text, pattern, words)),
  );
  return Math.max(0, ...plain, told.length > 0 ? 2 : 0);
}

/** What plain 好 and 不了 say, whatever was asked; null for anything else. */
export function yesOrNo({ words }: Pick<Interview, 'words'>, text: string): 'yes' | 'no' | null {
  const said = bare(text);
  if (isOne(said, words.no, words)) return 'no';
  return isOne(said, words.yes, words) ? 'yes' : null;
}

function byYesNo(said: string, step: Step, words: CommonWords): Meaning | null {
  if (isOne(said, words.no, words)) return bySense(step, 'no');
  if (isOne(said, words.yes, words)) return bySense(step, 'yes');
  // Only a question that is answered by yes or no is answered by how a sentence begins.
  if (step.kind !== 'yes-no') return null;
  if (words.no.some((word) => word.length > 1 && said.startsWith(bare(word)))) return bySense(step, 'no');
  if (words.yes.some((word) => said.startsWith(bare(word)))) return bySense(step, 'yes');
  return null;
}

function bySense(step: Step, sense: 'yes' | 'no' | 'unsure'): Meaning | null {
  const option = step.options.find((one) => one.sense === sense);
  return option ? { kind: 'option', option } : null;
}

/** 是的呀 is 是: particles at the end do not matter. */
function isOne(said: string, list: readonly string[], { fillers }: CommonWords): boolean {
  const core = withoutEnd(said, fillers);
  return list.some((word) => bare(word) === said || (core !== '' && bare(word) === core));
}

function withoutEnd(said: string, fillers: readonly string[]): string {
  const filler = fillers.find((one) => said.length > one.length && said.endsWith(one));
  return filler === undefined ? said : withoutEnd(said.slice(0, -filler.length), fillers);
}
