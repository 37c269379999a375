import { afterEach, beforeEach, expect, test } from 'vitest';
import { readToken } from '../../../electron/engine/tokens/parse.ts';
import { startStreaming, type Streaming } from './streaming.ts';

const DEVELOPER = 'login.my.app';
let s: Streaming;
beforeEach(async () => {
  s = await startStreaming({ classic: true });
  await s.test.call('cognito-identity', 'UpdateIdentityPool', {
    IdentityPoolId: s.identityPoolId,
    IdentityPoolName: 'viewers',
    AllowUnauthenticatedIdentities: true,
    AllowClassicFlow: true,
    DeveloperProviderName: DEVELOPER,
    CognitoIdentityProviders: [{ ProviderName: s.provider, ClientId: s.clientId }],
  });
});
afterEach(() => s.stop());

const tokenFor = async (user: string, more: { IdentityId?: string; TokenDuration?: number } = {}) => {
  const { IdentityId = '', Token = '' } = await s.test.call('cognito-identity', 'GetOpenIdTokenForDeveloperIdentity', {
    IdentityPoolId: s.identityPoolId,
    Logins: { [DEVELOPER]: user },
    PrincipalTags: { plan: 'gold' },
    ...more,
  });
  return { IdentityId, Token };
};

test('a developer’s user gets an identity, a token and credentials', async () => {
  const { IdentityId, Token } = await tokenFor('user-1');
  const payload = readToken(Token).payload as Record<string, unknown>;
  expect(payload).toMatchObject({
    sub: IdentityId,
    aud: s.identityPoolId,
    amr: ['authenticated', DEVELOPER, `${DEVELOPER}:${s.identityPoolId}:user-1`],
    'https://aws.amazon.com/tags': { principal_tags: { plan: ['gold'] } },
  });
  expect(Number(payload['exp']) - Number(payload['iat'])).toBe(900);
  await s.test.call('iam', 'UpdateAssumeRolePolicy', {
    RoleName: 'Free',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: 'cognito-identity.amazonaws.com' },
          Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
          Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': s.identityPoolId } },
        },
      ],
    }),
  });
  const Logins = { 'cognito-identity.amazonaws.com': Token };
  const { Credentials } = await s.test.call('cognito-identity', 'GetCredentialsForIdentity', { IdentityId, Logins });
  const session = s.test.engine.workspace.store.access.session(Credentials?.AccessKeyId as string);
  expect(session?.roleArn).toBe(s.roles.free);
  expect(session?.details.tags).toEqual({ plan: 'gold' });
  expect((await tokenFor('user-1')).IdentityId).toBe(IdentityId);
  s.test.advance(901_000);
  expect(await s.test.refused('cognito-identity', 'GetCredentialsForIdentity', { IdentityId, Logins })).toMatchObject({
    code: 'NotAuthorizedException',
    message: expect.stringMatching(/^Invalid login token\. Token expired: \d+ >= \d+$/),
  });
});

test('the token of a guest is no login', async () => {
  const { IdentityId = '' } = await s.test.call('cognito-identity', 'GetId', { IdentityPoolId: s.identityPoolId });
  const { Token = '' } = await s.test.call('cognito-identity', 'GetOpenIdToken', { IdentityId });
  expect(
    await s.test.refused('cognito-identity', 'GetCredentialsForIdentity', {
      IdentityId,
      Logins: { 'cognito-identity.amazonaws.com': Token },
    }),
  ).toMatchObject({ message: "Invalid login token. Can't pass in a Cognito token." });
});

test('a user who is registered elsewhere cannot be linked', async () => {
  const one = await tokenFor('user-1');
  const two = await tokenFor('user-2');
  expect(
    await s.test.refused('cognito-identity', 'GetOpenIdTokenForDeveloperIdentity', {
      IdentityPoolId: s.identityPoolId,
      IdentityId: two.IdentityId,
      Logins: { [DEVELOPER]: 'user-1' },
    }),
  ).toMatchObject({ code: 'DeveloperUserAlreadyRegisteredException' });
  expect((await tokenFor('user-3', { IdentityId: one.IdentityId })).IdentityId).toBe(one.IdentityId);
});

test('another provider’s name is refused', async () => {
  expect(
    await s.test.refused('cognito-identity', 'GetOpenIdTokenForDeveloperIdentity', {
      IdentityPoolId: s.identityPoolId,
      Logins: { other: 'user-1' },
    }),
  ).toMatchObject({ code: 'InvalidParameterException', message: 'Please provide a valid developer provider.' });
});

const lookUp = (more: object) =>
  s.test.call('cognito-identity', 'LookupDeveloperIdentity', { IdentityPoolId: s.identityPoolId, ...more });

test('users and identities are looked up in pages', async () => {
  const { IdentityId } = await tokenFor('user-1');
  for (const user of ['user-3', 'user-2']) await tokenFor(user, { IdentityId });
  const first = await lookUp({ DeveloperUserIdentifier: 'user-2', MaxResults: 2 });
  expect(first).toMatchObject({ IdentityId, DeveloperUserIdentifierList: ['user-1', 'user-2'] });
  const second = await lookUp({ IdentityId, MaxResults: 2, NextToken: first.NextToken as string });
  expect(second.DeveloperUserIdentifierList).toEqual(['user-3']);
  expect(second.NextToken).toBeUndefined();
  const refused = (more: object) =>
    s.test.refused('cognito-identity', 'LookupDeveloperIdentity', { IdentityPoolId: s.identityPoolId, ...more });
  expect(await refused({})).toMatchObject({ code: 'InvalidParameterException' });
  expect(await refused({ DeveloperUserIdentifier: 'nobody' })).toMatchObject({ code: 'ResourceNotFoundException' });
  const other = await tokenFor('user-9');
  expect(await refused({ IdentityId: other.IdentityId, DeveloperUserIdentifier: 'user-1' })).toMatchObject({
    code: 'ResourceConflictException',
  });
});

const merge = (SourceUserIdentifier: string, DestinationUserIdentifier: string) => ({
  IdentityPoolId: s.identityPoolId,
  DeveloperProviderName: DEVELOPER,
  SourceUserIdentifier,
  DestinationUserIdentifier,
});

test('two identities become one, and the source’s is disabled', async () => {
  const source = await tokenFor('user-1');
  const destination = await tokenFor('user-2');
  expect(await s.test.call('cognito-identity', 'MergeDeveloperIdentities', merge('user-1', 'user-2'))).toEqual({
    IdentityId: destination.IdentityId,
  });
  expect((await lookUp({ IdentityId: destination.IdentityId })).DeveloperUserIdentifierList).toEqual([
    'user-1',
    'user-2',
  ]);
  expect((await tokenFor('user-1')).IdentityId).toBe(destination.IdentityId);
  expect(
    await s.test.refused('cognito-identity', 'GetCredentialsForIdentity', { IdentityId: source.IdentityId }),
  ).toMatchObject({ message: `Access to Identity '${source.IdentityId}' is forbidden.` });
});

test('identities with different users of one public provider are not merged', async () => {
  for (const [user, viewer] of [
    ['user-1', 'fred'],
    ['user-2', 'paula'],
  ] as const)
    await s.test.call('cognito-identity', 'GetOpenIdTokenForDeveloperIdentity', {
      IdentityPoolId: s.identityPoolId,
      Logins: { [DEVELOPER]: user, [s.provider]: (await s.signIn(viewer)).id },
    });
  expect(await s.test.refused('cognito-identity', 'MergeDeveloperIdentities', merge('user-1', 'user-2'))).toMatchObject(
    {
      code: 'ResourceConflictException',
    },
  );
  expect(await s.test.refused('cognito-identity', 'MergeDeveloperIdentities', merge('user-1', 'nobody'))).toMatchObject(
    {
      code: 'ResourceNotFoundException',
    },
  );
});

test('an identity has twenty users at most', async () => {
  const one = await tokenFor('a0');
  for (let n = 1; n < 20; n += 1) await tokenFor(`a${n}`, { IdentityId: one.IdentityId });
  await tokenFor('b0');
  expect(await s.test.refused('cognito-identity', 'MergeDeveloperIdentities', merge('b0', 'a0'))).toMatchObject({
    code: 'ResourceConflictException',
    message: 'An identity can have at most 20 developer user identifiers.',
  });
});

test('an unlinked user’s token is no login any more', async () => {
  const { IdentityId, Token } = await tokenFor('user-1');
  await tokenFor('user-2', { IdentityId });
  const unlink = { IdentityPoolId: s.identityPoolId, IdentityId, DeveloperProviderName: DEVELOPER };
  await s.test.call('cognito-identity', 'UnlinkDeveloperIdentity', { ...unlink, DeveloperUserIdentifier: 'user-1' });
  expect(
    await s.test.refused('cognito-identity', 'GetCredentialsForIdentity', {
      IdentityId,
      Logins: { 'cognito-identity.amazonaws.com': Token },
    }),
  ).toMatchObject({ message: expect.stringContaining("Logins don't match.") });
  expect(
    await s.test.refused('cognito-identity', 'UnlinkDeveloperIdentity', {
      ...unlink,
      DeveloperUserIdentifier: 'user-1',
    }),
  ).toMatchObject({ code: 'ResourceNotFoundException' });
  await s.test.call('cognito-identity', 'UnlinkDeveloperIdentity', { ...unlink, DeveloperUserIdentifier: 'user-2' });
  expect(await s.test.refused('cognito-identity', 'GetCredentialsForIdentity', { IdentityId })).toMatchObject({
    code: 'NotAuthorizedException',
  });
});
