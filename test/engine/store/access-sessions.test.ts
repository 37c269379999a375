import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrations } from '../../../electron/engine/store/migrations/index.ts';
import { migrate, openStore } from '../../../electron/engine/store/open.ts';
import { createStore } from '../../../electron/engine/store/store.ts';
import type { AccessSession } from '../../../electron/engine/store/access-records.ts';

const session = (accessKeyId: string, expiresAt: number, ...documents: readonly string[]): AccessSession => ({
  accessKeyId,
  secret: 'secret',
  sessionToken: 'token',
  roleId: 'AROA',
  roleArn: 'arn:aws:iam::000000000000:role/r',
  arn: 'arn:aws:sts::000000000000:assumed-role/r/s',
  details: {
    userId: 'AROA:s',
    policies: [documents.map((document) => ({ name: 'p', document }))],
    tags: { a: 'b' },
    transitiveTags: [],
    context: {},
  },
  issuedAt: 1,
  expiresAt,
});

test('a policy that many sessions have is stored once and read back in each', () => {
  const { store, close } = openStore(':memory:');
  const text = '{"Version":"2012-10-17","Statement":[]}';
  const all = Array.from({ length: 5 }, (_, index) => session(`ASIA${index}`, 1000 + index, text));
  store.write(() => all.forEach((one) => store.access.insertSession(one)));
  for (const one of all) expect(store.access.session(one.accessKeyId)).toEqual(one);
  expect(store.access.session('ASIA9')).toBe(undefined);
  close();
});

const DAY = 24 * 3600 * 1000;

test('what expired goes, with the policies that nobody else has', () => {
  const db = new Database(':memory:');
  migrate(db, 'sessions');
  const store = createStore(db);
  const policies = () => db.prepare('SELECT document, used_until FROM session_policies ORDER BY id').all();
  store.write(() => {
    store.access.insertSession(session('ASIA1', DAY - 1, 'shared', 'own'));
    store.access.insertSession(session('ASIA2', 3 * DAY - 1, 'shared'));
    store.access.insertSession(session('ASIA3', 2 * DAY - 1, 'shared'));
  });
  expect(policies()).toEqual([
    { document: 'shared', used_until: 3 * DAY },
    { document: 'own', used_until: DAY },
  ]);
  store.write(() => store.access.purgeSessions(DAY + 1));
  expect(store.access.session('ASIA1')).toBe(undefined);
  expect(policies()).toEqual([{ document: 'shared', used_until: 3 * DAY }]);
  expect(store.access.session('ASIA2')?.details.policies).toEqual([[{ name: 'p', document: 'shared' }]]);
  store.write(() => store.access.purgeSessions(4 * DAY));
  expect(policies()).toEqual([]);
  // A number is not given again: what stood under it is not mistaken for what comes.
  store.write(() => store.access.insertSession(session('ASIA4', 9 * DAY, 'later')));
  expect(db.prepare('SELECT id FROM session_policies').pluck().get()).toBe(3);
  store.close();
});

test('credentials of an earlier version stay what they were', () => {
  const db = new Database(':memory:');
  const before = migrations.findIndex(({ name }) => name === 'access sessions');
  for (const { sql } of migrations.slice(0, before)) db.exec(sql);
  db.pragma(`user_version = ${before}`);
  const old = session('ASIAOLD', 5000, 'old text');
  db.prepare('INSERT INTO access_sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
    old.accessKeyId,
    old.secret,
    old.sessionToken,
    old.roleId,
    old.roleArn,
    old.arn,
    JSON.stringify(old.details),
    old.issuedAt,
    old.expiresAt,
  );
  migrate(db, 'old');
  const store = createStore(db);
  expect(store.access.session('ASIAOLD')).toEqual(old);
  store.close();
});

test('who is bounded by a policy is found without reading every role', () => {
  const db = new Database(':memory:');
  migrate(db, 'plan');
  const plan = (table: string): string =>
    (db.prepare(`EXPLAIN QUERY PLAN SELECT count(*) FROM ${table} WHERE boundary = ?`).all('x') as { detail: string }[])
      .map(({ detail }) => detail)
      .join();
  expect(plan('roles')).toContain('roles_by_boundary');
  expect(plan('iam_users')).toContain('iam_users_by_boundary');
  db.close();
});
