/** Reads seeds/interviews/*.yaml. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Interview, interviewSchema, type Option, type Step, wordsSchema } from './schema.ts';
import { messages } from './texts.ts';

/** A file of an interview that cannot be read; `message` names file and reason in one line. */
export class InterviewsError extends Error {}

export interface Written {
  file: string;
  interview: Interview;
}

/**
 * Every interview by its id.
 * @param seedsDir folder that holds `interviews/` and `words/places.yaml`
 * @throws InterviewsError for the first file that does not have the shape of schema.ts
 */
export function loadInterviews(seedsDir: string): ReadonlyMap<string, Interview> {
  return new Map(readInterviews(seedsDir).map(({ interview }) => [interview.id, interview]));
}

/** The interviews with the files they stand in, in the order of the file names. */
export function readInterviews(seedsDir: string): Written[] {
  const folder = join(seedsDir, 'interviews');
  const words = read(join(folder, 'common', 'words.yaml'), wordsSchema);
  const counties = countiesOf(seedsDir);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((file) => {
      const data = read(join(folder, file), interviewSchema);
      const steps = data.steps.map((step) => withOptions(step, counties));
      return { file, interview: { ...data, steps, words } };
    });
}

const yesNo: readonly Option[] = [
  { value: 'yes', label: '是', means: [], story: [], sense: 'yes' },
  { value: 'no', label: '不是', means: [], story: [], sense: 'no' },
];

/** Yes-no steps that name no options have 是 and 不是; a county step begins with the counties. */
function withOptions(step: Step, counties: readonly Option[]): Step {
  if (step.kind === 'county') return { ...step, options: [...counties, ...step.options] };
  if (step.kind === 'yes-no' && step.options.length === 0) return { ...step, options: [...yesNo] };
  return step;
}

const placesSchema = z.looseObject({
  shaoguan: z.array(z.looseObject({ name: z.string(), said: z.array(z.string()) })),
});

/**
 * The county-level units of the city with the words by which people name them.
 * @throws InterviewsError when the file cannot be read
 */
export function readCounties(seedsDir: string): { name: string; said: string[] }[] {
  return read(join(seedsDir, 'words', 'places.yaml'), placesSchema).shaoguan;
}

function countiesOf(seedsDir: string): Option[] {
  return readCounties(seedsDir).map(({ name, said }) => ({
    value: name,
    label: name,
    // As an answer the short name is enough: 始兴.
    means: [...new Set([...said, name.replace(/[市县区]$/u, '')])],
    // Where somebody comes from is not where the matter is: 乳源乡下人, 老家南雄.
    story: said
      .filter((word) => !word.endsWith('人'))
      .map(
        (word) =>
          `/(?<!(?:老家|户口|户籍|籍贯|娘家)(?:是|在|喺|系)?)${word}(?!人|乡下|农村户口|户口|户籍|籍)/`,
      ),
  }));
}

function read<S extends z.ZodType>(file: string, schema: S): z.output<S> {
  const result = schema.safeParse(readYaml(file));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new InterviewsError(
    messages.unreadable(basename(file), `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim()),
  );
}

function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 });
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    throw new InterviewsError(messages.unreadable(basename(file), reason));
  }
}
