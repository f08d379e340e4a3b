/** The papers that the tests read. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parsePaper } from '../../../knowledge/documents/parse.ts';
import { findNode } from '../../../knowledge/documents/tree.ts';
import type { DocumentNode, PaperDocument } from '../../../knowledge/types.ts';

export const SEED_FILE = resolve(import.meta.dirname, '../../../seeds/papers/韶司办〔2021〕56号.txt');
export const FIXTURES = resolve(import.meta.dirname, 'fixtures');

export const seedBytes = () => readFileSync(SEED_FILE);
export const fixtureBytes = (name: string) => readFileSync(resolve(FIXTURES, name));
export const seedPaper = () => parsePaper('韶司办〔2021〕56号.txt', seedBytes());
export const fixture = (name: string) => parsePaper(name, fixtureBytes(name));
export const parseText = (text: string) => parsePaper('试.txt', Buffer.from(text));

export function node(document: PaperDocument, id: string): DocumentNode {
  const found = findNode(document, id);
  if (!found) throw new Error(`no node ${id}`);
  return found;
}
