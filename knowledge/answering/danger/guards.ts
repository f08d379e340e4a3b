/** What makes a sign no danger: it is denied, long past, told from a film, or only asked about. */
import type { Reading } from './reading.ts';
import type { Match } from './signs.ts';

/** Classes of words that guards look for; the data must have every one of them. */
const GUARD_CLASSES = [
  'deny', // 没有, 不是: directly before a matched word
  'deniable', // what they deny even where no sign is: 没有拿刀
  'past', // 去年, 以前: in force until the sentence ends or a `now`
  'pastTail', // …是去年的事: says so of what was told before
  'experience', // 打过: directly after a matched word
  'now', // 正在, 刚刚
  'fiction', // 电视剧, 作文: in force from its clause on, until a later sentence speaks of now or cries for help
  'plea', // 救命, 怎么办啊, 躲在
  'general', // 判几年, 怎么申请: the question of somebody who studies the law
  'matter', // 赔偿, 取保, 遗产: what comes after the danger is over
] as const;

export type GuardClass = (typeof GUARD_CLASSES)[number];

/** Whether the match is no danger, and why. */
export type Guard = (reading: Reading, match: Match) => 'denied' | 'past' | 'told' | 'asked' | null;

export interface Guards {
  guard: Guard;
  /** Denied words of danger, whether a sign has them or not. */
  denials: (reading: Reading) => Match[];
}

export function createGuards(classOf: (name: GuardClass) => number): Guards {
  const index = Object.fromEntries(GUARD_CLASSES.map((name) => [name, classOf(name)])) as Record<
    GuardClass,
    number
  >;

  function isDenied(reading: Reading, match: Match): boolean {
    return (
      match.some(([start]) => reading.endsAt(index.deny, start)) ||
      match.some(([, end]) => reading.within(index.experience, end, end + 1))
    );
  }

  /** A `now` after the past word, up to the end of the match's clause, lifts it. */
  function isPast(reading: Reading, from: number, to: number): boolean {
    const end = reading.clauseEnd(to);
    const before = reading.last(index.past, reading.sentenceStart[from]!, end);
    if (before >= 0 && reading.last(index.now, before, end) < 0) return true;
    return reading.within(index.pastTail, from, reading.text.length) && !isNow(reading, from, to);
  }

  function isTold(reading: Reading, from: number, to: number): boolean {
    const plea = reading.within(index.plea, reading.sentenceStart[from]!, reading.sentenceEnd(to));
    if (plea || isNow(reading, from, to)) {
      return reading.last(index.fiction, reading.sentenceStart[from]!, reading.clauseEnd(from)) >= 0;
    }
    return (
      reading.last(index.fiction, 0, reading.clauseEnd(from)) >= 0 ||
      reading.within(index.fiction, from, reading.sentenceEnd(from))
    );
  }

  function isAsked(reading: Reading, from: number, to: number): boolean {
    if (isNow(reading, from, to)) return false;
    const end = reading.clauseEnd(to);
    return reading.within(index.general, from, end) || reading.within(index.matter, to, end);
  }

  function isNow(reading: Reading, from: number, to: number): boolean {
    return reading.within(index.now, reading.clauseStart[from]!, reading.clauseEnd(to));
  }

  const denials = (reading: Reading) => {
    const hits = reading.hits(index.deniable);
    const denied: Match[] = [];
    for (let at = 0; at < hits.length; at += 2) {
      const [start, end] = [hits[at]!, hits[at + 1]!];
      if (reading.endsAt(index.deny, start)) denied.push([[start, end]]);
    }
    return denied;
  };

  const guard: Guard = (reading, match) => {
    const [from, to] = [match[0]![0], match.at(-1)![1]];
    if (isDenied(reading, match)) return 'denied';
    if (isPast(reading, from, to)) return 'past';
    if (isTold(reading, from, to)) return 'told';
    return isAsked(reading, from, to) ? 'asked' : null;
  };
  return { guard, denials };
}
