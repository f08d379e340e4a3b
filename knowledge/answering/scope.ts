/** Questions that no passage can answer, told by how they are asked. What to look for, and what is said instead, is data: seeds/scope.yaml. */
import { z } from 'zod';

/** Also the order in which they are tried: the first that fits is told. */
const KINDS = ['harmful', 'prediction', 'eligibility', 'unheld', 'off-topic'] as const;

type ScopeKind = (typeof KINDS)[number];

export interface Scope {
  kind: ScopeKind;
  /** Of the group of patterns that fitted. */
  id: string;
  /** What is said instead; null where the question is answered as any other. */
  body: string | null;
}

const patterns = z.array(z.string().min(1));
const guards = {
  /** Calls a match off when it stands in the clauses of the match. */
  unless: patterns.optional(),
  /** The same, anywhere in its sentence. */
  unlessInSentence: patterns.optional(),
  /** The same, anywhere in the text. */
  unlessAnywhere: patterns.optional(),
  /** One of these must stand somewhere in the text. */
  needs: patterns.optional(),
};
const group = z.strictObject({ id: z.string().regex(/^[a-z-]+$/u), patterns: patterns.min(1), ...guards });
const groupsOf = <T extends z.ZodType>(one: T) => z.strictObject({ groups: z.array(one).min(1), ...guards });
/** The text that answers. Where there is none, the answer is found as for any other question. */
const answered = group.extend({ body: z.string().min(1) });

export const scopeSchema = z.strictObject({
  /** Class of words → the words, each a pattern without blanks. `{name}` stands for a class named further up. */
  words: z.record(z.string().regex(/^[a-z-]+$/u), z.string().min(1)),
  harmful: groupsOf(answered),
  prediction: groupsOf(group),
  eligibility: groupsOf(group),
  unheld: groupsOf(group),
  'off-topic': groupsOf(answered),
});

type Seeds = z.output<typeof scopeSchema>;
type Guards = z.output<z.ZodObject<typeof guards>>;

/** Within one clause, and within one sentence. */
const CLAUSE_BREAK = '，';
const GAP = /~(\d+)/gu;
const WIDE_GAP = /=(\d+)(?!\d)/gu;
/** How far from a match its clauses are read, and how many matches are looked at in one sentence: a story without commas must not take long. */
const REACH = 60;
const MOST_MATCHES = 20;

/** @param seeds parsed seeds/scope.yaml; throws when a pattern is broken or names an unknown class */
export function createScope(seeds: Seeds): (text: string) => Scope | null {
  const compile = compiler(seeds.words);
  const rules = KINDS.flatMap((kind) => {
    const shared = judge(seeds[kind], compile);
    return seeds[kind].groups.map((one) => ({
      scope: { kind, id: one.id, body: 'body' in one ? one.body : null } as const,
      patterns: compile(one.patterns, 'gu'),
      guards: [shared, judge(one, compile)],
    }));
  });
  return (text) => {
    const sentences = sentencesOf(text);
    const whole = sentences.join(CLAUSE_BREAK);
    const fits = (sentence: string, { patterns, guards }: (typeof rules)[number]) =>
      patterns.some((pattern) =>
        sentence
          .matchAll(pattern)
          .take(MOST_MATCHES)
          .some((match) => guards.every((guard) => guard.nearby(clausesAround(sentence, match)))),
      ) && guards.every((guard) => guard.inSentence(sentence));
    const rule = rules.find(
      (one) =>
        sentences.some((sentence) => fits(sentence, one)) && one.guards.every((guard) => guard.inText(whole)),
    );
    return rule?.scope ?? null;
  };
}

type Compile = (sources: readonly string[], flags?: string) => RegExp[];

/** `~9` becomes at most nine characters within the clause, `=9` within the sentence, `{name}` a word of the class. */
function compiler(words: Seeds['words']): Compile {
  const classes = new Map<string, string>();
  const fill = (source: string) =>
    source
      .replace(/\{([a-z-]+)\}/gu, (_, name: string) => {
        const known = classes.get(name);
        if (known === undefined) throw new Error(`没有这一类词：${name}`);
        return known;
      })
      .replace(GAP, `[^${CLAUSE_BREAK}]{0,$1}`)
      .replace(WIDE_GAP, '.{0,$1}');
  for (const [name, line] of Object.entries(words))
    classes.set(name, `(?:${line.trim().split(/\s+/u).map(fill).join('|')})`);
  return (sources, flags = 'u') => sources.map((source) => new RegExp(fill(source), flags));
}

function judge({ unless, unlessInSentence, unlessAnywhere, needs }: Guards, compile: Compile) {
  const near = compile(unless ?? []);
  const around = compile(unlessInSentence ?? []);
  const anywhere = compile(unlessAnywhere ?? []);
  const needed = compile(needs ?? []);
  const stands = (patterns: readonly RegExp[], text: string) =>
    patterns.some((pattern) => pattern.test(text));
  return {
    nearby: (clauses: string) => !stands(near, clauses),
    inSentence: (sentence: string) => !stands(around, sentence),
    inText: (text: string) => (needed.length === 0 || stands(needed, text)) && !stands(anywhere, text),
  };
}

/** The clauses that a match begins and ends in, and those between. */
function clausesAround(sentence: string, { 0: matched, index }: RegExpExecArray): string {
  const end = index + matched.length;
  const open = sentence.slice(Math.max(0, index - REACH), index);
  const close = sentence.slice(end, end + REACH);
  return open.slice(open.lastIndexOf(CLAUSE_BREAK) + 1) + matched + close.split(CLAUSE_BREAK, 1)[0];
}

/** One sentence each, with one sign between clauses, and blanks only between Latin words. */
function sentencesOf(text: string): string[] {
  return text
    .split(/[。！!？?；;…\n\r]+|(?<!\d)\.+|\.+(?!\d)/u)
    .map((sentence) =>
      sentence
        .replace(/["'“”‘’「」『』《》〈〉【】[\]*_]+/gu, '')
        .replace(/\s*[,，、:：()（）~～—|/]+\s*/gu, CLAUSE_BREAK)
        .replace(/(?<![a-z0-9])\s+|\s+(?![a-z0-9])/gu, ''),
    )
    .filter((sentence) => sentence !== '');
}
