/** A lexical index as one file: a line of JSON that says which arrays follow, then the arrays as they lie in memory. */
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { endianness } from 'node:os';
import { z } from 'zod';
import { type Bm25Parameters, type LexicalArrays, LexicalIndex } from './lexical.ts';

const MAGIC = 'shaofatong-lexical 1';
/** Arrays start at multiples of this, which suits every element size. */
const ALIGNMENT = 8;

const kinds = {
  hashA: Uint32Array,
  hashB: Uint32Array,
  slots: Uint32Array,
  starts: Uint32Array,
  documents: Uint32Array,
  impacts: Float32Array,
  lengths: Uint32Array,
} as const;
type ArrayName = keyof typeof kinds;
const names = Object.keys(kinds) as ArrayName[];

const headerSchema = z.object({
  magic: z.literal(MAGIC),
  endianness: z.enum(['LE', 'BE']),
  k1: z.number(),
  b: z.number(),
  weights: z.object({ unigram: z.number(), bigram: z.number(), word: z.number() }),
  lengths: z.record(z.string(), z.int().nonnegative()),
});

/** Writes and syncs the file. Throws what the disk says. */
export function writeLexical(file: string, { arrays, parameters }: LexicalIndex): void {
  const lengths = Object.fromEntries(names.map((name) => [name, arrays[name].length]));
  const header = { magic: MAGIC, endianness: endianness(), ...parameters, lengths };
  const handle = openSync(file, 'w');
  try {
    writeAll(handle, padded(Buffer.from(`${JSON.stringify(header)}\n`), 0x20));
    for (const name of names) {
      const { buffer, byteOffset, byteLength } = arrays[name];
      writeAll(handle, Buffer.from(buffer, byteOffset, byteLength));
      writeAll(handle, Buffer.alloc(gap(byteLength)));
    }
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Loads without rebuilding: the arrays are views into the file's bytes. Throws an `Error` with one line when they do not fit. */
export function readLexical(file: string): LexicalIndex {
  const bytes = aligned(readFileSync(file));
  const end = bytes.indexOf(0x0a);
  const header = headerSchema.parse(JSON.parse(bytes.toString('utf8', 0, end)));
  if (header.endianness !== endianness()) throw new Error('词汇索引来自字节序不同的机器');
  const { k1, b, weights } = header;
  const parameters: Bm25Parameters = { k1, b, weights };
  return new LexicalIndex(viewArrays(bytes, end + 1 + gap(end + 1), header.lengths), parameters);
}

function viewArrays(bytes: Buffer, start: number, lengths: Record<string, number>): LexicalArrays {
  let at = start;
  const take = <T>(
    name: ArrayName,
    Kind: new (buffer: ArrayBuffer, offset: number, length: number) => T,
  ): T => {
    const length = lengths[name] ?? 0;
    const offset = bytes.byteOffset + at;
    const size = length * kinds[name].BYTES_PER_ELEMENT;
    at += size + gap(size);
    if (at > bytes.length) throw new Error('词汇索引文件不完整');
    return new Kind(bytes.buffer as ArrayBuffer, offset, length);
  };
  return {
    hashA: take('hashA', Uint32Array),
    hashB: take('hashB', Uint32Array),
    slots: take('slots', Uint32Array),
    starts: take('starts', Uint32Array),
    documents: take('documents', Uint32Array),
    impacts: take('impacts', Float32Array),
    lengths: take('lengths', Uint32Array),
  };
}

/** Bytes missing to the next multiple of the alignment. */
function gap(length: number): number {
  return (ALIGNMENT - (length % ALIGNMENT)) % ALIGNMENT;
}

function padded(line: Buffer, filler: number): Buffer {
  // Blanks go before the line break, so that the header stays one line.
  const blanks = Buffer.alloc(gap(line.length), filler);
  return Buffer.concat([line.subarray(0, -1), blanks, line.subarray(-1)]);
}

/** Small files are read into a shared pool at any offset; typed arrays need an aligned one. */
function aligned(bytes: Buffer): Buffer {
  return bytes.byteOffset % ALIGNMENT === 0 ? bytes : Buffer.from(Uint8Array.from(bytes).buffer);
}

function writeAll(handle: number, bytes: Buffer): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(handle, bytes, written);
}
