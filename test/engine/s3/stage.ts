import { S3Client } from '@aws-sdk/client-s3';
import { startDoors, UNKNOWN, type TestDoors } from '../doors/support.ts';

export type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** A bucket behind a real listener, and roles whose credentials may do what a test says. */
export type S3Stage = {
  readonly doors: TestDoors;
  /** The account root's client. */
  readonly s3: S3Client;
  clientOf(credentials: Keys): S3Client;
  /** Makes a role with these statements and gives credentials of it. */
  keysOf(role: string, statements: readonly object[]): Promise<Keys>;
  close(): Promise<void>;
};

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: 'sts:AssumeRole' }],
});

export async function s3Stage(Bucket: string, options: Parameters<typeof startDoors>[0] = {}): Promise<S3Stage> {
  const doors = await startDoors(options);
  const clients: S3Client[] = [];
  const clientOf = (credentials: Keys): S3Client => {
    const client = new S3Client({ endpoint: doors.endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
    clients.push(client);
    return client;
  };
  await doors.call('s3', 'CreateBucket', { Bucket });
  return {
    doors,
    s3: clientOf(UNKNOWN),
    clientOf,
    keysOf: async (RoleName, Statement) => {
      await doors.call('iam', 'CreateRole', { RoleName, AssumeRolePolicyDocument: TRUST });
      if (Statement.length > 0)
        await doors.call('iam', 'PutRolePolicy', {
          RoleName,
          PolicyName: 'p',
          PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
        });
      const { Credentials } = await doors.call('sts', 'AssumeRole', {
        RoleArn: `arn:aws:iam::000000000000:role/${RoleName}`,
        RoleSessionName: 'test',
      });
      if (Credentials === undefined) throw new Error('no credentials');
      return {
        accessKeyId: Credentials.AccessKeyId,
        secretAccessKey: Credentials.SecretAccessKey,
        sessionToken: Credentials.SessionToken,
      };
    },
    close: async () => {
      for (const client of clients) client.destroy();
      await doors.stop();
    },
  };
}

/** Code, status and message of a call that must be refused. */
export const refused = (sent: Promise<unknown>): Promise<[string, number | undefined, string]> =>
  sent.then(
    () => ['no refusal', undefined, ''],
    (error: Error & { $metadata?: { httpStatusCode?: number } }) => [
      error.name,
      error.$metadata?.httpStatusCode,
      error.message,
    ],
  );

/** The code of an S3 error as XML. */
export const codeIn = (body: string): string | undefined => /<Code>(.*)<\/Code>/.exec(body)?.[1];
