import Database from 'better-sqlite3';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrations } from '../../../electron/engine/store/migrations/index.ts';
import { DatabaseInUse, DatabaseTooNew, migrate, openStore } from '../../../electron/engine/store/open.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'poolkeeper-migrations-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const schemaOf = (db: Database.Database) =>
  db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all();

test('a database upgraded step by step has the schema of a fresh one', () => {
  const fresh = new Database(':memory:');
  migrate(fresh, 'fresh');
  for (let from = 0; from < migrations.length; from += 1) {
    const old = new Database(':memory:');
    for (const { sql } of migrations.slice(0, from)) old.exec(sql);
    old.pragma(`user_version = ${from}`);
    migrate(old, 'old');
    expect(schemaOf(old), `from version ${from}`).toEqual(schemaOf(fresh));
    expect(old.pragma('user_version', { simple: true })).toBe(migrations.length);
  }
});

test('every table is STRICT, and what points elsewhere points at something', () => {
  const db = new Database(':memory:');
  migrate(db, 'fresh');
  const tables = db.pragma('table_list') as { schema: string; name: string; type: string; strict: number }[];
  expect(tables.filter(({ name, strict }) => !name.startsWith('sqlite_') && strict !== 1)).toEqual([]);
  expect(db.pragma('foreign_key_check')).toEqual([]);
});

test('each migration has its file, in the order of its number', () => {
  const files = readdirSync(new URL('../../../electron/engine/store/migrations/', import.meta.url)).filter((file) =>
    /^\d/.test(file),
  );
  expect(files).toHaveLength(migrations.length);
  expect(files.toSorted().map((file) => file.replace(/^\d+-|\.ts$/g, ''))).toEqual(
    migrations.map(({ name }) => name.replace(', ', '-').replaceAll(' ', '-')),
  );
});

test('a migration that fails leaves the version and the schema before it', () => {
  const db = new Database(':memory:');
  db.exec('CREATE TABLE groups (in_the_way TEXT) STRICT');
  expect(() => migrate(db, 'broken')).toThrow('groups');
  expect(db.pragma('user_version', { simple: true })).toBe(1);
  expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'user_pools'").pluck().get()).toBe(0);
});

test('a database of a later version is refused in words', () => {
  const path = join(folder, 'later.db');
  const db = new Database(path);
  db.pragma(`user_version = ${migrations.length + 1}`);
  db.close();
  expect(() => openStore(path)).toThrow(DatabaseTooNew);
});

test('a second opener is told who has it', () => {
  const path = join(folder, 'mine.db');
  const first = openStore(path, 'the first window');
  expect(() => openStore(path)).toThrow(DatabaseInUse);
  expect(() => openStore(path)).toThrow('the first window');
  first.close();
  openStore(path).close();
});

test('a write outside a transaction is a bug, and says so', () => {
  const { store, close } = openStore(':memory:');
  expect(() => store.workspace.set('a', 1)).toThrow('a write outside a transaction');
  store.write(() => store.workspace.set('a', 1));
  expect(store.workspace.get('a')).toBe(1);
  close();
});
