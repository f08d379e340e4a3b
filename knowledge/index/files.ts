/** Writing that either happened completely or did not: everything the index stores goes through here. */
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, readSync, renameSync, writeFileSync } from 'node:fs';

/** SHA-256 of a file's bytes, hex, read in pieces: an index may be larger than memory has to spare. */
export function checksum(file: string): string {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(1 << 20);
  const handle = openSync(file, 'r');
  try {
    for (let read = readSync(handle, piece); read > 0; read = readSync(handle, piece)) {
      hash.update(piece.subarray(0, read));
    }
  } finally {
    closeSync(handle);
  }
  return hash.digest('hex');
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Makes a file's or folder's content outlast a power cut. */
export function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Writes beside the file, then renames: the file is never seen half-written. Throws what the disk says. */
export function writeWhole(file: string, data: string | Uint8Array): void {
  const temporary = `${file}.tmp`;
  writeFileSync(temporary, data, { flush: true });
  renameSync(temporary, file);
}

/** A parsed JSON file, or null when it is missing or not JSON. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
