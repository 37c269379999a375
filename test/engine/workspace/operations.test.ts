import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VERSION } from '../../../shared/version.ts';
import { startEngine, type TestEngine } from '../../support/harness.ts';

let engine: TestEngine;
const NOW = Date.parse('2026-11-23T10:00:00Z');

beforeAll(async () => {
  engine = await startEngine({ now: NOW });
});
afterAll(() => engine.stop());

test('the version is that of the package', () => {
  expect(VERSION).toBe(
    (JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string })
      .version,
  );
});

test('the workspace says what it is and holds', async () => {
  const described = await engine.call('poolkeeper', 'DescribeWorkspace', {});
  expect(described).toMatchObject({
    version: VERSION,
    database: ':memory:',
    startedAt: NOW,
    runtime: `Node.js ${process.versions.node}`,
    settings: { region: 'us-east-1', account: '000000000000', issuer: 'local', strict: false },
    counts: { userPools: 0, users: 0, identityPools: 0, roles: 0, buckets: 0 },
  });
  expect(described.sample).toBe(undefined);
  const { built, missing } = described.coverage['cognito-idp'] as { built: string[]; missing: string[] };
  expect(built).toContain('AdminGetUser');
  expect(missing).not.toContain('AdminGetUser');
  expect(described.coverage['s3']?.missing).toEqual([]);
});

test('settings are changed one by one, and kept', async () => {
  expect((await engine.call('poolkeeper', 'UpdateWorkspaceSettings', { issuer: 'aws' })).settings).toMatchObject({
    issuer: 'aws',
    region: 'us-east-1',
  });
  expect((await engine.call('poolkeeper', 'UpdateWorkspaceSettings', { issuer: 'local' })).settings.issuer).toBe(
    'local',
  );
  expect(engine.engine.workspace.store.workspace.get('settings')).toEqual({ issuer: 'local' });
});

for (const settings of [
  { region: 'Paris' },
  { region: 5 },
  { account: '1' },
  { issuer: 'google' },
  { strict: 'yes' },
  { colour: 'blue' },
  { region: null },
])
  test(`is no setting: ${JSON.stringify(settings)}`, async () => {
    expect((await engine.refused('poolkeeper', 'UpdateWorkspaceSettings', settings)).code).toBe(
      'InvalidParameterException',
    );
  });

test('the clock is moved, frozen and let go', async () => {
  expect(await engine.call('poolkeeper', 'GetClock', {})).toEqual({ now: NOW, offset: 0 });
  expect(await engine.call('poolkeeper', 'SetClock', { offset: 3_600_000 })).toEqual({
    now: NOW + 3_600_000,
    offset: 3_600_000,
  });
  expect(await engine.call('poolkeeper', 'SetClock', { frozenAt: 5 })).toEqual({
    now: 5,
    offset: 3_600_000,
    frozenAt: 5,
  });
  engine.advance(1000);
  expect((await engine.call('poolkeeper', 'GetClock', {})).now).toBe(5);
  expect(await engine.call('poolkeeper', 'SetClock', { frozenAt: null, offset: 0 })).toEqual({
    now: NOW + 1000,
    offset: 0,
  });
  expect(engine.engine.workspace.store.workspace.get('clock')).toEqual({ offset: 0 });
  for (const input of [
    { offset: '1' },
    { offset: Number.NaN },
    { offset: 1e300 },
    { frozenAt: 'now' },
    { frozenAt: -1 },
  ])
    expect((await engine.refused('poolkeeper', 'SetClock', input)).code).toBe('InvalidParameterException');
});

test('calls are listed, filtered, paged, found and cleared', async () => {
  for (const PoolName of ['one', 'two', 'three']) await engine.call('cognito-idp', 'CreateUserPool', { PoolName });
  await engine.refused('cognito-idp', 'DescribeUserPool', { UserPoolId: 'us-east-1_nowhere' });
  const list = (input: object) => engine.call('poolkeeper', 'ListTraces', input);
  const all = (await list({})).traces;
  expect(all.map(({ operation }) => operation)).toEqual([
    'DescribeUserPool',
    'CreateUserPool',
    'CreateUserPool',
    'CreateUserPool',
  ]);
  expect((await list({ Outcome: 'refused' })).traces.length).toBe(1);
  expect((await list({ Operation: 'CreateUserPool', Limit: 2 })).more).toBe(true);
  expect((await list({ PoolId: 'us-east-1_nowhere' })).traces.length).toBe(1);
  expect((await list({ Service: 's3' })).traces).toEqual([]);
  const before = all[1]?.id as string;
  expect((await list({ Before: before })).traces.map(({ id }) => id)).toEqual(all.slice(2).map(({ id }) => id));
  expect((await engine.call('poolkeeper', 'GetTrace', { Id: before })).trace.id).toBe(before);
  expect((await engine.refused('poolkeeper', 'GetTrace', { Id: 'x' })).code).toBe('ResourceNotFoundException');
  await engine.call('poolkeeper', 'ClearTraces', {});
  expect((await list({})).traces).toEqual([]);
});
