/** Files that people send: fetched from Telegram, written below DATA_DIR, never opened, run or read as instructions. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Api } from 'grammy';
import { GrammyError } from 'grammy';
import type { ConversationId } from '../../types.ts';

/** What we take of one file. Telegram itself gives bots up to 20 MB. https://core.telegram.org/bots/api#getfile */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;
const TRIES = 2;
/** Two tries together stay below the 60 s that Telegram waits for a webhook. */
const TRY_TIMEOUT_MS = 20_000;

export type Fetched =
  | { kind: 'stored'; ref: string; size: number }
  | { kind: 'file-too-large' }
  | { kind: 'file-lost' };

export interface FileStore {
  /** Resolves once durably stored, or with the reason why not; rejects when our own disk is the trouble. */
  fetch(fileId: string, size: number | null, conversation: ConversationId): Promise<Fetched>;
  /** Removes what was fetched twice. */
  discard(ref: string): Promise<void>;
}

export interface FileStoreOptions {
  api: Api;
  token: string;
  /** Without a slash at its end. */
  apiRoot: string;
  /** Absolute path of the folder that `StoredFile.ref` starts from. */
  directory: string;
}

class TooLarge extends Error {}

export function createFileStore(options: FileStoreOptions): FileStore {
  return {
    async fetch(fileId, size, conversation) {
      if (size !== null && size > MAX_FILE_BYTES) return { kind: 'file-too-large' };
      for (let left = TRIES; left > 0; left -= 1) {
        try {
          const content = await download(options, fileId);
          const ref = refFor(conversation);
          await writeWhole(join(options.directory, ref), content);
          return { kind: 'stored', ref, size: content.length };
        } catch (error) {
          if (isTooLarge(error)) return { kind: 'file-too-large' };
          if (isDisk(error)) throw error;
        }
      }
      return { kind: 'file-lost' };
    },
    discard: (ref) => rm(join(options.directory, ref), { force: true }),
  };
}

/** Nothing in it comes from the person: one folder a conversation, a random name without an ending. */
function refFor(conversation: ConversationId): string {
  const folder = createHash('sha256').update(conversation).digest('hex').slice(0, 32);
  return `${folder}/${randomBytes(16).toString('hex')}`;
}

/** The address holds the bot's token: errors of this function are not logged. */
async function download({ api, token, apiRoot }: FileStoreOptions, fileId: string): Promise<Buffer> {
  const signal = AbortSignal.timeout(TRY_TIMEOUT_MS);
  const { file_path } = await api.getFile(fileId, signal as Parameters<Api['getFile']>[1]);
  const path = (file_path ?? '').split('/').map(encodeURIComponent).join('/');
  const response = await fetch(`${apiRoot}/file/bot${token}/${path}`, { signal, redirect: 'error' });
  if (!response.ok || response.body === null) throw new Error(`file: ${response.status}`);
  return wholeOf(response.body);
}

/** Counts what arrives: a size that was announced is a claim. */
async function wholeOf(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_FILE_BYTES) throw new TooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Under its name only once it is whole and on the disk. Nobody may run it, and only we may read it. */
async function writeWhole(path: string, content: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const unfinished = `${path}.part`;
  try {
    const file = await open(unfinished, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof TooLarge || (error instanceof GrammyError && /too big/i.test(error.description));
}

function isDisk(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && 'path' in error;
}
