import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
  CreateUserPoolClientRequest,
  UpdateUserPoolClientRequest,
} from '../../../../shared/aws/types/cognito-idp.ts';
import { violations } from '../../../../shared/aws/validate.ts';
import { startEngine, type TestEngine } from '../../../support/harness.ts';

const idp = 'cognito-idp';
const IPE = 'InvalidParameterException';
const OWN_SECRET = 'abcdefghijklmnopqrstuvwx+_09';

let world: TestEngine;
let poolId: string;
beforeEach(async () => {
  world = await startEngine({ now: Date.UTC(2026, 10, 1) });
  poolId = await pool();
});
afterEach(() => world.stop());

async function pool(input: Record<string, unknown> = {}): Promise<string> {
  const { UserPool } = await world.call(idp, 'CreateUserPool', {
    PoolName: 'streaming',
    Schema: [
      { Name: 'email', Required: true },
      { Name: 'plan', AttributeDataType: 'String' },
      { Name: 'internal', AttributeDataType: 'String', DeveloperOnlyAttribute: true },
    ],
    ...input,
  });
  return UserPool?.Id ?? '';
}
async function create(input: Partial<CreateUserPoolClientRequest> = {}) {
  const made = await world.call(idp, 'CreateUserPoolClient', { UserPoolId: poolId, ClientName: 'tv', ...input });
  return made.UserPoolClient ?? {};
}
const refusedCreate = (input: Partial<CreateUserPoolClientRequest>) =>
  world.refused(idp, 'CreateUserPoolClient', { UserPoolId: poolId, ClientName: 'tv', ...input });
const describeClient = async (ClientId = '') =>
  (await world.call(idp, 'DescribeUserPoolClient', { UserPoolId: poolId, ClientId })).UserPoolClient ?? {};
const update = (ClientId = '', input: Partial<UpdateUserPoolClientRequest> = {}) =>
  world.call(idp, 'UpdateUserPoolClient', { UserPoolId: poolId, ClientId, ...input });

describe('CreateUserPoolClient', () => {
  test('gives every setting its default, and Describe gives the same', async () => {
    const made = await create();
    expect(made).toEqual({
      UserPoolId: poolId,
      ClientName: 'tv',
      ClientId: made.ClientId,
      CreationDate: Date.UTC(2026, 10, 1) / 1000,
      LastModifiedDate: Date.UTC(2026, 10, 1) / 1000,
      RefreshTokenValidity: 30,
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'],
      AllowedOAuthFlowsUserPoolClient: false,
      PreventUserExistenceErrors: 'LEGACY',
      EnableTokenRevocation: true,
      EnablePropagateAdditionalUserContextData: false,
      AuthSessionValidity: 3,
      ClientType: 'REGULAR',
    });
    expect(made.ClientId).toMatch(/^[a-z0-9]{26}$/);
    expect(await describeClient(made.ClientId)).toEqual(made);
    expect(violations(idp, 'CreateUserPoolClient', { UserPoolClient: made })).toEqual([]);
  });

  test('keeps every setting that is given', async () => {
    const given = {
      GenerateSecret: true,
      RefreshTokenValidity: 10,
      AccessTokenValidity: 15,
      IdTokenValidity: 3600,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'seconds', RefreshToken: 'hours' },
      ReadAttributes: ['email', 'email_verified', 'custom:plan', 'dev:custom:internal'],
      WriteAttributes: ['email', 'custom:plan'],
      ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH'],
      SupportedIdentityProviders: ['COGNITO'],
      CallbackURLs: ['https://tv.example.com/back', 'http://localhost:3000/', 'http://[::1]/', 'myapp://back'],
      LogoutURLs: ['http://127.0.0.1/out'],
      DefaultRedirectURI: 'myapp://back',
      AllowedOAuthFlows: ['code', 'implicit'],
      AllowedOAuthScopes: ['openid', 'email', 'aws.cognito.signin.user.admin'],
      AllowedOAuthFlowsUserPoolClient: true,
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: false,
      EnablePropagateAdditionalUserContextData: true,
      AuthSessionValidity: 15,
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
    } satisfies Partial<CreateUserPoolClientRequest>;
    const { GenerateSecret: _, ...shown } = given;
    const made = await create(given);
    expect(made).toMatchObject(shown);
    expect(made.ClientSecret).toMatch(/^[a-z0-9]{51}$/);
    expect(await describeClient(made.ClientId)).toEqual(made);
  });

  test('an own secret is kept; a public client has none', async () => {
    expect((await create({ ClientSecret: OWN_SECRET })).ClientSecret).toBe(OWN_SECRET);
    expect(await create()).not.toHaveProperty('ClientSecret');
  });

  test('0 days for refresh tokens mean 30, whatever the unit', async () => {
    const made = await create({ RefreshTokenValidity: 0, TokenValidityUnits: { RefreshToken: 'minutes' } });
    expect(made).toMatchObject({ RefreshTokenValidity: 30, TokenValidityUnits: { RefreshToken: 'days' } });
  });

  test('rotation leaves the refresh flow out of the default', async () => {
    const made = await create({ RefreshTokenRotation: { Feature: 'ENABLED' } });
    expect(made.ExplicitAuthFlows).toEqual(['ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH']);
    expect(made.RefreshTokenRotation).toEqual({ Feature: 'ENABLED', RetryGracePeriodSeconds: 0 });
  });

  test.each([
    ['_custom_id_:Stream+client_1', 'Stream+client_1', 'Stream+client_1'],
    ['_custom_id_:streamclient2:tv app', 'streamclient2', 'tv app'],
    ['_custom_id_=streamclient3', 'streamclient3', 'streamclient3'],
    ['_custom_id_=streamclient4,tv app', 'streamclient4', 'tv app'],
  ])('the name %s fixes the id', async (ClientName, ClientId, name) => {
    expect(await create({ ClientName })).toMatchObject({ ClientId, ClientName: name });
    expect(await refusedCreate({ ClientName })).toMatchObject({
      code: IPE,
      message: `The ClientName names the user pool client ${ClientId}, which exists already.`,
    });
    expect((await update(ClientId, { ClientName })).UserPoolClient?.ClientName).toBe(name);
    expect(
      await world.refused(idp, 'UpdateUserPoolClient', {
        UserPoolId: poolId,
        ClientId,
        ClientName: '_custom_id_=other',
      }),
    ).toMatchObject({ code: IPE, message: 'The id of a user pool client cannot be changed.' });
  });

  test('an id that no client can have is refused', async () => {
    expect(await refusedCreate({ ClientName: '_custom_id_=a-b' })).toMatchObject({
      code: IPE,
      message: 'A ClientName that fixes the client id must have the form _custom_id_:ID or _custom_id_:ID:NAME.',
    });
    expect(await refusedCreate({ ClientName: 'a:b' })).toMatchObject({
      code: IPE,
      message:
        "1 validation error detected: Value 'a:b' at 'clientName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w\\s+=,.@-]+",
    });
  });

  const oauth = {
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid'],
    CallbackURLs: ['https://tv.example.com/back'],
  } satisfies Partial<CreateUserPoolClientRequest>;
  const RANGE = 'Invalid range for token validity.';
  const refusals: [string, Partial<CreateUserPoolClientRequest>, string, string][] = [
    [
      'two secrets at once',
      { GenerateSecret: true, ClientSecret: OWN_SECRET },
      IPE,
      'ClientSecret cannot be specified when GenerateSecret is true.',
    ],
    ['an access token of 25 hours', { AccessTokenValidity: 25 }, IPE, RANGE],
    [
      'an access token of 4 minutes',
      { AccessTokenValidity: 4, TokenValidityUnits: { AccessToken: 'minutes' } },
      IPE,
      RANGE,
    ],
    ['an ID token of 299 seconds', { IdTokenValidity: 299, TokenValidityUnits: { IdToken: 'seconds' } }, IPE, RANGE],
    [
      'a refresh token of 59 minutes',
      { RefreshTokenValidity: 59, TokenValidityUnits: { RefreshToken: 'minutes' } },
      IPE,
      RANGE,
    ],
    ['a refresh token of more than 10 years', { RefreshTokenValidity: 3651 }, IPE, RANGE],
    [
      'a refresh token that ends before the access token',
      { RefreshTokenValidity: 60, AccessTokenValidity: 2, TokenValidityUnits: { RefreshToken: 'minutes' } },
      IPE,
      RANGE,
    ],
    [
      'a session of 16 minutes',
      { AuthSessionValidity: 16 },
      IPE,
      "1 validation error detected: Value '16' at 'authSessionValidity' failed to satisfy constraint: Member must have value less than or equal to 15",
    ],
    [
      'older flows beside newer ones',
      { ExplicitAuthFlows: ['USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
      IPE,
      'You cannot mix legacy ExplicitAuthFlows with values that start with ALLOW_.',
    ],
    [
      'the refresh flow with rotation',
      { ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'], RefreshTokenRotation: { Feature: 'ENABLED' } },
      IPE,
      'ALLOW_REFRESH_TOKEN_AUTH cannot be enabled when refresh token rotation is enabled.',
    ],
    [
      'an attribute to read that does not exist',
      { ReadAttributes: ['plan'] },
      IPE,
      'Invalid read attributes specified while creating a client',
    ],
    [
      'an attribute to write that does not exist',
      { WriteAttributes: ['email', 'plan'] },
      IPE,
      'Invalid write attributes specified while creating a client',
    ],
    [
      'writing email_verified',
      { WriteAttributes: ['email', 'email_verified'] },
      IPE,
      'Invalid write attributes specified while creating a client',
    ],
    [
      'writing for administrators only',
      { WriteAttributes: ['email', 'dev:custom:internal'] },
      IPE,
      'Invalid write attributes specified while creating a client',
    ],
    [
      'not writing a required attribute',
      { WriteAttributes: ['name'] },
      IPE,
      'Invalid write attributes specified while creating a client',
    ],
    [
      'context data without a secret',
      { EnablePropagateAdditionalUserContextData: true },
      IPE,
      'EnablePropagateAdditionalUserContextData is only allowed for app clients with a client secret.',
    ],
    [
      'OAuth flows without the switch',
      { ...oauth, AllowedOAuthFlowsUserPoolClient: false },
      IPE,
      'AllowedOAuthFlowsUserPoolClient must be true to use AllowedOAuthFlows and AllowedOAuthScopes.',
    ],
    [
      'the switch without OAuth flows',
      { AllowedOAuthFlowsUserPoolClient: true },
      IPE,
      'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
    ],
    [
      'the code flow without a place to return to',
      { ...oauth, CallbackURLs: [] },
      IPE,
      'CallbackURLs are required for the code and implicit OAuth flows.',
    ],
    [
      'client_credentials beside code',
      { ...oauth, GenerateSecret: true, AllowedOAuthFlows: ['code', 'client_credentials'] },
      'InvalidOAuthFlowException',
      'client_credentials flow can not be selected along with code flow or implicit flow.',
    ],
    [
      'client_credentials without a secret',
      { ...oauth, AllowedOAuthFlows: ['client_credentials'], AllowedOAuthScopes: ['aws.cognito/dcr/register'] },
      'InvalidOAuthFlowException',
      'client_credentials flow can not be selected if client does not have a client secret.',
    ],
    [
      'scopes of a user with client_credentials',
      { ...oauth, GenerateSecret: true, AllowedOAuthFlows: ['client_credentials'], AllowedOAuthScopes: ['openid'] },
      'InvalidOAuthFlowException',
      'openid can not be selected with client_credentials flow.',
    ],
    [
      'a scope that does not exist',
      { ...oauth, AllowedOAuthScopes: ['openid', 'tv/watch'] },
      'ScopeDoesNotExistException',
      'Invalid scope requested: tv/watch',
    ],
    [
      'a provider that does not exist',
      { SupportedIdentityProviders: ['COGNITO', 'Google'] },
      IPE,
      'The provider Google does not exist for User Pool POOL.',
    ],
    [
      'http to another machine',
      { ...oauth, CallbackURLs: ['http://tv.example.com/'] },
      IPE,
      'http://tv.example.com/ cannot use the HTTP protocol.',
    ],
    [
      'http to a look-alike',
      { ...oauth, CallbackURLs: ['http://localhost.example.com/'] },
      IPE,
      'http://localhost.example.com/ cannot use the HTTP protocol.',
    ],
    [
      'a fragment',
      { ...oauth, CallbackURLs: ['https://tv.example.com/#x'] },
      IPE,
      'https://tv.example.com/#x must not contain a fragment.',
    ],
    ['a relative URL', { ...oauth, CallbackURLs: ['/back'] }, IPE, '/back is not a valid URL.'],
    [
      'a script as a place to sign out to',
      { LogoutURLs: ['javascript:alert(1)'] },
      IPE,
      'javascript:alert(1) is not a valid URL.',
    ],
    [
      'a default that is not listed',
      { ...oauth, DefaultRedirectURI: 'https://tv.example.com/' },
      IPE,
      'DefaultRedirectURI must be in CallbackURLs.',
    ],
  ];
  test.each(refusals)('refuses %s', async (_what, input, code, message) => {
    expect(await refusedCreate(input)).toMatchObject({ code, message: message.replace('POOL', poolId) });
    expect(world.engine.workspace.store.clients.count(poolId)).toBe(0);
  });

  test('refuses choice-based sign-in on LITE', async () => {
    poolId = await pool({ UserPoolTier: 'LITE' });
    expect(await refusedCreate({ ExplicitAuthFlows: ['ALLOW_USER_AUTH'] })).toMatchObject({
      code: 'FeatureUnavailableInTierException',
      message: 'This feature is not available in the LITE tier: ExplicitAuthFlows ALLOW_USER_AUTH.',
    });
  });

  test('refuses a pool that does not exist', async () => {
    expect(await refusedCreate({ UserPoolId: 'us-east-1_None00000' })).toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'User pool us-east-1_None00000 does not exist.',
    });
  });
});

describe('UpdateUserPoolClient', () => {
  test('sets what is omitted back to its default; id, name and secret stay', async () => {
    const made = await create({
      GenerateSecret: true,
      RefreshTokenValidity: 5,
      ReadAttributes: ['email'],
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
      AuthSessionValidity: 10,
    });
    world.advance(1500);
    const { UserPoolClient } = await update(made.ClientId, { CallbackURLs: ['https://tv.example.com/back'] });
    const plain = await create();
    expect(UserPoolClient).toEqual({
      ...plain,
      ClientId: made.ClientId,
      ClientSecret: made.ClientSecret,
      CreationDate: made.CreationDate,
      LastModifiedDate: (made.LastModifiedDate ?? 0) + 1.5,
      CallbackURLs: ['https://tv.example.com/back'],
    });
    expect(await describeClient(made.ClientId)).toEqual(UserPoolClient);
  });

  test('refuses what CreateUserPoolClient refuses, in its own words', async () => {
    const { ClientId } = await create();
    const before = await describeClient(ClientId);
    const refused = (input: Partial<UpdateUserPoolClientRequest>) =>
      world.refused(idp, 'UpdateUserPoolClient', { UserPoolId: poolId, ClientId, ...input });
    expect(await refused({ WriteAttributes: ['name'] })).toMatchObject({
      code: IPE,
      message: 'Invalid write attributes specified while updating a client',
    });
    expect(
      await refused({ RefreshTokenRotation: { Feature: 'ENABLED' }, ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] }),
    ).toMatchObject({
      code: IPE,
      message: 'ALLOW_REFRESH_TOKEN_AUTH cannot be enabled when refresh token rotation is enabled.',
    });
    expect(await describeClient(ClientId)).toEqual(before);
  });
});

describe('finding, listing and deleting', () => {
  test('a client is found in its own pool only', async () => {
    const { ClientId } = await create();
    const other = await pool();
    const fault = {
      code: 'ResourceNotFoundException',
      message: `User pool client ${ClientId} does not exist.`,
    };
    expect(await world.refused(idp, 'DescribeUserPoolClient', { UserPoolId: other, ClientId })).toMatchObject({
      ...fault,
      reason: `The app client belongs to the pool ${poolId}.`,
    });
    await world.call(idp, 'DeleteUserPoolClient', { UserPoolId: poolId, ClientId: ClientId ?? '' });
    for (const operation of ['DescribeUserPoolClient', 'UpdateUserPoolClient', 'DeleteUserPoolClient'] as const)
      expect(await world.refused(idp, operation, { UserPoolId: poolId, ClientId })).toMatchObject(fault);
  });

  test('ListUserPoolClients gives ids and names, page by page', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 3; index += 1) ids.push((await create({ ClientName: `tv ${index}` })).ClientId ?? '');
    const first = await world.call(idp, 'ListUserPoolClients', { UserPoolId: poolId, MaxResults: 2 });
    const second = await world.call(idp, 'ListUserPoolClients', {
      UserPoolId: poolId,
      MaxResults: 2,
      ...(first.NextToken === undefined ? {} : { NextToken: first.NextToken }),
    });
    const seen = [...(first.UserPoolClients ?? []), ...(second.UserPoolClients ?? [])];
    expect(seen.map(({ ClientId }) => ClientId)).toEqual(ids.toSorted());
    expect(Object.keys(seen[0] ?? {}).sort()).toEqual(['ClientId', 'ClientName', 'UserPoolId']);
    expect(second).not.toHaveProperty('NextToken');
    const none = await world.call(idp, 'ListUserPoolClients', { UserPoolId: poolId, ClientType: 'DCR' });
    expect(none.UserPoolClients).toEqual([]);
    const other = await pool();
    expect(
      await world.refused(idp, 'ListUserPoolClients', { UserPoolId: other, NextToken: first.NextToken }),
    ).toMatchObject({ code: IPE, message: 'Invalid pagination token given.' });
  });
});

describe('client secrets', () => {
  const on = (ClientId = '') => ({ UserPoolId: poolId, ClientId });

  test('two are active at a time, listed without values, and the last one stays', async () => {
    const { ClientId, ClientSecret } = await create({ GenerateSecret: true });
    world.advance(1000);
    const { ClientSecretDescriptor: added } = await world.call(idp, 'AddUserPoolClientSecret', on(ClientId));
    expect(added?.ClientSecretValue).toMatch(/^[a-z0-9]{51}$/);
    expect(world.engine.workspace.store.clients.get(ClientId ?? '')?.secrets).toEqual([
      ClientSecret,
      added?.ClientSecretValue,
    ]);
    const { ClientSecrets = [] } = await world.call(idp, 'ListUserPoolClientSecrets', on(ClientId));
    expect(ClientSecrets.map((secret) => Object.keys(secret).sort())).toEqual(
      Array(2).fill(['ClientSecretCreateDate', 'ClientSecretId']),
    );
    expect(await world.refused(idp, 'AddUserPoolClientSecret', on(ClientId))).toMatchObject({
      code: 'LimitExceededException',
      message: 'Client secrets cannot exceed limit of 2 secrets.',
    });
    const [first, second] = ClientSecrets.map(({ ClientSecretId }) => ClientSecretId ?? '');
    expect(second).toBe(added?.ClientSecretId);
    await world.call(idp, 'DeleteUserPoolClientSecret', { ...on(ClientId), ClientSecretId: first ?? '' });
    expect((await describeClient(ClientId)).ClientSecret).toBe(added?.ClientSecretValue);
    expect(
      await world.refused(idp, 'DeleteUserPoolClientSecret', { ...on(ClientId), ClientSecretId: first }),
    ).toMatchObject({
      code: 'ResourceNotFoundException',
      message: `Client secret ${first} does not exist.`,
    });
    expect(
      await world.refused(idp, 'DeleteUserPoolClientSecret', { ...on(ClientId), ClientSecretId: second }),
    ).toMatchObject({
      code: IPE,
      message: 'Cannot delete the last client secret.',
    });
  });

  test('an own value is taken, once', async () => {
    const { ClientId } = await create({ GenerateSecret: true });
    const { ClientSecretDescriptor } = await world.call(idp, 'AddUserPoolClientSecret', {
      ...on(ClientId),
      ClientSecret: OWN_SECRET,
    });
    expect(ClientSecretDescriptor?.ClientSecretValue).toBe(OWN_SECRET);
    const same = await create({ ClientSecret: OWN_SECRET });
    expect(
      await world.refused(idp, 'AddUserPoolClientSecret', { ...on(same.ClientId), ClientSecret: OWN_SECRET }),
    ).toMatchObject({ code: IPE, message: 'The client secret is already in use.' });
  });

  test('public clients get none, and no token continues the list', async () => {
    const { ClientId } = await create();
    expect(await world.refused(idp, 'AddUserPoolClientSecret', on(ClientId))).toMatchObject({
      code: IPE,
      message: `Client ${ClientId} is not configured for secret.`,
    });
    expect(await world.call(idp, 'ListUserPoolClientSecrets', on(ClientId))).toEqual({ ClientSecrets: [] });
    expect(await world.refused(idp, 'ListUserPoolClientSecrets', { ...on(ClientId), NextToken: 'x' })).toMatchObject({
      code: IPE,
      message: 'Invalid pagination token given.',
    });
  });
});
