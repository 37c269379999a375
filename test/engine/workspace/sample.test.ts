import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookUpKey } from '../../../electron/engine/authorization/credentials.ts';
import { placeSample } from '../../../electron/engine/workspace/sample/place.ts';
import { SAMPLE_OBJECTS, SAMPLE_PASSWORD, SAMPLE_VIEWERS } from '../../../electron/engine/workspace/sample/content.ts';
import type { Caller } from '../../../shared/contract.ts';
import { startEngine, type TestEngine } from '../../support/harness.ts';

let engine: TestEngine;
let ids: { poolId: string; clientId: string; identityPoolId: string; bucket: string };

beforeAll(async () => {
  engine = await startEngine();
  ids = await placeSample(engine.engine.workspace);
});
afterAll(() => engine.stop());

/** What an app does for a viewer: sign in, take the identity, take the credentials. */
async function credentialsOf(username?: string): Promise<{ caller: Caller; identityId: string }> {
  const provider = `cognito-idp.us-east-1.amazonaws.com/${ids.poolId}`;
  let Logins: Record<string, string> | undefined;
  if (username !== undefined) {
    const { AuthenticationResult } = await engine.call('cognito-idp', 'InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: ids.clientId,
      AuthParameters: { USERNAME: username, PASSWORD: SAMPLE_PASSWORD },
    });
    Logins = { [provider]: AuthenticationResult?.IdToken as string };
  }
  const logins = Logins === undefined ? {} : { Logins };
  const { IdentityId } = await engine.call('cognito-identity', 'GetId', {
    IdentityPoolId: ids.identityPoolId,
    ...logins,
  });
  const { Credentials } = await engine.call('cognito-identity', 'GetCredentialsForIdentity', {
    IdentityId: IdentityId as string,
    ...logins,
  });
  const accessKeyId = Credentials?.AccessKeyId as string;
  return {
    caller: lookUpKey(engine.engine.workspace, accessKeyId)?.caller as Caller,
    identityId: IdentityId as string,
  };
}

const reads = async (caller: Caller, Key: string): Promise<boolean> => {
  const reply = await engine.engine.call('s3', 'GetObject', { Bucket: ids.bucket, Key }, { caller });
  if (!reply.ok) expect(reply.fault.code).toBe('AccessDenied');
  return reply.ok;
};

const FREE = 'catalog/free/paper-boats.json';
const PREMIUM = 'catalog/premium/glass-orchard.json';
const POSTER = 'catalog/posters/harbour-lights.svg';

for (const [who, username, expected] of [
  ['a guest', undefined, [true, false, false]],
  ['a free viewer', 'free-viewer', [true, true, false]],
  ['a premium viewer', 'premium-viewer', [true, true, true]],
  ['a viewer in both tiers', 'upgraded-viewer', [true, true, true]],
] as const)
  test(`${who} reads what the tier allows`, async () => {
    const { caller } = await credentialsOf(username);
    expect(await Promise.all([POSTER, FREE, PREMIUM].map((key) => reads(caller, key)))).toEqual(expected);
  });

test('a viewer keeps a history of their own and reads no other', async () => {
  const { caller, identityId } = await credentialsOf('premium-family');
  const put = (folder: string) =>
    engine.engine.call(
      's3',
      'PutObject',
      { Bucket: ids.bucket, Key: `history/${folder}/x.json`, Body: Buffer.from('{}') },
      { caller },
    );
  expect(await put(identityId)).toMatchObject({ ok: true });
  expect(await reads(caller, `history/${identityId}/x.json`)).toBe(true);
  expect(await put('somebody')).toMatchObject({ ok: false, fault: { code: 'AccessDenied' } });
  const other = await credentialsOf('free-student');
  expect(await reads(other.caller, `history/${identityId}/x.json`)).toBe(false);
});

test('the unconfirmed viewer waits for the code in the outbox', async () => {
  expect(
    await engine.refused('cognito-idp', 'InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: ids.clientId,
      AuthParameters: { USERNAME: 'new-viewer', PASSWORD: SAMPLE_PASSWORD },
    }),
  ).toMatchObject({ code: 'UserNotConfirmedException' });
  const { messages } = await engine.call('poolkeeper', 'ListMessages', { Username: 'new-viewer' });
  await engine.call('cognito-idp', 'ConfirmSignUp', {
    ClientId: ids.clientId,
    Username: 'new-viewer',
    ConfirmationCode: messages[0]?.code as string,
  });
});

test('resetting removes and places only what is its own', async () => {
  const other = await engine.call('cognito-idp', 'CreateUserPool', { PoolName: 'mine' });
  await engine.call('s3', 'PutObject', { Bucket: ids.bucket, Key: 'mine.txt', Body: Buffer.from('mine') });
  await engine.call('iam', 'CreateRole', {
    RoleName: 'Mine',
    AssumeRolePolicyDocument:
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}',
  });
  await engine.call('cognito-idp', 'AdminDeleteUser', { UserPoolId: ids.poolId, Username: 'free-viewer' });
  await engine.call('cognito-idp', 'UpdateUserPool', { UserPoolId: ids.poolId, DeletionProtection: 'ACTIVE' });
  await engine.call('s3', 'DeleteObject', { Bucket: ids.bucket, Key: FREE });
  expect(await engine.call('poolkeeper', 'ResetSample', {})).toEqual(ids);
  const { Users = [] } = await engine.call('cognito-idp', 'ListUsers', { UserPoolId: ids.poolId });
  expect(Users.map(({ Username }) => Username ?? '').toSorted()).toEqual(
    [...SAMPLE_VIEWERS.map(({ username }) => username), 'new-viewer'].toSorted(),
  );
  const { Contents = [] } = await engine.call('s3', 'ListObjectsV2', { Bucket: ids.bucket });
  const keys = Contents.map(({ Key }) => Key);
  expect(keys).toEqual(expect.arrayContaining(['mine.txt', ...SAMPLE_OBJECTS.map(({ key }) => key)]));
  await engine.call('cognito-idp', 'DescribeUserPool', { UserPoolId: other.UserPool?.Id as string });
  expect((await engine.call('iam', 'ListRoles', {})).Roles.map(({ RoleName }) => RoleName).toSorted()).toEqual([
    'Mine',
    'StreamingFilmFunction',
    'StreamingFree',
    'StreamingGuest',
    'StreamingPremium',
  ]);
  expect((await engine.call('poolkeeper', 'DescribeWorkspace', {})).sample).toMatchObject(ids);
});

test('in another region the sample moves there', async () => {
  await engine.call('poolkeeper', 'UpdateWorkspaceSettings', { region: 'eu-west-1' });
  const moved = await engine.call('poolkeeper', 'ResetSample', {});
  expect(moved.poolId).toBe('eu-west-1_Streaming');
  expect(engine.engine.workspace.store.pools.get(ids.poolId)).toBe(undefined);
});
