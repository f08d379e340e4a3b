/** The steps that bring a database to the present schema. A published step is never changed; add another. */
import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';
import type { Schema } from './schema.ts';

/** Tables change from step to step, so a step cannot rely on today's `Schema`. */
type AnyTables = Kysely<unknown>;

const createConversations: Migration = {
  async up(db: AnyTables) {
    await db.schema
      .createTable('conversations')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('revision', 'bigint', (column) => column.notNull())
      .addColumn('last_seq', 'bigint', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('messages')
      .addColumn('conversation', 'text', (column) => column.notNull().references('conversations.id'))
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('message', 'text', (column) => column.notNull())
      .addColumn('client_message_id', 'text')
      .addPrimaryKeyConstraint('messages_key', ['conversation', 'seq'])
      .execute();
    await db.schema
      .createTable('web_tokens')
      .addColumn('conversation', 'text', (column) => column.primaryKey())
      .addColumn('token_hash', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
  },
};

const createInbox: Migration = {
  async up(db: AnyTables) {
    await db.schema
      .createTable('inbox')
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('conversation', 'text', (column) => column.notNull())
      .addColumn('message_id', 'text', (column) => column.notNull())
      .addColumn('arrival', 'bigint', (column) => column.notNull())
      .addColumn('content', 'text', (column) => column.notNull())
      .addColumn('received_at', 'bigint', (column) => column.notNull())
      .addColumn('done_at', 'bigint')
      .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('error', 'text')
      .addPrimaryKeyConstraint('inbox_key', ['channel', 'conversation', 'message_id'])
      .execute();
    await db.schema.createIndex('inbox_arrival').on('inbox').columns(['conversation', 'arrival']).execute();
    await db.schema
      .createIndex('inbox_pending')
      .on('inbox')
      .columns(['conversation', 'arrival', 'message_id'])
      .where(sql.ref('done_at'), 'is', null)
      .execute();
  },
};

const createOutbox: Migration = {
  async up(db: AnyTables) {
    await db.schema
      .createTable('outbox')
      // SQLite's spelling; PostgreSQL will want `serial` here and in ticket_events.
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('conversation', 'text', (column) => column.notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('sent_at', 'bigint')
      .addColumn('failed_reason', 'text')
      .addColumn('error', 'text')
      .addUniqueConstraint('outbox_message', ['conversation', 'seq'])
      .addForeignKeyConstraint('outbox_words', ['conversation', 'seq'], 'messages', ['conversation', 'seq'])
      .execute();
    await db.schema
      .createIndex('outbox_waiting')
      .on('outbox')
      .columns(['conversation', 'seq'])
      .where(sql.ref('sent_at'), 'is', null)
      .where(sql.ref('failed_reason'), 'is', null)
      .execute();
  },
};

const createTickets: Migration = {
  async up(db: AnyTables) {
    await db.schema
      .createTable('tickets')
      .addColumn('number', 'text', (column) => column.primaryKey())
      .addColumn('conversation', 'text', (column) => column.notNull().references('conversations.id'))
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('summary', 'text', (column) => column.notNull())
      .addColumn('opened_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('ticket_events')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('number', 'text', (column) => column.notNull().references('tickets.number'))
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('who', 'text', (column) => column.notNull())
      .addColumn('what', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('ticket_events_number')
      .on('ticket_events')
      .columns(['number', 'id'])
      .execute();
    await db.schema
      .createTable('ticket_counters')
      .addColumn('day', 'text', (column) => column.primaryKey())
      .addColumn('last', 'integer', (column) => column.notNull())
      .execute();
  },
};

const createKv: Migration = {
  async up(db: AnyTables) {
    await db.schema
      .createTable('kv')
      .addColumn('namespace', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'bigint')
      .addPrimaryKeyConstraint('kv_key', ['namespace', 'key'])
      .execute();
    await db.schema.createIndex('kv_expiry').on('kv').column('expires_at').execute();
  },
};

const PLACE_TEXTS = 'name kind services county town address phone hours source verified_on'.split(' ');
const PRACTITIONER_TEXTS = 'name kind body licence_number county town fields phone source verified_on'.split(
  ' ',
);

const createPlaces: Migration = {
  async up(db: AnyTables) {
    await createTextTable(db, 'places', PLACE_TEXTS)
      .addColumn('latitude', 'double precision')
      .addColumn('longitude', 'double precision')
      .execute();
    await createTextTable(db, 'practitioners', PRACTITIONER_TEXTS).execute();
    await db.schema
      .createTable('place_imports')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('file', 'text', (column) => column.notNull())
      .addColumn('rows', 'integer', (column) => column.notNull())
      .addColumn('added', 'integer', (column) => column.notNull())
      .addColumn('removed', 'integer', (column) => column.notNull())
      .addColumn('changed', 'integer', (column) => column.notNull())
      .addColumn('imported_at', 'bigint', (column) => column.notNull())
      .execute();
  },
};

/** A table of lines from a spreadsheet: their order and texts. */
function createTextTable(db: AnyTables, name: string, columns: readonly string[]) {
  const table = db.schema.createTable(name).addColumn('position', 'integer', (column) => column.primaryKey());
  return columns.reduce(
    (builder, column) => builder.addColumn(column, 'text', (definition) => definition.notNull()),
    table as CreateTableBuilder<string, string>,
  );
}

const createRecords: Migration = {
  async up(db: AnyTables) {
    await db.schema
      .createTable('ratings')
      .addColumn('conversation', 'text', (column) => column.notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('question', 'text', (column) => column.notNull())
      .addColumn('answer', 'text', (column) => column.notNull())
      .addColumn('labels', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('ratings_key', ['conversation', 'seq'])
      .execute();
    await db.schema
      .createTable('recipients')
      .addColumn('conversation', 'text', (column) => column.primaryKey())
      .addColumn('groups', 'text', (column) => column.notNull())
      .addColumn('purpose', 'text', (column) => column.notNull())
      .addColumn('consented_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('erased_files')
      .addColumn('ref', 'text', (column) => column.primaryKey())
      .execute();
    await db.schema
      .createTable('erasures')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('messages', 'integer', (column) => column.notNull())
      .addColumn('tickets', 'integer', (column) => column.notNull())
      .addColumn('files', 'integer', (column) => column.notNull())
      .execute();
  },
};

const provider: MigrationProvider = {
  getMigrations: async () => ({
    '0001-conversations': createConversations,
    '0002-inbox': createInbox,
    '0003-outbox': createOutbox,
    '0004-tickets': createTickets,
    '0005-kv': createKv,
    '0006-places': createPlaces,
    '0007-records': createRecords,
  }),
};

/**
 * Brings the database up to date; does nothing when it is. Safe to call from several processes at once.
 * @throws whatever the database reports, or Kysely's complaint about steps that this version does not know
 */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error;
}
