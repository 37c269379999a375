import type { PolicyText } from '../store/access-records.ts';

const allow = (actions: readonly string[], resource: string | readonly string[] = '*') => ({
  Effect: 'Allow',
  Action: actions,
  Resource: resource,
});
const document = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** AWS's own managed policies that identity work meets, by the part of the ARN after `policy/`. */
const POLICIES: Readonly<Record<string, string>> = {
  AdministratorAccess: document(allow(['*'])),
  AmazonS3FullAccess: document(allow(['s3:*', 's3-object-lambda:*'])),
  AmazonS3ReadOnlyAccess: document(
    allow(['s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*']),
  ),
  AmazonCognitoPowerUser: document(
    allow([
      'cognito-identity:*',
      'cognito-idp:*',
      'cognito-sync:*',
      'iam:ListRoles',
      'iam:ListOpenIDConnectProviders',
      'iam:GetRole',
      'iam:ListSAMLProviders',
      'iam:GetSAMLProvider',
      'kinesis:ListStreams',
      'lambda:GetPolicy',
      'lambda:ListFunctions',
      'sns:GetSMSSandboxAccountStatus',
      'sns:ListPlatformApplications',
      'ses:ListIdentities',
      'ses:GetIdentityVerificationAttributes',
      'mobiletargeting:GetApps',
      'acm:ListCertificates',
    ]),
  ),
  AmazonCognitoReadOnly: document(
    allow([
      'cognito-identity:Describe*',
      'cognito-identity:Get*',
      'cognito-identity:List*',
      'cognito-idp:Describe*',
      'cognito-idp:AdminGet*',
      'cognito-idp:AdminList*',
      'cognito-idp:List*',
      'cognito-idp:Get*',
      'cognito-sync:Describe*',
      'cognito-sync:Get*',
      'cognito-sync:List*',
      'iam:ListOpenIdConnectProviders',
      'iam:ListRoles',
      'sns:ListPlatformApplications',
    ]),
  ),
  AmazonCognitoUnauthenticatedIdentities: document(allow(['rum:PutRumEvents'])),
};

/** One of AWS's own managed policies by its ARN, `arn:aws:iam::aws:policy/NAME`. */
export function awsPolicy(arn: string): PolicyText | undefined {
  const name = /^arn:aws:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
  const text = name === undefined ? undefined : POLICIES[name];
  return name === undefined || text === undefined ? undefined : { name, document: text };
}

/** The ARNs of AWS's own managed policies that the engine knows. */
export const awsPolicyArns: readonly string[] = Object.keys(POLICIES).map((name) => `arn:aws:iam::aws:policy/${name}`);
