import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awsCli, refusalOf, type Cli } from '../support/aws-cli.ts';
import { serve, type Served } from './server.ts';

/** The plain AWS CLI does the whole main job against `serve`, then is refused what it should be. */

const PASSWORD = 'Night-Owl-2026';
const HOUR_MS = 3_600_000;
const NOT_SIGNED = '--no-sign-request';

type Tokens = { IdToken: string; AccessToken: string; RefreshToken: string; ExpiresIn: number; TokenType: string };

let server: Served;
let aws: Cli;
let folder: string;
/** What the set-up made. */
let made: {
  poolId: string;
  clientId: string;
  secretClientId: string;
  secret: string;
  identityPoolId: string;
  roles: Record<string, string>;
};

const trust = (identityPoolId: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { 'cognito-identity.amazonaws.com:aud': identityPoolId },
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
        },
      },
    ],
  });

/** Read below `catalog/TIER`, and read and write in a folder of the viewer's own. */
const permissions = (tier: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::night-catalog/catalog/${tier}/*` },
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject'],
        Resource: 'arn:aws:s3:::night-catalog/viewers/${cognito-identity.amazonaws.com:sub}/*',
      },
    ],
  });

const signIn = async (
  password = PASSWORD,
  clientId = made.clientId,
  more: Record<string, string> = {},
): Promise<Tokens> => {
  const parameters = JSON.stringify({ USERNAME: 'nina', PASSWORD: password, ...more });
  const answer = await aws(
    'cognito-idp',
    'initiate-auth',
    NOT_SIGNED,
    '--client-id',
    clientId,
    '--auth-flow',
    'USER_PASSWORD_AUTH',
    '--auth-parameters',
    parameters,
  );
  return (answer as { AuthenticationResult: Tokens }).AuthenticationResult;
};

const refresh = (token: string): Promise<unknown> =>
  aws(
    'cognito-idp',
    'initiate-auth',
    NOT_SIGNED,
    '--client-id',
    made.clientId,
    '--auth-flow',
    'REFRESH_TOKEN_AUTH',
    '--auth-parameters',
    JSON.stringify({ REFRESH_TOKEN: token }),
  );

const verified = async (token: string, poolId = made.poolId): Promise<JWTPayload> => {
  const keys = createRemoteJWKSet(new URL(`${server.endpoint}/${poolId}/.well-known/jwks.json`));
  return (await jwtVerify(token, keys, { issuer: `${server.endpoint}/${poolId}`, algorithms: ['RS256'] })).payload;
};

const login = (idToken: string): string =>
  JSON.stringify({ [`cognito-idp.us-east-1.amazonaws.com/${made.poolId}`]: idToken });

const getId = (idToken: string): Promise<unknown> =>
  aws('cognito-identity', 'get-id', NOT_SIGNED, '--identity-pool-id', made.identityPoolId, '--logins', login(idToken));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'poolkeeper-cli-'));
  server = await serve();
  aws = awsCli(server.endpoint);
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.stop();
});

describe('the main job', { timeout: 300_000 }, () => {
  test('pool, identity pool, groups with roles, clients and a user are made', async () => {
    const { UserPool } = (await aws('cognito-idp', 'create-user-pool', '--pool-name', 'night')) as {
      UserPool: { Id: string };
    };
    const poolId = UserPool.Id;
    const flows = ['--explicit-auth-flows', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
    const client = async (name: string, ...more: string[]): Promise<{ ClientId: string; ClientSecret?: string }> =>
      (
        (await aws(
          'cognito-idp',
          'create-user-pool-client',
          '--user-pool-id',
          poolId,
          '--client-name',
          name,
          ...flows,
          ...more,
        )) as { UserPoolClient: { ClientId: string } }
      ).UserPoolClient;
    const [web, server_] = [await client('web'), await client('server', '--generate-secret')];
    const provider = `ProviderName=cognito-idp.us-east-1.amazonaws.com/${poolId},ClientId=${web.ClientId},ServerSideTokenCheck=true`;
    const { IdentityPoolId: identityPoolId } = (await aws(
      'cognito-identity',
      'create-identity-pool',
      '--identity-pool-name',
      'night',
      '--no-allow-unauthenticated-identities',
      '--cognito-identity-providers',
      provider,
    )) as { IdentityPoolId: string };
    const roles: Record<string, string> = {};
    for (const [index, tier] of ['premium', 'free'].entries()) {
      const name = `Night-${tier}`;
      const { Role } = (await aws(
        'iam',
        'create-role',
        '--role-name',
        name,
        '--assume-role-policy-document',
        trust(identityPoolId),
      )) as { Role: { Arn: string } };
      roles[tier] = Role.Arn;
      await aws(
        'iam',
        'put-role-policy',
        '--role-name',
        name,
        '--policy-name',
        'catalog',
        '--policy-document',
        permissions(tier),
      );
      await aws(
        'cognito-idp',
        'create-group',
        '--user-pool-id',
        poolId,
        '--group-name',
        tier,
        '--role-arn',
        Role.Arn,
        '--precedence',
        String(index + 1),
      );
    }
    await aws(
      'cognito-identity',
      'set-identity-pool-roles',
      '--identity-pool-id',
      identityPoolId,
      '--roles',
      `authenticated=${roles['free']}`,
      '--role-mappings',
      JSON.stringify({
        [`cognito-idp.us-east-1.amazonaws.com/${poolId}:${web.ClientId}`]: {
          Type: 'Token',
          AmbiguousRoleResolution: 'Deny',
        },
      }),
    );
    const user = ['--user-pool-id', poolId, '--username', 'nina'];
    await aws(
      'cognito-idp',
      'admin-create-user',
      ...user,
      '--message-action',
      'SUPPRESS',
      '--user-attributes',
      'Name=email,Value=nina@night.example',
      'Name=email_verified,Value=true',
    );
    await aws('cognito-idp', 'admin-set-user-password', ...user, '--password', PASSWORD, '--permanent');
    for (const tier of ['free', 'premium'])
      await aws('cognito-idp', 'admin-add-user-to-group', ...user, '--group-name', tier);
    made = {
      poolId,
      clientId: web.ClientId,
      secretClientId: server_.ClientId,
      secret: server_.ClientSecret as string,
      identityPoolId,
      roles,
    };
    expect(poolId).toMatch(/^us-east-1_[0-9a-zA-Z]{9}$/);
    expect(made.secret).toMatch(/^[0-9a-z]{51}$/);
  });

  test('the JWKS verifies the ID token, and its groups, roles and preferred role are right', async () => {
    const { IdToken, AccessToken, ExpiresIn, TokenType } = await signIn();
    expect([ExpiresIn, TokenType]).toEqual([3600, 'Bearer']);
    const claims = await verified(IdToken);
    expect(claims).toMatchObject({
      aud: made.clientId,
      token_use: 'id',
      'cognito:username': 'nina',
      email: 'nina@night.example',
      email_verified: true,
      'cognito:groups': ['premium', 'free'],
      'cognito:preferred_role': made.roles['premium'],
    });
    expect(new Set(claims['cognito:roles'] as string[])).toEqual(new Set(Object.values(made.roles)));
    const access = await verified(AccessToken);
    expect(access).toMatchObject({
      token_use: 'access',
      client_id: made.clientId,
      username: 'nina',
      'cognito:groups': ['premium', 'free'],
    });
    expect(access).not.toHaveProperty('aud');
    expect(access['sub']).toBe(claims['sub']);
  });

  test('the credentials are those of the preferred role, and open what it allows and nothing else', async () => {
    const { IdToken } = await signIn();
    const { IdentityId } = (await getId(IdToken)) as { IdentityId: string };
    const { Credentials } = (await aws(
      'cognito-identity',
      'get-credentials-for-identity',
      NOT_SIGNED,
      '--identity-id',
      IdentityId,
      '--logins',
      login(IdToken),
    )) as { Credentials: { AccessKeyId: string; SecretKey: string; SessionToken: string } };
    const viewer = awsCli(server.endpoint, {
      accessKeyId: Credentials.AccessKeyId,
      secretAccessKey: Credentials.SecretKey,
      sessionToken: Credentials.SessionToken,
    });
    expect(await viewer('sts', 'get-caller-identity')).toMatchObject({
      Account: '000000000000',
      Arn: 'arn:aws:sts::000000000000:assumed-role/Night-premium/CognitoIdentityCredentials',
    });

    const file = join(folder, 'film.txt');
    const back = join(folder, 'back.txt');
    writeFileSync(file, 'A film about the night.\n');
    await aws('s3', 'mb', 's3://night-catalog');
    for (const tier of ['premium', 'free']) await aws('s3', 'cp', file, `s3://night-catalog/catalog/${tier}/film.txt`);

    await viewer('s3', 'cp', 's3://night-catalog/catalog/premium/film.txt', back);
    expect(readFileSync(back, 'utf8')).toBe('A film about the night.\n');
    const own = `s3://night-catalog/viewers/${IdentityId}/notes.txt`;
    await viewer('s3', 'cp', file, own);
    await viewer('s3', 'cp', own, back);

    const who =
      'User: arn:aws:sts::000000000000:assumed-role/Night-premium/CognitoIdentityCredentials is not authorized to perform: ';
    const because = (action: string): string => ` because no identity-based policy allows the ${action} action`;
    expect(await refusalOf(viewer('s3', 'cp', file, 's3://night-catalog/catalog/premium/film.txt'))).toEqual([
      'AccessDenied',
      `${who}s3:PutObject on resource: "arn:aws:s3:::night-catalog/catalog/premium/film.txt"${because('s3:PutObject')}`,
    ]);
    expect(
      await refusalOf(
        viewer('s3api', 'get-object', '--bucket', 'night-catalog', '--key', 'catalog/free/film.txt', back),
      ),
    ).toEqual([
      'AccessDenied',
      `${who}s3:GetObject on resource: "arn:aws:s3:::night-catalog/catalog/free/film.txt"${because('s3:GetObject')}`,
    ]);
    expect(await refusalOf(viewer('s3', 'cp', file, 's3://night-catalog/viewers/somebody/notes.txt'))).toEqual([
      'AccessDenied',
      `${who}s3:PutObject on resource: "arn:aws:s3:::night-catalog/viewers/somebody/notes.txt"${because('s3:PutObject')}`,
    ]);
    // `s3 cp` down asks by HEAD first, whose refusals have no body and thus no message.
    expect(await refusalOf(viewer('s3', 'cp', 's3://night-catalog/catalog/free/film.txt', back))).toEqual([
      '403',
      'Forbidden',
    ]);
    expect(await refusalOf(viewer('cognito-idp', 'list-users', '--user-pool-id', made.poolId))).toEqual([
      'AccessDeniedException',
      `${who}cognito-idp:ListUsers on resource: arn:aws:cognito-idp:us-east-1:000000000000:userpool/${made.poolId}${because('cognito-idp:ListUsers')}`,
    ]);
  });
});

describe('what must be refused, with AWS’s code and message', { timeout: 300_000 }, () => {
  const secretHash = (secret: string): string =>
    createHmac('sha256', secret).update(`nina${made.secretClientId}`).digest('base64');
  const getUser = (token: string): Promise<unknown> =>
    aws('cognito-idp', 'get-user', NOT_SIGNED, '--access-token', token);

  test('a wrong password, an unknown user', async () => {
    expect(await refusalOf(signIn('Night-Owl-2025'))).toEqual([
      'NotAuthorizedException',
      'Incorrect username or password.',
    ]);
    expect(await refusalOf(signIn(PASSWORD, made.clientId, { USERNAME: 'nobody' }))).toEqual([
      'UserNotFoundException',
      'User does not exist.',
    ]);
  });

  test('a wrong secret hash, none at all; the right one signs in', async () => {
    const withHash = (hash: string): Promise<Tokens> => signIn(PASSWORD, made.secretClientId, { SECRET_HASH: hash });
    expect(await refusalOf(withHash(secretHash('another')))).toEqual([
      'NotAuthorizedException',
      `Unable to verify secret hash for client ${made.secretClientId}`,
    ]);
    expect(await refusalOf(signIn(PASSWORD, made.secretClientId))).toEqual([
      'NotAuthorizedException',
      `Client ${made.secretClientId} is configured for secret but secret was not received`,
    ]);
    expect((await verified((await withHash(secretHash(made.secret))).IdToken))['aud']).toBe(made.secretClientId);
  });

  test('a changed token, by user pool, identity pool and verifier', async () => {
    const { AccessToken, IdToken } = await signIn();
    const changed = (token: string, use: string): string => {
      const [header, payload = '', signature] = token.split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>;
      return [header, Buffer.from(JSON.stringify({ ...claims, [use]: 'admin' })).toString('base64url'), signature].join(
        '.',
      );
    };
    expect(await refusalOf(getUser(changed(AccessToken, 'username')))).toEqual([
      'NotAuthorizedException',
      'Could not verify signature for Access Token',
    ]);
    expect(await refusalOf(getId(changed(IdToken, 'cognito:username')))).toEqual([
      'NotAuthorizedException',
      "Invalid login token. Couldn't verify signed token.",
    ]);
    await expect(verified(changed(IdToken, 'cognito:username'))).rejects.toThrow('signature verification failed');
  });

  test('a used refresh token after its revocation, and the access token of its family', async () => {
    const { RefreshToken, AccessToken } = await signIn();
    const { AuthenticationResult } = (await refresh(RefreshToken)) as { AuthenticationResult: Partial<Tokens> };
    expect(AuthenticationResult).toHaveProperty('IdToken');
    expect(AuthenticationResult).not.toHaveProperty('RefreshToken');
    await getUser(AccessToken);
    await aws('cognito-idp', 'revoke-token', NOT_SIGNED, '--client-id', made.clientId, '--token', RefreshToken);
    expect(await refusalOf(refresh(RefreshToken))).toEqual([
      'NotAuthorizedException',
      'Refresh Token has been revoked',
    ]);
    expect(await refusalOf(getUser(AccessToken))).toEqual(['NotAuthorizedException', 'Access Token has been revoked']);
  });

  test('an expired token, by user pool and identity pool; the refresh token still works', async () => {
    const { AccessToken, IdToken, RefreshToken } = await signIn();
    await server.moveClock(HOUR_MS + 1000);
    expect(await refusalOf(getUser(AccessToken))).toEqual(['NotAuthorizedException', 'Access Token has expired']);
    const [code, message] = await refusalOf(getId(IdToken));
    expect(code).toBe('NotAuthorizedException');
    expect(message).toMatch(/^Invalid login token\. Token expired: \d{10} >= \d{10}$/);
    await refresh(RefreshToken);
    await server.moveClock(30 * 24 * HOUR_MS + 1000);
    expect(await refusalOf(refresh(RefreshToken))).toEqual(['NotAuthorizedException', 'Refresh Token has expired']);
    await server.moveClock(0);
  });

  test('admin calls without a signature; in strict mode also those of an unknown key', async () => {
    expect(await refusalOf(aws('cognito-idp', 'list-user-pools', NOT_SIGNED, '--max-results', '1'))).toEqual([
      'MissingAuthenticationTokenException',
      'Missing Authentication Token',
    ]);
    const strict = await serve({ flags: ['--strict'] });
    try {
      const stranger = awsCli(strict.endpoint);
      const list = ['cognito-idp', 'list-user-pools', '--max-results', '1'];
      const invalid = 'The security token included in the request is invalid.';
      expect(await refusalOf(stranger(...list, NOT_SIGNED))).toEqual([
        'MissingAuthenticationTokenException',
        'Missing Authentication Token',
      ]);
      expect(await refusalOf(stranger(...list))).toEqual(['UnrecognizedClientException', invalid]);
      expect(await refusalOf(stranger('sts', 'get-caller-identity'))).toEqual(['InvalidClientTokenId', invalid]);
      expect(await refusalOf(stranger('s3api', 'list-buckets'))).toEqual([
        'InvalidAccessKeyId',
        'The AWS Access Key Id you provided does not exist in our records.',
      ]);
    } finally {
      await strict.stop();
    }
  });
});
