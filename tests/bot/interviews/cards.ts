/** The seeds as the tests of the interviews see them. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { loadInterviews } from '../../../bot/interviews/load.ts';
import type { Interview } from '../../../bot/interviews/schema.ts';
import type { CardsById } from '../../../bot/interviews/statement.ts';
import { loadRules } from '../../../knowledge/rules/load.ts';

export const SEEDS = resolve(import.meta.dirname, '../../../seeds');
export const interviews = loadInterviews(SEEDS);
export const interview = (id: string): Interview => interviews.get(id)!;

export function cardsById(): CardsById {
  return new Map(
    loadRules(SEEDS).cards.flatMap((one) => (one.kind === 'rule' ? [[one.data.id, one.data]] : [])),
  );
}

interface Registered {
  documents: { id: string; aliases?: string[]; versions?: { lastArticle?: number }[] }[];
}

/** Every name by which seeds/documents.yaml knows a document, with its last article. */
export function documentNames(): Map<string, number | null> {
  const { documents } = parse(readFileSync(join(SEEDS, 'documents.yaml'), 'utf8')) as Registered;
  return new Map(
    documents.flatMap(({ id, aliases = [], versions }) =>
      [id, ...aliases, id.replace('中华人民共和国', '')].map((name) => [
        name,
        versions?.[0]?.lastArticle ?? null,
      ]),
    ),
  );
}
