import { compactVerify, importJWK, type JWK } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { identityJwks } from '../../../electron/engine/tokens/identity-token.ts';
import type { CallContext } from '../../../shared/contract.ts';
import { NOW, startStreaming, type Streaming } from '../identity-pools/streaming.ts';

let it: Streaming;
beforeEach(async () => {
  it = await startStreaming({ classic: true });
});
afterEach(() => it.stop());

const DENIED = {
  code: 'AccessDenied',
  status: 403,
  message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
};
const contextOf = (credentials: { AccessKeyId: string } | undefined): Partial<CallContext> => {
  const accessKeyId = credentials?.AccessKeyId as string;
  return {
    caller: {
      kind: 'session',
      accessKeyId,
      arn: it.test.engine.workspace.store.access.session(accessKeyId)?.arn as string,
    },
  };
};
const openIdToken = async (username?: string) => {
  const login = username === undefined ? {} : { Logins: { [it.provider]: (await it.signIn(username)).id } };
  const { IdentityId } = await it.test.call('cognito-identity', 'GetId', {
    IdentityPoolId: it.identityPoolId,
    ...login,
  });
  return {
    IdentityId: IdentityId as string,
    Token: (await it.test.call('cognito-identity', 'GetOpenIdToken', { IdentityId: IdentityId as string, ...login }))
      .Token as string,
  };
};
const accountTrust = (Principal: unknown, more: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: ['sts:AssumeRole', 'sts:TagSession'], ...more }],
  });

test('the classic flow: token of the pool, role by name, credentials', async () => {
  const { IdentityId, Token } = await openIdToken('fred');
  const payload = JSON.parse(Buffer.from(Token.split('.')[1] as string, 'base64url').toString());
  expect(payload).toMatchObject({
    sub: IdentityId,
    aud: it.identityPoolId,
    iss: 'https://cognito-identity.amazonaws.com',
    iat: NOW / 1000,
    exp: NOW / 1000 + 600,
  });
  expect(payload.amr).toEqual(['authenticated', it.provider, expect.stringContaining(`${it.provider}:CognitoSignIn:`)]);
  expect(JSON.parse(Buffer.from(Token.split('.')[0] as string, 'base64url').toString())).toMatchObject({
    alg: 'RS512',
  });
  const [jwk] = await identityJwks(it.test.engine.workspace, 'us-east-1');
  const verified = await compactVerify(Token, await importJWK(jwk as JWK, 'RS512'));
  expect(verified.protectedHeader.kid).toBe(jwk?.['kid']);
  const answer = await it.test.call(
    'sts',
    'AssumeRoleWithWebIdentity',
    { RoleArn: it.roles.premium, RoleSessionName: 'fred', WebIdentityToken: Token, DurationSeconds: 900 },
    { caller: { kind: 'anonymous' } },
  );
  expect(answer).toMatchObject({
    SubjectFromWebIdentityToken: IdentityId,
    Audience: it.identityPoolId,
    Provider: 'cognito-identity.amazonaws.com',
    AssumedRoleUser: {
      Arn: 'arn:aws:sts::000000000000:assumed-role/Premium/fred',
      AssumedRoleId: expect.stringMatching(/^AROA\w{17}:fred$/),
    },
    Credentials: { Expiration: NOW / 1000 + 900 },
  });
  await it.test.call('s3', 'GetObject', { Bucket: 'catalog', Key: 'premium/b.txt' }, contextOf(answer.Credentials));
});

test('a guest’s token does not get a role that trusts signed-in viewers', async () => {
  const { Token } = await openIdToken();
  const ask = (RoleArn: string) => ({ RoleArn, RoleSessionName: 'guest', WebIdentityToken: Token });
  expect(await it.test.refused('sts', 'AssumeRoleWithWebIdentity', ask(it.roles.premium))).toMatchObject(DENIED);
  expect(
    await it.test.refused('sts', 'AssumeRoleWithWebIdentity', ask('arn:aws:iam::000000000000:role/None')),
  ).toMatchObject(DENIED);
  await it.test.call('sts', 'AssumeRoleWithWebIdentity', ask(it.roles.guest));
});

test('tokens that are none, changed, expired, of a user pool without a provider', async () => {
  const { Token } = await openIdToken('fred');
  const ask = (WebIdentityToken: string) =>
    it.test.refused('sts', 'AssumeRoleWithWebIdentity', {
      RoleArn: it.roles.free,
      RoleSessionName: 'x1',
      WebIdentityToken,
    });
  expect(await ask('nonsense')).toMatchObject({ code: 'InvalidIdentityToken', status: 400 });
  expect(await ask(`${Token.slice(0, -5)}AAAAA`)).toMatchObject({ code: 'InvalidIdentityToken' });
  const { id } = await it.signIn('fred');
  expect((await ask(id)).message).toMatch(/^No OpenIDConnect provider found in your account for https:\/\//);
  it.test.advance(600_000);
  expect(await ask(Token)).toMatchObject({
    code: 'ExpiredTokenException',
    message: `Token expired: current date/time ${NOW / 1000 + 600} must be before the expiration date/time ${NOW / 1000 + 600}`,
  });
});

test('an ID token of a user pool goes straight to STS when IAM has a provider for its issuer', async () => {
  const url = `cognito-idp.us-east-1.amazonaws.com/${it.poolId}`;
  const { OpenIDConnectProviderArn } = await it.test.call('iam', 'CreateOpenIDConnectProvider', {
    Url: `https://${url}`,
    ClientIDList: [it.clientId],
  });
  const { Role } = await it.test.call('iam', 'CreateRole', {
    RoleName: 'Direct',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: OpenIDConnectProviderArn },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringEquals: { [`${url}:aud`]: it.clientId } },
        },
      ],
    }),
  });
  const { id, access } = await it.signIn('fred');
  const ask = (WebIdentityToken: string) => ({ RoleArn: Role.Arn, RoleSessionName: 'fred', WebIdentityToken });
  expect(await it.test.call('sts', 'AssumeRoleWithWebIdentity', ask(id))).toMatchObject({
    Provider: OpenIDConnectProviderArn,
    Audience: it.clientId,
  });
  expect((await it.test.refused('sts', 'AssumeRoleWithWebIdentity', ask(access))).code).toBe('InvalidIdentityToken');
  await it.test.call('iam', 'RemoveClientIDFromOpenIDConnectProvider', {
    OpenIDConnectProviderArn: OpenIDConnectProviderArn as string,
    ClientID: it.clientId,
  });
  expect(await it.test.refused('sts', 'AssumeRoleWithWebIdentity', ask(id))).toMatchObject({
    code: 'InvalidIdentityToken',
    message: 'Incorrect token audience',
  });
});

test('the classic flow must be switched on', async () => {
  const pool = await it.test.call('cognito-identity', 'DescribeIdentityPool', { IdentityPoolId: it.identityPoolId });
  await it.test.call('cognito-identity', 'UpdateIdentityPool', { ...pool, AllowClassicFlow: false });
  const { IdentityId } = await it.test.call('cognito-identity', 'GetId', { IdentityPoolId: it.identityPoolId });
  expect(await it.test.refused('cognito-identity', 'GetOpenIdToken', { IdentityId })).toMatchObject({
    code: 'InvalidParameterException',
    message: 'Basic (classic) flow is not enabled, please use enhanced flow.',
  });
});

test('a session lasts as long as the role allows', async () => {
  const { Token } = await openIdToken('fred');
  const input = { RoleArn: it.roles.free, RoleSessionName: 'fred', WebIdentityToken: Token, DurationSeconds: 7200 };
  expect(await it.test.refused('sts', 'AssumeRoleWithWebIdentity', input)).toMatchObject({
    code: 'ValidationError',
    message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  });
  await it.test.call('iam', 'UpdateRole', { RoleName: 'Free', MaxSessionDuration: 7200 });
  expect((await it.test.call('sts', 'AssumeRoleWithWebIdentity', input)).Credentials?.Expiration).toBe(
    NOW / 1000 + 7200,
  );
});

test('a session policy narrows a session and must be well formed', async () => {
  const { Token } = await openIdToken('fred');
  const ask = (Policy: string) => ({
    RoleArn: it.roles.premium,
    RoleSessionName: 'fred',
    WebIdentityToken: Token,
    Policy,
  });
  expect(await it.test.refused('sts', 'AssumeRoleWithWebIdentity', ask('{"Version":"2012-10-17"}'))).toMatchObject({
    code: 'MalformedPolicyDocument',
  });
  const { Credentials, PackedPolicySize } = await it.test.call(
    'sts',
    'AssumeRoleWithWebIdentity',
    ask(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::catalog/free/*"}]}',
    ),
  );
  expect(PackedPolicySize).toBeGreaterThan(0);
  const context = contextOf(Credentials);
  await it.test.call('s3', 'GetObject', { Bucket: 'catalog', Key: 'free/a.txt' }, context);
  const fault = await it.test.refused('s3', 'GetObject', { Bucket: 'catalog', Key: 'premium/b.txt' }, context);
  expect(fault.message).toMatch(/because no session policy allows the s3:GetObject action$/);
});

test('AssumeRole: the trust policy decides for the root, with its conditions', async () => {
  const { Role } = await it.test.call('iam', 'CreateRole', {
    RoleName: 'Admin',
    AssumeRolePolicyDocument: accountTrust(
      { AWS: 'arn:aws:iam::000000000000:root' },
      { Condition: { StringEquals: { 'sts:ExternalId': 'secret' } } },
    ),
  });
  const ask = { RoleArn: Role.Arn, RoleSessionName: 'ops' };
  expect(await it.test.refused('sts', 'AssumeRole', ask)).toMatchObject({
    code: 'AccessDenied',
    status: 403,
    message: `User: arn:aws:iam::000000000000:root is not authorized to perform: sts:AssumeRole on resource: ${Role.Arn}`,
  });
  const { AssumedRoleUser } = await it.test.call('sts', 'AssumeRole', { ...ask, ExternalId: 'secret' });
  expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::000000000000:assumed-role/Admin/ops');
  expect((await it.test.refused('sts', 'AssumeRole', { ...ask, RoleArn: it.roles.free })).code).toBe('AccessDenied');
});

test('AssumeRole by a session: role by name is enough, the account’s name needs an identity policy; chained sessions last an hour', async () => {
  const named = await it.test.call('iam', 'CreateRole', {
    RoleName: 'Named',
    MaxSessionDuration: 7200,
    AssumeRolePolicyDocument: accountTrust({ AWS: it.roles.premium }),
  });
  const open = await it.test.call('iam', 'CreateRole', {
    RoleName: 'Open',
    AssumeRolePolicyDocument: accountTrust({ AWS: '000000000000' }),
  });
  const { context } = await it.session('paula');
  const ask = (RoleArn: string, more = {}) => ({ RoleArn, RoleSessionName: 'chained', ...more });
  const { Credentials } = await it.test.call(
    'sts',
    'AssumeRole',
    ask(named.Role.Arn, { Tags: [{ Key: 'team', Value: 'red' }], TransitiveTagKeys: ['team'] }),
    context,
  );
  const stored = it.test.engine.workspace.store.access.session(Credentials?.AccessKeyId as string);
  expect(stored?.details).toMatchObject({ tags: { team: 'red' }, transitiveTags: ['team'] });
  expect(
    await it.test.refused('sts', 'AssumeRole', ask(named.Role.Arn, { DurationSeconds: 7200 }), context),
  ).toMatchObject({
    code: 'ValidationError',
    message: 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
  });
  expect((await it.test.refused('sts', 'AssumeRole', ask(open.Role.Arn), context)).message).toMatch(
    /^User: arn:aws:sts::000000000000:assumed-role\/Premium\/CognitoIdentityCredentials is not authorized to perform: sts:AssumeRole on resource: /,
  );
  await it.test.call('iam', 'PutRolePolicy', {
    RoleName: 'Premium',
    PolicyName: 'Assume',
    PolicyDocument: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"${open.Role.Arn}"}]}`,
  });
  await it.test.call('sts', 'AssumeRole', ask(open.Role.Arn), context);
});

test('GetCallerIdentity is never denied', async () => {
  await it.test.call('iam', 'PutRolePolicy', {
    RoleName: 'Free',
    PolicyName: 'Nothing',
    PolicyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}',
  });
  const { context } = await it.session('fred');
  expect((await it.test.call('sts', 'GetCallerIdentity', {}, context)).Arn).toBe(
    'arn:aws:sts::000000000000:assumed-role/Free/CognitoIdentityCredentials',
  );
  expect(await it.test.call('sts', 'GetCallerIdentity', {})).toEqual({
    UserId: '000000000000',
    Account: '000000000000',
    Arn: 'arn:aws:iam::000000000000:root',
  });
});

test('a role made anew under its old name does not revive old credentials', async () => {
  const { context } = await it.session('paula');
  const { Role } = await it.test.call('iam', 'GetRole', { RoleName: 'Premium' });
  const { PolicyDocument } = await it.test.call('iam', 'GetRolePolicy', { RoleName: 'Premium', PolicyName: 'Catalog' });
  await it.test.call('iam', 'DeleteRolePolicy', { RoleName: 'Premium', PolicyName: 'Catalog' });
  await it.test.call('iam', 'DeleteRole', { RoleName: 'Premium' });
  await it.test.call('iam', 'CreateRole', {
    RoleName: 'Premium',
    AssumeRolePolicyDocument: decodeURIComponent(Role.AssumeRolePolicyDocument as string),
  });
  await it.test.call('iam', 'PutRolePolicy', {
    RoleName: 'Premium',
    PolicyName: 'Catalog',
    PolicyDocument: decodeURIComponent(PolicyDocument),
  });
  expect((await it.test.refused('s3', 'GetObject', { Bucket: 'catalog', Key: 'free/a.txt' }, context)).code).toBe(
    'AccessDenied',
  );
});
