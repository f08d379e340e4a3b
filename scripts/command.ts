/** What every command does the same way: run only when started itself, and end failures with one clear line. */
import { ConfigError } from '../bot/config.ts';

/** A failure that is the caller's to mend; `exitCode` 2 for wrong usage, 1 otherwise. */
export class CommandError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

const EXPECTED = new Set([
  'CommandError',
  'ConfigError',
  'StorageError',
  'PaperError',
  'SnapshotError',
  'LibraryError',
  'SeedError',
  'TrainingError',
  'EmbeddingError',
  'RulesError',
  'ImportError',
  'InterviewsError',
  'EducationError',
]);

/** Runs a command's body and turns what it throws into a line on standard error and an exit code. */
export async function runCommand(body: () => Promise<number | undefined>): Promise<void> {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    process.exitCode = error instanceof CommandError ? error.exitCode : isUsageError(error) ? 2 : 1;
    process.stderr.write(`${lineOf(error)}\n`);
  }
}

function lineOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ConfigError || EXPECTED.has(error.constructor.name) || isSystemError(error))
    return error.message;
  const trace = error.stack ?? error.message;
  return isUsageError(error) ? `参数不对：${error.message}` : trace;
}

const isSystemError = (error: Error) => 'syscall' in error;
const isUsageError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
