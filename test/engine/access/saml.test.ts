import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  SAML_ATTRIBUTE as ATTRIBUTE,
  SAML_ENTITY as ENTITY,
  SAML_RECIPIENT as RECIPIENT,
  samlAssertion,
  samlMetadata,
  samlResponse as wrapped,
  signSaml,
} from '../../support/saml.ts';
import { NOW, startStreaming, type Streaming } from '../identity-pools/streaming.ts';

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

test('an assertion that was put beside the signed one is never read', async () => {
  const evil = assertion({ name: 'eve' }).replace('ID="a1"', 'ID="a2"').replace('ada@corp', 'eve@corp');
  const xml = signed(wrapped(assertion())).replace('</Status>', `</Status>${evil}`);
  const answer = await s.test.call('sts', 'AssumeRoleWithSAML', input(base64(xml)));
  expect(answer.Subject).toBe('ada');
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
  expect(
    await s.test.refused('iam', 'UpdateSAMLProvider', { SAMLProviderArn, AssertionEncryptionMode: 'Required' }),
  ).toMatchObject({ code: 'InvalidInput' });
  expect(
    await s.test.refused('iam', 'CreateSAMLProvider', { Name: 'second', SAMLMetadataDocument: metadata() }),
  ).toMatchObject({ code: 'EntityAlreadyExists' });
  await s.test.call('iam', 'DeleteSAMLProvider', { SAMLProviderArn });
  expect(await s.test.refused('iam', 'GetSAMLProvider', { SAMLProviderArn })).toMatchObject({ code: 'NoSuchEntity' });
});
