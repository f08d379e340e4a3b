/**
 * Unpacks an xlsx file once, only to see that it is harmless, before exceljs does it again without any limit: what the
 * directory of the zip says, what really comes out, and what stands in the sheets.
 */
import type { Readable } from 'node:stream';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { refusals } from '../texts.ts';
import { scanSheet, scanWorkbook } from './sheet-scan.ts';
import { ImportError, MAX_INFLATED_BYTES } from './table.ts';

const MAX_PARTS = 500;
/** A workbook's own part lists sheets and names only. */
const MAX_WORKBOOK_BYTES = 2 * 1024 * 1024;

/** @throws ImportError for a zip that is broken, too big unpacked, or holds too many rows or merged cells */
export async function guardZip(bytes: Buffer): Promise<void> {
  const zip = await openZip(bytes);
  // exceljs' own reader looks for the last directory, ours for the one that ends the file: without a comment they agree.
  if (zip.comment !== '') throw new ImportError(refusals.notSpreadsheet);
  if (zip.entryCount > MAX_PARTS) throw new ImportError(refusals.tooManyParts);
  const entries = await readEntries(zip);
  const declared = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (declared > MAX_INFLATED_BYTES) throw new ImportError(refusals.inflated(MAX_INFLATED_BYTES));
  if (!entries.some(({ fileName }) => fileName === 'xl/workbook.xml'))
    throw new ImportError(refusals.notSpreadsheet);
  await unpackAll(zip, entries);
}

function openZip(bytes: Buffer): Promise<ZipFile> {
  const { promise, resolve, reject } = Promise.withResolvers<ZipFile>();
  fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
    if (error) reject(new ImportError(refusals.notSpreadsheet, { cause: error }));
    else resolve(zip);
  });
  return promise;
}

function readEntries(zip: ZipFile): Promise<Entry[]> {
  const { promise, resolve, reject } = Promise.withResolvers<Entry[]>();
  const entries: Entry[] = [];
  zip.on('entry', (entry) => {
    entries.push(entry);
    zip.readEntry();
  });
  zip.on('end', () => resolve(entries));
  zip.on('error', (error) => reject(new ImportError(refusals.notSpreadsheet, { cause: error })));
  zip.readEntry();
  return promise;
}

async function unpackAll(zip: ZipFile, entries: readonly Entry[]): Promise<void> {
  let left = MAX_INFLATED_BYTES;
  for (const entry of entries) {
    try {
      left -= await unpack(zip, entry, left);
    } catch (error) {
      if (error instanceof ImportError) throw error;
      throw new ImportError(refusals.notSpreadsheet, { cause: error });
    }
  }
}

/** Returns the bytes that really came out: the directory may lie. */
async function unpack(zip: ZipFile, entry: Entry, limit: number): Promise<number> {
  let bytes = 0;
  const look = scannerFor(entry.fileName);
  const decoder = new TextDecoder();
  for await (const chunk of await openEntry(zip, entry)) {
    bytes += (chunk as Buffer).length;
    if (bytes > limit) throw new ImportError(refusals.inflated(MAX_INFLATED_BYTES));
    look?.chunk(decoder.decode(chunk as Buffer, { stream: true }));
  }
  look?.end();
  return bytes;
}

function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  const { promise, resolve, reject } = Promise.withResolvers<Readable>();
  zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  return promise;
}

interface Scanner {
  chunk(text: string): void;
  end(): void;
}

/** exceljs finds sheets anywhere in the zip and JSZip tidies up names, so neither a folder above nor `.//` hides a part. */
function scannerFor(fileName: string): Scanner | null {
  const name = fileName
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
  if (/xl\/worksheets\/[^/]+\.xml$/iu.test(name)) return { chunk: scanSheet(), end() {} };
  return /xl\/workbook\.xml$/iu.test(name) ? workbookScanner() : null;
}

function workbookScanner(): Scanner {
  let xml = '';
  return {
    chunk(text) {
      xml += text;
      if (xml.length > MAX_WORKBOOK_BYTES) throw new ImportError(refusals.hugeNames);
    },
    end: () => scanWorkbook(xml),
  };
}
