/** The commands as people run them: `npm run -s …`, in a process of its own, with none of this machine's settings. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll } from 'vitest';
import { freshDataFolder } from '../learnt-cards.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Every setting that the commands read, now or later. Empty counts as not set, and hides what `.env` says. */
const SETTINGS = [
  'HOST',
  'PORT',
  'PUBLIC_URL',
  'DATA_DIR',
  'DATABASE_URL',
  'REDIS_URL',
  'VECTOR_STORE',
  'BOT_TOKEN',
  'TELEGRAM_API_ROOT',
  'TELEGRAM_MODE',
  'TELEGRAM_WEBHOOK_SECRET',
  'OPENAI_API_KEY',
  'OPENAI_BASE_URL',
  'CHAT_MODEL',
  'EMBEDDING_MODEL',
  'WECHAT_APP_ID',
  'WECHAT_APP_SECRET',
  'WECHAT_TOKEN',
  'WECHAT_ENCODING_AES_KEY',
  'HANDOFF_WEBHOOK_URL',
  'HANDOFF_WEBHOOK_SECRET',
  'LOG_LEVEL',
] as const;

export type Settings = Readonly<Partial<Record<(typeof SETTINGS)[number], string>>>;

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** Starts the command as the leader of a process group of its own. */
export function npmStart(script: string, args: readonly string[], settings: Settings): Child {
  const none = Object.fromEntries(SETTINGS.map((name) => [name, '']));
  return spawn('npm', ['run', '-s', script, '--', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...none, ...settings },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
}

/** Runs the command to its end. */
export async function npmRun(
  script: string,
  args: readonly string[],
  settings: Settings,
  input = '',
): Promise<Ended> {
  const child = npmStart(script, args, settings);
  // A command that refuses its options ends without reading.
  child.stdin.on('error', () => undefined).end(input);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, out, err };
}

/** A folder that goes when the file's tests are done. */
export function folderForTests(): string {
  const folder = freshDataFolder('shaofatong-commands-');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** One line for people, in Chinese. */
export const ONE_CLEAR_LINE = /^[^\n]*\p{Script=Han}[^\n]*\n$/u;
