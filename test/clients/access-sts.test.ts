import { randomBytes } from 'node:crypto';
import { fromTemporaryCredentials, fromWebToken } from '@aws-sdk/credential-providers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessStage, bucket, openIdToken, policy, roleArn, type AccessStage } from './access-stage.ts';
import { refusal, sdk, there, type Sdk, type SdkCredentials } from './sdk.ts';

/** What STS makes of credentials: chained roles, session policies, tags, tokens of users; and users' own keys. */

const ROOT = 'arn:aws:iam::000000000000:root';
const BUCKET = `arn:aws:s3:::${bucket}`;
let stage: AccessStage;
let user: SdkCredentials;
const opened: Sdk[] = [];

/** The SDK with some credentials; closed with all others at the end. */
function by(credentials: SdkCredentials): Sdk {
  const one = sdk(stage.server.endpoint, credentials);
  opened.push(one);
  return one;
}
const clientConfig = () => ({ endpoint: stage.server.endpoint, region: 'us-east-1' });
type Params = Parameters<typeof fromTemporaryCredentials>[0]['params'];
const assumed = async (masterCredentials: SdkCredentials, params: Params): Promise<SdkCredentials> =>
  fromTemporaryCredentials({ masterCredentials, params, clientConfig: clientConfig() })();

const read = (credentials: SdkCredentials, Key: string): Promise<string> =>
  by(credentials)
    .s3.getObject({ Bucket: bucket, Key })
    .then(
      () => 'allowed',
      ({ name, message }: Error) => `${name}: ${message}`,
    );
const denied = (who: string, key: string, because: string): string =>
  `AccessDenied: User: arn:aws:sts::000000000000:${who} is not authorized to perform: s3:GetObject on resource: "${BUCKET}/${key}" ${because}`;
const NO = (layer: string): string => `because no ${layer} policy allows the s3:GetObject action`;

beforeAll(async () => {
  stage = await accessStage();
  const { call } = stage.server;
  const everything = policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
  const role = async (RoleName: string, document: string, trusts: object): Promise<void> => {
    await call('iam', 'CreateRole', { RoleName, AssumeRolePolicyDocument: policy(trusts) });
    await call('iam', 'PutRolePolicy', { RoleName, PolicyName: 'P', PolicyDocument: document });
  };
  await call('iam', 'CreateUser', { UserName: 'operator' });
  await call('iam', 'PutUserPolicy', {
    UserName: 'operator',
    PolicyName: 'P',
    PolicyDocument: policy(
      { Effect: 'Allow', Action: ['sts:*', 's3:GetObject', 'iam:ListRoles'], Resource: '*' },
      { Effect: 'Deny', Action: 's3:*', Resource: `${BUCKET}/history/*` },
    ),
  });
  const { AccessKey } = await call('iam', 'CreateAccessKey', { UserName: 'operator' });
  user = { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
  const trusts = (more: object = {}) => ({
    Effect: 'Allow',
    Principal: { AWS: ROOT },
    Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
    ...more,
  });
  await role('First', policy({ Effect: 'Allow', Action: 'sts:*', Resource: '*' }), trusts());
  await role('Second', everything, {
    Effect: 'Allow',
    Principal: { AWS: roleArn('First' as never) },
    Action: ['sts:AssumeRole', 'sts:TagSession'],
  });
  await role('Cutter', everything.replace('"*"}', `"${BUCKET}/studios/\${aws:PrincipalTag/studio}/*"}`), {
    ...trusts(),
    Condition: { StringEquals: { 'aws:RequestTag/studio': ['north', 'south'] } },
  });
  await role('Outside', everything, trusts({ Condition: { StringEquals: { 'sts:ExternalId': 'partner-7' } } }));
});
afterAll(async () => {
  for (const one of opened) one.close();
  await stage.server.stop();
});

const named = (RoleName: string): string => roleArn(RoleName as never);

test('roles are chained, and the second trusts the first alone', async () => {
  const first = await assumed(user, { RoleArn: named('First'), RoleSessionName: 'one' });
  expect(await read(first, 'catalog/free/paper-boats.json')).toBe(
    denied('assumed-role/First/one', 'catalog/free/paper-boats.json', NO('identity-based')),
  );
  const second = await assumed(first, { RoleArn: named('Second'), RoleSessionName: 'two' });
  expect(await read(second, 'catalog/free/paper-boats.json')).toBe('allowed');
  expect((await by(second).sts.getCallerIdentity({})).Arn).toBe('arn:aws:sts::000000000000:assumed-role/Second/two');
  const directly = by(user).sts.assumeRole({ RoleArn: named('Second'), RoleSessionName: 'two' });
  expect(await refusal(directly)).toMatchObject({
    code: 'AccessDenied',
    status: 403,
    message: `User: arn:aws:iam::000000000000:user/operator is not authorized to perform: sts:AssumeRole on resource: ${named('Second')}`,
  });
  const long = by(first).sts.assumeRole({ RoleArn: named('Second'), RoleSessionName: 'two', DurationSeconds: 7200 });
  expect(await refusal(long)).toMatchObject({
    code: 'ValidationError',
    message: 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
  });
});

test('a session policy narrows, and widens nothing', async () => {
  const Policy = policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: `${BUCKET}/catalog/posters/*` });
  const first = await assumed(user, { RoleArn: named('First'), RoleSessionName: 'one' });
  const narrow = await assumed(first, { RoleArn: named('Second'), RoleSessionName: 'narrow', Policy });
  expect(await read(narrow, 'catalog/posters/harbour-lights.svg')).toBe('allowed');
  expect(await read(narrow, 'catalog/free/paper-boats.json')).toBe(
    denied('assumed-role/Second/narrow', 'catalog/free/paper-boats.json', NO('session')),
  );
  const wide = await assumed(user, {
    RoleArn: named('First'),
    RoleSessionName: 'wide',
    PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/AmazonS3FullAccess' }],
  });
  expect(await read(wide, 'catalog/posters/harbour-lights.svg')).toBe(
    denied('assumed-role/First/wide', 'catalog/posters/harbour-lights.svg', NO('identity-based')),
  );
});

test('tags of the session open the folder that they name; the trust policy says which tags', async () => {
  const cutter = (studio: string) =>
    assumed(user, { RoleArn: named('Cutter'), RoleSessionName: 'cut', Tags: [{ Key: 'studio', Value: studio }] });
  const north = await cutter('north');
  expect(await read(north, 'studios/north/cut.txt')).toBe('allowed');
  expect(await read(north, 'studios/south/cut.txt')).toBe(
    denied('assumed-role/Cutter/cut', 'studios/south/cut.txt', NO('identity-based')),
  );
  expect(await read(await cutter('south'), 'studios/south/cut.txt')).toBe('allowed');
  await expect(cutter('west')).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(assumed(user, { RoleArn: named('Cutter'), RoleSessionName: 'cut' })).rejects.toMatchObject({
    name: 'AccessDenied',
  });
});

test('transitive tags go along a chain and are not overridden; others stay behind', async () => {
  const first = await assumed(user, {
    RoleArn: named('First'),
    RoleSessionName: 'tagged',
    Tags: [
      { Key: 'studio', Value: 'north' },
      { Key: 'desk', Value: '4' },
    ],
    TransitiveTagKeys: ['studio'],
  });
  const { accessKeyId } = await assumed(first, {
    RoleArn: named('Second'),
    RoleSessionName: 'further',
    Tags: [{ Key: 'studio', Value: 'south' }],
  });
  expect(stage.server.engine.workspace.store.access.session(accessKeyId)?.details.tags).toEqual({ studio: 'north' });
});

test('policies and tags have to fit into the space for them', async () => {
  const tag = (index: number) => ({ Key: `tag-${index}`, Value: randomBytes(128).toString('hex') });
  const ask = (count: number) =>
    by(user).sts.assumeRole({
      RoleArn: named('First'),
      RoleSessionName: 'packed',
      Tags: Array.from({ length: count }, (_, index) => tag(index)),
    });
  const { PackedPolicySize = 0 } = await ask(5);
  expect(PackedPolicySize).toBeGreaterThan(10);
  expect(PackedPolicySize).toBeLessThan(100);
  expect(await refusal(ask(40))).toMatchObject({
    code: 'PackedPolicyTooLargeException',
    status: 400,
    message: expect.stringMatching(/^Packed size of session tags consumes \d{3}% of allotted space\.$/),
  });
  expect((await by(user).sts.assumeRole({ RoleArn: named('First'), RoleSessionName: 'bare' })).PackedPolicySize).toBe(
    undefined,
  );
});

test('an external id is asked for where the trust policy does', async () => {
  const ask = (ExternalId?: string) =>
    assumed(user, {
      RoleArn: named('Outside'),
      RoleSessionName: 'out',
      ...(ExternalId === undefined ? {} : { ExternalId }),
    });
  expect(await read(await ask('partner-7'), 'catalog/posters/harbour-lights.svg')).toBe('allowed');
  await expect(ask('partner-8')).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(ask()).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('GetSessionToken gives the user’s own permissions, but neither IAM nor further sessions', async () => {
  const { Credentials } = await by(user).sts.getSessionToken({ DurationSeconds: 900 });
  const temporary = keysOf(Credentials);
  expect(await read(temporary, 'catalog/posters/harbour-lights.svg')).toBe('allowed');
  expect((await refusal(by(temporary).iam.listRoles({}))).code).toBe('AccessDenied');
  expect((await by(user).iam.listRoles({})).Roles?.length).toBeGreaterThan(0);
  expect(await refusal(by(temporary).sts.getSessionToken({}))).toMatchObject({
    code: 'AccessDenied',
    message: 'Cannot call GetSessionToken with session credentials',
  });
});

test('GetFederationToken gives what user and session policy allow both, and nothing without one', async () => {
  const Policy = policy({
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: [`${BUCKET}/catalog/*`, `${BUCKET}/history/*`],
  });
  const { Credentials, FederatedUser } = await by(user).sts.getFederationToken({ Name: 'visitor', Policy });
  expect(FederatedUser?.Arn).toBe('arn:aws:sts::000000000000:federated-user/visitor');
  const visitor = keysOf(Credentials);
  expect(await read(visitor, 'catalog/free/paper-boats.json')).toBe('allowed');
  expect(await read(visitor, 'studios/north/cut.txt')).toBe(
    denied('federated-user/visitor', 'studios/north/cut.txt', NO('session')),
  );
  expect(await read(visitor, 'history/x')).toBe(
    denied('federated-user/visitor', 'history/x', 'with an explicit deny in an identity-based policy'),
  );
  const bare = await by(user).sts.getFederationToken({ Name: 'bare' });
  expect(await read(keysOf(bare.Credentials), 'catalog/free/paper-boats.json')).toBe(
    denied('federated-user/bare', 'catalog/free/paper-boats.json', NO('session')),
  );
});

test('an encoded refusal is opened by who may, and not once it was changed', async () => {
  const { encodedMessage } = await stage.server.call('poolkeeper', 'ExplainAccess', {
    Principal: { RoleArn: named('First') },
    Action: 's3:GetObject',
    Resource: `${BUCKET}/catalog/free/paper-boats.json`,
  });
  const EncodedMessage = there(encodedMessage);
  const { DecodedMessage } = await by(user).sts.decodeAuthorizationMessage({ EncodedMessage });
  expect(JSON.parse(there(DecodedMessage))).toMatchObject({
    allowed: false,
    explicitDeny: false,
    context: { action: 's3:GetObject', resource: `${BUCKET}/catalog/free/paper-boats.json` },
  });
  const changed = `${EncodedMessage.slice(0, -4)}AAAA`;
  expect(await refusal(by(user).sts.decodeAuthorizationMessage({ EncodedMessage: changed }))).toMatchObject({
    code: 'InvalidAuthorizationMessageException',
    message: 'Message is not valid',
  });
  const viewer = await viewers();
  expect(await refusal(by(viewer).sts.decodeAuthorizationMessage({ EncodedMessage }))).toMatchObject({
    code: 'AccessDenied',
    message:
      'User: arn:aws:sts::000000000000:assumed-role/StreamingFree/web is not authorized to perform: sts:DecodeAuthorizationMessage because no identity-based policy allows the sts:DecodeAuthorizationMessage action',
  });
});

test('strict mode takes issued keys and refuses all others, at each service in its words', async () => {
  const unknown = by({ accessKeyId: 'AKIAUNKNOWN000000000', secretAccessKey: 'secret' });
  const viewer = await viewers();
  expect((await unknown.idp.listUserPools({ MaxResults: 1 })).UserPools).toHaveLength(1);
  await stage.server.call('poolkeeper', 'UpdateWorkspaceSettings', { strict: true });
  try {
    const INVALID = 'The security token included in the request is invalid.';
    const json = { code: 'UnrecognizedClientException', message: INVALID, status: 400 };
    expect(await refusal(unknown.idp.listUserPools({ MaxResults: 1 }))).toMatchObject(json);
    expect(await refusal(unknown.identity.listIdentityPools({ MaxResults: 1 }))).toMatchObject(json);
    const query = { code: 'InvalidClientTokenId', message: INVALID, status: 403 };
    expect(await refusal(unknown.iam.listRoles({}))).toMatchObject(query);
    expect(await refusal(unknown.sts.getCallerIdentity({}))).toMatchObject(query);
    expect(await refusal(unknown.s3.listBuckets({}))).toMatchObject({ code: 'InvalidAccessKeyId', status: 403 });
    const known = by(user);
    expect((await known.sts.getCallerIdentity({})).Arn).toBe('arn:aws:iam::000000000000:user/operator');
    expect((await known.iam.listRoles({})).Roles?.length).toBeGreaterThan(0);
    expect(await read(user, 'catalog/posters/harbour-lights.svg')).toBe('allowed');
    expect((await refusal(known.idp.listUserPools({ MaxResults: 1 }))).message).toBe(
      'User: arn:aws:iam::000000000000:user/operator is not authorized to perform: cognito-idp:ListUserPools on resource: * because no identity-based policy allows the cognito-idp:ListUserPools action',
    );
    expect(await read(viewer, 'catalog/posters/harbour-lights.svg')).toBe('allowed');
  } finally {
    await stage.server.call('poolkeeper', 'UpdateWorkspaceSettings', { strict: false });
  }
});

test('a key that was made inactive, and one that was deleted, open nothing', async () => {
  const { call } = stage.server;
  const { AccessKey } = await call('iam', 'CreateAccessKey', { UserName: 'operator' });
  const { AccessKeyId } = AccessKey;
  const second = { accessKeyId: AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
  expect(await read(second, 'catalog/posters/harbour-lights.svg')).toBe('allowed');
  await call('iam', 'UpdateAccessKey', { UserName: 'operator', AccessKeyId, Status: 'Inactive' });
  expect(await read(second, 'catalog/posters/harbour-lights.svg')).toMatch(/^InvalidAccessKeyId: /);
  await call('iam', 'DeleteAccessKey', { UserName: 'operator', AccessKeyId });
  await call('poolkeeper', 'UpdateWorkspaceSettings', { strict: true });
  expect(await read(second, 'catalog/posters/harbour-lights.svg')).toMatch(/^InvalidAccessKeyId: /);
  await call('poolkeeper', 'UpdateWorkspaceSettings', { strict: false });
});

const keysOf = (issued: { AccessKeyId?: string; SecretAccessKey?: string; SessionToken?: string } | undefined) => ({
  accessKeyId: there(issued?.AccessKeyId),
  secretAccessKey: there(issued?.SecretAccessKey),
  sessionToken: there(issued?.SessionToken),
});

/** A free viewer's credentials, by the classic flow. */
async function viewers(): Promise<SdkCredentials> {
  const { token } = await openIdToken(stage, 'free viewer');
  return fromWebToken({
    roleArn: roleArn('StreamingFree'),
    roleSessionName: 'web',
    webIdentityToken: token,
    clientConfig: clientConfig(),
  })();
}
