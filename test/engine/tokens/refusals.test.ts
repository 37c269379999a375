import { createHmac } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyToken } from '../../../electron/engine/tokens/verify.ts';
import { partOf, stage, type Stage } from '../../support/signed-in.ts';

let on: Stage;
beforeAll(async () => {
  on = await stage({ now: Date.UTC(2026, 10, 1, 12) });
});
afterAll(() => on.stop());

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const getUser = (AccessToken: string) => on.refused('cognito-idp', 'GetUser', { AccessToken });

/** An access token with its parts made anew. */
async function remade(
  make: (header: Record<string, unknown>, payload: Record<string, unknown>, token: string) => Promise<string> | string,
): Promise<string> {
  const { AccessToken } = await on.password();
  return make(partOf(AccessToken, 0), partOf(AccessToken, 1), AccessToken);
}

/** Signed with the pool's own key: what only a verifier's other checks can refuse. */
async function signedByPool(claims: Record<string, unknown>, header: Record<string, unknown> = {}): Promise<string> {
  const key = await on.engine.workspace.keys.key(on.poolId, 'access');
  return new SignJWT(claims).setProtectedHeader({ kid: key.kid, alg: 'RS256', ...header }).sign(key.privateKey);
}

const INVALID = 'Invalid Access Token';
const refusals: readonly (readonly [string, string, () => Promise<string>])[] = [
  ['nonsense', INVALID, async () => 'nonsense'],
  ['two parts', INVALID, () => remade((_h, _p, token) => token.split('.').slice(0, 2).join('.'))],
  ['an ID token', INVALID, async () => (await on.password()).IdToken],
  ['alg none', INVALID, () => remade((header, payload) => `${encode({ ...header, alg: 'none' })}.${encode(payload)}.`)],
  [
    'alg None',
    INVALID,
    () =>
      remade(
        (header, payload, token) => `${encode({ ...header, alg: 'None' })}.${encode(payload)}.${token.split('.')[2]}`,
      ),
  ],
  [
    'HS256 under the public key',
    INVALID,
    () =>
      remade(async (header, payload) => {
        const { publicKey } = await on.engine.workspace.keys.key(on.poolId, 'access');
        const text = `${encode({ ...header, alg: 'HS256' })}.${encode(payload)}`;
        return `${text}.${createHmac('sha256', publicKey.export({ type: 'spki', format: 'pem' }))
          .update(text)
          .digest('base64url')}`;
      }),
  ],
  [
    'another key under the same kid',
    'Could not verify signature for Access Token',
    () =>
      remade(async (header, payload) => {
        const { privateKey } = await on.engine.workspace.keys.key('workspace', 'refresh');
        return new SignJWT(payload).setProtectedHeader({ kid: header['kid'] as string, alg: 'RS256' }).sign(privateKey);
      }),
  ],
  [
    'an unknown kid',
    INVALID,
    () =>
      remade(
        (header, payload, token) => `${encode({ ...header, kid: 'x' })}.${encode(payload)}.${token.split('.')[2]}`,
      ),
  ],
  [
    'a changed username',
    'Could not verify signature for Access Token',
    () =>
      remade(
        (header, payload, token) =>
          `${encode(header)}.${encode({ ...payload, username: 'root' })}.${token.split('.')[2]}`,
      ),
  ],
  [
    'a later expiry',
    'Could not verify signature for Access Token',
    () =>
      remade(
        (header, payload, token) =>
          `${encode(header)}.${encode({ ...payload, exp: 9_999_999_999 })}.${token.split('.')[2]}`,
      ),
  ],
  [
    'a cut signature',
    'Could not verify signature for Access Token',
    () => remade((_h, _p, token) => `${token.split('.').slice(0, 2).join('.')}.`),
  ],
  [
    'another pool’s issuer',
    INVALID,
    () => remade((_, payload) => signedByPool({ ...payload, iss: 'http://localhost:9229/us-east-1_Nowhere99' })),
  ],
  [
    'a key in the header',
    INVALID,
    () => remade((_, payload) => signedByPool(payload, { jku: 'http://localhost/keys' })),
  ],
  ['another token_use', INVALID, () => remade((_, payload) => signedByPool({ ...payload, token_use: 'refresh' }))],
  ['an unknown client', INVALID, () => remade((_, payload) => signedByPool({ ...payload, client_id: 'nosuchclient' }))],
  [
    'no scope for it',
    'Access Token does not have required scopes',
    () => remade((_, payload) => signedByPool({ ...payload, scope: 'openid email' })),
  ],
  [
    'an unknown sign-in',
    'Access Token has been revoked',
    () => remade((_, payload) => signedByPool({ ...payload, origin_jti: '00000000-0000-4000-8000-000000000000' })),
  ],
  ['padding', INVALID, () => remade((_h, _p, token) => `${token}==`)],
  [
    'a doubled key',
    INVALID,
    () =>
      remade(
        (header, payload, token) =>
          `${encode(header)}.${Buffer.from(`{"sub":"x",${JSON.stringify(payload).slice(1)}`).toString('base64url')}.${token.split('.')[2]}`,
      ),
  ],
];

describe('a token-authorised operation refuses', () => {
  for (const [what, message, make] of refusals)
    test(what, async () => {
      expect(await getUser(await make())).toMatchObject({ code: 'NotAuthorizedException', message });
    });

  test('an expired token, in the second in which it expires', async () => {
    const { AccessToken } = await on.password();
    on.advance(3_599_999);
    await on.call('cognito-idp', 'GetUser', { AccessToken });
    on.advance(1);
    expect(await getUser(AccessToken)).toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Access Token has expired',
    });
  });

  test('a token whose refresh token was revoked, and its new ones, but no other sign-in’s', async () => {
    const ended = await on.password();
    const other = await on.password();
    await on.call('cognito-idp', 'RevokeToken', { ClientId: on.clientId, Token: ended.RefreshToken });
    await on.call('cognito-idp', 'RevokeToken', { ClientId: on.clientId, Token: ended.RefreshToken });
    expect(await getUser(ended.AccessToken)).toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Access Token has been revoked',
    });
    expect(
      await on.refused('cognito-idp', 'InitiateAuth', {
        ClientId: on.clientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN: ended.RefreshToken },
      }),
    ).toMatchObject({ code: 'NotAuthorizedException', message: 'Refresh Token has been revoked' });
    await on.call('cognito-idp', 'GetUser', { AccessToken: other.AccessToken });
  });

  test('all tokens after a global sign-out, and none of the next sign-in', async () => {
    const { clientId } = await on.client({ EnableTokenRevocation: false });
    const before = [await on.password(), await on.srp(), await on.password(clientId)];
    await on.call('cognito-idp', 'GlobalSignOut', { AccessToken: before[0]?.AccessToken as string });
    const after = await on.password();
    for (const { AccessToken } of before)
      expect(await getUser(AccessToken)).toMatchObject({ message: 'Access Token has been revoked' });
    expect(
      await on.refused('cognito-idp', 'GlobalSignOut', { AccessToken: before[0]?.AccessToken as string }),
    ).toMatchObject({ message: 'Access Token has been revoked' });
    await on.call('cognito-idp', 'GetUser', { AccessToken: after.AccessToken });
    await on.call('cognito-idp', 'AdminUserGlobalSignOut', { UserPoolId: on.poolId, Username: 'alice' });
    expect(await getUser(after.AccessToken)).toMatchObject({ message: 'Access Token has been revoked' });
  });

  test('the tokens of a disabled and of a deleted user', async () => {
    await on.user('gone');
    const { AccessToken } = await on.srp(undefined, 'gone');
    await on.call('cognito-idp', 'AdminDisableUser', { UserPoolId: on.poolId, Username: 'gone' });
    expect(await getUser(AccessToken)).toMatchObject({ code: 'NotAuthorizedException', message: 'User is disabled.' });
    await on.call('cognito-idp', 'AdminEnableUser', { UserPoolId: on.poolId, Username: 'gone' });
    expect(await getUser(AccessToken)).toMatchObject({ message: 'Access Token has been revoked' });
    await on.call('cognito-idp', 'AdminDeleteUser', { UserPoolId: on.poolId, Username: 'gone' });
    expect(await getUser(AccessToken)).toMatchObject({
      code: 'UserNotFoundException',
      message: 'User does not exist.',
    });
    expect(await on.refused('cognito-idp', 'GlobalSignOut', { AccessToken })).toMatchObject({
      code: 'NotAuthorizedException',
      message: INVALID,
    });
  });
});

describe('RevokeToken refuses', () => {
  const revoke = (Token: string, ClientId = on.clientId, more = {}) =>
    on.refused('cognito-idp', 'RevokeToken', { Token, ClientId, ...more });

  test('an access token, nonsense, a foreign client, a wrong secret, and a client without revocation', async () => {
    const { AccessToken, RefreshToken } = await on.password();
    const confidential = await on.client({ GenerateSecret: true });
    const without = await on.client({ EnableTokenRevocation: false });
    const unrevocable = await on.password(without.clientId);
    const unsupported = { code: 'UnsupportedTokenTypeException', message: 'Unsupported token type' };
    expect(await revoke(AccessToken)).toMatchObject(unsupported);
    expect(await revoke('nonsense')).toMatchObject(unsupported);
    expect(await revoke(RefreshToken, without.clientId)).toMatchObject({
      code: 'UnauthorizedException',
      message: 'Invalid client',
    });
    expect(await revoke(RefreshToken, confidential.clientId)).toMatchObject({
      code: 'UnauthorizedException',
      message: 'Invalid client secret',
    });
    expect(await revoke(unrevocable.RefreshToken, without.clientId)).toMatchObject({
      code: 'UnsupportedOperationException',
    });
    await on.call('cognito-idp', 'GetUser', { AccessToken });
  });
});

test('verifyToken says why, and tells a revoked token from a bad one', async () => {
  const { workspace } = on.engine;
  const { IdToken, RefreshToken } = await on.password();
  expect(await verifyToken(workspace, IdToken)).toMatchObject({
    ok: true,
    use: 'id',
    user: { username: 'alice' },
    client: { id: on.clientId },
  });
  expect(await verifyToken(workspace, RefreshToken)).toMatchObject({ ok: false, why: 'malformed' });
  on.advance(1000);
  await on.call('cognito-idp', 'RevokeToken', { ClientId: on.clientId, Token: RefreshToken });
  expect(await verifyToken(workspace, IdToken)).toMatchObject({
    ok: true,
    revoked: expect.stringContaining('revoked'),
  });
});
