/** Asks recorded cases through the command that people use, in a data folder of their own. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { freshDataFolder, shareCards } from '../learnt-cards.ts';
import { type AnswerLine, type Case, faults, parseAnswers } from './score.ts';

const ROOT = resolve(import.meta.dirname, '../..');

export interface Judged {
  case: Case;
  answer: AnswerLine | undefined;
  faults: readonly string[];
}

/** Validity is judged on this day, so that the record does not change with the calendar. */
const DATE = '2026-11-23';

/** @returns every case with its answer and what is wrong with it, in the order given */
export async function runCases(cases: readonly Case[]): Promise<Judged[]> {
  const data = freshDataFolder('shaofatong-cases-');
  try {
    const lines = cases.map(({ id, audience, turns }) => JSON.stringify({ id, audience, turns }));
    const answers = parseAnswers(await ask(data, lines.join('\n')));
    shareCards(data);
    return cases.map((one) => {
      const answer = answers.get(one.id);
      return { case: one, answer, faults: faults(one, answer) };
    });
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

function ask(data: string, input: string): Promise<string> {
  const args = ['run', '-s', 'ask', '--', '--jsonl', '-', '--data', data, '--date', DATE];
  const child = spawn('npm', args, { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(input);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => (code === 0 ? done(output) : fail(new Error(`ask ended with ${code}`))));
  });
}
