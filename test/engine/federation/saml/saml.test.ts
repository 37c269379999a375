import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  SAML_ATTRIBUTE as ATTRIBUTE,
  SAML_ENTITY as ENTITY,
  SAML_RECIPIENT as RECIPIENT,
  samlAssertion,
  samlMetadata,
  samlResponse as wrapped,
  signSaml,
} from '../../../support/saml.ts';
import { encrypt } from '../../../support/saml-attacks.ts';
import { NOW, startStreaming, type Streaming } from '../../identity-pools/streaming.ts';

let s: Streaming;
let arn: string;
let key: string;
let certificate: string;

const metadata = (before = '') => samlMetadata(certificate, before);

beforeAll(async () => {
  s = await startStreaming();
  // A pool's signing key stands in for that of an identity provider.
  certificate = (await s.test.call('cognito-idp', 'GetSigningCertificate', { UserPoolId: s.poolId })).Certificate ?? '';
  const { privateKey } = await s.test.engine.workspace.keys.key(s.poolId, 'saml-signing');
  key = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
  const made = await s.test.call('iam', 'CreateSAMLProvider', { Name: 'corp', SAMLMetadataDocument: metadata() });
  arn = made.SAMLProviderArn as string;
  await s.test.call('iam', 'CreateRole', {
    RoleName: 'Corp',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: arn },
          Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
          Condition: { StringEquals: { 'SAML:aud': RECIPIENT } },
        },
      ],
    }),
  });
  await s.test.call('cognito-identity', 'UpdateIdentityPool', {
    IdentityPoolId: s.identityPoolId,
    IdentityPoolName: 'viewers',
    AllowUnauthenticatedIdentities: false,
    SamlProviderARNs: [arn],
  });
});
afterAll(() => s.stop());

const ROLE = 'arn:aws:iam::000000000000:role/Corp';
type Made = { name?: string; until?: number; issuer?: string; audience?: string; attributes?: Record<string, string> };

const assertion = (made: Made = {}) =>
  samlAssertion({
    attributes: {
      [`${ATTRIBUTE}Role`]: `${ROLE},${arn}`,
      [`${ATTRIBUTE}RoleSessionName`]: 'ada@corp',
      [`${ATTRIBUTE}PrincipalTag:team`]: 'video',
    },
    now: NOW,
    ...made,
  });
const signed = (xml: string) => signSaml(xml, key);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const response = (made: Made = {}) => base64(signed(wrapped(assertion(made))));
const input = (SAMLAssertion: string) => ({ RoleArn: ROLE, PrincipalArn: arn, SAMLAssertion });
const refused = (SAMLAssertion: string) => s.test.refused('sts', 'AssumeRoleWithSAML', input(SAMLAssertion));

test('a signed response gets credentials of the role that it names', async () => {
  const answer = await s.test.call('sts', 'AssumeRoleWithSAML', input(response()));
  expect(answer).toMatchObject({
    Subject: 'ada',
    SubjectType: 'persistent',
    Issuer: ENTITY,
    Audience: RECIPIENT,
    AssumedRoleUser: { Arn: 'arn:aws:sts::000000000000:assumed-role/Corp/ada@corp' },
  });
  const session = s.test.engine.workspace.store.access.session(answer.Credentials?.AccessKeyId as string);
  expect(session?.details.tags).toEqual({ team: 'video' });
});

test.each([
  ['not signed', () => base64(wrapped(assertion())), 'Response signature invalid'],
  ['changed', () => base64(signed(wrapped(assertion())).replace('>ada<', '>eve<')), 'Response signature invalid'],
  [
    'of another issuer',
    () => response({ issuer: 'https://other.example' }),
    'Issuer not present in specified provider',
  ],
  [
    'without a session name',
    () => response({ attributes: { [`${ATTRIBUTE}Role`]: `${ROLE},${arn}` } }),
    'RoleSessionName is required in AuthnResponse',
  ],
])('a response is refused: %s', async (_name, made, message) => {
  expect(await refused(made())).toMatchObject({ code: 'InvalidIdentityToken', message });
});

test('a response with an assertion beside the signed one is refused', async () => {
  const evil = assertion({ name: 'eve' }).replace('ID="a1"', 'ID="a2"').replace('ada@corp', 'eve@corp');
  const xml = signed(wrapped(assertion())).replace('</Status>', `</Status>${evil}`);
  expect(await refused(base64(xml))).toMatchObject({
    code: 'InvalidIdentityToken',
    reason: 'The response has 2 assertions; one is wanted.',
  });
});

test('an assertion that is not for AWS is refused', async () => {
  expect(await refused(response({ audience: 'urn:other' }))).toMatchObject({
    code: 'InvalidIdentityToken',
    reason: 'The assertion is for urn:other; for AWS it must name urn:amazon:webservices.',
  });
});

test('the session ends with SessionNotOnOrAfter, where that is earlier', async () => {
  const until = (seconds: number) => {
    const statement = `<AuthnStatement AuthnInstant="${new Date(NOW).toISOString()}" SessionNotOnOrAfter="${new Date(NOW + seconds * 1000).toISOString()}"/>`;
    return base64(signed(wrapped(assertion().replace('<AttributeStatement>', `${statement}<AttributeStatement>`))));
  };
  const lasts = async (seconds: number) => {
    const { Credentials } = await s.test.call('sts', 'AssumeRoleWithSAML', input(until(seconds)));
    return Number(Credentials?.Expiration) - NOW / 1000;
  };
  expect(await lasts(1800)).toBe(1800);
  expect(await lasts(7200)).toBe(3600);
  expect(await refused(until(-1))).toMatchObject({
    code: 'InvalidIdentityToken',
    reason: expect.stringContaining('SessionNotOnOrAfter'),
  });
});

test('a document type declaration is refused before anything is parsed', async () => {
  const xml = `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${signed(wrapped(assertion()))}`;
  expect(await refused(base64(xml))).toMatchObject({
    code: 'InvalidIdentityToken',
    reason: 'The document has a document type declaration.',
  });
  expect(
    await s.test.refused('iam', 'CreateSAMLProvider', {
      Name: 'evil',
      SAMLMetadataDocument: metadata('<!DOCTYPE x>').padEnd(1000),
    }),
  ).toMatchObject({ code: 'InvalidInput', message: 'Could not parse metadata' });
});

test('an assertion is cut by no comment, and not taken after its time', async () => {
  const answer = await s.test.call('sts', 'AssumeRoleWithSAML', input(response({ name: 'ada<!-- -->.admin' })));
  expect(answer.Subject).toBe('ada.admin');
  expect(await refused(response({ until: -600 }))).toMatchObject({ code: 'ExpiredTokenException' });
});

test('another role than the one named, and a provider that is none', async () => {
  expect(
    await s.test.refused('sts', 'AssumeRoleWithSAML', { ...input(response()), RoleArn: s.roles.free }),
  ).toMatchObject({
    code: 'AccessDenied',
  });
  expect(
    await s.test.refused('sts', 'AssumeRoleWithSAML', {
      ...input(response()),
      PrincipalArn: 'arn:aws:iam::000000000000:saml-provider/none',
    }),
  ).toMatchObject({ code: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithSAML' });
});

test('a SAML login of an identity pool', async () => {
  const login = (Logins: Record<string, string>) => ({ IdentityPoolId: s.identityPoolId, Logins });
  const { IdentityId = '' } = await s.test.call('cognito-identity', 'GetId', login({ [arn]: response() }));
  expect((await s.test.call('cognito-identity', 'DescribeIdentity', { IdentityId })).Logins).toEqual([arn]);
  expect((await s.test.call('cognito-identity', 'GetId', login({ [arn]: response() }))).IdentityId).toBe(IdentityId);
  expect(
    await s.test.refused('cognito-identity', 'GetId', login({ [arn]: response({ audience: 'other' }) })),
  ).toMatchObject({
    code: 'NotAuthorizedException',
    message: 'Token is not from a supported provider of this identity pool.',
  });
  expect(
    await s.test.refused('cognito-identity', 'GetId', login({ [arn]: base64(wrapped(assertion())) })),
  ).toMatchObject({
    message: "Invalid login token. Couldn't verify signed token.",
  });
});

test('providers are listed, described, replaced and deleted', async () => {
  const { SAMLProviderArn = '' } = await s.test.call('iam', 'CreateSAMLProvider', {
    Name: 'second',
    SAMLMetadataDocument: metadata(),
    Tags: [{ Key: 'a', Value: 'b' }],
  });
  expect((await s.test.call('iam', 'ListSAMLProviders', {})).SAMLProviderList).toHaveLength(2);
  const described = await s.test.call('iam', 'GetSAMLProvider', { SAMLProviderArn });
  expect(described).toMatchObject({ ValidUntil: 2082758400, Tags: [{ Key: 'a', Value: 'b' }] });
  await s.test.call('iam', 'UpdateSAMLProvider', { SAMLProviderArn, SAMLMetadataDocument: metadata() });
  await s.test.call('iam', 'TagSAMLProvider', { SAMLProviderArn, Tags: [{ Key: 'c', Value: 'd' }] });
  await s.test.call('iam', 'UntagSAMLProvider', { SAMLProviderArn, TagKeys: ['A'] });
  expect((await s.test.call('iam', 'ListSAMLProviderTags', { SAMLProviderArn })).Tags).toEqual([
    { Key: 'c', Value: 'd' },
  ]);
  expect(
    await s.test.refused('iam', 'CreateSAMLProvider', { Name: 'second', SAMLMetadataDocument: metadata() }),
  ).toMatchObject({ code: 'EntityAlreadyExists' });
  await s.test.call('iam', 'DeleteSAMLProvider', { SAMLProviderArn });
  expect(await s.test.refused('iam', 'GetSAMLProvider', { SAMLProviderArn })).toMatchObject({ code: 'NoSuchEntity' });
});

test('private keys of a provider: two at most, never shown, and needed where encryption is required', async () => {
  const made = () =>
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
  const pem = made();
  const { SAMLProviderArn = '' } = await s.test.call('iam', 'CreateSAMLProvider', {
    Name: 'sealed',
    SAMLMetadataDocument: metadata(),
  });
  const update = (change: object) => ({ SAMLProviderArn, ...change });
  const keys = async () => (await s.test.call('iam', 'GetSAMLProvider', { SAMLProviderArn })).PrivateKeyList ?? [];
  expect(
    await s.test.refused('iam', 'UpdateSAMLProvider', update({ AssertionEncryptionMode: 'Required' })),
  ).toMatchObject({
    code: 'InvalidInput',
    message: 'AssertionEncryptionMode cannot be Required without a private key.',
  });
  await s.test.call('iam', 'UpdateSAMLProvider', update({ AddPrivateKey: pem }));
  expect(await s.test.call('iam', 'GetSAMLProvider', { SAMLProviderArn })).toMatchObject({
    AssertionEncryptionMode: 'Allowed',
    PrivateKeyList: [{ KeyId: expect.stringMatching(/^SAMLK[A-Z2-7]{17}$/), Timestamp: NOW / 1000 }],
  });
  await s.test.call(
    'iam',
    'UpdateSAMLProvider',
    update({ AddPrivateKey: made(), AssertionEncryptionMode: 'Required' }),
  );
  expect(await s.test.refused('iam', 'UpdateSAMLProvider', update({ AddPrivateKey: made() }))).toMatchObject({
    code: 'LimitExceeded',
    message: 'Cannot exceed quota for PrivateKeysPerSAMLProvider: 2',
  });
  const [first, second] = await keys();
  await s.test.call('iam', 'UpdateSAMLProvider', update({ RemovePrivateKey: first?.KeyId }));
  expect(await s.test.refused('iam', 'UpdateSAMLProvider', update({ RemovePrivateKey: first?.KeyId }))).toMatchObject({
    code: 'InvalidInput',
    message: 'The private key to be removed does not exist.',
  });
  expect(await s.test.refused('iam', 'UpdateSAMLProvider', update({ RemovePrivateKey: second?.KeyId }))).toMatchObject({
    code: 'InvalidInput',
  });
  expect(await keys()).toHaveLength(1);
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' });
  for (const [AddPrivateKey, reason] of [
    [ec, 'It is ec, not RSA.'],
    ['no key', 'It is no PEM of a private key without password.'],
  ])
    expect(await s.test.refused('iam', 'UpdateSAMLProvider', update({ AddPrivateKey }))).toMatchObject({
      code: 'InvalidInput',
      message: 'The private key is not valid.',
      reason,
    });
  const traces = JSON.stringify((await s.test.call('poolkeeper', 'ListTraces', {})).traces);
  expect(traces).toContain('AddPrivateKey');
  expect(traces).not.toContain('PRIVATE KEY');
});

test('an encrypted assertion gets credentials once the provider has the private key', async () => {
  const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
    format: 'pem',
    type: 'pkcs8',
  }) as string;
  const plain = /<Assertion .*<\/Assertion>/s.exec(signed(wrapped(assertion())))?.[0] ?? '';
  const sealed = base64(wrapped(encrypt(plain, pem)));
  expect(await refused(sealed)).toMatchObject({
    code: 'InvalidIdentityToken',
    reason: 'The assertion is encrypted, and the provider has no private key (AddPrivateKey).',
  });
  await s.test.call('iam', 'UpdateSAMLProvider', {
    SAMLProviderArn: arn,
    AddPrivateKey: pem,
    AssertionEncryptionMode: 'Required',
  });
  expect((await s.test.call('sts', 'AssumeRoleWithSAML', input(sealed))).Subject).toBe('ada');
  expect(await refused(response())).toMatchObject({ reason: expect.stringContaining('AssertionEncryptionMode') });
  await s.test.call('iam', 'UpdateSAMLProvider', { SAMLProviderArn: arn, AssertionEncryptionMode: 'Allowed' });
  expect((await s.test.call('sts', 'AssumeRoleWithSAML', input(response()))).Subject).toBe('ada');
});
