import { CognitoJwtVerifier, JwtVerifier } from 'aws-jwt-verify';
import { validateCognitoJwtFields } from 'aws-jwt-verify/cognito-verifier';
import { SimpleJwksCache, type Jwks } from 'aws-jwt-verify/jwk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { poolStage, PASSWORD, type PoolStage } from './stage.ts';
import { there } from './sdk.ts';
import { serveInside, type Inside } from './server.ts';

/** aws-jwt-verify accepts what the engine issues, with either form of the issuer, and nothing else. */

type Tokens = { readonly id: string; readonly access: string };

/** What every verifier here does: takes a token, gives the claims or throws. */
type Verify = (token: string, use: 'id' | 'access', clientId?: string) => Promise<Record<string, unknown>>;

const HOUR_MS = 3_600_000;
const NOT_THIS_CLIENT = /^Client ID \("audience"\) not allowed|^Client ID not allowed/;

async function signIn({ call }: Inside, clientId: string): Promise<Tokens> {
  const { AuthenticationResult } = await call('cognito-idp', 'InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'nora', PASSWORD },
  });
  return { id: there(AuthenticationResult?.IdToken), access: there(AuthenticationResult?.AccessToken) };
}

/** The token with one claim changed and the signature that it had. */
function changed(token: string, claim: string, value: unknown): string {
  const [header, payload = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as object;
  return [header, Buffer.from(JSON.stringify({ ...claims, [claim]: value })).toString('base64url'), signature].join(
    '.',
  );
}

/** The token by the algorithm that means that nobody signed it. */
function unsigned(token: string): string {
  const [header = '', payload, signature] = token.split('.');
  const said = JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as object;
  return [Buffer.from(JSON.stringify({ ...said, alg: 'none' })).toString('base64url'), payload, signature].join('.');
}

const jwksOf = async (server: Inside, poolId: string): Promise<Jwks> =>
  (await (await fetch(`${server.endpoint}/${poolId}/.well-known/jwks.json`)).json()) as Jwks;

/**
 * JwtVerifier takes any issuer; what Cognito's tokens hold besides is checked by the library's own function.
 * The library fetches keys over https only, so the fetcher is given.
 */
function withLocalIssuer(server: Inside, { poolId, clientId }: PoolStage): Verify {
  const jwksUri = `${server.endpoint}/${poolId}/.well-known/jwks.json`;
  const fetcher = { fetch: async (uri: string) => (await fetch(uri)).arrayBuffer() };
  const verifier = JwtVerifier.create(
    { issuer: `${server.endpoint}/${poolId}`, audience: null, jwksUri },
    { jwksCache: new SimpleJwksCache({ fetcher }) },
  );
  return async (token, tokenUse, expected = clientId) =>
    verifier.verify(token, {
      customJwtCheck: ({ payload }) => validateCognitoJwtFields(payload, { tokenUse, clientId: expected }),
    });
}

/** CognitoJwtVerifier knows AWS's issuers only, and gets the keys by hand. */
async function withAwsIssuer(server: Inside, { poolId, clientId }: PoolStage): Promise<Verify> {
  const verifier = CognitoJwtVerifier.create({ userPoolId: poolId });
  verifier.cacheJwks(await jwksOf(server, poolId));
  return async (token, tokenUse, expected = clientId) => ({
    ...(await verifier.verify(token, { tokenUse, clientId: expected })),
  });
}

describe.each([
  ['local', async (server: Inside, stage: PoolStage) => withLocalIssuer(server, stage)],
  ['aws', withAwsIssuer],
] as const)('issuer: %s', (issuer, verifierOf) => {
  let server: Inside;
  let stage: PoolStage;
  let verify: Verify;
  let tokens: Tokens;

  beforeAll(async () => {
    server = await serveInside({ settings: { issuer } });
    stage = await poolStage(server);
    verify = await verifierOf(server, stage);
    tokens = await signIn(server, stage.clientId);
  });
  afterAll(() => server.stop());

  test('both tokens are accepted for what they are', async () => {
    const iss =
      issuer === 'local'
        ? `${server.endpoint}/${stage.poolId}`
        : `https://cognito-idp.us-east-1.amazonaws.com/${stage.poolId}`;
    expect(await verify(tokens.id, 'id')).toMatchObject({
      iss,
      aud: stage.clientId,
      token_use: 'id',
      'cognito:username': 'nora',
    });
    expect(await verify(tokens.access, 'access')).toMatchObject({
      iss,
      client_id: stage.clientId,
      token_use: 'access',
      username: 'nora',
    });
  });

  test('another client, another use', async () => {
    await expect(verify(tokens.id, 'id', 'anotherclient')).rejects.toThrow(NOT_THIS_CLIENT);
    await expect(verify(tokens.access, 'access', 'anotherclient')).rejects.toThrow(NOT_THIS_CLIENT);
    await expect(verify(tokens.id, 'access')).rejects.toThrow('Token use not allowed: id. Expected: access');
    await expect(verify(tokens.access, 'id')).rejects.toThrow('Token use not allowed: access. Expected: id');
  });

  test('a changed token, an unsigned one, one that was cut', async () => {
    await expect(verify(changed(tokens.id, 'cognito:groups', ['admins']), 'id')).rejects.toThrow('Invalid signature');
    await expect(verify(unsigned(tokens.id), 'id')).rejects.toThrow('JWT signature algorithm not allowed: none');
    await expect(verify(tokens.id.slice(0, -8), 'id')).rejects.toThrow('Invalid signature');
    await expect(verify(tokens.id.split('.').slice(0, 2).join('.'), 'id')).rejects.toThrow(
      'does not consist of exactly 3 parts',
    );
  });

  test('a token of another pool', async () => {
    const other = await poolStage(server);
    const { id } = await signIn(server, other.clientId);
    await expect(verify(id, 'id', other.clientId)).rejects.toThrow(/^issuer not configured|not found in the JWKS$/);
  });

  test('an expired token, by the clock of the verifier', async () => {
    await server.moveClock(-2 * HOUR_MS);
    const { id, access } = await signIn(server, stage.clientId);
    await server.moveClock(0);
    await expect(verify(id, 'id')).rejects.toThrow('Token expired at');
    await expect(verify(access, 'access')).rejects.toThrow('Token expired at');
  });

  test('the keys are two, one for each kind of token, as the library wants them', async () => {
    const { keys } = await jwksOf(server, stage.poolId);
    const header = (token: string) =>
      JSON.parse(Buffer.from(token.split('.')[0] as string, 'base64url').toString('utf8')) as { kid: string };
    expect(keys).toHaveLength(2);
    expect(new Set(keys.map(({ kid }) => kid))).toEqual(new Set([header(tokens.id).kid, header(tokens.access).kid]));
    for (const key of keys) expect(key).toMatchObject({ kty: 'RSA', alg: 'RS256', use: 'sig' });
  });
});

test('with AWS’s issuer the configuration document names it, and still says where the keys are', async () => {
  const server = await serveInside({ settings: { issuer: 'aws' } });
  const { poolId } = await poolStage(server);
  const document = (await (
    await fetch(`${server.endpoint}/${poolId}/.well-known/openid-configuration`)
  ).json()) as Record<string, string>;
  expect(document['issuer']).toBe(`https://cognito-idp.us-east-1.amazonaws.com/${poolId}`);
  expect((await fetch(there(document['jwks_uri']))).status).toBe(200);
  await server.stop();
});
