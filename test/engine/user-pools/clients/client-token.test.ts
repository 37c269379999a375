import { afterEach, beforeEach, expect, test } from 'vitest';
import { partOf } from '../../../support/signed-in.ts';
import { catalog, type Catalog } from '../stage.ts';

let at: Catalog;
let UserPoolId: string;
let ClientId: string;
let Secret: string;
const FLOWS = ['ALLOW_CLIENT_TOKEN_AUTH' as never];
beforeEach(async () => {
  at = await catalog();
  UserPoolId = at.poolId;
  await at.idp('CreateResourceServer', {
    UserPoolId,
    Identifier: 'films',
    Name: 'Films',
    Scopes: ['read', 'write'].map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName })),
  });
  const made = await at.client({
    GenerateSecret: true,
    ExplicitAuthFlows: FLOWS,
    AllowedOAuthScopes: ['films/read', 'films/write'],
    AccessTokenValidity: 10,
    TokenValidityUnits: { AccessToken: 'minutes' },
  });
  ClientId = made.clientId;
  Secret = made.secret as string;
});
afterEach(() => at.stop());

const tokenOf = async (Scopes?: string[]) =>
  (await at.idp('GetClientToken', { ClientId, Secret, ...(Scopes === undefined ? {} : { Scopes }) }))
    .ClientAuthenticationResult;

test('a client gets a token for itself, with all its scopes or those it asks for', async () => {
  const result = await tokenOf();
  expect(result).toMatchObject({ ExpiresIn: 600, TokenType: 'Bearer' });
  const claims = partOf(result?.AccessToken as string, 1);
  expect(claims).toMatchObject({
    sub: ClientId,
    client_id: ClientId,
    token_use: 'access',
    version: 2,
    scope: 'films/read films/write',
  });
  expect(claims['auth_time']).toBe(claims['iat']);
  expect(claims).not.toHaveProperty('username');
  expect(claims).not.toHaveProperty('origin_jti');
  expect(partOf((await tokenOf(['films/write']))?.AccessToken as string, 1)['scope']).toBe('films/write');
});

test('no signature is needed, and both active secrets work', async () => {
  const context = { caller: { kind: 'anonymous' } as const };
  await at.idp('GetClientToken', { ClientId, Secret }, context);
  const { ClientSecretDescriptor } = await at.idp('AddUserPoolClientSecret', { UserPoolId, ClientId });
  await at.idp('GetClientToken', { ClientId, Secret: ClientSecretDescriptor?.ClientSecretValue as string }, context);
});

test('wrong, foreign and missing secrets are refused', async () => {
  const other = await at.client({ GenerateSecret: true });
  for (const secret of ['x'.repeat(30), other.secret])
    expect(await at.no('GetClientToken', { ClientId, Secret: secret })).toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Invalid client or secret',
    });
  expect(await at.no('GetClientToken', { ClientId: at.clientId, Secret })).toMatchObject({
    code: 'NotAuthorizedException',
    message: 'Invalid client or secret',
  });
  expect(await at.no('GetClientToken', { ClientId: 'none', Secret })).toMatchObject({
    code: 'ResourceNotFoundException',
  });
  expect(await at.no('GetClientToken', { ClientId: other.clientId, Secret: other.secret })).toMatchObject({
    code: 'InvalidParameterException',
    message: 'GetClientToken is not enabled for the client.',
  });
});

test('scopes that the client has not, or that are gone, are not issued', async () => {
  expect(await at.no('GetClientToken', { ClientId, Secret, Scopes: ['films/delete'] })).toMatchObject({
    code: 'InvalidParameterException',
    message: 'Invalid scope requested: films/delete',
  });
  const only = [{ ScopeName: 'read', ScopeDescription: 'read' }];
  await at.idp('UpdateResourceServer', { UserPoolId, Identifier: 'films', Name: 'Films', Scopes: only });
  expect(partOf((await tokenOf())?.AccessToken as string, 1)['scope']).toBe('films/read');
  expect(await at.no('GetClientToken', { ClientId, Secret, Scopes: ['films/write'] })).toMatchObject({
    code: 'InvalidParameterException',
  });
  await at.idp('DeleteResourceServer', { UserPoolId, Identifier: 'films' });
  expect(await at.no('GetClientToken', { ClientId, Secret })).toMatchObject({ code: 'InvalidParameterException' });
});

test('the token opens no operation of a user', async () => {
  const AccessToken = (await tokenOf())?.AccessToken as string;
  expect(await at.no('GetUser', { AccessToken })).toMatchObject({
    code: 'NotAuthorizedException',
    message: 'Access Token does not have required scopes',
  });
});

test('the inspector takes it for what it is', async () => {
  const Token = (await tokenOf())?.AccessToken as string;
  const { judgements } = await at.call('poolkeeper', 'InspectToken', { Token });
  expect(judgements[0]).toMatchObject({ outcome: 'accepted' });
  expect(judgements[0]?.verdict).toContain('an access token of no user');
});

test('the flow stands alone and needs a secret', async () => {
  expect(await at.no('CreateUserPoolClient', { UserPoolId, ClientName: 'x', ExplicitAuthFlows: FLOWS })).toMatchObject({
    code: 'InvalidParameterException',
    message: 'ALLOW_CLIENT_TOKEN_AUTH requires an app client with a client secret.',
  });
  expect(
    await at.no('CreateUserPoolClient', {
      UserPoolId,
      ClientName: 'x',
      GenerateSecret: true,
      ExplicitAuthFlows: [...FLOWS, 'ALLOW_USER_SRP_AUTH'],
    }),
  ).toMatchObject({ code: 'InvalidParameterException' });
  expect(
    await at.no('CreateUserPoolClient', {
      UserPoolId,
      ClientName: 'x',
      GenerateSecret: true,
      ExplicitAuthFlows: FLOWS,
      AllowedOAuthScopes: ['openid'],
    }),
  ).toMatchObject({ code: 'InvalidOAuthFlowException' });
});

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:tokens';
const change = async (LambdaVersion: 'V2_0' | 'V3_0', code: string) => {
  await at.call('poolkeeper', 'PutFunction', {
    Arn: ARN,
    Binding: { kind: 'code', language: 'javascript', code },
  } as never);
  await at.call('cognito-idp', 'UpdateUserPool', {
    UserPoolId,
    LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion, LambdaArn: ARN } },
  });
};

test('a pre token generation function of version 3 changes the token, an earlier one is not asked', async () => {
  const code = `exports.handler = async (event) => {
    event.response = { claimsAndScopeOverrideDetails: { accessTokenGeneration: {
      claimsToAddOrOverride: { source: event.triggerSource, who: event.userName, tenant: event.request.clientMetadata?.tenant ?? 'none' },
      scopesToSuppress: ['films/write'] } } };
    return event;
  };`;
  await change('V2_0', code);
  expect(partOf((await tokenOf())?.AccessToken as string, 1)).not.toHaveProperty('source');
  await change('V3_0', code);
  const { ClientAuthenticationResult: result } = await at.idp('GetClientToken', {
    ClientId,
    Secret,
    ClientMetadata: { tenant: 'north' },
  });
  expect(partOf(result?.AccessToken as string, 1)).toMatchObject({
    source: 'TokenGeneration_ClientCredentials',
    who: ClientId,
    tenant: 'north',
    scope: 'films/read',
  });
});

test('a function that fails is reported as a fault of the input', async () => {
  await change('V3_0', 'exports.handler = async () => { throw new Error("No."); };');
  expect(await at.no('GetClientToken', { ClientId, Secret })).toMatchObject({
    code: 'InvalidParameterException',
    message: 'PreTokenGeneration failed with error No..',
  });
});
