import Database from 'better-sqlite3';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { migrations } from './migrations/index.ts';
import { createStore, type Store } from './store.ts';

/** Somebody else has the database open. `owner` is what they wrote beside it. */
export class DatabaseInUse extends Error {
  override readonly name = 'DatabaseInUse';
  readonly owner: string;
  constructor(path: string, owner: string) {
    super(`The database ${path} is in use by ${owner}.`);
    this.name = 'DatabaseInUse';
    this.owner = owner;
  }
}

/** The database was written by a later version of Poolkeeper. */
export class DatabaseTooNew extends Error {
  override readonly name = 'DatabaseTooNew';
}

type OpenStore = { readonly store: Store; readonly path: string; close(): void };

/**
 * Opens the one database of a workspace and brings it up to date.
 *
 * The process that opens it owns it: SQLite's exclusive lock is taken and held, and a note beside the
 * file (`PATH.owner`) says who has it. WAL with full synchronisation: what was committed survives a
 * kill and a loss of power.
 *
 * @param path the file, or `:memory:`
 * @param who a few words for a second opener, for example `pid 4711`
 * @throws DatabaseInUse, DatabaseTooNew
 */
export function openStore(path: string, who = `process ${process.pid}`): OpenStore {
  const ownerNote = `${path}.owner`;
  const inMemory = path === ':memory:';
  const db = new Database(path, { timeout: 250 });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
    // Takes the lock now rather than at the first write.
    db.exec('BEGIN EXCLUSIVE; COMMIT;');
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY'))
      throw new DatabaseInUse(path, existsSync(ownerNote) ? readFileSync(ownerNote, 'utf8').trim() : 'another process');
    throw error;
  }
  if (!inMemory) writeFileSync(ownerNote, `${who}\n`);
  migrate(db, path);
  const store = createStore(db);
  const close = (): void => {
    store.close();
    if (!inMemory) rmSync(ownerNote, { force: true });
  };
  return { store: { ...store, close }, path, close };
}

/** Applies the migrations that the database lacks, each with its version number in one transaction. */
export function migrate(db: Database.Database, path: string): void {
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > migrations.length)
    throw new DatabaseTooNew(
      `The database ${path} was written by a later version of Poolkeeper (schema ${version}, this one knows ${migrations.length}).`,
    );
  for (const [index, migration] of migrations.entries()) {
    if (index < version) continue;
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`user_version = ${index + 1}`);
    }).exclusive();
  }
}
