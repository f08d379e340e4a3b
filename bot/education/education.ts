/** Law education in passing (普法小知识): short items, of which one at most is told after a settled topic, when the person wishes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { citationLabel } from '../interviews/citation.ts';
import { messages } from './texts.ts';

export const FILE = 'education.yaml';

const itemSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/u, '编号只用小写字母、数字和连字符'),
  /** Topics of cards after which it may be told. */
  topics: z.array(z.string().min(1)).min(1),
  /** One to three plain sentences in our own words; whoever never heard a term of law understands it. */
  text: z.string().min(10).max(120),
  /** One of the card's own, `民法典 第一千一百三十四条`. */
  basis: z.string().min(3),
  /** The card of seeds/rules/ that states it. */
  card: z.string().min(3),
});
const fileSchema = z.array(itemSchema).min(1);

export type WrittenItem = z.output<typeof itemSchema>;

export interface Education {
  items: readonly WrittenItem[];
}

/** An item as it is shown. */
export interface EducationItem {
  id: string;
  text: string;
  /** `《民法典》第一千一百三十四条` */
  citation: string;
}

/** The file cannot be read; `message` names file and reason in one line. */
export class EducationError extends Error {}

/**
 * @param seedsDir folder that holds `education.yaml`
 * @throws EducationError for a file that is missing, no YAML, or not of this shape
 */
export function loadEducation(seedsDir: string): Education {
  const result = fileSchema.safeParse(readYaml(join(seedsDir, FILE)));
  if (result.success) return { items: result.data };
  const [issue] = result.error.issues;
  throw new EducationError(
    messages.unreadable(`${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim()),
  );
}

function readYaml(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    throw new EducationError(messages.unreadable(reason));
  }
}

/**
 * The first item for the topic that was not heard yet, in the order of the file; null when there is none.
 * @param topic `topic` of the card that was answered with
 * @param heard ids of the items that the person was told before
 */
export function itemFor({ items }: Education, topic: string, heard: readonly string[]): EducationItem | null {
  const found = items.find(({ id, topics }) => topics.includes(topic) && !heard.includes(id));
  return found ? shown(found) : null;
}

/** The item with this id; null when it is gone. */
export function itemById({ items }: Education, id: string): EducationItem | null {
  const found = items.find((item) => item.id === id);
  return found ? shown(found) : null;
}

const shown = ({ id, text, basis }: WrittenItem): EducationItem => ({
  id,
  text,
  citation: citationLabel(basis),
});
