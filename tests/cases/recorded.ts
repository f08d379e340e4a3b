/** Recorded questions with the card that answers them, and recorded questions that no card answers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const askedSchema = z.strictObject({
  card: z.string(),
  also: z.array(z.string()).default([]),
  kind: z.string(),
  turns: z.array(z.string()).min(1),
});
const beyondSchema = z.strictObject({
  kind: z.string(),
  outcome: z.array(z.enum(['answer', 'clarify', 'decline', 'handoff'])).min(1),
  turns: z.array(z.string()).min(1),
});
export type Asked = z.infer<typeof askedSchema>;
export type AskedBeyond = z.infer<typeof beyondSchema>;

const read = (file: string) => parse(readFileSync(join(import.meta.dirname, file), 'utf8'));

export const readAsked = (): Asked[] => z.array(askedSchema).parse(read('asked.yaml'));
export const readBeyond = (): AskedBeyond[] => z.array(beyondSchema).parse(read('beyond.yaml'));
