/** How well a passage speaks to a question: concept by concept, sentence by sentence. */
import { normalise } from '../index/tokens.ts';
import type { Passage } from '../types.ts';
import { atomsOf } from './atoms.ts';
import type { Concept } from './concepts.ts';
import type { Understanding } from './understand.ts';
import { holds, Vocabulary } from './vocabulary.ts';
import { HARD_WANTS, type Want } from './wants.ts';

export interface Sentence {
  /** Verbatim slice of the passage's text. */
  text: string;
  normal: string;
  indicatorNames: readonly string[];
}

export interface ReadPassage {
  passage: Passage;
  /** Normalised path words: what every sentence of the passage is about. */
  context: string;
  normal: string;
  /** Headings and row names above and of the passage, without their numbers; a question may name them. */
  names: readonly string[];
  sentences: readonly Sentence[];
}

export interface Evidence {
  passage: Passage;
  /** Share of the question's concept weight that the best sentence and its context cover, 0..1. */
  coverage: number;
  /** Sentences worth showing, in the order of the source. */
  sentences: readonly Sentence[];
  /** Concepts that nothing in the passage covers. */
  missing: readonly Concept[];
  /** Asked-for kinds of fact that the shown sentences hold, as a share; 1 when none was asked for. */
  factFit: number;
}

/** Passages read once at load. */
export class Reading {
  readonly #passages = new Map<string, ReadPassage>();
  readonly vocabulary: Vocabulary;

  constructor(passages: Iterable<Passage>) {
    for (const passage of passages) this.#passages.set(passage.id, readPassage(passage));
    this.vocabulary = new Vocabulary([...this.#passages.values()].map(({ normal }) => normal));
  }

  get(id: string): ReadPassage | undefined {
    return this.#passages.get(id);
  }
}

const NUMBERING = /^(?:[一二三四五六七八九十]+、|\(.{1,3}\)|附件\d+)\s*/u;
const SENTENCE = /[^。；;！？!?]+[。；;！？!?]*/gu;

function readPassage(passage: Passage): ReadPassage {
  const context = normalise(`${passage.documentTitle} ${passage.path.join(' ')}`);
  // A cell's sentences are about its row, though they seldom repeat the row's name.
  const row = passage.clause.split('·').slice(1).join(' ');
  const sentences = [...passage.text.matchAll(SENTENCE)].map(([text]) => ({
    text,
    normal: normalise(`${row} ${text}`),
    indicatorNames: passage.indicators.map(({ name }) => name),
  }));
  return {
    passage,
    context,
    normal: normalise(`${passage.path.join(' ')} ${passage.text}`),
    names: passage.path
      .map((step) =>
        normalise(step)
          .replace(NUMBERING, '')
          .replace(/(?:服务|建设)$/u, ''),
      )
      .filter((name) => name.length > 3),
    sentences,
  };
}

/** From this share of its pairs of characters on, a form counts as nearly there (国有企业 in 国有大中型企业). */
const NEARLY = 0.5;
const NEARLY_WORTH = 0.8;

/** 1 when a form of the concept stands in the text; less when most of a longer form does. */
function covers(concept: Concept, text: string): number {
  let best = 0;
  for (const form of concept.forms) {
    if (holds(text, form)) return 1;
    // A number or a year is there or it is not.
    if (/\d/u.test(form)) continue;
    const pairs = Math.max(0, form.length - 1);
    let held = 0;
    for (let at = 0; at < pairs; at++) if (text.includes(form.slice(at, at + 2))) held++;
    if (pairs > 1 && held / pairs >= NEARLY) best = Math.max(best, (NEARLY_WORTH * held) / pairs);
  }
  return best;
}

/** A covered concept in the sentence itself is worth more than one that only its headings name. */
const CONTEXT_WORTH = 0.85;
const PASSAGE_WORTH = 0.5;

/** What each concept is worth in any sentence of the passage, by its headings or its other sentences. */
function backgroundOf(read: ReadPassage, concepts: readonly Concept[]): number[] {
  return concepts.map((concept) => {
    const above = covers(concept, read.context) * CONTEXT_WORTH;
    return above > 0 ? above : covers(concept, read.normal) * PASSAGE_WORTH;
  });
}

function scoreSentence(text: string, concepts: readonly Concept[], background: readonly number[]): number {
  return concepts.reduce(
    (sum, concept, at) => sum + concept.weight * Math.max(background[at] ?? 0, covers(concept, text)),
    0,
  );
}

/** Shown are the best sentence and those nearly as good. */
const SHOWN_SHARE = 0.72;
const MOST_SENTENCES = 4;

export function evidenceOf(understanding: Understanding, read: ReadPassage): Evidence {
  const total = understanding.concepts.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const background = backgroundOf(read, understanding.concepts);
  const scored = read.sentences.map((sentence) => {
    const score = scoreSentence(sentence.normal, understanding.concepts, background) / total;
    return { sentence, score, fit: factFit(understanding.wants, sentence.text) };
  });
  const value = ({ score, fit }: { score: number; fit: number }) => score + 0.1 * fit;
  const best = scored.reduce((top, entry) => (value(entry) > value(top) ? entry : top), scored[0]!);
  const shown = scored
    .filter((entry) => entry === best || entry.score >= best.score * SHOWN_SHARE)
    .sort((a, b) => value(b) - value(a))
    .slice(0, MOST_SENTENCES)
    .map(({ sentence }) => sentence);
  return {
    passage: read.passage,
    coverage: best.score,
    sentences: read.sentences.filter((sentence) => shown.includes(sentence)),
    missing: understanding.concepts.filter((_, at) => background[at] === 0),
    // A cell that the source leaves empty answers what stands in it: nothing.
    factFit: isEmptyCell(read.passage)
      ? 1
      : factFit(understanding.wants, shown.map(({ text }) => text).join('')),
  };
}

/** The source names the row and says nothing about it. */
export function isEmptyCell({ kind, text, path }: Passage): boolean {
  return kind === 'row' && text === path.at(-1);
}

const HOLDS: Record<Want, (text: string) => boolean> = {
  // The number of the item itself is none that anybody asked for.
  number: (text) => atomsOf(text.replace(/^\d+\.\s*/u, '')).some(({ key }) => key.startsWith('quantity:')),
  share: (text) => /%|％|分之/u.test(text),
  duration: (text) =>
    /期限|时限|每(?:年|月|学期|季度|周)|\d+(?:分钟|小时|秒|天|日|个月)|(?<!\d)\d{1,2}年|[一二三四五六七八九十]+(?:日|天|个月|年|小时)/u.test(
      text,
    ),
  date: (text) => /\d{4}\s*年|今年|每年|每学期/u.test(text),
  money: (text) => /\d元|\d万元|[一二三四五六七八九十百千万]元/u.test(text),
  free: (text) => /免费|无偿|有偿|减免|不收/u.test(text),
  place: (text) => /(?:路|街|道)\d+号|\d+楼|位于/u.test(text),
  phone: (text) => /\d{3,4}-\d{7,8}|1[3-9]\d{9}|(?:123|963)\d{2}/u.test(text),
  hours: (text) => /\d+[:：]\d+|\d+时|上午|下午|工作日/u.test(text),
  // A target says how much, not what.
  content: (text) => /提供|服务内容|主要包括/u.test(text) && !/不少于|达到|以上/u.test(text),
  link: (text) => atomsOf(text).some(({ key }) => key.startsWith('url:')),
  procedure: (text) => /提交|填写|凭[^，。]{1,12}(?:申请|办理)|所需材料|应当提供/u.test(text),
  who: () => true,
  // What is known of a passage's validity is said with every answer.
  validity: () => true,
};

/** Whether some fact was asked for that nothing else can stand for, and the text does not hold it. */
export function lacksHardFact(wants: ReadonlySet<Want>, text: string): boolean {
  return wants.values().some((want) => HARD_WANTS.has(want) && !HOLDS[want](text));
}

/** Share of the asked-for kinds of fact that the text holds, 0..1. */
export function factFit(wants: ReadonlySet<Want>, text: string): number {
  if (wants.size === 0) return 1;
  return [...wants].filter((want) => HOLDS[want](text)).length / wants.size;
}
