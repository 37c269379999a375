import { afterEach, beforeEach, expect, test } from 'vitest';
import { startStreaming, type Streaming } from './streaming.ts';

let it: Streaming;
beforeEach(async () => {
  it = await startStreaming();
});
afterEach(() => it.stop());

const login = async (username: string) => ({ [it.provider]: (await it.signIn(username)).id });
const getId = async (Logins?: Record<string, string>) =>
  (
    await it.test.call('cognito-identity', 'GetId', {
      IdentityPoolId: it.identityPoolId,
      ...(Logins === undefined ? {} : { Logins }),
    })
  ).IdentityId as string;
const refusedId = (Logins: unknown) =>
  it.test.refused('cognito-identity', 'GetId', { IdentityPoolId: it.identityPoolId, Logins });
const settings = async (change: object) => {
  const pool = await it.test.call('cognito-identity', 'DescribeIdentityPool', { IdentityPoolId: it.identityPoolId });
  await it.test.call('cognito-identity', 'UpdateIdentityPool', { ...pool, ...change });
};

test('a token with AWS’s issuer is taken under the same login key', async () => {
  const local = await getId(await login('fred'));
  await it.test.call('poolkeeper', 'UpdateWorkspaceSettings', { issuer: 'aws' });
  const { id } = await it.signIn('fred');
  expect(JSON.parse(Buffer.from(id.split('.')[1] as string, 'base64url').toString()).iss).toBe(
    `https://cognito-idp.us-east-1.amazonaws.com/${it.poolId}`,
  );
  expect(await getId({ [it.provider]: id })).toBe(local);
});

test('an expired token is refused with both times', async () => {
  const Logins = await login('fred');
  it.test.advance(3601_000);
  const fault = await refusedId(Logins);
  const now = Math.floor(it.test.engine.workspace.clock.now() / 1000);
  expect(fault).toMatchObject({
    code: 'NotAuthorizedException',
    message: `Invalid login token. Token expired: ${now} >= ${now - 1}`,
  });
});

test('what is no token, a changed token, an access token', async () => {
  const { id, access } = await it.signIn('fred');
  const [header, payload, signature] = id.split('.') as [string, string, string];
  const claims = {
    ...JSON.parse(Buffer.from(payload, 'base64url').toString()),
    'cognito:preferred_role': it.roles.premium,
  };
  const forged = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
  for (const [token, message] of [
    ['nonsense', 'Invalid login token. Not a valid OpenId Connect identity token.'],
    [forged, "Invalid login token. Couldn't verify signed token."],
    [access, 'Invalid login token. Missing a required claim: aud'],
  ])
    expect(await refusedId({ [it.provider]: token })).toMatchObject({ code: 'NotAuthorizedException', message });
});

test('a token of a client that the pool does not list', async () => {
  await settings({ CognitoIdentityProviders: [{ ProviderName: it.provider, ClientId: 'another' }] });
  expect(await refusedId(await login('fred'))).toMatchObject({
    code: 'NotAuthorizedException',
    message: 'Token is not from a supported provider of this identity pool.',
  });
});

test('login keys: unknown, not configured, another pool’s, an identity pool’s own', async () => {
  const token = (await it.signIn('fred')).id;
  const other = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_Another01';
  for (const [key, code, message] of [
    ['example.com', 'InvalidParameterException', 'Please provide a valid public provider.'],
    ['accounts.google.com', 'NotAuthorizedException', 'Token is not from a supported provider of this identity pool.'],
    [other, 'NotAuthorizedException', 'Token is not from a supported provider of this identity pool.'],
    ['cognito-identity.amazonaws.com', 'NotAuthorizedException', "Invalid login token. Can't pass in a Cognito token."],
  ] as const)
    expect(await refusedId({ [key]: token })).toMatchObject({ code, message });
  await settings({ CognitoIdentityProviders: [{ ProviderName: other, ClientId: it.clientId }] });
  expect(await refusedId({ [other]: token })).toMatchObject({
    message: "Invalid login token. Issuer doesn't match providerName",
  });
});

test('guests are refused where the pool does not allow them', async () => {
  const IdentityId = await getId();
  await settings({ AllowUnauthenticatedIdentities: false });
  const expected = {
    code: 'NotAuthorizedException',
    message: 'Unauthenticated access is not supported for this identity pool.',
  };
  expect(await refusedId(undefined)).toMatchObject(expected);
  expect(await it.test.refused('cognito-identity', 'GetCredentialsForIdentity', { IdentityId })).toMatchObject(
    expected,
  );
});

test('unknown pools and identities', async () => {
  const id = 'us-east-1:99999999-9999-9999-9999-999999999999';
  expect(await it.test.refused('cognito-identity', 'GetId', { IdentityPoolId: id })).toMatchObject({
    code: 'ResourceNotFoundException',
    message: `IdentityPool '${id}' not found.`,
  });
  expect(await it.test.refused('cognito-identity', 'GetCredentialsForIdentity', { IdentityId: id })).toMatchObject({
    code: 'ResourceNotFoundException',
    message: `Identity '${id}' not found.`,
  });
  expect(
    await it.test.refused(
      'cognito-identity',
      'DescribeIdentityPool',
      { IdentityPoolId: it.identityPoolId },
      { region: 'eu-west-1' },
    ),
  ).toMatchObject({
    code: 'ResourceNotFoundException',
    reason: 'The pool is in us-east-1; the call was signed for eu-west-1.',
  });
});

test('an identity with a login wants that login', async () => {
  const IdentityId = await getId(await login('fred'));
  expect(await it.test.refused('cognito-identity', 'GetCredentialsForIdentity', { IdentityId })).toMatchObject({
    code: 'NotAuthorizedException',
    message: `Access to Identity '${IdentityId}' is forbidden.`,
  });
  expect(
    await it.test.refused('cognito-identity', 'GetCredentialsForIdentity', {
      IdentityId,
      Logins: await login('paula'),
    }),
  ).toMatchObject({
    code: 'NotAuthorizedException',
    message: "Logins don't match. Please include at least one valid login for this identity or identity pool.",
  });
});

test('a guest who signs in for the first time keeps the identity', async () => {
  const guest = await getId();
  const Logins = await login('fred');
  const { IdentityId } = await it.test.call('cognito-identity', 'GetCredentialsForIdentity', {
    IdentityId: guest,
    Logins,
  });
  expect(IdentityId).toBe(guest);
  expect(await getId(Logins)).toBe(guest);
  expect((await it.test.call('cognito-identity', 'DescribeIdentity', { IdentityId: guest })).Logins).toEqual([
    it.provider,
  ]);
});

test('a guest who had signed in before gets the old identity back, and the guest’s is disabled', async () => {
  const Logins = await login('fred');
  const old = await getId(Logins);
  const guest = await getId();
  const { IdentityId } = await it.test.call('cognito-identity', 'GetCredentialsForIdentity', {
    IdentityId: guest,
    Logins,
  });
  expect(IdentityId).toBe(old);
  expect((await it.test.refused('cognito-identity', 'GetCredentialsForIdentity', { IdentityId: guest })).message).toBe(
    `Access to Identity '${guest}' is forbidden.`,
  );
  const listed = await it.test.call('cognito-identity', 'ListIdentities', {
    IdentityPoolId: it.identityPoolId,
    MaxResults: 60,
    HideDisabled: true,
  });
  expect(listed.Identities?.map((identity) => identity.IdentityId)).toEqual([old]);
});

test('ServerSideTokenCheck refuses tokens of signed-out, disabled and deleted users; without it they last', async () => {
  const Logins = await login('fred');
  await getId(Logins);
  await it.test.call('cognito-idp', 'AdminUserGlobalSignOut', { UserPoolId: it.poolId, Username: 'fred' });
  await getId(Logins);
  await settings({
    CognitoIdentityProviders: [{ ProviderName: it.provider, ClientId: it.clientId, ServerSideTokenCheck: true }],
  });
  const revoked = { code: 'NotAuthorizedException', message: 'Invalid login token. Token is revoked' };
  expect(await refusedId(Logins)).toMatchObject(revoked);
  const paula = await login('paula');
  await it.test.call('cognito-idp', 'AdminDisableUser', { UserPoolId: it.poolId, Username: 'paula' });
  expect(await refusedId(paula)).toMatchObject(revoked);
  const nora = await login('nora');
  await it.test.call('cognito-idp', 'AdminDeleteUser', { UserPoolId: it.poolId, Username: 'nora' });
  expect(await refusedId(nora)).toMatchObject(revoked);
  await settings({
    CognitoIdentityProviders: [{ ProviderName: it.provider, ClientId: it.clientId, ServerSideTokenCheck: false }],
  });
  await getId(nora);
});

const CONFIGURATION = {
  code: 'InvalidIdentityPoolConfigurationException',
  message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
};

test('a pool without a role, with a role that does not exist, with a role that does not trust it', async () => {
  const IdentityId = await getId();
  const ask = () => it.test.refused('cognito-identity', 'GetCredentialsForIdentity', { IdentityId });
  const set = (Roles: Record<string, string>) =>
    it.test.call('cognito-identity', 'SetIdentityPoolRoles', { IdentityPoolId: it.identityPoolId, Roles });
  await set({ authenticated: it.roles.free });
  expect(await ask()).toMatchObject({
    ...CONFIGURATION,
    reason: 'Nobody is signed in. The pool has no unauthenticated role.',
  });
  await set({ unauthenticated: 'arn:aws:iam::000000000000:role/None' });
  expect(await ask()).toMatchObject(CONFIGURATION);
  await set({ unauthenticated: it.roles.free });
  const fault = await ask();
  expect(fault).toMatchObject(CONFIGURATION);
  expect(fault.reason).toContain(
    'Condition ForAnyValue:StringLike fails: cognito-identity.amazonaws.com:amr is "unauthenticated"',
  );
});

test('rules choose a role by a claim', async () => {
  await it.test.call('cognito-identity', 'SetIdentityPoolRoles', {
    IdentityPoolId: it.identityPoolId,
    Roles: { authenticated: it.roles.free, unauthenticated: it.roles.guest },
    RoleMappings: {
      [it.mappingKey]: {
        Type: 'Rules',
        AmbiguousRoleResolution: 'AuthenticatedRole',
        RulesConfiguration: {
          Rules: [{ Claim: 'cognito:username', MatchType: 'StartsWith', Value: 'no', RoleARN: it.roles.premium }],
        },
      },
    },
  });
  const roleOf = async (username: string) =>
    it.test.engine.workspace.store.access.session((await it.session(username)).accessKeyId)?.roleArn;
  expect(await roleOf('nora')).toBe(it.roles.premium);
  expect(await roleOf('paula')).toBe(it.roles.free);
});

test('principal tags become session tags if the role lets them, and policies can use them', async () => {
  await it.test.call('cognito-identity', 'SetPrincipalTagAttributeMap', {
    IdentityPoolId: it.identityPoolId,
    IdentityProviderName: it.provider,
    PrincipalTags: { viewer: 'cognito:username', none: 'custom:none' },
  });
  const IdentityId = await getId(await login('paula'));
  const ask = async () => ({ IdentityId, Logins: await login('paula') });
  expect(await it.test.refused('cognito-identity', 'GetCredentialsForIdentity', await ask())).toMatchObject(
    CONFIGURATION,
  );
  const { Role } = await it.test.call('iam', 'GetRole', { RoleName: 'Premium' });
  const trust = decodeURIComponent(Role.AssumeRolePolicyDocument as string).replace(
    '"sts:AssumeRoleWithWebIdentity"',
    '["sts:AssumeRoleWithWebIdentity","sts:TagSession"]',
  );
  await it.test.call('iam', 'UpdateAssumeRolePolicy', { RoleName: 'Premium', PolicyDocument: trust });
  await it.test.call('iam', 'PutRolePolicy', {
    RoleName: 'Premium',
    PolicyName: 'Own',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::catalog/${aws:PrincipalTag/viewer}/*' },
      ],
    }),
  });
  const { context } = await it.session('paula');
  await it.test.call('s3', 'PutObject', { Bucket: 'catalog', Key: 'paula/x', Body: Buffer.from('x') }, context);
  expect(
    (await it.test.refused('s3', 'PutObject', { Bucket: 'catalog', Key: 'fred/x', Body: Buffer.from('x') }, context))
      .code,
  ).toBe('AccessDenied');
});

test('a login that was unlinked gets another identity', async () => {
  const Logins = await login('fred');
  const old = await getId(Logins);
  const unlink = { IdentityId: old, LoginsToRemove: [it.provider] };
  expect(
    (await it.test.refused('cognito-identity', 'UnlinkIdentity', { ...unlink, Logins: await login('paula') })).code,
  ).toBe('NotAuthorizedException');
  await it.test.call('cognito-identity', 'UnlinkIdentity', { ...unlink, Logins });
  expect(await getId(Logins)).not.toBe(old);
});

test('deleted identities are gone; unknown ones are passed over', async () => {
  const id = await getId();
  const deleted = await it.test.call('cognito-identity', 'DeleteIdentities', {
    IdentityIdsToDelete: [id, 'us-east-1:99999999-9999-9999-9999-999999999999'],
  });
  expect(deleted.UnprocessedIdentityIds).toEqual([]);
  expect((await it.test.refused('cognito-identity', 'DescribeIdentity', { IdentityId: id })).code).toBe(
    'ResourceNotFoundException',
  );
});
