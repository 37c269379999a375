import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { preferredRole, rolesOf } from '../../../electron/engine/tokens/claims.ts';
import type { Group } from '../../../electron/engine/store/groups.ts';
import { partOf, stage, type Stage, type Tokens } from '../../support/signed-in.ts';

const ROLE = (name: string): string => `arn:aws:iam::000000000000:role/${name}`;
let on: Stage;
let tokens: Tokens;
beforeAll(async () => {
  on = await stage({
    pool: {
      Schema: [
        { Name: 'age', AttributeDataType: 'Number', Mutable: true },
        { Name: 'member', AttributeDataType: 'Boolean', Mutable: true },
      ],
    },
    attributes: {
      email: 'alice@example.com',
      email_verified: 'true',
      phone_number: '+15551234567',
      phone_number_verified: 'false',
      address: '1 Main Street',
      updated_at: '1700000000',
      picture: 'https://example.com/alice.png',
      'custom:age': '42',
      'custom:member': 'true',
    },
  });
  const groups: readonly (readonly [string, number | undefined, string | undefined])[] = [
    ['free', 10, ROLE('free')],
    ['premium', 1, ROLE('premium')],
    ['staff', 0, undefined],
    ['late', undefined, ROLE('free')],
  ];
  for (const [GroupName, Precedence, RoleArn] of groups) {
    await on.call('cognito-idp', 'CreateGroup', { UserPoolId: on.poolId, GroupName, Precedence, RoleArn });
    await on.call('cognito-idp', 'AdminAddUserToGroup', { UserPoolId: on.poolId, GroupName, Username: 'alice' });
  }
  tokens = await on.srp();
});
afterAll(() => on.stop());

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('the tokens of a sign-in', () => {
  test('verify with the two keys of the pool’s JWKS, one each', async () => {
    const { keys } = await on.call('poolkeeper', 'GetJwks', { PoolId: on.poolId });
    const jwks = createLocalJWKSet({ keys } as unknown as JSONWebKeySet);
    const issuer = `http://localhost:9229/${on.poolId}`;
    await jwtVerify(tokens.IdToken, jwks, { issuer, audience: on.clientId, algorithms: ['RS256'] });
    await jwtVerify(tokens.AccessToken, jwks, { issuer, algorithms: ['RS256'] });
    const kids = [tokens.IdToken, tokens.AccessToken].map((token) => decodeProtectedHeader(token).kid);
    expect(new Set(kids).size).toBe(2);
    expect(keys.map(({ kid }) => kid)).toEqual(kids);
    await expect(jwtVerify(`${tokens.IdToken.slice(0, -6)}AAAAAA`, jwks)).rejects.toThrow();
  });

  test('have a header of kid and alg and nothing else', () => {
    for (const token of [tokens.IdToken, tokens.AccessToken]) {
      const header = partOf(token, 0);
      expect(Object.keys(header)).toEqual(['kid', 'alg']);
      expect(header['alg']).toBe('RS256');
      expect(header['kid']).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    }
  });

  test('say in the ID token who the user is', () => {
    const claims = partOf(tokens.IdToken, 1);
    expect(claims).toMatchObject({
      iss: `http://localhost:9229/${on.poolId}`,
      aud: on.clientId,
      token_use: 'id',
      'cognito:username': 'alice',
      'cognito:groups': ['staff', 'premium', 'free', 'late'],
      'cognito:roles': [ROLE('premium'), ROLE('free')],
      'cognito:preferred_role': ROLE('premium'),
      email: 'alice@example.com',
      email_verified: true,
      phone_number_verified: false,
      address: { formatted: '1 Main Street' },
      updated_at: 1700000000,
      'custom:age': '42',
      'custom:member': 'true',
    });
    for (const name of ['sub', 'event_id', 'origin_jti', 'jti']) expect(claims[name]).toMatch(uuid);
    expect(claims).not.toHaveProperty('client_id');
    expect(claims).not.toHaveProperty('scope');
    expect((claims['exp'] as number) - (claims['iat'] as number)).toBe(3600);
  });

  test('say in the access token what its bearer may do, and nothing of the user’s attributes', () => {
    const claims = partOf(tokens.AccessToken, 1);
    expect(Object.keys(claims).sort()).toEqual([
      'auth_time',
      'client_id',
      'cognito:groups',
      'event_id',
      'exp',
      'iat',
      'iss',
      'jti',
      'origin_jti',
      'scope',
      'sub',
      'token_use',
      'username',
    ]);
    expect(claims).toMatchObject({
      client_id: on.clientId,
      scope: 'aws.cognito.signin.user.admin',
      token_use: 'access',
      username: 'alice',
    });
    const id = partOf(tokens.IdToken, 1);
    for (const name of ['sub', 'event_id', 'origin_jti', 'auth_time']) expect(claims[name]).toBe(id[name]);
    expect(claims['jti']).not.toBe(id['jti']);
  });

  test('include a refresh token that is a five-part JWE with AWS’s header', () => {
    const parts = tokens.RefreshToken.split('.');
    expect(parts).toHaveLength(5);
    expect(Buffer.from(parts[0] as string, 'base64url').toString()).toBe(
      '{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}',
    );
    expect(tokens.RefreshToken.startsWith('eyJjdHkiOiJKV1Qi')).toBe(true);
    expect(tokens.RefreshToken.length).toBeGreaterThan(1500);
    expect(tokens.RefreshToken.length).toBeLessThan(1900);
  });

  test('live as long as the app client says, in its units', async () => {
    const { clientId } = await on.client({
      AccessTokenValidity: 10,
      IdTokenValidity: 600,
      RefreshTokenValidity: 90,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'seconds', RefreshToken: 'minutes' },
    });
    const made = await on.password(clientId);
    const life = (token: string): number => (partOf(token, 1)['exp'] as number) - (partOf(token, 1)['iat'] as number);
    expect([made.ExpiresIn, life(made.AccessToken), life(made.IdToken)]).toEqual([600, 600, 600]);
  });

  test('leave out attributes that the client may not read, and origin_jti without revocation', async () => {
    const { clientId } = await on.client({ ReadAttributes: ['email'], EnableTokenRevocation: false });
    const made = await on.password(clientId);
    const claims = partOf(made.IdToken, 1);
    expect(claims['email']).toBe('alice@example.com');
    for (const name of ['picture', 'custom:age', 'email_verified', 'origin_jti', 'jti'])
      expect(claims).not.toHaveProperty(name);
    expect(claims['event_id']).toMatch(uuid);
    expect(partOf(made.AccessToken, 1)).not.toHaveProperty('origin_jti');
  });

  test('carry AWS’s own issuer where the workspace is set so', async () => {
    const workspace = on.engine.workspace;
    const { settings } = workspace;
    workspace.settings = { ...settings, issuer: 'aws' };
    const made = await on.password();
    workspace.settings = settings;
    expect(partOf(made.IdToken, 1)['iss']).toBe(`https://cognito-idp.us-east-1.amazonaws.com/${on.poolId}`);
  });

  test('show groups as they are at each refresh', async () => {
    const made = await on.password();
    await on.call('cognito-idp', 'AdminRemoveUserFromGroup', {
      UserPoolId: on.poolId,
      GroupName: 'staff',
      Username: 'alice',
    });
    const { AuthenticationResult } = await on.call('cognito-idp', 'InitiateAuth', {
      ClientId: on.clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: made.RefreshToken },
    });
    expect(partOf(AuthenticationResult?.IdToken as string, 1)['cognito:groups']).toEqual(['premium', 'free', 'late']);
    await on.call('cognito-idp', 'AdminAddUserToGroup', {
      UserPoolId: on.poolId,
      GroupName: 'staff',
      Username: 'alice',
    });
  });

  test('have no group claims for a user without groups', async () => {
    await on.user('loner');
    const claims = partOf((await on.srp(undefined, 'loner')).IdToken, 1);
    for (const name of ['cognito:groups', 'cognito:roles', 'cognito:preferred_role'])
      expect(claims).not.toHaveProperty(name);
  });
});

describe('the preferred role', () => {
  const group = (name: string, precedence: number | undefined, role: string | undefined): Group => ({
    poolId: 'p',
    name,
    description: undefined,
    roleArn: role,
    precedence,
    createdAt: 0,
    modifiedAt: 0,
  });
  const cases: readonly (readonly [string, readonly Group[], string | undefined])[] = [
    ['is absent without groups', [], undefined],
    ['is absent without roles', [group('a', 1, undefined)], undefined],
    ['is the only one there is', [group('a', undefined, 'r')], 'r'],
    ['is that of the lowest number', [group('a', 1, 'r1'), group('b', 2, 'r2')], 'r1'],
    ['passes over a group without a role', [group('a', 0, undefined), group('b', 2, 'r2')], 'r2'],
    ['is set on a tie of the same role', [group('a', 1, 'r'), group('b', 1, 'r')], 'r'],
    ['is absent on a tie of two roles', [group('a', 1, 'r1'), group('b', 1, 'r2')], undefined],
    ['ranks no precedence last', [group('a', 999, 'r1'), group('b', undefined, 'r2')], 'r1'],
    ['is absent on a tie without precedence', [group('a', undefined, 'r1'), group('b', undefined, 'r2')], undefined],
  ];
  for (const [what, groups, role] of cases) test(what, () => expect(preferredRole(groups)).toBe(role));
  test('roles stand once each', () =>
    expect(rolesOf([group('a', 1, 'r'), group('b', 2, 'r'), group('c', 3, 's')])).toEqual(['r', 's']));
});
