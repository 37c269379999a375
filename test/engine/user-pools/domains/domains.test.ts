import { afterEach, beforeEach, expect, test } from 'vitest';
import { catalog, type Catalog } from '../stage.ts';

const CERTIFICATE = 'arn:aws:acm:us-east-1:000000000000:certificate/one';
const CustomDomainConfig = { CertificateArn: CERTIFICATE };
let at: Catalog;
let UserPoolId: string;
beforeEach(async () => {
  at = await catalog({ pool: { UserPoolTier: 'ESSENTIALS' } });
  UserPoolId = at.poolId;
});
afterEach(() => at.stop());

test('a prefix is given, described, changed and taken away', async () => {
  expect(await at.idp('CreateUserPoolDomain', { UserPoolId, Domain: 'streaming' })).toEqual({ ManagedLoginVersion: 1 });
  const { DomainDescription } = await at.idp('DescribeUserPoolDomain', { Domain: 'streaming' });
  expect(DomainDescription).toMatchObject({
    UserPoolId,
    Domain: 'streaming',
    Status: 'ACTIVE',
    ManagedLoginVersion: 1,
    CloudFrontDistribution: 'streaming.auth.us-east-1.amazoncognito.com',
  });
  expect((await at.idp('DescribeUserPool', { UserPoolId })).UserPool?.Domain).toBe('streaming');
  expect(await at.idp('UpdateUserPoolDomain', { UserPoolId, Domain: 'streaming', ManagedLoginVersion: 2 })).toEqual({
    ManagedLoginVersion: 2,
  });
  await at.idp('DeleteUserPoolDomain', { UserPoolId, Domain: 'streaming' });
  expect(await at.idp('DescribeUserPoolDomain', { Domain: 'streaming' })).toEqual({ DomainDescription: {} });
});

test('a custom domain has a certificate and an address for its CNAME', async () => {
  const made = await at.idp('CreateUserPoolDomain', { UserPoolId, Domain: 'auth.example.com', CustomDomainConfig });
  expect(made.CloudFrontDomain).toMatch(/^d[a-z0-9]{13}\.cloudfront\.net$/);
  const next = { CertificateArn: `${CERTIFICATE}2`, SecurityPolicy: 'TLS_V1_3_2025' as const };
  await at.idp('UpdateUserPoolDomain', { UserPoolId, Domain: 'auth.example.com', CustomDomainConfig: next });
  const { DomainDescription } = await at.idp('DescribeUserPoolDomain', { Domain: 'auth.example.com' });
  expect(DomainDescription?.CustomDomainConfig).toEqual(next);
  expect((await at.idp('DescribeUserPool', { UserPoolId })).UserPool?.CustomDomain).toBe('auth.example.com');
});

test('a name belongs to one pool of a region, and a pool has one of each kind', async () => {
  await at.domain();
  const { UserPool } = await at.idp('CreateUserPool', { PoolName: 'other' });
  expect(await at.no('CreateUserPoolDomain', { UserPoolId: UserPool?.Id, Domain: 'streaming' })).toMatchObject({
    code: 'InvalidParameterException',
    message: 'Domain already associated with another user pool.',
  });
  expect(await at.no('CreateUserPoolDomain', { UserPoolId, Domain: 'second' })).toMatchObject({
    code: 'InvalidParameterException',
    message: 'User pool already has a domain configured.',
  });
  const elsewhere = { region: 'eu-west-1' };
  const far = await at.idp('CreateUserPool', { PoolName: 'far' }, elsewhere);
  await at.idp('CreateUserPoolDomain', { UserPoolId: far.UserPool?.Id as string, Domain: 'streaming' }, elsewhere);
  expect(await at.no('DeleteUserPoolDomain', { UserPoolId: UserPool?.Id, Domain: 'streaming' })).toMatchObject({
    code: 'InvalidParameterException',
    message: 'No such domain or user pool exists.',
  });
});

test.each([
  ['a reserved word', { Domain: 'my-cognito' }, 'Domain cannot contain reserved word: cognito'],
  [
    'a host without a certificate',
    { Domain: 'auth.example.com' },
    'CustomDomainConfig is required for a custom domain.',
  ],
  ['a certificate for a prefix', { Domain: 'films', CustomDomainConfig }, 'Custom domain is not a valid subdomain.'],
  ['a version of login that is none', { Domain: 'films', ManagedLoginVersion: 3 }, 'Invalid ManagedLoginVersion: 3'],
  [
    'failover to where no replica is',
    { Domain: 'films', Routing: { Failover: { SecondaryRegion: 'eu-west-1', PrimaryRoute53HealthCheckId: 'x' } } },
    'The user pool does not have a replica in eu-west-1.',
  ],
])('%s is refused', async (_name, input, message) => {
  expect(await at.no('CreateUserPoolDomain', { UserPoolId, ...input })).toMatchObject({
    code: 'InvalidParameterException',
    message,
  });
});

test('upper case is no domain, LITE has no managed login, a prefix takes no certificate', async () => {
  expect(await at.no('CreateUserPoolDomain', { UserPoolId, Domain: 'Films' })).toMatchObject({
    code: 'InvalidParameterException',
  });
  const lite = await at.idp('CreateUserPool', { PoolName: 'lite', UserPoolTier: 'LITE' });
  expect(
    await at.no('CreateUserPoolDomain', { UserPoolId: lite.UserPool?.Id, Domain: 'films', ManagedLoginVersion: 2 }),
  ).toMatchObject({ code: 'FeatureUnavailableInTierException' });
  await at.domain();
  expect(await at.no('UpdateUserPoolDomain', { UserPoolId, Domain: 'streaming', CustomDomainConfig })).toMatchObject({
    code: 'InvalidParameterException',
  });
});

test('the account has four custom domains at most', async () => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    const { UserPool } = await at.idp('CreateUserPool', { PoolName: name });
    const input = { UserPoolId: UserPool?.Id as string, Domain: `${name}.example.com`, CustomDomainConfig };
    if (name === 'e')
      expect(await at.no('CreateUserPoolDomain', input)).toMatchObject({ code: 'LimitExceededException' });
    else await at.idp('CreateUserPoolDomain', input);
  }
});

test('a pool with a domain is not deleted', async () => {
  await at.domain();
  expect(await at.no('DeleteUserPool', { UserPoolId })).toMatchObject({
    code: 'InvalidParameterException',
    message: 'User pool cannot be deleted. It has a domain configured that should be deleted first.',
  });
  await at.idp('DeleteUserPoolDomain', { UserPoolId, Domain: 'streaming' });
  await at.idp('DeleteUserPool', { UserPoolId });
});
