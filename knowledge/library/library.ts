/** What is loaded: the papers of some folders, with what is known about them. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PaperError } from '../documents/paper-error.ts';
import { parsePaper } from '../documents/parse.ts';
import { refusals } from '../texts.ts';
import type { PaperDocument, Passage } from '../types.ts';
import { type DocumentFacts, firstLine, loadFacts } from './facts.ts';
import { passagesOf } from './passages.ts';
import { Register } from './register.ts';

export interface Library {
  /** In the order of their folders, then of their file names. */
  documents: readonly PaperDocument[];
  /** Of all documents, in the order of the sources. */
  passages: readonly Passage[];
  passageById: ReadonlyMap<string, Passage>;
  /** The paper that is meant when a reference names none. */
  defaultDocument: PaperDocument | null;
  /** Files that were left out, and why, in one line for people. */
  refused: readonly Refusal[];
  /** Every document that is named anywhere, loaded or not. */
  register: Register;
}

export interface Refusal {
  file: string;
  message: string;
}

export interface LibrarySources {
  /** Folders with .txt and .md papers; one that does not exist counts as empty. */
  directories: readonly string[];
  /** `seeds/documents.yaml` */
  documentsFile: string;
  /** Ids of documents that are left out though they are there. */
  without?: readonly string[];
}

/**
 * Reads all papers. A paper that cannot be read refuses only itself.
 * @throws LibraryError when the documents file is missing or wrong
 */
export async function loadLibrary({
  directories,
  documentsFile,
  without = [],
}: LibrarySources): Promise<Library> {
  const { documents: facts, asOf } = await loadFacts(documentsFile);
  const files = (await Promise.all(directories.map(papersIn))).flat();
  const read = await Promise.all(files.map(readOne));
  const kept = read.filter((one) => !('document' in one) || !without.includes(one.document.id));
  return assemble(kept, facts, new Register(facts, asOf ?? null));
}

async function papersIn(directory: string): Promise<string[]> {
  try {
    const names = await readdir(directory);
    return names
      .filter((name) => /\.(?:txt|md)$/iu.test(name))
      .sort()
      .map((name) => join(directory, name));
  } catch (error) {
    // A data folder that is a file is named by whoever has to write into it.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return [];
    throw error;
  }
}

type Read = { file: string; document: PaperDocument } | Refusal;

async function readOne(file: string): Promise<Read> {
  try {
    return { file, document: parsePaper(file, await readFile(file)) };
  } catch (error) {
    if (error instanceof PaperError) return { file, message: error.message };
    return { file, message: refusals.unreadable(firstLine(error)) };
  }
}

function assemble(read: readonly Read[], facts: readonly DocumentFacts[], register: Register): Library {
  const documents = new Map<string, PaperDocument>();
  const refused: Refusal[] = [];
  const factsOf = (id: string) => facts.find((entry) => entry.id === id) ?? null;
  for (const entry of read) {
    if (!('document' in entry)) refused.push(entry);
    else {
      const { document, file } = entry;
      const other = documents.get(document.id);
      if (other) refused.push({ file, message: refusals.duplicate(document.id, other.file) });
      else documents.set(document.id, withAliases(document, factsOf(document.id)));
    }
  }
  const all = [...documents.values()];
  const passages = all.flatMap((document) => passagesOf(document, factsOf(document.id)));
  const chosen = facts.find((entry) => entry.default)?.id;
  return {
    documents: all,
    passages,
    passageById: new Map(passages.map((passage) => [passage.id, passage])),
    defaultDocument: (chosen === undefined ? undefined : documents.get(chosen)) ?? all[0] ?? null,
    refused,
    register,
  };
}

function withAliases(document: PaperDocument, facts: DocumentFacts | null): PaperDocument {
  return facts ? { ...document, aliases: [...new Set([...document.aliases, ...facts.aliases])] } : document;
}
