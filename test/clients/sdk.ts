import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { IAM } from '@aws-sdk/client-iam';
import { S3 } from '@aws-sdk/client-s3';
import { STS } from '@aws-sdk/client-sts';
import type { AwsService } from '../../shared/aws/models.ts';

export type SdkCredentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
};

/** Credentials that the engine does not know: outside strict mode they act as the account root. */
export const ANYBODY: SdkCredentials = { accessKeyId: 'AKIAUNKNOWN000000000', secretAccessKey: 'secret' };

/** The AWS SDK's own clients of every service, configured with an endpoint and credentials and nothing else. */
export type Sdk = {
  readonly idp: CognitoIdentityProvider;
  readonly identity: CognitoIdentity;
  readonly iam: IAM;
  readonly sts: STS;
  readonly s3: S3;
  close(): void;
};

/** The SDK against one endpoint, in us-east-1. */
export function sdk(endpoint: string, credentials: SdkCredentials = ANYBODY): Sdk {
  const config = { endpoint, region: 'us-east-1', credentials };
  const clients = {
    idp: new CognitoIdentityProvider(config),
    identity: new CognitoIdentity(config),
    iam: new IAM(config),
    sts: new STS(config),
    s3: new S3({ ...config, forcePathStyle: true }),
  };
  return {
    ...clients,
    close: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

/** The engine's name of each client's service. */
export const SERVICE_OF: Readonly<Record<keyof Omit<Sdk, 'close'>, AwsService>> = {
  idp: 'cognito-idp',
  identity: 'cognito-identity',
  iam: 'iam',
  sts: 'sts',
  s3: 's3',
};

/** What a test looks at in an SDK's error. */
export type SdkRefusal = {
  readonly code: string;
  readonly message: string;
  readonly status: number | undefined;
  readonly attempts: number | undefined;
};

/** The error of a call that must be refused. */
export async function refusal(call: Promise<unknown>): Promise<SdkRefusal> {
  let answer: unknown;
  try {
    answer = await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & {
      $metadata?: { httpStatusCode?: number; attempts?: number };
    };
    if ($metadata === undefined) throw error;
    return { code: name, message, status: $metadata.httpStatusCode, attempts: $metadata.attempts };
  }
  throw new Error(`answered where a refusal was expected: ${JSON.stringify(answer)}`);
}

/** A value that has to be there. */
export function there<T>(value: T | undefined | null, what = 'a value'): T {
  if (value === undefined || value === null) throw new Error(`${what} is missing`);
  return value;
}
