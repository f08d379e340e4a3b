/** Libraries that the tests look things up in. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Library, loadLibrary } from '../../../knowledge/library/library.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
export const SEED_PAPERS = join(ROOT, 'seeds/papers');
export const DOCUMENTS_FILE = join(ROOT, 'seeds/documents.yaml');
export const FIXTURES = join(ROOT, 'tests/knowledge/documents/fixtures');

export const seedLibrary = () => loadLibrary({ directories: [SEED_PAPERS], documentsFile: DOCUMENTS_FILE });

/** The seed beside the fixtures' notice, rules and table. */
export const fullLibrary = () =>
  loadLibrary({ directories: [SEED_PAPERS, FIXTURES], documentsFile: DOCUMENTS_FILE });

/** Loads a folder with exactly these files; the folder is gone afterwards. */
export async function libraryOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  facts = 'documents: []\n',
): Promise<Library> {
  const folder = await mkdtemp(join(tmpdir(), 'shaofatong-papers-'));
  try {
    const papers = Object.entries(files).map(([name, content]) => writeFile(join(folder, name), content));
    await Promise.all([...papers, writeFile(join(folder, 'documents.yaml'), facts)]);
    return await loadLibrary({ directories: [folder], documentsFile: join(folder, 'documents.yaml') });
  } finally {
    await rm(folder, { recursive: true });
  }
}
