/**
 * Where snapshots lie: `current` names the folder in use and the hash of its manifest, and is replaced by renaming.
 * A folder that `current` never came to name is a build that died; the next build removes it.
 */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { sha256, sync } from './files.ts';
import { makeFolder } from './make-folder.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const folderName = /^snapshot-(?<host>[0-9a-f]{8})-(?<pid>\d+)-[0-9a-f]{8}$/;
const pointerLine = /^(?<name>snapshot-[0-9a-f]{8}-\d+-[0-9a-f]{8}) (?<manifest>[0-9a-f]{64})\n$/;
const thisHost = sha256(hostname()).slice(0, 8);

/** Folders that this process has finished: the only ones of a living process that may be removed. */
const finished = new Set<string>();

export interface Pointer {
  folder: string;
  /** SHA-256 of the folder's manifest. */
  manifest: string;
}

/** What `current` names; `missing` when there is none, `damaged` when it cannot be read as one. */
export function readPointer(directory: string): Pointer | 'missing' | 'damaged' {
  let line: string;
  try {
    line = readFileSync(join(directory, 'current'), 'utf8');
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'missing' : 'damaged';
  }
  const { name, manifest } = pointerLine.exec(line)?.groups ?? {};
  if (name === undefined || manifest === undefined) return 'damaged';
  return { folder: join(directory, name), manifest };
}

/** Makes an empty folder to build in; its name says which process owns it. */
export function createFolder(directory: string): string {
  const name = `snapshot-${thisHost}-${process.pid}-${randomBytes(4).toString('hex')}`;
  const folder = join(directory, name);
  makeFolder(folder);
  return folder;
}

/** Makes a complete folder the current one, in one step that happens or does not. */
export function pointTo(directory: string, folder: string, manifest: string): void {
  const line = `${folder.slice(directory.length + 1)} ${manifest}\n`;
  // Inside the folder, so that a build that dies here leaves nothing else behind.
  const next = join(folder, 'pointer');
  writeFileSync(next, line, { flush: true });
  sync(folder);
  renameSync(next, join(directory, 'current'));
  sync(directory);
  finished.add(folder);
}

export function isCurrent(directory: string, folder: string): boolean {
  const pointer = readPointer(directory);
  return typeof pointer !== 'string' && pointer.folder === folder;
}

/** Removes folders that nobody uses or is building: old snapshots and what killed builds left. */
export function removeAbandoned(directory: string): void {
  for (const name of readdirSync(directory)) {
    const folder = join(directory, name);
    if (isAbandoned(name, folder) && !isCurrent(directory, folder)) tryRemove(folder);
  }
}

/** What cannot be removed now harms nobody and is tried again after the next build. */
function tryRemove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {}
}

function isAbandoned(name: string, folder: string): boolean {
  const { host, pid } = folderName.exec(name)?.groups ?? {};
  if (host === undefined) return false;
  // Whether a process on another machine lives cannot be asked; no build takes a day.
  if (host !== thisHost) return ageMs(folder) > DAY_MS;
  if (Number(pid) === process.pid) return finished.has(folder);
  return !isAlive(Number(pid));
}

function ageMs(folder: string): number {
  const modified = statSync(folder, { throwIfNoEntry: false })?.mtimeMs;
  return modified === undefined ? 0 : Date.now() - modified;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
