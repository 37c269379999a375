import { GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import {
  paginateListUserPools,
  paginateListUsers,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { fromCognitoIdentityPool, fromTemporaryCredentials, fromWebToken } from '@aws-sdk/credential-providers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningEngine } from '../../electron/engine/engine.ts';
import { SAMPLE_OBJECTS, SAMPLE_PASSWORD, sampleIds } from '../../electron/engine/workspace/sample/content.ts';
import { refusal, sdk, there, type Sdk } from './sdk.ts';
import { serveInside, type Inside } from './server.ts';

/** What the SDK does by itself: credential providers, paginators, retries, on the sample of the streaming platform. */

const { poolId, clientId, identityPoolId, bucket } = sampleIds('us-east-1');
const PROVIDER = `cognito-idp.us-east-1.amazonaws.com/${poolId}`;

let server: Inside;
let root: Sdk;
/** Calls that reached the engine, in order. */
let calls: string[] = [];

const counting = (engine: RunningEngine): RunningEngine => ({
  ...engine,
  call: (service, operation, input, context) => {
    calls.push(operation);
    return engine.call(service, operation, input, context);
  },
});

beforeAll(async () => {
  server = await serveInside({ watch: counting });
  await server.call('poolkeeper', 'ResetSample', {});
  root = sdk(server.endpoint);
});
afterAll(async () => {
  root.close();
  await server.stop();
});

const idTokenOf = async (USERNAME: string): Promise<string> => {
  const { AuthenticationResult } = await root.idp.initiateAuth({
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME, PASSWORD: SAMPLE_PASSWORD },
  });
  return there(AuthenticationResult?.IdToken);
};

/** An S3 client whose credentials come from the identity pool, as an app configures it. */
const s3Of = (logins?: Record<string, string | (() => Promise<string>)>): S3Client =>
  new S3Client({
    endpoint: server.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: fromCognitoIdentityPool({
      identityPoolId,
      ...(logins === undefined ? {} : { logins: logins as Record<string, string> }),
      clientConfig: { endpoint: server.endpoint, region: 'us-east-1' },
    }),
  });

async function read(client: S3Client, Key: string): Promise<string> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
  return there(Body).transformToString();
}

const keyBelow = (prefix: string): string =>
  there(SAMPLE_OBJECTS.find(({ key }) => key.startsWith(prefix))?.key, prefix);

test.each([
  ['free-viewer', ['catalog/free/'], ['catalog/premium/']],
  ['upgraded-viewer', ['catalog/free/', 'catalog/premium/'], []],
] as const)('fromCognitoIdentityPool gives %s the role that the groups prefer', async (username, may, mayNot) => {
  const viewer = s3Of({ [PROVIDER]: () => idTokenOf(username) });
  for (const prefix of may) {
    const key = keyBelow(prefix);
    expect(await read(viewer, key)).toBe(SAMPLE_OBJECTS.find((object) => object.key === key)?.body);
  }
  for (const prefix of mayNot) {
    const { code, status, message } = await refusal(read(viewer, keyBelow(prefix)));
    expect([code, status]).toEqual(['AccessDenied', 403]);
    expect(message).toContain('is not authorized to perform: s3:GetObject on resource: ');
  }
  viewer.destroy();
});

test('fromCognitoIdentityPool lets a guest see what guests may, and refuses a bad token as AWS does', async () => {
  const guest = s3Of();
  const { code } = await refusal(read(guest, keyBelow('catalog/premium/')));
  expect(code).toBe('AccessDenied');
  guest.destroy();
  const stranger = s3Of({ [PROVIDER]: 'not.a.token' });
  expect(await refusal(read(stranger, keyBelow('catalog/free/')))).toMatchObject({
    code: 'NotAuthorizedException',
    message: expect.stringMatching(/^Invalid login token\./) as string,
  });
  stranger.destroy();
});

test('credentials of the classic flow and of a role of the account, through STS', async () => {
  const IdentityPoolId = identityPoolId;
  const Logins = { [PROVIDER]: await idTokenOf('free-viewer') };
  const { IdentityId } = await root.identity.getId({ IdentityPoolId, Logins });
  const classic = await refusal(root.identity.getOpenIdToken({ IdentityId: there(IdentityId), Logins }));
  expect(classic).toMatchObject({
    code: 'InvalidParameterException',
    message: 'Basic (classic) flow is not enabled, please use enhanced flow.',
  });
  const {
    $metadata: _,
    IdentityPoolId: __,
    ...settings
  } = await root.identity.describeIdentityPool({ IdentityPoolId });
  await root.identity.updateIdentityPool({
    ...settings,
    IdentityPoolId,
    IdentityPoolName: there(settings.IdentityPoolName),
    AllowUnauthenticatedIdentities: true,
    AllowClassicFlow: true,
  });
  const { Token } = await root.identity.getOpenIdToken({ IdentityId: there(IdentityId), Logins });
  const clientConfig = { endpoint: server.endpoint, region: 'us-east-1' };
  const web = new S3Client({
    endpoint: server.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: fromWebToken({
      webIdentityToken: there(Token),
      roleArn: 'arn:aws:iam::000000000000:role/StreamingFree',
      roleSessionName: 'classic',
      clientConfig,
    }),
  });
  expect(await read(web, keyBelow('catalog/free/'))).not.toBe('');
  expect((await refusal(read(web, keyBelow('catalog/premium/')))).code).toBe('AccessDenied');
  web.destroy();

  await root.iam.createRole({
    RoleName: 'Nothing',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: '000000000000' }, Action: 'sts:AssumeRole' }],
    }),
  });
  const masterCredentials = { accessKeyId: 'AKIAUNKNOWN000000000', secretAccessKey: 'secret' };
  const assumed = new S3Client({
    endpoint: server.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: fromTemporaryCredentials({
      masterCredentials,
      clientConfig,
      params: { RoleArn: 'arn:aws:iam::000000000000:role/Nothing', RoleSessionName: 'by-hand' },
    }),
  });
  expect((await refusal(read(assumed, keyBelow('catalog/free/')))).message).toContain(
    'assumed-role/Nothing/by-hand is not authorized to perform: s3:GetObject',
  );
  assumed.destroy();
});

test('paginators give everything once, in pages', async () => {
  const { UserPool } = await root.idp.createUserPool({ PoolName: 'paged' });
  const UserPoolId = there(UserPool?.Id);
  const names = Array.from({ length: 23 }, (_, index) => `user-${String(index).padStart(2, '0')}`);
  for (const Username of names) await root.idp.adminCreateUser({ UserPoolId, Username, MessageAction: 'SUPPRESS' });
  const pages: string[][] = [];
  for await (const { Users } of paginateListUsers({ client: root.idp, pageSize: 10 }, { UserPoolId }))
    pages.push((Users ?? []).map(({ Username }) => there(Username)));
  expect(pages.map(({ length }) => length).filter((length) => length > 0)).toEqual([10, 10, 3]);
  expect(pages.flat().toSorted()).toEqual(names);

  const pools: string[] = [];
  for await (const { UserPools } of paginateListUserPools({ client: root.idp, pageSize: 1 }, { MaxResults: 1 }))
    pools.push(...(UserPools ?? []).map(({ Id }) => there(Id)));
  expect(pools.toSorted()).toEqual([UserPoolId, poolId].toSorted());

  const keys: string[] = [];
  for await (const { Contents } of paginateListObjectsV2({ client: root.s3, pageSize: 2 }, { Bucket: bucket }))
    keys.push(...(Contents ?? []).map(({ Key }) => there(Key)));
  expect(keys.toSorted()).toEqual(SAMPLE_OBJECTS.map(({ key }) => key).toSorted());
});

test('a refusal comes at once: nothing that is refused looks like something to retry', async () => {
  const once = async (operation: string, call: Promise<unknown>, code: string): Promise<void> => {
    calls = [];
    expect(await refusal(call)).toMatchObject({ code, attempts: 1 });
    expect(calls.filter((name) => name === operation)).toHaveLength(1);
  };
  const signIn = {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'free-viewer', PASSWORD: 'wrong' },
  } as const;
  await once('InitiateAuth', root.idp.initiateAuth(signIn), 'NotAuthorizedException');
  await once(
    'AdminGetUser',
    root.idp.adminGetUser({ UserPoolId: poolId, Username: 'nobody' }),
    'UserNotFoundException',
  );
  await once(
    'GetId',
    root.identity.getId({ IdentityPoolId: 'us-east-1:00000000-0000-0000-0000-000000000000' }),
    'ResourceNotFoundException',
  );
  await once('GetRole', root.iam.getRole({ RoleName: 'Nobody' }), 'NoSuchEntityException');
  await once(
    'AssumeRole',
    root.sts.assumeRole({ RoleArn: 'arn:aws:iam::000000000000:role/Nobody', RoleSessionName: 'me' }),
    'AccessDenied',
  );
  await once('GetObject', root.s3.getObject({ Bucket: bucket, Key: 'nothing' }), 'NoSuchKey');
});

test('a typed exception is the class that the SDK exports', async () => {
  await expect(root.idp.adminGetUser({ UserPoolId: poolId, Username: 'nobody' })).rejects.toThrow(
    UserNotFoundException,
  );
  await expect(root.idp.adminGetUser({ UserPoolId: poolId, Username: 'nobody' })).rejects.toThrow(
    'User does not exist.',
  );
});
