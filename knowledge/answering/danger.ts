/** Recognises danger before anything else. The patterns and the words that answer them are data: seeds/danger.yaml. */
import { z } from 'zod';
import type { DangerKind, Outcome } from '../types.ts';

const DANGER_KINDS = [
  'violence',
  'suicide',
  'fire',
  'medical',
  'fraud',
  'traffic',
  'child',
] as const satisfies DangerKind[];

export const dangerSchema = z
  .array(
    z.strictObject({
      kind: z.enum(DANGER_KINDS),
      numbers: z.array(z.string().regex(/^\d{3,5}$/u)).min(1),
      patterns: z.array(z.string().min(1)).min(1),
      body: z.string().min(1),
    }),
  )
  .min(1);

type Emergency = Extract<Outcome, { kind: 'emergency' }>;
export type DangerRecogniser = (text: string) => Emergency | null;

/** A clause that denies the danger, or asks about it in general, is no alarm. */
const DENIED =
  /(?:没有?|不是|从没|从来没有?|并没有?|已经没有?|并不是|(?<![受睡劝听叫]不|[受睡听叫劝了])不)(?:想|要|打算|想过|再|人)?$/u;
const ABOUT =
  /^[^，。！？,!?]{0,12}(?:多少|罪|怎么(?:定义|规定|处罚|认定|赔|判)|判几年|是什么罪|属于什么|算不算|算工伤|赔|索赔|谁赔|责任|保险|有效吗|效力)/u;
/** What happened long ago is no emergency; it is a matter of law. */
const PAST = /(?:去年|前年|上个?月|几年前|以前|当年|小时候)[^。！？!?]{0,12}$/u;

/** @param seeds parsed content of seeds/danger.yaml */
export function createDangerRecogniser(seeds: z.output<typeof dangerSchema>): DangerRecogniser {
  const rules = seeds.map((seed) => ({
    emergency: { kind: 'emergency', danger: seed.kind, body: seed.body, numbers: seed.numbers } as const,
    patterns: seed.patterns.map((pattern) => new RegExp(pattern, 'gu')),
  }));
  return (text) => {
    const hit = rules.find(({ patterns }) => patterns.some((pattern) => standsUndenied(text, pattern)));
    return hit?.emergency ?? null;
  };
}

function standsUndenied(text: string, pattern: RegExp): boolean {
  return [...text.matchAll(pattern)].some((match) => {
    const before = text.slice(Math.max(0, match.index - 8), match.index);
    const after = text.slice(match.index + match[0].length);
    const told = text.slice(0, match.index);
    return !DENIED.test(before) && !ABOUT.test(after) && !PAST.test(told);
  });
}
