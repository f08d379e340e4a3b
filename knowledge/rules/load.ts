/** Reads seeds/rules/*.yaml, seeds/hotlines.yaml and seeds/beyond/*.yaml. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { rulesMessages } from '../texts.ts';
import {
  type BeyondData,
  beyondFile,
  type ClarifyData,
  clarifySchema,
  type HotlineData,
  hotlinesFile,
  type RuleData,
  ruleSchema,
} from './schema.ts';

/** A card as written, with the file it stands in, so that whoever is told of a mistake finds it. */
export type Written = { file: string } & (
  | { kind: 'rule'; data: RuleData }
  | { kind: 'clarify'; data: ClarifyData }
);

export interface WrittenRules {
  cards: readonly Written[];
  hotlines: readonly HotlineData[];
  /** What people ask or say that no card answers. */
  beyond: readonly BeyondData[];
  /** Further ways of asking whose card does not exist. */
  orphans: readonly { file: string; card: string }[];
}

/** Further ways of asking, by the id of their card. */
const utterancesFile = z.record(z.string(), z.array(z.string().min(2)));

/** A file of cards that cannot be read; `message` names file, card and reason in one line. */
export class RulesError extends Error {}

/** Cards and hotlines with every way of asking on file. @param seedsDir as for `loadCards` */
export function loadRules(seedsDir: string): WrittenRules {
  const written = loadCards(seedsDir);
  const lists = [
    ...written.cards.map(({ data }) => ({ id: data.id, utterances: data.utterances })),
    ...written.hotlines.map((hotline) => ({ id: hotlineId(hotline), utterances: hotline.utterances })),
  ];
  return { ...written, orphans: addUtterances(join(seedsDir, 'utterances'), lists) };
}

/** Further ways of asking by card id, which only learning needs: they are most of what there is to read. */
export function loadUtterances(seedsDir: string): ReadonlyMap<string, readonly string[]> {
  const more = new Map<string, string[]>();
  for (const { id, utterances } of utterancesIn(join(seedsDir, 'utterances')))
    more.set(id, [...(more.get(id) ?? []), ...utterances]);
  return more;
}

/** Names exactly what `loadUtterances` reads, without reading it as YAML. */
export function digestOfUtterances(seedsDir: string): string {
  const folder = join(seedsDir, 'utterances');
  const hash = createHash('sha256');
  for (const name of yamlFilesIn(folder)) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

/**
 * Cards and hotlines with the ways of asking that stand beside them.
 * @param seedsDir folder that holds `rules/` and `hotlines.yaml`; either may be missing
 * @throws RulesError for the first card that does not have the shape of schema.ts
 */
export function loadCards(seedsDir: string): WrittenRules {
  const folder = join(seedsDir, 'rules');
  const cards = yamlFilesIn(folder).flatMap((name) => readCards(join(folder, name)));
  const hotlines = readHotlines(join(seedsDir, 'hotlines.yaml'));
  return { cards, hotlines, beyond: readBeyond(join(seedsDir, 'beyond')), orphans: [] };
}

/** `hotline-12348`, `hotline-粤省事` */
export const hotlineId = ({ number, channel, name }: HotlineData) => `hotline-${number ?? channel ?? name}`;

/** Adds the further ways of asking to the lists they belong to; returns those that belong to none. */
function addUtterances(folder: string, lists: readonly { id: string; utterances: string[] }[]) {
  const byId = new Map(lists.map((list) => [list.id, list.utterances]));
  return utterancesIn(folder).flatMap(({ file, id, utterances }) => {
    byId.get(id)?.push(...utterances);
    return byId.has(id) ? [] : [{ file, card: id }];
  });
}

function utterancesIn(folder: string): { file: string; id: string; utterances: string[] }[] {
  return yamlFilesIn(folder).flatMap((file) => {
    const result = utterancesFile.safeParse(readYaml(join(folder, file)) ?? {});
    if (!result.success)
      throw new RulesError(rulesMessages.noMap(file, result.error.issues[0]?.path.join('.') ?? ''));
    return Object.entries(result.data).map(([id, utterances]) => ({ file, id, utterances }));
  });
}

function yamlFilesIn(folder: string): string[] {
  return ifThere(() => readdirSync(folder), [])
    .filter((name) => name.endsWith('.yaml'))
    .sort();
}

function ifThere<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return otherwise;
    throw error;
  }
}

function readYaml(file: string): unknown {
  const text = ifThere(() => readFileSync(file, 'utf8'), '[]');
  try {
    return parse(text);
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    throw new RulesError(rulesMessages.unreadable(basename(file), reason));
  }
}

function readBeyond(folder: string): BeyondData[] {
  return yamlFilesIn(folder).flatMap((file) => {
    const result = beyondFile.safeParse(readYaml(join(folder, file)));
    if (result.success) return result.data.map(spelledOut);
    const [issue] = result.error.issues;
    throw new RulesError(
      rulesMessages.invalid(file, String(issue?.path[0] ?? ''), `${issue?.path.join('.')} ${issue?.message}`),
    );
  });
}

/** In each way of asking so many different things stand for `{}`, in turn. */
const EACH = 6;
/** No divisor of any list's length, so that ways of asking do not all meet the same things. */
const STRIDE = 7;

function spelledOut(one: BeyondData): BeyondData {
  const { asks, of, utterances } = one;
  const spelled = asks.flatMap((ask, at) =>
    Array.from({ length: Math.min(EACH, of.length) }, (_, round) =>
      ask.replace('{}', () => of[(at * EACH + round * STRIDE) % of.length]!),
    ),
  );
  return { ...one, utterances: [...new Set([...utterances, ...spelled])] };
}

function readCards(file: string): Written[] {
  const entries = z.array(z.looseObject({})).safeParse(readYaml(file));
  if (!entries.success) throw new RulesError(rulesMessages.noList(basename(file)));
  return entries.data.map((entry, at) => readCard(basename(file), entry, at));
}

function readCard(file: string, entry: Record<string, unknown>, at: number): Written {
  const name = typeof entry.id === 'string' ? entry.id : `第${at + 1}张`;
  if (entry.kind === 'clarify')
    return { file, kind: 'clarify', data: parseAs(clarifySchema, entry, file, name) };
  return { file, kind: 'rule', data: parseAs(ruleSchema, entry, file, name) };
}

function parseAs<S extends z.ZodType>(schema: S, entry: unknown, file: string, name: string): z.output<S> {
  const result = schema.safeParse(entry);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new RulesError(
    rulesMessages.invalid(file, name, `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim()),
  );
}

function readHotlines(file: string): HotlineData[] {
  const result = hotlinesFile.safeParse(readYaml(file));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const at = typeof issue?.path[0] === 'number' ? `第${issue.path[0] + 1}项` : '';
  throw new RulesError(
    rulesMessages.invalid(
      basename(file),
      at,
      `${issue?.path.slice(1).join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
    ),
  );
}
