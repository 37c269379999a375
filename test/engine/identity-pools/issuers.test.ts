import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { NOW, startStreaming, type Streaming } from './streaming.ts';

let s: Streaming;
let server: Server;
let url: string;
let arn: string;
let key: CryptoKey;
let jwks: string;
let asked: string[];

beforeAll(async () => {
  const pair = await generateKeyPair('ES256');
  key = pair.privateKey;
  jwks = JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'ES256' }] });
  server = createServer((request, response) => {
    asked.push(String(request.url));
    if (request.url === '/moved/.well-known/openid-configuration') {
      response.writeHead(302, { location: '/.well-known/openid-configuration' }).end();
      return;
    }
    response.end(
      request.url === '/keys' ? jwks : JSON.stringify({ issuer: `http://${url}`, jwks_uri: `http://${url}/keys` }),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

beforeEach(async () => {
  asked = [];
  s = await startStreaming();
  const { OpenIDConnectProviderArn } = await s.test.call('iam', 'CreateOpenIDConnectProvider', {
    Url: `http://${url}`,
    ClientIDList: ['app'],
  });
  arn = OpenIDConnectProviderArn as string;
  await s.test.call('cognito-identity', 'UpdateIdentityPool', {
    IdentityPoolId: s.identityPoolId,
    IdentityPoolName: 'viewers',
    AllowUnauthenticatedIdentities: false,
    OpenIdConnectProviderARNs: [arn],
  });
  await s.test.call('cognito-identity', 'SetIdentityPoolRoles', {
    IdentityPoolId: s.identityPoolId,
    Roles: { authenticated: s.roles.free },
    RoleMappings: {
      [arn]: {
        Type: 'Rules',
        AmbiguousRoleResolution: 'AuthenticatedRole',
        RulesConfiguration: {
          Rules: [{ Claim: 'plan', MatchType: 'Equals', Value: 'gold', RoleARN: s.roles.premium }],
        },
      },
    },
  });
});
afterEach(() => s.stop());

const token = (claims: Record<string, unknown> = {}, signer = key, alg = 'ES256') =>
  new SignJWT({
    iss: `http://${url}`,
    aud: 'app',
    sub: 'u-1',
    iat: NOW / 1000,
    exp: NOW / 1000 + 600,
    plan: 'gold',
    ...claims,
  })
    .setProtectedHeader({ alg, kid: 'one' })
    .sign(signer);
const logins = async (jwt: Promise<string>) => ({
  IdentityPoolId: s.identityPoolId,
  Logins: { [url]: await jwt },
});
const refusal = async (jwt: Promise<string>) => s.test.refused('cognito-identity', 'GetId', await logins(jwt));
const paste = () => s.test.call('poolkeeper', 'PutIssuerKeys', { ProviderArn: arn, Jwks: jwks });

test('the keys of an issuer on this machine are fetched when a login needs them', async () => {
  const { IdentityId } = await s.test.call('cognito-identity', 'GetId', await logins(token()));
  expect(IdentityId).toMatch(/^us-east-1:/);
  expect(asked).toEqual(['/.well-known/openid-configuration', '/keys']);
});

test('keys are pasted; a login by the issuer’s token gets the role of its mapping', async () => {
  await paste();
  expect(asked).toEqual([]);
  const { IdentityId = '' } = await s.test.call('cognito-identity', 'GetId', await logins(token()));
  const { Credentials } = await s.test.call('cognito-identity', 'GetCredentialsForIdentity', {
    IdentityId,
    Logins: { [url]: await token() },
  });
  const session = s.test.engine.workspace.store.access.session(Credentials?.AccessKeyId as string);
  expect(session?.roleArn).toBe(s.roles.premium);
  expect(session?.details.context['cognito-identity.amazonaws.com:amr']).toEqual([
    'authenticated',
    url,
    `${url}:http://${url}:u-1`,
  ]);
});

test('keys are fetched when they are asked for, once', async () => {
  const { source, keys } = await s.test.call('poolkeeper', 'PutIssuerKeys', { ProviderArn: arn });
  expect(source).toBe('fetched');
  expect(keys).toHaveLength(1);
  expect(asked).toEqual(['/.well-known/openid-configuration', '/keys']);
  await s.test.call('cognito-identity', 'GetId', await logins(token()));
  expect(asked).toHaveLength(2);
  expect((await s.test.call('poolkeeper', 'GetIssuerKeys', { ProviderArn: arn })).source).toBe('fetched');
});

test('key sets that are none, moved ones and unknown providers are refused', async () => {
  const put = (input: object) => s.test.refused('poolkeeper', 'PutIssuerKeys', { ProviderArn: arn, ...input });
  expect(await put({ Jwks: 'x' })).toMatchObject({ message: 'The key set is not JSON.' });
  expect(await put({ Jwks: '{"keys":[]}' })).toMatchObject({ message: 'The key set has no "keys".' });
  expect((await put({ Jwks: '{"keys":[{"kty":"oct","k":"AAAA"}]}' })).message).toContain('kty "oct"');
  expect(await put({ ProviderArn: 'arn:none' })).toMatchObject({ code: 'ResourceNotFoundException' });
  const { OpenIDConnectProviderArn: moved = '' } = await s.test.call('iam', 'CreateOpenIDConnectProvider', {
    Url: `http://${url}/moved`,
  });
  expect((await put({ ProviderArn: moved })).message).toContain('which is not followed');
});

test('private members of a pasted key are not kept', async () => {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const { keys } = await s.test.call('poolkeeper', 'PutIssuerKeys', {
    ProviderArn: arn,
    Jwks: JSON.stringify({ keys: [await exportJWK(pair.privateKey)] }),
  });
  expect(Object.keys(keys[0] ?? {}).toSorted()).toEqual(['crv', 'kty', 'x', 'y']);
});

test.each([
  ['another issuer', { iss: 'https://other.example' }, "Invalid login token. Issuer doesn't match providerName"],
  ['another client', { aud: 'other' }, 'Token is not from a supported provider of this identity pool.'],
  ['no client', { aud: undefined }, 'Invalid login token. Missing a required claim: aud'],
  ['not yet valid', { iat: NOW / 1000 + 900 }, 'Invalid login token. Token is not yet valid'],
  ['expired', { exp: NOW / 1000 - 1 }, `Invalid login token. Token expired: ${NOW / 1000} >= ${NOW / 1000 - 1}`],
])('a token is refused: %s', async (_name, claims, message) => {
  await paste();
  expect(await refusal(token(claims))).toMatchObject({ code: 'NotAuthorizedException', message });
});

test('a token that another key signed is refused, and one by a shared secret', async () => {
  await paste();
  const other = (await generateKeyPair('ES256')).privateKey;
  const message = "Invalid login token. Couldn't verify signed token.";
  expect(await refusal(token({}, other))).toMatchObject({ message });
  const secret = new TextEncoder().encode('a secret that is known to everybody');
  expect(await refusal(token({}, secret as unknown as CryptoKey, 'HS256'))).toMatchObject({ message });
});

test('STS takes the issuer’s token for a role that trusts the provider', async () => {
  await paste();
  const trust = (sub: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: arn },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringEquals: { [`${url}:aud`]: 'app', [`${url}:sub`]: sub } },
        },
      ],
    });
  const assume = async () => ({
    RoleArn: s.roles.free,
    RoleSessionName: 'web',
    WebIdentityToken: await token(),
  });
  await s.test.call('iam', 'UpdateAssumeRolePolicy', { RoleName: 'Free', PolicyDocument: trust('u-1') });
  const answer = await s.test.call('sts', 'AssumeRoleWithWebIdentity', await assume());
  expect(answer).toMatchObject({ SubjectFromWebIdentityToken: 'u-1', Audience: 'app', Provider: arn });
  await s.test.call('iam', 'UpdateAssumeRolePolicy', { RoleName: 'Free', PolicyDocument: trust('u-2') });
  expect(await s.test.refused('sts', 'AssumeRoleWithWebIdentity', await assume())).toMatchObject({
    code: 'AccessDenied',
  });
});

test('the identity pools’ own keys verify their tokens', async () => {
  const { keys } = await s.test.call('poolkeeper', 'GetIdentityJwks', {});
  expect(keys).toMatchObject([{ alg: 'RS512', kty: 'RSA', use: 'sig' }]);
});
