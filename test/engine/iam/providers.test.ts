import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEngine, type TestEngine } from '../../support/harness.ts';
import { samlMetadata } from '../../support/saml.ts';

const NOW = Date.UTC(2026, 10, 23, 9);
const ARN = 'arn:aws:iam::000000000000:oidc-provider/login.example';
const ROLE = 'arn:aws:iam::000000000000:role/Federated';

let t: TestEngine;
beforeEach(async () => {
  t = await startEngine({ now: NOW });
  await t.call('iam', 'CreateOpenIDConnectProvider', { Url: 'https://login.example', ClientIDList: ['app'] });
  await t.call('iam', 'CreateRole', {
    RoleName: 'Federated',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Federated: ARN }, Action: 'sts:AssumeRoleWithWebIdentity' }],
    }),
  });
});
afterEach(() => t.stop());

test('a provider is used by the identity pools that list it and the roles that trust it', async () => {
  const use = (ProviderArn: string) => t.call('poolkeeper', 'ListProviderUse', { ProviderArn });
  expect(await use(ARN)).toEqual({ identityPools: [], roles: [{ name: 'Federated', arn: ROLE }] });
  const { IdentityPoolId } = await t.call('cognito-identity', 'CreateIdentityPool', {
    IdentityPoolName: 'viewers',
    AllowUnauthenticatedIdentities: false,
    OpenIdConnectProviderARNs: [ARN],
    SupportedLoginProviders: { 'accounts.google.com': 'app' },
  });
  expect((await use(ARN)).identityPools).toEqual([{ id: IdentityPoolId, name: 'viewers', region: 'us-east-1' }]);
  expect((await use('arn:aws:iam::000000000000:oidc-provider/accounts.google.com')).identityPools).toHaveLength(1);
  expect(await use(`${ARN}/other`)).toEqual({ identityPools: [], roles: [] });
});

test('what the metadata of a SAML provider says, and what is wrong with it', async () => {
  const { UserPool } = await t.call('cognito-idp', 'CreateUserPool', { PoolName: 'own' });
  const { Certificate = '' } = await t.call('cognito-idp', 'GetSigningCertificate', {
    UserPoolId: UserPool?.Id ?? '',
  });
  const metadata = samlMetadata(Certificate).replace(
    '</IDPSSODescriptor>',
    '<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example/sso"/></IDPSSODescriptor>',
  );
  const summary = await t.call('poolkeeper', 'ReadSamlMetadata', { Metadata: metadata });
  expect(summary).toMatchObject({
    entityId: 'https://idp.example/metadata',
    signIn: [{ binding: 'HTTP-POST', url: 'https://idp.example/sso' }],
    validUntil: Date.UTC(2036, 0, 1),
    certificates: [{ fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/) }],
  });
  expect(summary.certificates[0]?.validTo).toBeGreaterThan(NOW);
  for (const [Metadata, message] of [
    ['x', /well-formed|no element/],
    ['<!DOCTYPE x><EntityDescriptor/>', /document type declaration/],
    [
      metadata.replace('EntityDescriptor xmlns', 'Other xmlns').replace('</EntityDescriptor', '</Other'),
      /no EntityDescriptor/,
    ],
    [metadata.replace(/ entityID="[^"]*"/, ''), /no entityID/],
    [metadata.replace(Certificate, 'AAAA'), /certificate of the document cannot be read/],
    [metadata.replace('use="signing"', 'use="encryption"'), /no certificate that signs/],
  ] as const)
    expect(await t.refused('poolkeeper', 'ReadSamlMetadata', { Metadata })).toMatchObject({
      code: 'InvalidParameterException',
      message: expect.stringMatching(message),
    });
});

test('tags of an OpenID Connect provider are merged, listed and removed', async () => {
  const OpenIDConnectProviderArn = ARN;
  await t.call('iam', 'TagOpenIDConnectProvider', { OpenIDConnectProviderArn, Tags: [{ Key: 'a', Value: '1' }] });
  await t.call('iam', 'TagOpenIDConnectProvider', { OpenIDConnectProviderArn, Tags: [{ Key: 'b', Value: '2' }] });
  expect((await t.call('iam', 'ListOpenIDConnectProviderTags', { OpenIDConnectProviderArn })).Tags).toEqual([
    { Key: 'a', Value: '1' },
    { Key: 'b', Value: '2' },
  ]);
  await t.call('iam', 'UntagOpenIDConnectProvider', { OpenIDConnectProviderArn, TagKeys: ['A'] });
  expect((await t.call('iam', 'GetOpenIDConnectProvider', { OpenIDConnectProviderArn })).Tags).toEqual([
    { Key: 'b', Value: '2' },
  ]);
  expect(
    await t.refused('iam', 'TagOpenIDConnectProvider', {
      OpenIDConnectProviderArn: `${ARN}/none`,
      Tags: [{ Key: 'a', Value: '1' }],
    }),
  ).toMatchObject({ code: 'NoSuchEntity', message: `OpenIDConnect Provider not found for arn ${ARN}/none` });
});
