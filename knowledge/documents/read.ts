/** Bytes of a paper → its text. */
import { createHash } from 'node:crypto';
import { paperErrors } from '../texts.ts';
import type { PaperDocument } from '../types.ts';
import { PaperError } from './paper-error.ts';

export interface PaperText {
  /** Decoded text. A byte order mark is stripped first, so offset 0 is the first character after it. */
  source: string;
  encoding: PaperDocument['encoding'];
  /** SHA-256 of the bytes as they came, byte order mark included; hex. */
  hash: string;
}

export const LARGEST_PAPER_BYTES = 4 * 1024 * 1024;

/** Tab, line feed, vertical tab, form feed and carriage return are layout; the rest means a binary file. */
const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f]/;

/**
 * Reads UTF-8 (a byte order mark is allowed) or GB18030.
 * @throws PaperError `empty`, `too-large`, `encoding` or `control-character`, the last two with the byte offset
 */
export function readPaper(bytes: Uint8Array): PaperText {
  if (bytes.length > LARGEST_PAPER_BYTES)
    throw new PaperError('too-large', paperErrors.tooLarge(bytes.length, LARGEST_PAPER_BYTES));
  const { source, encoding } = decode(bytes);
  const control = CONTROL.exec(source);
  if (control) {
    const offset = bytes.indexOf(control[0].charCodeAt(0));
    throw new PaperError('control-character', paperErrors.control(offset), offset);
  }
  if (source.trim() === '') throw new PaperError('empty', paperErrors.empty());
  return { source, encoding, hash: createHash('sha256').update(bytes).digest('hex') };
}

function decode(bytes: Uint8Array): Pick<PaperText, 'source' | 'encoding'> {
  const utf8 = decodeStrictly(bytes, 'utf-8');
  if (utf8 !== null) return { source: utf8, encoding: 'utf-8' };
  if (isDamagedUtf8(bytes)) throw encodingError(bytes, 'utf-8');
  const gb18030 = decodeStrictly(bytes, 'gb18030');
  if (gb18030 === null) throw encodingError(bytes, 'gb18030');
  return { source: gb18030, encoding: 'gb18030' };
}

function decodeStrictly(bytes: Uint8Array, encoding: PaperText['encoding']): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Almost any bytes are some GB18030 text, so UTF-8 with one broken byte would turn into rubbish without an error.
 * Chinese read as UTF-8 that mostly works out is UTF-8; GB18030 read as UTF-8 hardly ever gives Chinese.
 */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes);
  return count(text, /[\u4e00-\u9fff]/g) > count(text, /\ufffd/g);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function encodingError(bytes: Uint8Array, encoding: PaperText['encoding']): PaperError {
  const offset = firstBadByte(bytes, encoding);
  return new PaperError('encoding', paperErrors.encoding(offset), offset);
}

/** Length of the longest prefix that can be the beginning of valid text. */
function firstBadByte(bytes: Uint8Array, encoding: PaperText['encoding']): number {
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isBeginning(bytes.subarray(0, middle), encoding)) good = middle;
    else bad = middle;
  }
  return good;
}

function isBeginning(bytes: Uint8Array, encoding: PaperText['encoding']): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
