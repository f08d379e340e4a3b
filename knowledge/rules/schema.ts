/** How cards, services and hotlines are written in seeds/: the shapes that `npm run check` holds them to. */
import { z } from 'zod';
import { jurisdictions } from '../library/facts.ts';

export const topics = [
  'legal-aid',
  'mediation',
  'notary',
  'appraisal',
  'arbitration',
  'labour',
  'work-injury',
  'domestic-violence',
  'admin-review',
  'petition',
  'limitation',
  'court-costs',
  'family',
  'judicial-assistance',
  'special-groups',
  'village-adviser',
  'lawyer',
  'hotline',
  'services',
  'shaoguan',
  'criminal',
] as const;
export type Topic = (typeof topics)[number];

/** Sections of a card in the order in which they are read. */
export const sections = ['say', 'conditions', 'where', 'bring', 'time', 'cost', 'channel', 'change'] as const;
export type Section = (typeof sections)[number];

const isoDate = z.iso.date();
const id = z.string().regex(/^[a-z][a-z0-9-]+$/u, '编号只用小写字母、数字和连字符');
/** A plain string rests on the card's first basis. */
const line = z.union([
  z.string().min(2),
  z.strictObject({ text: z.string().min(2), basis: z.string().optional() }),
]);
const lines = z.array(line).default([]);
const title = z.string().min(2).max(40);
const utterances = z.array(z.string().min(1)).default([]);

/** A rule or a service: one question people ask, answered in our own words, each line with its legal basis. */
export const ruleSchema = z.strictObject({
  id,
  kind: z.enum(['rule', 'service']).default('rule'),
  topic: z.enum(topics),
  title,
  /** Cards with the same group answer the same question for another jurisdiction or time. */
  group: z.string().optional(),
  jurisdiction: z.enum(jurisdictions),
  /** The rule gives people more than the higher rule of its group, and may. */
  wider: z.boolean().default(false),
  evidence: z.enum(['V', 'S', 'P']),
  /** It says that the office holds no such fact (an address, a threshold): the question goes to a person. */
  unheld: z.boolean().default(false),
  valid: z.strictObject({ from: isoDate.optional(), to: isoDate.optional() }).default({}),
  /** The card that says what holds now. */
  supersededBy: id.optional(),
  /** `广东省法律援助条例 第二十九条`, most specific first. */
  basis: z.array(z.string().min(3)).min(1),
  say: z.array(line).min(1),
  conditions: lines,
  where: lines,
  bring: lines,
  time: lines,
  cost: lines,
  channel: lines,
  change: lines,
  /** What people wrongly take for granted, and what is true. */
  corrections: z
    .array(
      z.strictObject({
        /** Plain words, or a regular expression between slashes. */
        said: z.array(z.string().min(1)).min(1),
        text: z.string().min(4),
        basis: z.string().optional(),
      }),
    )
    .default([]),
  /** What an answer must never say. */
  traps: z.array(z.string().min(2)).default([]),
  utterances,
  checked: isoDate,
});

/** One question back, where the answer turns on a fact the person did not give. */
export const clarifySchema = z.strictObject({
  id,
  kind: z.literal('clarify'),
  topic: z.enum(topics),
  title,
  question: z.string().min(4),
  options: z.array(z.strictObject({ say: z.string().min(1).max(20), card: id })).min(2),
  utterances: z.array(z.string().min(2)).min(1),
  checked: isoDate,
});

/** A telephone line or a web service: what it is for, and how that is known. */
export const hotlineSchema = z.strictObject({
  number: z
    .string()
    .regex(/^\d{3,5}$/u)
    .optional(),
  channel: z.string().optional(),
  name: z.string().min(2),
  purpose: z.string().min(4),
  not: z.string().optional(),
  danger: z.boolean().default(false),
  evidence: z.enum(['V', 'S', 'P']),
  source: z.string().min(2),
  utterances: z.array(z.string().min(2)).default([]),
  checked: isoDate,
});
export const hotlinesFile = z.array(hotlineSchema);

/** What is said to the bot itself, in few words. */
export const courtesyKinds = ['greeting', 'identity', 'thanks', 'noise', 'person', 'complaint'] as const;
export type CourtesyKind = (typeof courtesyKinds)[number];

/**
 * What people ask or say that no card answers. `unheld` is a matter of law that no source on file holds, `fact` a fact of a
 * place, a person, a day or a case (an address, a price, whose turn it is); `withdrawn` stands for cards whose document is
 * not on file (any more): their ways of asking still tell what is not known.
 */
const beyondKinds = ['unheld', 'fact', 'off-topic', 'harmful', ...courtesyKinds] as const;
export type BeyondKind = (typeof beyondKinds)[number] | 'withdrawn';

export const beyondSchema = z
  .strictObject({
    id,
    kind: z.enum(beyondKinds),
    title: z.string().min(2).max(20),
    utterances,
    /** Ways of asking in which `{}` stands for one of `of`: what is asked is the same, of whom it is asked tells nothing. */
    asks: z.array(z.string().includes('{}')).default([]),
    of: z.array(z.string().min(1)).default([]),
  })
  .refine(({ utterances, asks }) => utterances.length + asks.length >= 6, '问法少于六种');
export const beyondFile = z.array(beyondSchema);

export type RuleData = z.output<typeof ruleSchema>;
export type ClarifyData = z.output<typeof clarifySchema>;
export type HotlineData = z.output<typeof hotlineSchema>;
export type BeyondData = z.output<typeof beyondSchema>;
