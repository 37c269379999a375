import { expect, test } from 'vitest';
import {
  apiArn,
  arnOf,
  assumedRoleArn,
  bucketArn,
  bucketOf,
  federatedUserArn,
  functionArn,
  iamUserArn,
  identityPoolArn,
  isAwsPolicy,
  keyArn,
  objectArn,
  oidcProviderArn,
  parseArn,
  parseIamArn,
  policyArn,
  poolRegion,
  resourceName,
  roleArn,
  rootArn,
  samlProviderArn,
  userPoolArn,
} from '../../shared/aws/arn.ts';

const ACCOUNT = '000000000000';
const PLACE = { region: 'eu-west-1', account: ACCOUNT };

test.each([
  [userPoolArn(PLACE, 'eu-west-1_a'), 'arn:aws:cognito-idp:eu-west-1:000000000000:userpool/eu-west-1_a'],
  [identityPoolArn(PLACE, 'eu-west-1:u'), 'arn:aws:cognito-identity:eu-west-1:000000000000:identitypool/eu-west-1:u'],
  [roleArn({ account: ACCOUNT, name: 'premium' }), 'arn:aws:iam::000000000000:role/premium'],
  [roleArn({ account: ACCOUNT, name: 'premium', path: '/app/' }), 'arn:aws:iam::000000000000:role/app/premium'],
  [iamUserArn({ account: ACCOUNT, name: 'ada', path: '/app/' }), 'arn:aws:iam::000000000000:user/app/ada'],
  [policyArn({ account: 'aws', name: 'ReadOnlyAccess' }), 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
  [oidcProviderArn(ACCOUNT, 'localhost:1/p'), 'arn:aws:iam::000000000000:oidc-provider/localhost:1/p'],
  [samlProviderArn(ACCOUNT, 'corp'), 'arn:aws:iam::000000000000:saml-provider/corp'],
  [rootArn(ACCOUNT), 'arn:aws:iam::000000000000:root'],
  [assumedRoleArn(ACCOUNT, 'premium', 'ada'), 'arn:aws:sts::000000000000:assumed-role/premium/ada'],
  [federatedUserArn(ACCOUNT, 'ada'), 'arn:aws:sts::000000000000:federated-user/ada'],
  [bucketArn('photos'), 'arn:aws:s3:::photos'],
  [objectArn('photos', 'a/b:c'), 'arn:aws:s3:::photos/a/b:c'],
  [functionArn(PLACE, 'f'), 'arn:aws:lambda:eu-west-1:000000000000:function:f'],
  [apiArn({ region: '*', account: '*' }, 'films', '*/GET/*'), 'arn:aws:execute-api:*:*:films/*/GET/*'],
  [keyArn(PLACE, 'k'), 'arn:aws:kms:eu-west-1:000000000000:key/k'],
])('writes %s', (made, wanted) => {
  expect(made).toBe(wanted);
});

test('reads what it wrote', () => {
  expect(parseArn(objectArn('photos', 'a/b:c'))).toEqual({
    partition: 'aws',
    service: 's3',
    region: '',
    account: '',
    resource: 'photos/a/b:c',
  });
  expect(parseArn(functionArn(PLACE, 'f:live'))).toMatchObject({ ...PLACE, resource: 'function:f:live' });
  expect(parseArn('arn:aws-cn:s3:::photos')).toMatchObject({ partition: 'aws-cn' });
});

test.each([
  '',
  '*',
  'photos',
  'arn',
  'arn:aws',
  'arn:aws:iam::000000000000',
  'ARN:aws:s3:::photos',
  'urn:aws:s3:::photos',
])('reads no ARN out of %j', (text) => {
  expect(parseArn(text)).toBeUndefined();
});

test('names a resource by the end of its ARN, and leaves other text as it is', () => {
  expect(resourceName(roleArn({ account: ACCOUNT, name: 'premium', path: '/app/' }))).toBe('premium');
  expect(resourceName('premium')).toBe('premium');
  expect(resourceName('')).toBe('');
  expect(resourceName(rootArn(ACCOUNT))).toBe(rootArn(ACCOUNT));
});

test('tells the region of a pool by its id', () => {
  expect(poolRegion('eu-west-1_a1B2')).toBe('eu-west-1');
  expect(poolRegion('eu-west-1:6f0c-11')).toBe('eu-west-1');
  expect(poolRegion('')).toBe('');
});

test('an ARN without region and account keeps their places empty', () => {
  expect(arnOf('s3', 'photos')).toBe('arn:aws:s3:::photos');
  expect(arnOf('iam', 'root', { account: ACCOUNT })).toBe('arn:aws:iam::000000000000:root');
});

test('reads account, type and name of what IAM keeps under a path', () => {
  expect(parseIamArn('arn:aws:iam::000000000000:role/app/premium')).toEqual({
    account: ACCOUNT,
    type: 'role',
    name: 'premium',
  });
  expect(parseIamArn('arn:aws:iam::000000000000:user/ada')).toMatchObject({ type: 'user', name: 'ada' });
});

test.each([
  'arn:aws:iam::000000000000:root',
  'arn:aws:iam::000000000000:role/',
  'arn:aws:iam::000000000000:oidc-provider/accounts.google.com',
  'arn:aws:iam::aws:policy/ReadOnlyAccess',
  'arn:aws:iam::12:role/premium',
  'arn:aws:iam:us-east-1:000000000000:role/premium',
  'arn:aws-cn:iam::000000000000:role/premium',
  'arn:aws:sts::000000000000:assumed-role/premium/ada',
  'role/premium',
])('finds nothing of an account under a path in %s', (arn) => {
  expect(parseIamArn(arn)).toBeUndefined();
});

test('tells the bucket that an ARN is of', () => {
  for (const arn of [
    'arn:aws:s3:::photos',
    'arn:aws:s3:::photos/a.png',
    'arn:aws:s3:::photos/*',
    'arn:aws:s3:::photos*',
  ])
    expect(bucketOf(arn)).toBe('photos');
  for (const arn of ['arn:aws:s3:::', 'arn:aws:s3:::*', 'arn:aws:iam::000000000000:root', '*', 'photos', ''])
    expect(bucketOf(arn)).toBeUndefined();
});

test('tells AWS’s own policies from an account’s', () => {
  expect(isAwsPolicy('arn:aws:iam::aws:policy/job-function/Billing')).toBe(true);
  for (const arn of ['arn:aws:iam::000000000000:policy/mine', 'arn:aws:iam::aws:role/x', ''])
    expect(isAwsPolicy(arn)).toBe(false);
});
