/** Time stands still between a message that is stored and its answer, so that a test can do something just then. */
import { DatabaseSync } from 'node:sqlite';

export interface HeldAnswers {
  /** Messages that are stored and not answered. */
  waiting(): number;
  release(): void;
}

/** Until released, the database refuses every line of a transcript; the server keeps trying. */
export function holdAnswers(databaseFile: string): HeldAnswers {
  const database = new DatabaseSync(databaseFile, { timeout: 5000 });
  database.exec(
    `create trigger held before insert on messages begin select raise(abort, 'held by a test'); end`,
  );
  const pending = database.prepare('select count(*) as count from inbox where done_at is null');
  return {
    waiting: () => Number(pending.get()?.count),
    release() {
      database.exec('drop trigger held');
      database.close();
    },
  };
}
