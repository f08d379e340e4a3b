/**
 * Kysely over Node's own `node:sqlite`, so that SQLite needs no compiled package.
 *
 * There is one connection, handed out in turn. Inside `db.transaction().execute(async (trx) => …)` use `trx` only:
 * a query through `db` waits for the connection that the transaction itself holds. Such a wait ends with an error that
 * says so, instead of hanging for ever.
 */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from 'kysely';

/** Far longer than any transaction takes: what waits longer waits for itself. */
const LONGEST_WAIT_MS = 30_000;

export interface NodeSqliteOptions {
  /** Longest wait for the connection, in milliseconds; shortened by tests. */
  longestWaitMs?: number;
}

export class NodeSqliteDialect extends SqliteDialect {
  readonly #database: SqliteDatabase;
  readonly #longestWaitMs: number;

  constructor(database: DatabaseSync, options: NodeSqliteOptions = {}) {
    const adapted = adapt(database);
    super({ database: adapted });
    this.#database = adapted;
    this.#longestWaitMs = options.longestWaitMs ?? LONGEST_WAIT_MS;
  }

  override createDriver(): Driver {
    return new NodeSqliteDriver(this.#database, this.#longestWaitMs);
  }

  override createAdapter(): NodeSqliteAdapter {
    return new NodeSqliteAdapter();
  }
}

class NodeSqliteAdapter extends SqliteAdapter {
  /** The driver hands its one connection out in turn itself, with a limit to the wait that Kysely's own queue lacks. */
  override get supportsMultipleConnections(): boolean {
    return true;
  }

  /** Lets the migrator work inside one transaction, whose lock keeps a second process out. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class NodeSqliteDriver extends SqliteDriver {
  readonly #longestWaitMs: number;
  #free: Promise<void> = Promise.resolve();
  #release: () => void = () => undefined;

  constructor(database: SqliteDatabase, longestWaitMs: number) {
    super({ database });
    this.#longestWaitMs = longestWaitMs;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#free;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#free = promise;
    try {
      await withinTime(before, this.#longestWaitMs);
    } catch (error) {
      before.then(resolve);
      throw error;
    }
    this.#release = resolve;
    return super.acquireConnection();
  }

  override async releaseConnection(): Promise<void> {
    this.#release();
  }

  /** `immediate`: a transaction that reads first and writes later would fail at once when another process wrote in between. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

async function withinTime(turn: Promise<void>, limitMs: number): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () =>
      reject(
        new Error('database connection stays busy: was `db` used inside a transaction instead of `trx`?'),
      ),
    limitMs,
  );
  try {
    await Promise.race([turn, late]);
  } finally {
    clearTimeout(timer);
  }
}

type Statement = ReturnType<SqliteDatabase['prepare']>;

/** Kysely's statements are a small fixed set; lists of varying length (`in (…)`) make the rest, hence a limit. */
const CACHED_STATEMENTS = 256;

/** The few methods Kysely calls, which it names after better-sqlite3. Preparing costs as much as running, so it is done once. */
function adapt(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, Statement>();
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      if (statements.size >= CACHED_STATEMENTS) statements.clear();
      const statement = adaptStatement(database, sql);
      statements.set(sql, statement);
      return statement;
    },
  };
}

function adaptStatement(database: DatabaseSync, sql: string): Statement {
  const statement = database.prepare(sql);
  const values = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    // A half-read statement cannot be run again, so a stream gets one of its own.
    iterate: (parameters) => database.prepare(sql).iterate(...values(parameters)),
  };
}
