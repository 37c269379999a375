import { expect } from 'vitest';
import { there } from '../sdk.ts';
import type { Stage } from './user-pools.ts';

/** User imports: the header, a job whose file goes to its address, its start, and its stop before the end. */
export async function imports({ idp }: Stage): Promise<void> {
  const { UserPool } = await idp.createUserPool({ PoolName: 'imported', AutoVerifiedAttributes: ['email'] });
  const UserPoolId = there(UserPool?.Id);
  const { CSVHeader = [] } = await idp.getCSVHeader({ UserPoolId });
  const row = (name: string): string => {
    const values: Record<string, string> = {
      'cognito:username': name,
      'cognito:mfa_enabled': 'FALSE',
      email: `${name}@viewers.example`,
      email_verified: 'TRUE',
    };
    return CSVHeader.map((column) => values[column] ?? '').join(',');
  };
  const rows = Array.from({ length: 5000 }, (_, index) => row(`viewer-${index}`));
  const { UserImportJob: made } = await idp.createUserImportJob({
    UserPoolId,
    JobName: 'from the old system',
    CloudWatchLogsRoleArn: 'arn:aws:iam::000000000000:role/import-log',
    PasswordHashingAlgorithm: 'BCRYPT',
  });
  const job = { UserPoolId, JobId: there(made?.JobId) };
  const sent = await fetch(there(made?.PreSignedUrl), {
    method: 'PUT',
    headers: { 'x-amz-server-side-encryption': 'aws:kms' },
    body: `${[CSVHeader.join(','), ...rows].join('\n')}\n`,
  });
  expect(sent.status).toBe(200);
  expect((await idp.startUserImportJob(job)).UserImportJob?.Status).toBe('Pending');
  expect((await idp.stopUserImportJob(job)).UserImportJob?.Status).toBe('Stopping');
  for (let status: string | undefined = 'Stopping'; status === 'Stopping';)
    status = (await idp.describeUserImportJob(job)).UserImportJob?.Status;
  const { UserImportJobs } = await idp.listUserImportJobs({ UserPoolId, MaxResults: 10 });
  expect(UserImportJobs).toMatchObject([{ JobId: job.JobId, Status: 'Stopped', FailedUsers: 0 }]);
  await idp.deleteUserPool({ UserPoolId });
}
