import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UserPoolClientType, UserPoolType } from '../../shared/aws/types/cognito-idp.ts';
import { APP_CLIENT_FIELDS, USER_POOL_FIELDS } from '../../shared/aws/defaults.ts';
import { safeClientUpdate, safePoolUpdate } from '../../renderer/pages/user-pools/pool/merge.ts';
import { same } from '../../renderer/parts/safe-update.ts';
import { startEngine, type TestEngine } from '../support/harness.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

/** A pool in which everything that can be set differs from AWS's default. */
async function unusualPool(): Promise<UserPoolType> {
  const { UserPool } = await engine.call('cognito-idp', 'CreateUserPool', {
    PoolName: 'unusual',
    Policies: { PasswordPolicy: { MinimumLength: 12, RequireNumbers: true, TemporaryPasswordValidityDays: 3 } },
    DeletionProtection: 'ACTIVE',
    AutoVerifiedAttributes: ['email'],
    VerificationMessageTemplate: { EmailSubject: 'Code', EmailMessage: 'Your code: {####}', SmsMessage: 'Code {####}' },
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: true,
      InviteMessageTemplate: { EmailMessage: 'Hi {username}: {####}', EmailSubject: 'Hello' },
    },
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: 'verified_email' }] },
    UserPoolTags: { team: 'video' },
    UserPoolTier: 'PLUS',
    UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
  });
  return UserPool as UserPoolType;
}

async function unusualClient(poolId: string): Promise<UserPoolClientType> {
  const { UserPoolClient } = await engine.call('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId: poolId,
    ClientName: 'unusual',
    GenerateSecret: true,
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'],
    AccessTokenValidity: 15,
    IdTokenValidity: 20,
    RefreshTokenValidity: 5,
    TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'hours' },
    ReadAttributes: ['email', 'name'],
    WriteAttributes: ['name'],
    SupportedIdentityProviders: ['COGNITO'],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'email'],
    CallbackURLs: ['https://app.example/callback'],
    LogoutURLs: ['https://app.example/bye'],
    DefaultRedirectURI: 'https://app.example/callback',
    PreventUserExistenceErrors: 'ENABLED',
    EnableTokenRevocation: false,
    EnablePropagateAdditionalUserContextData: true,
    AuthSessionValidity: 9,
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 20 },
  });
  return UserPoolClient as UserPoolClientType;
}

const poolOf = async (id: string) =>
  (await engine.call('cognito-idp', 'DescribeUserPool', { UserPoolId: id })).UserPool as UserPoolType;
const clientOf = async (poolId: string, id: string) =>
  (await engine.call('cognito-idp', 'DescribeUserPoolClient', { UserPoolId: poolId, ClientId: id }))
    .UserPoolClient as UserPoolClientType;

/** A description without what every update changes. */
const settled = ({ LastModifiedDate: _date, ...rest }: UserPoolType | UserPoolClientType) => rest;

test('a safe update of a pool changes what was edited and nothing else', async () => {
  const before = await unusualPool();
  const id = before.Id ?? '';
  const policy = { ...before.Policies?.PasswordPolicy, MinimumLength: 16, TemporaryPasswordValidityDays: 5 };
  const update = safePoolUpdate(before, { Policies: { ...before.Policies, PasswordPolicy: policy } });
  expect(update.differences).toEqual([
    { field: 'Policies.PasswordPolicy.MinimumLength', before: 12, after: 16 },
    { field: 'Policies.PasswordPolicy.TemporaryPasswordValidityDays', before: 3, after: 5 },
  ]);
  await engine.call('cognito-idp', 'UpdateUserPool', update.request);
  const after = await poolOf(id);
  expect(settled(after)).toEqual({
    ...settled(before),
    Policies: { ...before.Policies, PasswordPolicy: policy },
    AdminCreateUserConfig: { ...before.AdminCreateUserConfig, UnusedAccountValidityDays: 5 },
  });
});

test('the settings said to be rescued are those that an update without them resets, and they become what is said', async () => {
  const before = await unusualPool();
  const { rescued } = safePoolUpdate(before, { PoolName: 'renamed' });
  await engine.call('cognito-idp', 'UpdateUserPool', { UserPoolId: before.Id ?? '', PoolName: 'renamed' });
  const after = (await poolOf(before.Id ?? '')) as Record<string, unknown>;
  const { UnusedAccountValidityDays: _days, ...invitation } = after['AdminCreateUserConfig'] as Record<string, unknown>;
  after['AdminCreateUserConfig'] = invitation;
  const lost = Object.keys(USER_POOL_FIELDS).filter(
    (field) =>
      field !== 'PoolName' &&
      !same((before as Record<string, unknown>)[field], after[field]) &&
      field !== 'AdminCreateUserConfig',
  );
  expect(rescued.map(({ field }) => field).filter((field) => field !== 'AdminCreateUserConfig')).toEqual(lost);
  for (const { field, becomes } of rescued) expect([field, same(after[field], becomes)]).toEqual([field, true]);
  expect(lost).toContain('UserPoolAddOns');
  expect(lost).not.toContain('UserPoolTier');
});

test('the text of a verification message is edited in both places where AWS keeps it', async () => {
  const before = await unusualPool();
  const template = { ...before.VerificationMessageTemplate, EmailMessage: 'New text {####}' };
  const update = safePoolUpdate(before, { VerificationMessageTemplate: template });
  await engine.call('cognito-idp', 'UpdateUserPool', update.request);
  const after = await poolOf(before.Id ?? '');
  expect(after.VerificationMessageTemplate?.EmailMessage).toBe('New text {####}');
  expect(after.EmailVerificationMessage).toBe('New text {####}');
  expect(after.EmailVerificationSubject).toBe('Code');
});

test('a safe update of an app client changes what was edited and nothing else', async () => {
  const { Id: poolId = '' } = await unusualPool();
  const before = await unusualClient(poolId);
  const update = safeClientUpdate(before, { AuthSessionValidity: 12, ReadAttributes: undefined });
  expect(update.differences).toEqual([
    { field: 'ReadAttributes', before: ['email', 'name'], after: undefined },
    { field: 'AuthSessionValidity', before: 9, after: 12 },
  ]);
  await engine.call('cognito-idp', 'UpdateUserPoolClient', update.request);
  const after = await clientOf(poolId, before.ClientId ?? '');
  const { ReadAttributes: _read, ...rest } = settled(before) as UserPoolClientType;
  expect(settled(after)).toEqual({ ...rest, AuthSessionValidity: 12 });
});

test('what an update of an app client would reset is named, and becomes what is said', async () => {
  const { Id: poolId = '' } = await unusualPool();
  const before = await unusualClient(poolId);
  const { rescued } = safeClientUpdate(before, { ClientName: 'renamed' });
  await engine.call('cognito-idp', 'UpdateUserPoolClient', {
    UserPoolId: poolId,
    ClientId: before.ClientId ?? '',
    ClientName: 'renamed',
  });
  const after = (await clientOf(poolId, before.ClientId ?? '')) as Record<string, unknown>;
  const lost = Object.keys(APP_CLIENT_FIELDS).filter(
    (field) => field !== 'ClientName' && !same((before as Record<string, unknown>)[field], after[field]),
  );
  expect(rescued.map(({ field }) => field)).toEqual(lost);
  for (const { field, becomes } of rescued)
    expect([field, same(sorted(after[field]), sorted(becomes))]).toEqual([field, true]);
});

test('an edit back to the same value is no difference, whatever the order of a set', async () => {
  const { Id: poolId = '' } = await unusualPool();
  const client = await unusualClient(poolId);
  expect(
    safeClientUpdate(client, { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH'] }).differences,
  ).toEqual([]);
  expect(safeClientUpdate(client, {}).differences).toEqual([]);
});

function sorted(value: unknown): unknown {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
    ? value.toSorted((a, b) => (a < b ? -1 : 1))
    : value;
}
