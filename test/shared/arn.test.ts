import { expect, test } from 'vitest';
import {
  apiArn,
  arnOf,
  assumedRoleArn,
  bucketArn,
  federatedUserArn,
  functionArn,
  iamUserArn,
  identityPoolArn,
  keyArn,
  objectArn,
  oidcProviderArn,
  parseArn,
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
  [roleArn(ACCOUNT, 'premium'), 'arn:aws:iam::000000000000:role/premium'],
  [roleArn(ACCOUNT, 'premium', '/app/'), 'arn:aws:iam::000000000000:role/app/premium'],
  [iamUserArn(ACCOUNT, 'ada', '/app/'), 'arn:aws:iam::000000000000:user/app/ada'],
  [policyArn('aws', 'ReadOnlyAccess'), 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
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
  expect(resourceName(roleArn(ACCOUNT, 'premium', '/app/'))).toBe('premium');
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
