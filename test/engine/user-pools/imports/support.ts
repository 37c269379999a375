import type {
  CreateUserPoolRequest,
  PasswordHashingAlgorithmType,
  UserImportJobType,
} from '../../../../shared/aws/types/cognito-idp.ts';
import { rowOf } from '../../../../shared/user-csv.ts';
import { startEngine, type TestEngine } from '../../../support/harness.ts';

export const ROLE = 'arn:aws:iam::000000000000:role/import-log';

export type World = TestEngine & { readonly poolId: string; readonly clientId: string };

export const POOL: CreateUserPoolRequest = {
  PoolName: 'viewers',
  AutoVerifiedAttributes: ['email'],
  Schema: [
    { Name: 'tier', AttributeDataType: 'String', Mutable: true, StringAttributeConstraints: { MaxLength: '8' } },
  ],
};

/** An engine with one pool and one public client that may send passwords and do SRP. */
export async function startWorld(pool: Partial<CreateUserPoolRequest> = {}, path?: string): Promise<World> {
  const engine = await startEngine({ keys: 2, ...(path === undefined ? {} : { path }) });
  const { UserPool } = await engine.call('cognito-idp', 'CreateUserPool', { ...POOL, ...pool });
  const poolId = UserPool?.Id ?? '';
  return { ...engine, poolId, clientId: await addClient(engine, poolId) };
}

/** Adds an app client. */
export async function addClient(
  { call }: TestEngine,
  poolId: string,
  PreventUserExistenceErrors: 'LEGACY' | 'ENABLED' = 'LEGACY',
): Promise<string> {
  const { UserPoolClient } = await call('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId: poolId,
    ClientName: 'app',
    PreventUserExistenceErrors,
    ExplicitAuthFlows: [
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_USER_SRP_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
      'ALLOW_USER_AUTH',
    ],
  });
  return UserPoolClient?.ClientId ?? '';
}

/** A row that imports, unless what is given makes it fail. */
export const viewer = (name: string, values: Record<string, string> = {}): Record<string, string> => ({
  'cognito:username': name,
  'cognito:mfa_enabled': 'FALSE',
  email: `${name}@viewers.example`,
  email_verified: 'TRUE',
  ...values,
});

/** A file with the columns of the pool, or those given. */
export async function fileOf(
  world: World,
  rows: readonly Record<string, string>[],
  columns?: string[],
): Promise<string> {
  const { CSVHeader = [] } = await world.call('cognito-idp', 'GetCSVHeader', { UserPoolId: world.poolId });
  const header = columns ?? CSVHeader;
  return [header, ...rows.map((row) => header.map((column) => row[column] ?? ''))]
    .map((row) => `${rowOf(row)}\n`)
    .join('');
}

/** Creates a job. */
export async function create(world: World, PasswordHashingAlgorithm?: PasswordHashingAlgorithmType): Promise<string> {
  const { UserImportJob } = await world.call('cognito-idp', 'CreateUserImportJob', {
    UserPoolId: world.poolId,
    JobName: 'from the old system',
    CloudWatchLogsRoleArn: ROLE,
    ...(PasswordHashingAlgorithm === undefined ? {} : { PasswordHashingAlgorithm }),
  });
  return UserImportJob?.JobId ?? '';
}

/** Creates a job, gives it its file and starts it. */
export async function begin(
  world: World,
  file: string,
  algorithm?: PasswordHashingAlgorithmType,
): Promise<{ UserPoolId: string; JobId: string }> {
  const job = { UserPoolId: world.poolId, JobId: await create(world, algorithm) };
  await world.call('poolkeeper', 'UploadImportFile', { JobId: job.JobId, Text: file });
  await world.call('cognito-idp', 'StartUserImportJob', job);
  return job;
}

/** Waits until a job is over. */
export async function ended(world: TestEngine, job: { UserPoolId: string; JobId: string }): Promise<UserImportJobType> {
  for (;;) {
    const { UserImportJob = {} } = await world.call('cognito-idp', 'DescribeUserImportJob', job);
    if (!['Pending', 'InProgress', 'Stopping'].includes(UserImportJob.Status ?? '')) return UserImportJob;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Imports rows and gives the job with its log as AWS writes it. */
export async function importRows(
  world: World,
  rows: readonly Record<string, string>[],
  algorithm?: PasswordHashingAlgorithmType,
): Promise<UserImportJobType & { log: string[] }> {
  return importFile(world, await fileOf(world, rows), algorithm);
}

export async function importFile(
  world: World,
  file: string,
  algorithm?: PasswordHashingAlgorithmType,
): Promise<UserImportJobType & { log: string[] }> {
  const job = await begin(world, file, algorithm);
  const done = await ended(world, job);
  const { lines } = await world.call('poolkeeper', 'GetImportLog', { JobId: job.JobId });
  return { ...done, log: lines.map(({ written }) => written) };
}
