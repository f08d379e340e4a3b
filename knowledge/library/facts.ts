/** What is known about papers that they do not print themselves: other names, and how long they hold. */
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { factsMessages } from '../texts.ts';

const isoDate = z.iso.date();

const validityRule = z.strictObject({
  /** `indicators`: the rows of tables of indicators; `everything`; or the id of a node, for it and all below it. */
  applies: z.string().min(1),
  /** First day, inclusive; the paper's own date when left out. */
  from: isoDate.optional(),
  /** Last day, inclusive; open when left out. */
  to: isoDate.optional(),
  after: z.enum(['expired', 'superseded', 'unknown']),
  note: z.string().min(1),
});

/** One text of a document: from when to when it held, and how far its numbers run. */
const documentVersion = z.strictObject({
  /** What `@` names it by: `广东省法律援助条例@2016`. */
  name: z.string().min(1),
  adopted: isoDate.optional(),
  /** Day of entry into force; only where a source prints it. */
  from: isoDate.optional(),
  /** Last day in force. */
  to: isoDate.optional(),
  lastArticle: z.int().positive().optional(),
  /** The article that prints the day of entry into force. */
  forceArticle: z.int().positive().optional(),
  /** The document that took its place, when that has another name. */
  replacedBy: z.string().optional(),
  /** What people should know about its validity besides the dates. */
  note: z.string().optional(),
});

export const levels = ['法律', '行政法规', '司法解释', '地方性法规', '规章', '文件'] as const;
export const jurisdictions = ['国家', '广东', '韶关'] as const;

const documentFacts = z.strictObject({
  /** 文号, or the title of a paper without one. */
  id: z.string().min(1),
  /** Meant when a reference names no paper. At most one. */
  default: z.boolean().default(false),
  aliases: z.array(z.string().min(2)).default([]),
  /** Higher before lower: what wins when two documents differ. */
  level: z.enum(levels).default('文件'),
  jurisdiction: z.enum(jurisdictions).default('国家'),
  /** V read in the text itself, S the bureau's paper, P read on public pages only. */
  evidence: z.enum(['V', 'S', 'P']).default('V'),
  /** Newest first. */
  versions: z.array(documentVersion).default([]),
  /** The first rule that applies to a passage decides. */
  validity: z.array(validityRule).default([]),
});

const factsFile = z
  .strictObject({
    /** Month up to which the sources were read, `2026-08`. */
    asOf: z
      .string()
      .regex(/^\d{4}-\d{2}$/u)
      .optional(),
    documents: z.array(documentFacts),
  })
  .refine(
    ({ documents }) => documents.filter((entry) => entry.default).length <= 1,
    '只能有一份文件是 default',
  )
  .refine(
    ({ documents }) => new Set(documents.map(({ id }) => id)).size === documents.length,
    '同一个 id 出现了两次',
  );

export type DocumentFacts = z.infer<typeof documentFacts>;
export type DocumentVersion = z.infer<typeof documentVersion>;
export type ValidityRule = z.infer<typeof validityRule>;

/** The documents file is missing or wrong; `message` is one line that names it. */
export class LibraryError extends Error {}

/**
 * Reads `seeds/documents.yaml`.
 * @throws LibraryError with one line that names the file and the first thing wrong with it
 */
export async function loadFacts(file: string): Promise<z.infer<typeof factsFile>> {
  let data: unknown;
  try {
    data = parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new LibraryError(factsMessages.unreadable(file, firstLine(error)));
  }
  const read = factsFile.safeParse(data);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new LibraryError(
    factsMessages.invalid(file, `${issue?.path.join('.') || '整个文件'}：${issue?.message ?? ''}`),
  );
}

export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
