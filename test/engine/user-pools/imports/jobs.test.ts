import { afterEach, expect, test } from 'vitest';
import { violations } from '../../../../shared/aws/validate.ts';
import {
  addClient,
  begin,
  create,
  ended,
  fileOf,
  importRows,
  POOL,
  ROLE,
  startWorld,
  viewer,
  type World,
} from './support.ts';

let world: World;
afterEach(() => world.stop());

const job = (JobId: string): { UserPoolId: string; JobId: string } => ({ UserPoolId: world.poolId, JobId });

test('the header has the standard attributes, the pool’s own, and what is no attribute', async () => {
  world = await startWorld();
  const { UserPoolId, CSVHeader = [] } = await world.call('cognito-idp', 'GetCSVHeader', { UserPoolId: world.poolId });
  expect(UserPoolId).toBe(world.poolId);
  expect(CSVHeader.slice(0, 2)).toEqual(['name', 'given_name']);
  expect(CSVHeader.slice(-4)).toEqual(['custom:tier', 'cognito:mfa_enabled', 'cognito:username', 'password_hash']);
  expect(CSVHeader).not.toContain('sub');
});

test('a job goes from Created over Pending to Succeeded', async () => {
  world = await startWorld();
  const { UserImportJob } = await world.call('cognito-idp', 'CreateUserImportJob', {
    UserPoolId: world.poolId,
    JobName: 'first',
    CloudWatchLogsRoleArn: ROLE,
  });
  expect(UserImportJob).toMatchObject({
    Status: 'Created',
    JobName: 'first',
    ImportedUsers: 0,
    SkippedUsers: 0,
    FailedUsers: 0,
    CloudWatchLogsRoleArn: ROLE,
  });
  expect(UserImportJob?.JobId).toMatch(/^import-[0-9A-Za-z]{10}$/);
  const JobId = UserImportJob?.JobId ?? '';
  await world.call('poolkeeper', 'UploadImportFile', { JobId, Text: await fileOf(world, [viewer('ann')]) });
  const started = await world.call('cognito-idp', 'StartUserImportJob', job(JobId));
  expect(started.UserImportJob?.Status).toBe('Pending');
  const done = await ended(world, job(JobId));
  expect(done).toMatchObject({
    Status: 'Succeeded',
    ImportedUsers: 1,
    CompletionMessage: 'Import Job Completed Successfully.',
  });
  expect(done.CompletionDate).toBeGreaterThanOrEqual(done.StartDate ?? Infinity);
  const { UserPool } = await world.call('cognito-idp', 'DescribeUserPool', { UserPoolId: world.poolId });
  expect(UserPool?.EstimatedNumberOfUsers).toBe(1);
});

test('an imported user has what their row says, and must reset the password', async () => {
  world = await startWorld();
  const row = viewer('ann', {
    name: 'Ann, of the house',
    birthdate: '02/29/2004',
    updated_at: '1700000000',
    'custom:tier': 'gold\\',
  });
  const done = await importRows(world, [row]);
  expect(done.log).toEqual(['[SUCCEEDED] Line Number 2 - The import succeeded.']);
  const user = await world.call('cognito-idp', 'AdminGetUser', { UserPoolId: world.poolId, Username: 'ann' });
  expect(user).toMatchObject({ UserStatus: 'RESET_REQUIRED', Enabled: true });
  const attributes = Object.fromEntries((user.UserAttributes ?? []).map(({ Name, Value }) => [Name, Value]));
  expect(attributes).toMatchObject({
    name: 'Ann, of the house',
    birthdate: '2004-02-29',
    updated_at: '1700000000',
    'custom:tier': 'gold\\',
    email: 'ann@viewers.example',
    email_verified: 'true',
  });
  expect(attributes['phone_number_verified']).toBeUndefined();
  const sign = { ClientId: world.clientId, AuthFlow: 'USER_PASSWORD_AUTH' as const };
  const AuthParameters = { USERNAME: 'ann', PASSWORD: 'Any-1-Thing' };
  expect(await world.refused('cognito-idp', 'InitiateAuth', { ...sign, AuthParameters })).toMatchObject({
    code: 'PasswordResetRequiredException',
    message: 'Password reset required for the user',
  });
  const hiding = await addClient(world, world.poolId, 'ENABLED');
  expect(
    await world.refused('cognito-idp', 'InitiateAuth', { ...sign, ClientId: hiding, AuthParameters }),
  ).toMatchObject({ code: 'NotAuthorizedException', message: 'Incorrect username or password.' });
  await world.call('cognito-idp', 'ForgotPassword', { ClientId: world.clientId, Username: 'ann' });
  const { messages } = await world.call('poolkeeper', 'ListMessages', { Username: 'ann' });
  await world.call('cognito-idp', 'ConfirmForgotPassword', {
    ClientId: world.clientId,
    Username: 'ann',
    ConfirmationCode: messages[0]?.code ?? '',
    Password: 'Any-1-Thing',
  });
  const { AuthenticationResult } = await world.call('cognito-idp', 'InitiateAuth', { ...sign, AuthParameters });
  expect(AuthenticationResult?.AccessToken).toBeDefined();
});

test('the list has the newest job first, page by page', async () => {
  world = await startWorld();
  const none = await world.call('cognito-idp', 'ListUserImportJobs', { UserPoolId: world.poolId, MaxResults: 10 });
  expect(none).toEqual({});
  const ids = [await create(world), await create(world), await create(world)];
  const first = await world.call('cognito-idp', 'ListUserImportJobs', { UserPoolId: world.poolId, MaxResults: 2 });
  expect(first.UserImportJobs?.map(({ JobId }) => JobId)).toEqual([ids[2], ids[1]]);
  const rest = await world.call('cognito-idp', 'ListUserImportJobs', {
    UserPoolId: world.poolId,
    MaxResults: 2,
    PaginationToken: first.PaginationToken ?? '',
  });
  expect(rest.UserImportJobs?.map(({ JobId }) => JobId)).toEqual([ids[0]]);
  expect(rest.PaginationToken).toBeUndefined();
  expect(violations('cognito-idp', 'ListUserImportJobs', JSON.parse(JSON.stringify(first)))).toEqual([]);
  const wrong = { UserPoolId: world.poolId, MaxResults: 2, PaginationToken: 'nonsense' };
  expect(await world.refused('cognito-idp', 'ListUserImportJobs', wrong)).toMatchObject({
    code: 'InvalidParameterException',
  });
});

test('a job that was not started within a day is Expired, by the workspace clock', async () => {
  world = await startWorld();
  const JobId = await create(world);
  await world.call('poolkeeper', 'UploadImportFile', { JobId, Text: await fileOf(world, [viewer('ann')]) });
  const { imports } = world.engine.workspace.store;
  const upload = imports.get(JobId)?.upload ?? 0;
  expect(imports.part(JobId, upload, 0)?.length).toBeGreaterThan(100);
  await world.call('poolkeeper', 'SetClock', { offset: 24 * 3_600_000 - 60_000 });
  expect((await world.call('cognito-idp', 'DescribeUserImportJob', job(JobId))).UserImportJob?.Status).toBe('Created');
  await world.call('poolkeeper', 'SetClock', { offset: 24 * 3_600_000 });
  const { UserImportJob } = await world.call('cognito-idp', 'DescribeUserImportJob', job(JobId));
  expect(UserImportJob).toMatchObject({ Status: 'Expired', CompletionMessage: 'The user import job has expired.' });
  for (const operation of ['StartUserImportJob', 'StopUserImportJob'] as const)
    expect(await world.refused('cognito-idp', operation, job(JobId))).toMatchObject({
      code: 'PreconditionNotMetException',
    });
  await create(world);
  expect(imports.part(JobId, upload, 0)).toBeUndefined();
});

test('a job is stopped between two batches; what was imported stays', async () => {
  world = await startWorld();
  const rows = Array.from({ length: 3000 }, (_, index) => viewer(`viewer-${index}`));
  const running = await begin(world, await fileOf(world, rows));
  const stopping = await world.call('cognito-idp', 'StopUserImportJob', running);
  expect(stopping.UserImportJob?.Status).toBe('Stopping');
  const done = await ended(world, running);
  expect(done).toMatchObject({
    Status: 'Stopped',
    CompletionMessage: 'The Import Job was stopped by the developer.',
  });
  expect(done.ImportedUsers).toBeLessThan(3000);
  const { UserPool } = await world.call('cognito-idp', 'DescribeUserPool', { UserPoolId: world.poolId });
  expect(UserPool?.EstimatedNumberOfUsers).toBe(done.ImportedUsers);
  expect(await world.refused('cognito-idp', 'StartUserImportJob', running)).toMatchObject({
    code: 'PreconditionNotMetException',
  });
});

test('while a job runs no other starts, and the pool is neither changed nor deleted', async () => {
  world = await startWorld();
  const other = await create(world);
  await world.call('poolkeeper', 'UploadImportFile', { JobId: other, Text: await fileOf(world, [viewer('late')]) });
  const rows = Array.from({ length: 2000 }, (_, index) => viewer(`viewer-${index}`));
  const running = await begin(world, await fileOf(world, rows));
  expect(await world.refused('cognito-idp', 'StartUserImportJob', job(other))).toMatchObject({
    code: 'PreconditionNotMetException',
    message: 'Another user import job is in progress for this user pool.',
  });
  const UserPoolId = world.poolId;
  const CustomAttributes = [{ Name: 'new', AttributeDataType: 'String' as const }];
  const inProgress = { code: 'UserImportInProgressException' };
  expect(await world.refused('cognito-idp', 'UpdateUserPool', { UserPoolId })).toMatchObject(inProgress);
  expect(await world.refused('cognito-idp', 'DeleteUserPool', { UserPoolId })).toMatchObject(inProgress);
  const added = await world.refused('cognito-idp', 'AddCustomAttributes', { UserPoolId, CustomAttributes });
  expect(added).toMatchObject(inProgress);
  expect(await world.refused('poolkeeper', 'UploadImportFile', { JobId: running.JobId, Text: 'x' })).toMatchObject({
    code: 'AccessDenied',
  });
  await world.call('cognito-idp', 'StopUserImportJob', running);
  await ended(world, running);
  await world.call('cognito-idp', 'AddCustomAttributes', { UserPoolId, CustomAttributes });
});

test('a job without a file does not start', async () => {
  world = await startWorld();
  const JobId = await create(world);
  expect(await world.refused('cognito-idp', 'StartUserImportJob', job(JobId))).toMatchObject({
    code: 'PreconditionNotMetException',
    message: 'The CSV file for the user import job has not been uploaded.',
  });
  expect(await world.refused('cognito-idp', 'StopUserImportJob', job(JobId))).toMatchObject({
    code: 'PreconditionNotMetException',
    message: 'The user import job cannot be stopped.',
  });
});

test('a pool that verifies nothing imports nobody', async () => {
  world = await startWorld({ AutoVerifiedAttributes: [] });
  const input = { UserPoolId: world.poolId, JobName: 'none', CloudWatchLogsRoleArn: ROLE };
  expect(await world.refused('cognito-idp', 'CreateUserImportJob', input)).toMatchObject({
    code: 'PreconditionNotMetException',
    message: 'The user pool must have at least one auto verified attribute to import users.',
  });
});

test('jobs of another pool, unknown jobs and unknown pools are not found', async () => {
  world = await startWorld();
  const JobId = await create(world);
  const other = await world.call('cognito-idp', 'CreateUserPool', { ...POOL, PoolName: 'other' });
  const UserPoolId = other.UserPool?.Id ?? '';
  for (const operation of ['DescribeUserImportJob', 'StartUserImportJob', 'StopUserImportJob'] as const) {
    const foreign = await world.refused('cognito-idp', operation, { UserPoolId, JobId });
    expect(foreign).toMatchObject({
      code: 'ResourceNotFoundException',
      message: `User import job ${JobId} does not exist.`,
    });
    const unknown = await world.refused('cognito-idp', operation, { UserPoolId, JobId: 'import-nothing' });
    expect(unknown.code).toBe('ResourceNotFoundException');
  }
  const nowhere = { UserPoolId: 'us-east-1_Nowhere00' };
  expect(await world.refused('cognito-idp', 'GetCSVHeader', nowhere)).toMatchObject({
    code: 'ResourceNotFoundException',
    message: 'User pool us-east-1_Nowhere00 does not exist.',
  });
  const created = { ...nowhere, JobName: 'x', CloudWatchLogsRoleArn: ROLE };
  expect((await world.refused('cognito-idp', 'CreateUserImportJob', created)).code).toBe('ResourceNotFoundException');
  const listed = { ...nowhere, MaxResults: 1 };
  expect((await world.refused('cognito-idp', 'ListUserImportJobs', listed)).code).toBe('ResourceNotFoundException');
  const job = { JobId: 'import-nothing' };
  expect((await world.refused('poolkeeper', 'UploadImportFile', { ...job, Text: '' })).code).toBe(
    'ResourceNotFoundException',
  );
  expect((await world.refused('poolkeeper', 'GetImportLog', job)).code).toBe('ResourceNotFoundException');
});

test('a pool has at most a thousand jobs', async () => {
  world = await startWorld();
  const { store } = world.engine.workspace;
  store.write(() => {
    for (let index = 0; index < 1000; index++)
      store.imports.insert({
        jobId: `import-${index}`,
        poolId: world.poolId,
        name: 'old',
        roleArn: ROLE,
        algorithm: undefined,
        status: 'Created',
        createdAt: 0,
      });
  });
  const input = { UserPoolId: world.poolId, JobName: 'one more', CloudWatchLogsRoleArn: ROLE };
  expect((await world.refused('cognito-idp', 'CreateUserImportJob', input)).code).toBe('LimitExceededException');
});

test('the log is read page by page and by outcome', async () => {
  world = await startWorld();
  const rows = Array.from({ length: 12 }, (_, index) => viewer(`v${index}`, index % 3 === 0 ? { email: 'none' } : {}));
  const done = await importRows(world, rows);
  expect(done).toMatchObject({ Status: 'Succeeded', ImportedUsers: 8, FailedUsers: 4 });
  const JobId = done.JobId ?? '';
  const first = await world.call('poolkeeper', 'GetImportLog', { JobId, Outcome: 'FAILED', Limit: 3 });
  expect(first.lines.map(({ line }) => line)).toEqual([2, 5, 8]);
  expect(first).toMatchObject({ more: true, logGroup: `/aws/cognito/userpools/${world.poolId}/viewers` });
  expect(first.file).toMatchObject({ lines: 13, read: 13 });
  const rest = await world.call('poolkeeper', 'GetImportLog', { JobId, Outcome: 'FAILED', After: 8 });
  expect(rest.lines.map(({ line }) => line)).toEqual([11]);
  expect(rest.more).toBe(false);
});
