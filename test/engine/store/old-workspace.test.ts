import Database from 'better-sqlite3';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEngine, type TestEngine } from '../../support/harness.ts';

/**
 * A workspace file made by version b197034, before the house was rebuilt: the sample, three local providers with
 * people and a token, a sign-in, an IAM user with a key, a group that was created and deleted.
 */
const made = (name: string): Buffer => readFileSync(new URL(`./workspace-b197034/${name}`, import.meta.url));
const known = JSON.parse(made('known.json').toString()) as {
  readonly endpoint: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
  readonly refreshToken: string;
  readonly accessToken: string;
  readonly accessKeyId: string;
  readonly facebookToken: string;
  readonly madeAt: number;
};
const MINUTE_MS = 60_000;
/** Tables that have another name now. */
const RENAMED: Readonly<Record<string, string>> = {
  stand_ins: 'local_providers',
  stand_in_people: 'local_provider_people',
  stand_in_tokens: 'local_provider_tokens',
};

let folder: string;
let path: string;
let on: TestEngine;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'poolkeeper-old-'));
  path = join(folder, 'workspace.db');
  writeFileSync(path, gunzipSync(made('workspace.db.gz')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = async (): Promise<void> => {
  on = await startEngine({ path, now: known.madeAt + MINUTE_MS });
  on.engine.workspace.endpoint = known.endpoint;
};

function rowCounts(): ReadonlyMap<string, number> {
  const db = new Database(path, { readonly: true });
  const names = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all() as string[];
  const counts = new Map(
    names.map((name) => [name, db.prepare(`SELECT count(*) FROM "${name}"`).pluck().get() as number]),
  );
  db.close();
  return counts;
}

test('every row of every table is still there', async () => {
  const before = rowCounts();
  await open();
  await on.stop();
  const after = rowCounts();
  expect([...before.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(90);
  for (const [table, count] of before) expect(after.get(RENAMED[table] ?? table), table).toBe(count);
});

test('users sign in, and tokens of before are taken and refreshed', async () => {
  await open();
  const { poolId, clientId, username, password, refreshToken, accessToken } = known;
  const signIn = { ClientId: clientId, AuthFlow: 'USER_PASSWORD_AUTH' } as const;
  const { AuthenticationResult } = await on.call('cognito-idp', 'InitiateAuth', {
    ...signIn,
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });
  expect(AuthenticationResult?.IdToken).toBeDefined();
  await on.refused('cognito-idp', 'InitiateAuth', {
    ...signIn,
    AuthParameters: { USERNAME: username, PASSWORD: `${password}!` },
  });
  expect((await on.call('cognito-idp', 'GetUser', { AccessToken: accessToken })).Username).toBe(username);
  const refreshed = await on.call('cognito-idp', 'InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters: { REFRESH_TOKEN: refreshToken },
  });
  expect(refreshed.AuthenticationResult?.AccessToken).toBeDefined();
  const { Groups } = await on.call('cognito-idp', 'ListGroups', { UserPoolId: poolId });
  expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(['free', 'premium']);
  await on.stop();
});

test('local providers keep their people, keys and tokens', async () => {
  await open();
  const { localProviders } = await on.call('poolkeeper', 'ListLocalProviders', {});
  expect(localProviders.map(({ name, people }) => [name, people.map(({ id }) => id)])).toEqual([
    ['crew', ['c1']],
    ['facebook', ['7']],
    ['google', ['1001']],
  ]);
  expect(on.engine.workspace.store.keys.get('local-provider:google', 'id')).toBeDefined();
  const { IdentityPoolId } = await on.call('cognito-identity', 'CreateIdentityPool', {
    IdentityPoolName: 'pool',
    AllowUnauthenticatedIdentities: false,
    SupportedLoginProviders: { 'graph.facebook.com': 'app' },
  });
  const login = (token: string) => ({ IdentityPoolId, Logins: { 'graph.facebook.com': token } });
  expect((await on.call('cognito-identity', 'GetId', login(known.facebookToken))).IdentityId).toBeDefined();
  await on.refused('cognito-identity', 'GetId', login(`${known.facebookToken}x`));
  await on.stop();
});

test('IAM users keep their keys, and the history of before can be read and undone', async () => {
  await open();
  const { AccessKeyMetadata } = await on.call('iam', 'ListAccessKeys', { UserName: 'old-user' });
  expect(AccessKeyMetadata.map(({ AccessKeyId }) => AccessKeyId)).toEqual([known.accessKeyId]);
  const { changes } = await on.call('poolkeeper', 'ListChanges', {});
  const names = new Set(changes.map(({ operation }) => operation));
  expect([...names].filter((name) => name.includes('StandIn'))).toEqual([]);
  const person = changes.find(({ operation, subject }) => operation === 'PutLocalProviderPerson' && subject === 'crew');
  if (person === undefined) return expect.fail('the change of a person is not in the history');
  await on.call('poolkeeper', 'UndoChange', { Id: person.id });
  const { localProviders } = await on.call('poolkeeper', 'ListLocalProviders', {});
  expect(localProviders.find(({ name }) => name === 'crew')?.people).toEqual([]);
  const group = changes.find(({ operation }) => operation === 'DeleteGroup');
  if (group === undefined) return expect.fail('the deletion of a group is not in the history');
  await on.call('poolkeeper', 'UndoChange', { Id: group.id });
  const { Groups } = await on.call('cognito-idp', 'ListGroups', { UserPoolId: known.poolId });
  expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(['critics', 'free', 'premium']);
  return on.stop();
});
