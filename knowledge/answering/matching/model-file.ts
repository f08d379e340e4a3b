/** What was learnt from the cards, beside the index, so that a restart does not learn it again. It can always be learnt anew. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ModelStore } from './card-index.ts';

const KEY_LENGTH = 64;

/** @param snapshotDir folder of the index; the file stands beside it */
export function modelFile(snapshotDir: string): ModelStore {
  const file = join(dirname(snapshotDir), 'cards.bin');
  return {
    load(key) {
      try {
        const bytes = readFileSync(file);
        return bytes.toString('latin1', 0, KEY_LENGTH) === key ? bytes.subarray(KEY_LENGTH) : null;
      } catch {
        return null;
      }
    },
    save(key, bytes) {
      // Under another name first: a process that is killed while it writes leaves no half of a model.
      const fresh = `${file}.${process.pid}`;
      try {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(fresh, Buffer.concat([Buffer.from(key, 'latin1'), bytes]));
        renameSync(fresh, file);
      } catch {
        // A folder that cannot be written to costs learning again at the next start, nothing else.
        rmSync(fresh, { force: true });
      }
    },
  };
}
