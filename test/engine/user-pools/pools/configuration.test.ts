import { afterEach, beforeEach, expect, test } from 'vitest';
import { catalog, PROTECTED, type Catalog } from '../stage.ts';

const KEY = 'arn:aws:kms:us-east-1:000000000000:key/mrk-1234';
const LOG = 'arn:aws:logs:us-east-1:000000000000:log-group:users';
const BUCKET = 'arn:aws:s3:::events';
let at: Catalog;
let UserPoolId: string;
beforeEach(async () => {
  at = await catalog({
    pool: { ...PROTECTED, KeyConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: KEY } },
  });
  UserPoolId = at.poolId;
});
afterEach(() => at.stop());
const lite = async () =>
  (await at.idp('CreateUserPool', { PoolName: 'lite', UserPoolTier: 'LITE' })).UserPool?.Id as string;

test('log delivery is kept and returned', async () => {
  const empty = { LogDeliveryConfiguration: { UserPoolId, LogConfigurations: [] } };
  expect(await at.idp('GetLogDeliveryConfiguration', { UserPoolId })).toEqual(empty);
  const LogConfigurations = [
    { LogLevel: 'ERROR', EventSource: 'userNotification', CloudWatchLogsConfiguration: { LogGroupArn: LOG } },
    { LogLevel: 'INFO', EventSource: 'userAuthEvents', S3Configuration: { BucketArn: BUCKET } },
  ] as const;
  const set = await at.idp('SetLogDeliveryConfiguration', { UserPoolId, LogConfigurations: [...LogConfigurations] });
  expect(set.LogDeliveryConfiguration).toEqual({ UserPoolId, LogConfigurations });
  expect(await at.idp('GetLogDeliveryConfiguration', { UserPoolId })).toEqual(set);
  expect(await at.idp('SetLogDeliveryConfiguration', { UserPoolId, LogConfigurations: [] })).toEqual(empty);
});

const activity = { LogLevel: 'INFO', EventSource: 'userAuthEvents', S3Configuration: { BucketArn: BUCKET } };
test.each([
  ['another level', [{ ...activity, LogLevel: 'ERROR' }]],
  ['no destination', [{ LogLevel: 'INFO', EventSource: 'userAuthEvents' }]],
  ['two destinations', [{ ...activity, CloudWatchLogsConfiguration: { LogGroupArn: LOG } }]],
  ['one source twice', [activity, activity]],
  ['messages to a bucket', [{ ...activity, LogLevel: 'ERROR', EventSource: 'userNotification' }]],
])('%s is refused', async (_name, LogConfigurations) => {
  expect(await at.no('SetLogDeliveryConfiguration', { UserPoolId, LogConfigurations })).toMatchObject({
    code: 'InvalidParameterException',
  });
});

test('activity of users needs PLUS', async () => {
  expect(
    await at.no('SetLogDeliveryConfiguration', { UserPoolId: await lite(), LogConfigurations: [activity] }),
  ).toMatchObject({
    code: 'FeatureUnavailableInTierException',
  });
});

test('a replica is made, activated, deactivated and deleted', async () => {
  const RegionName = 'eu-west-1';
  const UserPoolArn = `arn:aws:cognito-idp:eu-west-1:000000000000:userpool/${UserPoolId}`;
  expect(await at.idp('CreateUserPoolReplica', { UserPoolId, RegionName })).toEqual({
    UserPoolReplica: { RegionName, Status: 'CREATING', Role: 'SECONDARY', UserPoolArn },
  });
  expect((await at.idp('ListUserPoolReplicas', { UserPoolId })).UserPoolReplicas).toMatchObject([
    { RegionName: 'us-east-1', Status: 'ACTIVE', Role: 'PRIMARY' },
    { RegionName, Status: 'INACTIVE', Role: 'SECONDARY', UserPoolArn },
  ]);
  const { UserPools } = await at.idp('ListUserPools', { MaxResults: 10 });
  expect(UserPools?.[0]?.ReplicaRegions).toEqual([RegionName]);
  await at.idp('UpdateUserPoolReplica', { UserPoolId, RegionName, Status: 'ACTIVE' });
  expect(await at.no('DeleteUserPoolReplica', { UserPoolId, RegionName })).toMatchObject({
    code: 'InvalidParameterException',
  });
  expect(await at.no('CreateUserPoolReplica', { UserPoolId, RegionName })).toMatchObject({
    code: 'InvalidParameterException',
  });
  expect(await at.no('CreateUserPoolReplica', { UserPoolId, RegionName: 'eu-west-2' })).toMatchObject({
    code: 'LimitExceededException',
  });
  await at.idp('UpdateUserPoolReplica', { UserPoolId, RegionName, Status: 'INACTIVE' });
  expect((await at.idp('DeleteUserPoolReplica', { UserPoolId, RegionName })).UserPoolReplica?.Status).toBe('DELETING');
  expect(await at.no('UpdateUserPoolReplica', { UserPoolId, RegionName, Status: 'ACTIVE' })).toMatchObject({
    code: 'ResourceNotFoundException',
  });
});

test('replicas that cannot be are refused', async () => {
  for (const RegionName of ['us-east-1', 'nowhere'])
    expect(await at.no('CreateUserPoolReplica', { UserPoolId, RegionName })).toMatchObject({
      code: 'InvalidParameterException',
    });
  expect(await at.no('UpdateUserPoolReplica', { UserPoolId, RegionName: 'us-east-1', Status: 'ACTIVE' })).toMatchObject(
    { code: 'InvalidParameterException' },
  );
  expect(await at.no('ListUserPoolReplicas', { UserPoolId, NextToken: 'x' })).toMatchObject({
    code: 'InvalidParameterException',
  });
  expect(await at.no('CreateUserPoolReplica', { UserPoolId: await lite(), RegionName: 'eu-west-1' })).toMatchObject({
    code: 'FeatureUnavailableInTierException',
  });
  const { UserPool } = await at.idp('CreateUserPool', { PoolName: 'plain' });
  expect(await at.no('CreateUserPoolReplica', { UserPoolId: UserPool?.Id, RegionName: 'eu-west-1' })).toMatchObject({
    code: 'InvalidParameterException',
  });
});

const limit = (Category: string) => ({ LimitClass: 'API_CATEGORY', Attributes: { Category } }) as const;
test('a limit starts at its default and is set up to what the account may have', async () => {
  const LimitDefinition = limit('UserAuthentication');
  expect(await at.idp('GetProvisionedLimit', { LimitDefinition })).toEqual({
    Limit: { LimitDefinition, ProvisionedLimitValue: 120, FreeLimitValue: 120 },
  });
  await at.idp('UpdateProvisionedLimit', { LimitDefinition, RequestedLimitValue: 500 });
  expect((await at.idp('GetProvisionedLimit', { LimitDefinition })).Limit.ProvisionedLimitValue).toBe(500);
  const far = await at.idp('GetProvisionedLimit', { LimitDefinition }, { region: 'eu-west-1' });
  expect(far.Limit.ProvisionedLimitValue).toBe(120);
});

test('limits that cannot be are refused', async () => {
  const LimitDefinition = limit('UserAuthentication');
  const set = (RequestedLimitValue: number, definition: object = LimitDefinition) =>
    at.no('UpdateProvisionedLimit', { LimitDefinition: definition, RequestedLimitValue });
  expect(await set(100)).toMatchObject({ code: 'InvalidParameterException' });
  expect(await set(1201)).toMatchObject({ code: 'ServiceQuotaExceededException' });
  expect(await set(100, limit('UserList'))).toMatchObject({
    code: 'InvalidParameterException',
    message: 'The limit of UserList is not adjustable.',
  });
  expect(await at.no('GetProvisionedLimit', { LimitDefinition: limit('Shoes') })).toMatchObject({
    code: 'ResourceNotFoundException',
  });
  expect(
    await at.no('GetProvisionedLimit', { LimitDefinition: { LimitClass: 'API_CATEGORY', Attributes: {} } }),
  ).toMatchObject({ code: 'InvalidParameterException' });
  await at.idp('CreateUserPoolDomain', { UserPoolId, Domain: 'streaming', ManagedLoginVersion: 2 });
  expect(await set(200)).toMatchObject({ code: 'InvalidParameterException' });
});

test('risk configuration is replaced whole, for the pool and for a client', async () => {
  const { clientId: ClientId } = at;
  expect(await at.idp('DescribeRiskConfiguration', { UserPoolId })).toEqual({ RiskConfiguration: { UserPoolId } });
  const CompromisedCredentialsRiskConfiguration = {
    EventFilter: ['SIGN_UP' as const],
    Actions: { EventAction: 'BLOCK' as const },
  };
  const set = await at.idp('SetRiskConfiguration', { UserPoolId, CompromisedCredentialsRiskConfiguration });
  expect(set.RiskConfiguration).toMatchObject({ UserPoolId, CompromisedCredentialsRiskConfiguration });
  expect(await at.idp('DescribeRiskConfiguration', { UserPoolId })).toEqual(set);
  const RiskExceptionConfiguration = { BlockedIPRangeList: ['10.0.0.0/8', '2001:db8::/32'] };
  await at.idp('SetRiskConfiguration', { UserPoolId, RiskExceptionConfiguration });
  expect((await at.idp('DescribeRiskConfiguration', { UserPoolId })).RiskConfiguration).not.toHaveProperty(
    'CompromisedCredentialsRiskConfiguration',
  );
  expect(await at.idp('DescribeRiskConfiguration', { UserPoolId, ClientId })).toEqual({
    RiskConfiguration: { UserPoolId, ClientId },
  });
  const own = await at.idp('SetRiskConfiguration', { UserPoolId, ClientId, CompromisedCredentialsRiskConfiguration });
  expect(own.RiskConfiguration).toMatchObject({ ClientId });
});

test('risk configuration that cannot be is refused', async () => {
  for (const range of ['10.0.0.0', '10.0.0.0/33', 'x/8', '10.0.0.0/8/8'])
    expect(
      await at.no('SetRiskConfiguration', { UserPoolId, RiskExceptionConfiguration: { SkippedIPRangeList: [range] } }),
    ).toMatchObject({
      code: 'InvalidParameterException',
      message: `Invalid CIDR range in SkippedIPRangeList: ${range}`,
    });
  expect(
    await at.no('SetRiskConfiguration', {
      UserPoolId,
      AccountTakeoverRiskConfiguration: { Actions: { LowAction: { Notify: true, EventAction: 'NO_ACTION' } } },
    }),
  ).toMatchObject({
    code: 'InvalidParameterException',
    message: 'NotifyConfiguration is required when Notify is true.',
  });
  expect(await at.no('SetRiskConfiguration', { UserPoolId, ClientId: 'none' })).toMatchObject({
    code: 'ResourceNotFoundException',
  });
});

test('without threat protection nothing of it answers', async () => {
  const pool = await lite();
  const input = { UserPoolId: pool, Username: 'x', EventId: 'x', FeedbackValue: 'Valid', FeedbackToken: 'x' };
  for (const operation of [
    'DescribeRiskConfiguration',
    'SetRiskConfiguration',
    'AdminListUserAuthEvents',
    'AdminUpdateAuthEventFeedback',
    'UpdateAuthEventFeedback',
  ] as const)
    expect(await at.no(operation, input), operation).toMatchObject({ code: 'UserPoolAddOnNotEnabledException' });
});
