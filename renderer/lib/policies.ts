import { rootArn, objectArn } from '../../shared/aws/arn.ts';
/**
 * Policy documents as the console reads and writes them.
 *
 * IAM answers documents URL-encoded; editors hold indented JSON.
 */
export function readable(document: string | undefined): string {
  if (document === undefined) return '';
  const text = document.startsWith('%7B') ? decodeURIComponent(document) : document;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Who may assume a role, by kind: what the create form offers. */
type Trusted = 'authenticated' | 'unauthenticated' | 'account';

/** A trust policy that IAM takes: for an identity pool it names the pool and the kind of identity. */
export function trustPolicy(trusted: Trusted, identityPoolId: string, account: string): string {
  const statement =
    trusted === 'account'
      ? { Effect: 'Allow', Principal: { AWS: rootArn(account) }, Action: 'sts:AssumeRole' }
      : {
          Effect: 'Allow',
          Principal: { Federated: 'cognito-identity.amazonaws.com' },
          Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
          Condition: {
            StringEquals: { 'cognito-identity.amazonaws.com:aud': identityPoolId },
            'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': trusted },
          },
        };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
}

/** A first permission policy to start from: read one folder of a bucket. */
export const FIRST_POLICY = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'ReadFolder', Effect: 'Allow', Action: 's3:GetObject', Resource: objectArn('BUCKET', 'FOLDER/*') },
    ],
  },
  null,
  2,
);

/** The identity pools that a trust policy names, to link to them. */
export function identityPoolsIn(document: string): string[] {
  return [
    ...new Set(
      document.match(/[a-z]{2}-[a-z]+-\d:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? [],
    ),
  ];
}
