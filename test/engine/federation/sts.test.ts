import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { googleKeys } from '../../../electron/engine/federation/oidc/issuer-claims.ts';
import { APP, changed, NOW, startStage, type Stage } from './stage.ts';

let s: Stage;
beforeEach(async () => {
  s = await startStage();
});
afterEach(() => s.stop());

const ACTION = 'sts:AssumeRoleWithWebIdentity';
const trust = (Federated: string, StringEquals: Record<string, string>, Action = ACTION) =>
  s.test.call('iam', 'UpdateAssumeRolePolicy', {
    RoleName: 'Free',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Federated }, Action, Condition: { StringEquals } }],
    }),
  });
const asked = (WebIdentityToken: string, ProviderId?: string) => ({
  RoleArn: s.roles.free,
  RoleSessionName: 'web',
  WebIdentityToken,
  ...(ProviderId === undefined ? {} : { ProviderId }),
});
const assume = (token: string, id?: string) => s.test.call('sts', 'AssumeRoleWithWebIdentity', asked(token, id));
const refused = (token: string, id?: string) => s.test.refused('sts', 'AssumeRoleWithWebIdentity', asked(token, id));
const contextOf = (accessKeyId: string) => s.test.engine.workspace.store.access.session(accessKeyId)?.details.context;
const DENIED = { code: 'AccessDenied', message: `Not authorized to perform ${ACTION}` };

describe.each([
  ['facebook', 'graph.facebook.com', 'id'],
  ['amazon', 'www.amazon.com', 'user_id'],
] as const)('access tokens of %s at STS', (kind, provider, user) => {
  test('are taken with ProviderId, for a role that trusts the provider, the app and the person', async () => {
    const { person } = await s.put(kind);
    const { token } = await s.issue(kind, person);
    await trust(provider, { [`${provider}:app_id`]: APP, [`${provider}:${user}`]: person });
    const answer = await assume(token, provider);
    expect(answer).toMatchObject({ Provider: provider, Audience: APP, SubjectFromWebIdentityToken: person });
    expect(contextOf(answer.Credentials?.AccessKeyId as string)).toEqual({
      [`${provider}:app_id`]: [APP],
      [`${provider}:${user}`]: [person],
    });
    await trust(provider, { [`${provider}:app_id`]: 'app-2' });
    expect(await refused(token, provider)).toMatchObject(DENIED);
    await trust(provider, { [`${provider}:${user}`]: 'somebody' });
    expect(await refused(token, provider)).toMatchObject(DENIED);
    await trust('accounts.google.com', { [`${provider}:app_id`]: APP });
    expect(await refused(token, provider)).toMatchObject(DENIED);
  });

  test('name the person in policies', async () => {
    const { person } = await s.put(kind);
    await trust(provider, { [`${provider}:app_id`]: APP });
    await s.test.call('iam', 'PutRolePolicy', {
      RoleName: 'Free',
      PolicyName: 'Own',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 's3:PutObject', Resource: `arn:aws:s3:::catalog/\${${provider}:${user}}/*` },
        ],
      }),
    });
    const { Credentials, AssumedRoleUser } = await assume((await s.issue(kind, person)).token, provider);
    const caller = {
      kind: 'session',
      arn: AssumedRoleUser?.Arn as string,
      accessKeyId: Credentials?.AccessKeyId as string,
    } as const;
    const put = (Key: string) => ({ Bucket: 'catalog', Key, Body: Buffer.from('x') });
    await s.test.call('s3', 'PutObject', put(`${person}/x`), { caller });
    expect(await s.test.refused('s3', 'PutObject', put('another/x'), { caller })).toMatchObject({
      code: 'AccessDenied',
    });
  });

  test('are refused: expired, changed, another provider’s, of somebody gone, without ProviderId, without a local provider', async () => {
    const { person } = await s.put(kind);
    const other = kind === 'facebook' ? 'amazon' : 'facebook';
    const stranger = await s.put(other);
    await trust(provider, { [`${provider}:app_id`]: APP });
    const { token } = await s.issue(kind, person, { Lifetime: 60 });
    const rejected = (reason: string) => ({
      code: 'IDPRejectedClaim',
      status: 403,
      message: `${provider} rejected the access token`,
      reason: expect.stringContaining(reason),
    });
    expect(await refused(changed(token), provider)).toMatchObject(rejected('issued no such token'));
    expect(await refused((await s.issue(other, stranger.person)).token, provider)).toMatchObject(
      rejected(`one of the local provider for ${other}`),
    );
    expect(await refused(token)).toMatchObject({
      code: 'InvalidIdentityToken',
      message: 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    });
    await assume(token, provider);
    s.test.advance(60_000);
    expect(await refused(token, provider)).toMatchObject(rejected('expired at'));
    const fresh = (await s.issue(kind, person)).token;
    await s.test.call('poolkeeper', 'DeleteLocalProviderPerson', { LocalProvider: kind, Id: person });
    expect(await refused(fresh, provider)).toMatchObject(rejected('gone'));
    await s.test.call('poolkeeper', 'DeleteLocalProvider', { Name: kind });
    expect(await refused(fresh, provider)).toMatchObject({
      code: 'IDPCommunicationError',
      status: 400,
      message: `Could not communicate with ${provider}`,
      reason: expect.stringContaining(`A local provider for ${kind}`),
    });
  });
});

test('ProviderId names Facebook or Amazon, nobody else', async () => {
  const { person } = await s.put('twitter');
  const { token } = await s.issue('twitter', person);
  expect(await refused(token, 'api.twitter.com')).toMatchObject({
    code: 'InvalidIdentityToken',
    reason: expect.stringContaining('graph.facebook.com and www.amazon.com'),
  });
});

describe('Google’s ID tokens at STS', () => {
  const KEY = 'accounts.google.com';
  let person: string;
  beforeEach(async () => {
    ({ person } = await s.put('google'));
  });

  test('need no provider in IAM: the role trusts accounts.google.com', async () => {
    await trust(KEY, {
      [`${KEY}:aud`]: APP,
      [`${KEY}:oaud`]: APP,
      [`${KEY}:sub`]: person,
      [`${KEY}:email`]: 'ada@example.com',
    });
    const { token } = await s.issue('google', person);
    const answer = await assume(token);
    expect(answer).toMatchObject({ Provider: KEY, Audience: APP, SubjectFromWebIdentityToken: person });
    for (const [key, value] of [
      ['aud', 'app-2'],
      ['oaud', 'app-2'],
      ['sub', '1'],
      ['email', 'eve@example.com'],
    ]) {
      await trust(KEY, { [`${KEY}:${key}`]: value as string });
      expect(await refused(token)).toMatchObject(DENIED);
    }
  });

  test('are taken for IAM’s provider too, if that lists the client', async () => {
    const { OpenIDConnectProviderArn: arn = '' } = await s.test.call('iam', 'CreateOpenIDConnectProvider', {
      Url: `https://${KEY}`,
      ClientIDList: [APP],
    });
    await trust(arn, { [`${KEY}:sub`]: person });
    expect(await assume((await s.issue('google', person)).token)).toMatchObject({ Audience: APP });
    expect(await refused((await s.issue('google', person, { AppId: 'app-2' })).token)).toMatchObject(DENIED);
  });

  test('are refused: changed, expired, of keys that are gone', async () => {
    await trust(KEY, { [`${KEY}:aud`]: APP });
    const { token } = await s.issue('google', person, { Lifetime: 60 });
    const [header, payload, signature] = token.split('.') as [string, string, string];
    const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), sub: 'eve' };
    const forged = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
    expect(await refused(forged)).toMatchObject({ code: 'InvalidIdentityToken', message: 'Token signature invalid' });
    s.test.advance(60_000);
    const second = NOW / 1000 + 60;
    expect(await refused(token)).toMatchObject({
      code: 'ExpiredTokenException',
      message: `Token expired: current date/time ${second} must be before the expiration date/time ${second}`,
    });
    await s.test.call('poolkeeper', 'DeleteLocalProvider', { Name: 'google' });
    expect(await refused(token)).toMatchObject({
      code: 'InvalidIdentityToken',
      message: 'No OpenIDConnect provider found in your account for https://accounts.google.com',
      reason: expect.stringContaining('make a local provider'),
    });
  });
});

test('an OpenID Connect local provider’s tokens are taken for IAM’s provider, whatever the port was', async () => {
  const { person } = await s.put('oidc', 'crew');
  const url = 'localhost:9229/_stand-in/crew';
  const token = async () => (await s.issue('crew', person)).token;
  expect(await refused(await token())).toMatchObject({
    code: 'InvalidIdentityToken',
    message: `No OpenIDConnect provider found in your account for https://${url}`,
  });
  const { OpenIDConnectProviderArn: arn = '' } = await s.test.call('iam', 'CreateOpenIDConnectProvider', {
    Url: `http://${url}`,
    ClientIDList: [APP],
  });
  await trust(arn, { [`${url}:aud`]: APP, [`${url}:sub`]: person });
  expect(await assume(await token())).toMatchObject({ Provider: arn, Audience: APP });
  s.test.engine.workspace.endpoint = 'http://localhost:4000';
  expect(await assume(await token())).toMatchObject({ Provider: arn });
  expect(await refused((await s.issue('crew', person, { AppId: 'app-2' })).token)).toMatchObject({
    code: 'InvalidIdentityToken',
    message: 'Incorrect token audience',
  });
  await trust(arn, { [`${url}:sub`]: 'somebody' });
  expect(await refused(await token())).toMatchObject(DENIED);
});

test('Apple’s tokens want IAM’s provider', async () => {
  const { person } = await s.put('apple');
  const { token } = await s.issue('apple', person);
  expect(await refused(token)).toMatchObject({
    message: 'No OpenIDConnect provider found in your account for https://appleid.apple.com',
  });
  const { OpenIDConnectProviderArn: arn = '' } = await s.test.call('iam', 'CreateOpenIDConnectProvider', {
    Url: 'https://appleid.apple.com',
    ClientIDList: [APP],
  });
  await trust(arn, { 'appleid.apple.com:aud': APP, 'appleid.apple.com:sub': person });
  expect(await assume(token)).toMatchObject({ Provider: arn, SubjectFromWebIdentityToken: person });
});

test('a SAML local provider’s response is taken for the role that it names', async () => {
  const { person } = await s.put('saml', 'studio');
  const { body } = await s.test.call('poolkeeper', 'GetLocalProviderDocument', {
    LocalProvider: 'studio',
    Document: 'metadata',
  });
  const { SAMLProviderArn: PrincipalArn = '' } = await s.test.call('iam', 'CreateSAMLProvider', {
    Name: 'studio',
    SAMLMetadataDocument: body,
  });
  const AUD = 'https://signin.aws.amazon.com/saml';
  await trust(PrincipalArn, { 'SAML:aud': AUD, 'SAML:sub': person }, 'sts:AssumeRoleWithSAML');
  const response = async (RoleArn?: string, SessionName?: string) =>
    (
      await s.issue('studio', person, {
        AppId: undefined,
        ...(RoleArn === undefined ? {} : { RoleArn }),
        ...(SessionName === undefined ? {} : { SessionName }),
      })
    ).token;
  const input = (SAMLAssertion: string) => ({ RoleArn: s.roles.free, PrincipalArn, SAMLAssertion });
  const answer = await s.test.call('sts', 'AssumeRoleWithSAML', input(await response(s.roles.free)));
  expect(answer).toMatchObject({ Subject: person, SubjectType: 'persistent', Audience: AUD });
  expect(answer.AssumedRoleUser?.Arn).toMatch(/:assumed-role\/Free\/ada@example\.com$/);
  const named = await s.test.call('sts', 'AssumeRoleWithSAML', input(await response(s.roles.free, 'night-shift')));
  expect(named.AssumedRoleUser?.Arn).toMatch(/\/night-shift$/);
  const denied = { code: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithSAML' };
  const ask = async (text: string) => s.test.refused('sts', 'AssumeRoleWithSAML', input(text));
  expect(await ask(await response())).toMatchObject(denied);
  expect(await ask(await response(s.roles.premium))).toMatchObject(denied);
  const late = await response(s.roles.free);
  s.test.advance(1200_000);
  expect(await ask(late)).toMatchObject({ code: 'ExpiredTokenException' });
});

test('Google’s aud is azp where the token has one, and then oaud is its aud', () => {
  const claims = { iss: 'https://accounts.google.com', aud: 'server', sub: '1', email: 'ada@example.com' };
  const common = { 'accounts.google.com:sub': ['1'], 'accounts.google.com:email': ['ada@example.com'] };
  expect(googleKeys({ ...claims, azp: 'phone' })).toEqual({
    'accounts.google.com:aud': ['phone'],
    'accounts.google.com:oaud': ['server'],
    ...common,
  });
  expect(googleKeys(claims)).toEqual({ 'accounts.google.com:aud': ['server'], ...common });
});
