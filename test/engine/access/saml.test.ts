import { createPrivateKey } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NOW, startStreaming, type Streaming } from '../identity-pools/streaming.ts';

const ENTITY = 'https://idp.example/metadata';
const ATTRIBUTE = 'https://aws.amazon.com/SAML/Attributes/';
const RECIPIENT = 'https://signin.aws.amazon.com/saml';
let s: Streaming;
let arn: string;
let key: string;
let certificate: string;

const metadata = (more = '') =>
  `<?xml version="1.0"?>${more}<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${ENTITY}" validUntil="2036-01-01T00:00:00Z"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor></IDPSSODescriptor></EntityDescriptor>`;

beforeAll(async () => {
  s = await startStreaming();
  // A pool's signing key stands in for that of an identity provider.
  certificate = (await s.test.call('cognito-idp', 'GetSigningCertificate', { UserPoolId: s.poolId })).Certificate ?? '';
  const { privateKey } = await s.test.engine.workspace.keys.key(s.poolId, 'saml-signing');
  key = createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })).export({ format: 'pem', type: 'pkcs8' }) as string;
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
const iso = (offset: number) => new Date(NOW + offset * 1000).toISOString();
type Made = { name?: string; until?: number; issuer?: string; audience?: string; attributes?: Record<string, string>; sign?: boolean };

function assertion({ name = 'ada', until = 300, issuer = ENTITY, audience = 'urn:amazon:webservices', attributes }: Made = {}): string {
  const listed = attributes ?? {
    [`${ATTRIBUTE}Role`]: `${ROLE},${arn}`,
    [`${ATTRIBUTE}RoleSessionName`]: 'ada@corp',
    [`${ATTRIBUTE}PrincipalTag:team`]: 'video',
  };
  return `<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="a1" Version="2.0" IssueInstant="${iso(0)}"><Issuer>${issuer}</Issuer><Subject><NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${name}</NameID><SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><SubjectConfirmationData NotOnOrAfter="${iso(until)}" Recipient="${RECIPIENT}"/></SubjectConfirmation></Subject><Conditions NotBefore="${iso(-60)}" NotOnOrAfter="${iso(until)}"><AudienceRestriction><Audience>${audience}</Audience></AudienceRestriction></Conditions><AttributeStatement>${Object.entries(
    listed,
  )
    .map(([attribute, value]) => `<Attribute Name="${attribute}"><AttributeValue>${value}</AttributeValue></Attribute>`)
    .join('')}</AttributeStatement></Assertion>`;
}

const wrapped = (inner: string) =>
  `<Response xmlns="urn:oasis:names:tc:SAML:2.0:protocol" ID="r1" Version="2.0"><Status><StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></Status>${inner}</Response>`;

function signed(xml: string): string {
  const signer = new SignedXml({
    privateKey: key,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  signer.addReference({
    xpath: "//*[local-name(.)='Assertion']",
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  signer.computeSignature(xml, { location: { reference: "//*[local-name(.)='Issuer']", action: 'after' } });
  return signer.getSignedXml();
}
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
  ['of another issuer', () => response({ issuer: 'https://other.example' }), 'Issuer not present in specified provider'],
  ['without a session name', () => response({ attributes: { [`${ATTRIBUTE}Role`]: `${ROLE},${arn}` } }), 'RoleSessionName is required in AuthnResponse'],
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
  expect(await s.test.refused('sts', 'AssumeRoleWithSAML', { ...input(response()), RoleArn: s.roles.free })).toMatchObject({
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
  expect(await s.test.refused('cognito-identity', 'GetId', login({ [arn]: response({ audience: 'other' }) }))).toMatchObject({
    code: 'NotAuthorizedException',
    message: 'Token is not from a supported provider of this identity pool.',
  });
  expect(await s.test.refused('cognito-identity', 'GetId', login({ [arn]: base64(wrapped(assertion())) }))).toMatchObject({
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
