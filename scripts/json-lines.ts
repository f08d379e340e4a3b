/** Files with one JSON object a line. */
import { open } from 'node:fs/promises';
import type { z } from 'zod';
import { CommandError } from './command.ts';

/** Every line that is not blank, checked. Throws a `CommandError` that names file, line and field. */
export async function readJsonLines<T>(file: string, schema: z.ZodType<T>): Promise<T[]> {
  const items: T[] = [];
  let number = 0;
  const handle = await open(file);
  for await (const line of handle.readLines()) {
    number++;
    if (line.trim() !== '') items.push(parseLine(line, schema, `${file} 第 ${number} 行`));
  }
  return items;
}

function parseLine<T>(line: string, schema: z.ZodType<T>, where: string): T {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new CommandError(`${where}不是 JSON。`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new CommandError(`${where}的 ${field || '内容'} 缺少或类型不对。`);
}
