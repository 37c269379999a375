import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3 } from '@aws-sdk/client-s3';
import { fromCognitoIdentity, fromCognitoIdentityPool, fromWebToken } from '@aws-sdk/credential-providers';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACT_NAMES, ACTS, ALLOWED, expectedRow, type Act, type ActName, type Outcome } from './access-acts.ts';
import {
  accessStage,
  bucket,
  ELSE,
  identityPoolId,
  openIdToken,
  roleArn,
  VIEWERS,
  type AccessStage,
  type RoleName,
  type ViewerName,
} from './access-stage.ts';
import type { SdkCredentials } from './sdk.ts';

/**
 * Who may do what of the streaming platform, by AWS's SDK: each kind of login, each object, the S3 client and
 * presigned addresses. What is expected follows from the one table in access-acts.ts.
 */

const Bucket = bucket;
let stage: AccessStage;
beforeAll(async () => {
  stage = await accessStage();
});
afterAll(() => stage.server.stop());

const viewers = Object.keys(VIEWERS) as ViewerName[];
const config = () => ({ endpoint: stage.server.endpoint, region: 'us-east-1' });
const s3With = (credentials: SdkCredentials): S3 => new S3({ ...config(), credentials, forcePathStyle: true });

type Session = { readonly identityId: string; readonly credentials: SdkCredentials };

/** Credentials by the SDK's own providers: from the pool, and from an identity where a backend named it. */
async function enhanced(viewer: ViewerName): Promise<Session> {
  const { logins, identityId } = await stage.login[viewer]();
  const clientConfig = config();
  const credentials =
    identityId === undefined
      ? await fromCognitoIdentityPool({ identityPoolId, logins, clientConfig })()
      : await fromCognitoIdentity({ identityId, logins, clientConfig })();
  return { identityId: credentials.identityId, credentials };
}

/** GetId, GetOpenIdToken, AssumeRoleWithWebIdentity: the classic flow, for a role that the caller names. */
async function classic(viewer: ViewerName, role: RoleName = VIEWERS[viewer]): Promise<Session> {
  const { identityId, token } = await openIdToken(stage, viewer);
  const credentials = await fromWebToken({
    roleArn: roleArn(role),
    webIdentityToken: token,
    roleSessionName: 'classic',
    clientConfig: config(),
  })();
  return { identityId, credentials };
}

const sentence = (error: unknown): Outcome => {
  const { name, message } = error as Error;
  return `${name}: ${message}`;
};

async function byClient(s3: S3, act: Act, own: string): Promise<Outcome> {
  const done =
    act.kind === 'list'
      ? s3.listObjectsV2({ Bucket, Prefix: act.prefix })
      : act.kind === 'put'
        ? s3.putObject({ Bucket, Key: act.key(own), Body: 'seen' })
        : s3.getObject({ Bucket, Key: act.key(own) }).then(({ Body }) => Body?.transformToString());
  return done.then(() => ALLOWED, sentence);
}

async function byAddress(s3: S3, act: Act, own: string): Promise<Outcome> {
  const command =
    act.kind === 'list'
      ? new ListObjectsV2Command({ Bucket, Prefix: act.prefix })
      : act.kind === 'put'
        ? new PutObjectCommand({ Bucket, Key: act.key(own) })
        : new GetObjectCommand({ Bucket, Key: act.key(own) });
  const url = await getSignedUrl(s3, command as GetObjectCommand, { expiresIn: 60 });
  const answer = await fetch(url, act.kind === 'put' ? { method: 'PUT', body: 'seen' } : {});
  const body = await answer.text();
  if (answer.ok) return ALLOWED;
  const inside = (name: string): string =>
    (new RegExp(`<${name}>(.*)</${name}>`).exec(body)?.[1] ?? '').replaceAll('&quot;', '"');
  return `${inside('Code')}: ${inside('Message')}`;
}

/** One row of the matrix: every act of a viewer, one after the other. */
async function row(
  { identityId, credentials }: Session,
  tries: (s3: S3, act: Act, own: string) => Promise<Outcome>,
  names: readonly ActName[] = ACT_NAMES,
): Promise<Record<string, Outcome>> {
  await stage.server.call('s3', 'PutObject', {
    Bucket,
    Key: `history/${identityId}/seen.json`,
    Body: Buffer.from('[]'),
  });
  const s3 = s3With(credentials);
  const outcomes: Record<string, Outcome> = {};
  for (const name of names) outcomes[name] = await tries(s3, ACTS[name], identityId);
  s3.destroy();
  return outcomes;
}

test.each(viewers)('%s, by the SDK’s provider of credentials and its S3 client', async (viewer) => {
  const session = await enhanced(viewer);
  expect(await row(session, byClient)).toEqual(expectedRow(VIEWERS[viewer], session.identityId));
});

test.each(viewers)('%s, by presigned addresses', async (viewer) => {
  const session = await enhanced(viewer);
  expect(await row(session, byAddress)).toEqual(expectedRow(VIEWERS[viewer], session.identityId));
});

test.each(viewers)('%s, by the classic flow', async (viewer) => {
  const session = await classic(viewer);
  expect(await row(session, byClient)).toEqual(expectedRow(VIEWERS[viewer], session.identityId, 'classic'));
});

test('in the classic flow the caller names the role, and its trust policy alone decides', async () => {
  const session = await classic('free viewer', 'StreamingPremium');
  expect(await row(session, byClient, ['reads a premium film'])).toEqual({ 'reads a premium film': ALLOWED });
  await expect(classic('guest', 'StreamingPremium')).rejects.toMatchObject({
    name: 'AccessDenied',
    message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
  });
});

test('a role of the token’s list may be asked for in the enhanced flow, and no other', async () => {
  const { logins } = await stage.login['upgraded viewer']();
  const ask = (customRoleArn: string) =>
    fromCognitoIdentityPool({ identityPoolId, logins, customRoleArn, clientConfig: config() })();
  const { identityId, ...credentials } = await ask(roleArn('StreamingFree'));
  expect(await row({ identityId, credentials }, byClient)).toEqual(expectedRow('StreamingFree', identityId));
  await expect(ask(roleArn('StreamingStudio'))).rejects.toMatchObject({ name: 'NotAuthorizedException' });
});

test('an upload in parts into one’s own folder, and into another’s', async () => {
  const { identityId, credentials } = await enhanced('premium viewer');
  const client = s3With(credentials);
  const upload = (Key: string) =>
    new Upload({
      client,
      params: { Bucket, Key, Body: Buffer.alloc(6 * 1024 * 1024, 'seen ') },
      partSize: 5 * 1024 * 1024,
    });
  expect((await upload(`history/${identityId}/all.bin`).done()).ETag).toMatch(/-2"$/);
  const refused = expect.objectContaining({ name: 'AccessDenied', message: expect.stringContaining('s3:PutObject') });
  await expect(upload(`history/${ELSE}/all.bin`).done()).rejects.toEqual(refused);
  client.destroy();
});

test('who is nobody may nothing', async () => {
  const unsigned = { sign: async (request: never) => request };
  const nobody = { accessKeyId: 'none', secretAccessKey: 'none' };
  const anonymous = new S3({ ...config(), credentials: nobody, forcePathStyle: true, signer: unsigned });
  for (const name of ACT_NAMES)
    expect(await byClient(anonymous, ACTS[name], ELSE), name).toBe('AccessDenied: Access Denied');
  anonymous.destroy();
});

test('credentials end after their hour', async () => {
  const { credentials } = await enhanced('free viewer');
  await stage.server.moveClock(3_600_000);
  const s3 = s3With(credentials);
  expect(await byClient(s3, ACTS['reads a poster'], '')).toBe('ExpiredToken: The provided token has expired.');
  await stage.server.moveClock(0);
  expect(await byClient(s3, ACTS['reads a poster'], '')).toBe(ALLOWED);
  s3.destroy();
});
