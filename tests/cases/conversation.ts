/** Recorded conversations: what is said turn by turn, and what has to come of it. README.md explains every field. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { OutboundMessage } from '../../bot/types.ts';

const texts = z.union([z.string(), z.array(z.string())]).transform((one) => [one].flat());
const kind = z.enum(['answer', 'clarify', 'decline', 'handoff', 'emergency', 'notice', 'staff-reply']);

const turn = z
  .strictObject({
    // What happens: exactly one of these.
    say: z.string().optional(),
    press: z.string().optional(),
    command: z.string().optional(),
    location: z.tuple([z.number(), z.number()]).optional(),
    rate: z.enum(['useful', 'off-target', 'wrong', 'person']).optional(),
    staff: z.string().optional(),
    /** `5m`, `7h`, `3d`: time that passes before. */
    wait: z
      .string()
      .regex(/^\d+[mhd]$/u)
      .optional(),
    // What has to come of it.
    kind: z
      .union([kind, z.array(kind)])
      .transform((one) => [one].flat())
      .optional(),
    has: texts.default([]),
    not: texts.default([]),
    cites: texts.default([]),
    options: texts.default([]),
    result: z.string().optional(),
    record: z.boolean().optional(),
    erased: z.boolean().optional(),
    places: z.number().optional(),
  })
  .refine(({ say, press, command, location, rate, staff }) => {
    const happening = [say, press, command, location, rate, staff];
    return happening.filter((one) => one !== undefined).length === 1;
  }, '每一轮要有 say、press、command、location、rate、staff 里的一样，而且只有一样');

const conversation = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/u),
  about: z.string(),
  /** Also played through Telegram and on the page. */
  channels: z.boolean().default(false),
  /** Played where places.csv is imported. */
  places: z.boolean().default(false),
  turns: z.array(turn).min(1),
});

export type RecordedTurn = z.output<typeof turn>;
export type RecordedConversation = z.output<typeof conversation> & { file: string };

export const FOLDER = join(import.meta.dirname, 'conversations');

/**
 * @param file one file, or all of the folder
 * @throws Error naming file and field
 */
export function readConversations(file?: string): RecordedConversation[] {
  const files =
    file === undefined
      ? readdirSync(FOLDER)
          .filter((name) => name.endsWith('.yaml'))
          .sort()
          .map((name) => join(FOLDER, name))
      : [file];
  return files.flatMap((path) => {
    const result = z.array(conversation).safeParse(parse(readFileSync(path, 'utf8')));
    if (result.success) return result.data.map((one) => ({ ...one, file: basename(path) }));
    const [issue] = result.error.issues;
    throw new Error(`${basename(path)}：${issue?.path.join('.')} ${issue?.message}`);
  });
}

/** What is wrong with the replies to one turn; empty when all is well. */
export function turnFaults(expected: RecordedTurn, replies: readonly OutboundMessage[]): string[] {
  const body = replies.map((one) => one.body).join('\n\n');
  const kinds = replies.map((one) => one.kind);
  const labels = replies.flatMap(({ citations }) => citations.map(({ label }) => label));
  const options = replies.at(-1)?.options ?? [];
  const last = replies.at(-1);
  const wrong = (what: string, right: boolean) => (right ? [] : [what]);
  return [
    ...wrong(`种类是 ${kinds.join('、')}`, expected.kind === undefined || same(kinds, expected.kind)),
    ...expected.has.flatMap((text) => wrong(`没有“${text}”`, body.includes(text))),
    ...expected.not.flatMap((text) => wrong(`有“${text}”`, !body.includes(text))),
    ...expected.cites.flatMap((label) => wrong(`没有引 ${label}`, labels.includes(label))),
    ...expected.options.flatMap((text) => wrong(`没有选项“${text}”`, options.includes(text))),
    ...wrong(
      `结果是 ${last?.summary?.kind ?? '没有'}`,
      expected.result === undefined || last?.summary?.kind === expected.result,
    ),
    ...wrong('记录', expected.record === undefined || (last?.record ?? false) === expected.record),
    ...wrong('删除', expected.erased === undefined || (last?.erased ?? false) === expected.erased),
    ...wrong(
      `有 ${last?.places?.length ?? 0} 个地点`,
      expected.places === undefined || (last?.places?.length ?? 0) === expected.places,
    ),
    // Answers never decide for the agency, whatever the case says.
    ...wrong('替机构作了决定', !/您(?:完全|肯定|一定)?(?:不)?符合(?:法律援助)?条件[。，]/u.test(body)),
    ...wrong('没有回答', replies.length > 0 || expected.kind?.length === 0),
  ];
}

const same = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((value, index) => value === other[index]);
