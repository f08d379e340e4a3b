/** The danger recogniser on messages written blind, which nothing is fitted to. */
import { join } from 'node:path';
import { z } from 'zod';
import type { DangerRecogniser } from '../../knowledge/answering/danger.ts';
import { readJsonLines } from '../../scripts/json-lines.ts';

const messageSchema = z.object({ text: z.string().min(1), kind: z.string() });

export interface DangerFigures {
  emergencies: number;
  missed: readonly string[];
  ordinary: number;
  alarmed: readonly string[];
}

export async function dangerFigures(recognise: DangerRecogniser): Promise<DangerFigures> {
  const messages = await readJsonLines(join(import.meta.dirname, 'danger-blind.jsonl'), messageSchema);
  const ordinary = messages.filter(({ kind }) => kind === 'none');
  const emergencies = messages.filter(({ kind }) => kind !== 'none');
  return {
    emergencies: emergencies.length,
    missed: emergencies.flatMap(({ text }) => (recognise(text) ? [] : [text])),
    ordinary: ordinary.length,
    alarmed: ordinary.flatMap(({ text }) => (recognise(text) ? [text] : [])),
  };
}
