import { policyArn } from '../../../shared/aws/arn.ts';
import type { PolicyText } from '../store/access-records.ts';
import type { IdentityClaims } from '../tokens/identity-token.ts';
import { awsPolicy } from './aws-policies.ts';

/** The condition keys that an identity brings, for trust policies and for policy variables later. */
export const identityKeys = (
  claims: Pick<IdentityClaims, 'identityId' | 'identityPoolId' | 'amr'>,
): Readonly<Record<string, readonly string[]>> => ({
  'cognito-identity.amazonaws.com:aud': [claims.identityPoolId],
  'cognito-identity.amazonaws.com:sub': [claims.identityId],
  'cognito-identity.amazonaws.com:amr': claims.amr,
});

/** The management of identity pools is closed to every session of an identity pool. */
const NO_MANAGEMENT: PolicyText = {
  name: 'identity pool sessions',
  document: JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      {
        Sid: 'NoIdentityPoolManagement',
        Effect: 'Deny',
        Action: ['cognito-identity:*', 'cognito-sync:*'],
        Resource: '*',
      },
    ],
  }),
};

/**
 * What a guest's credentials may be used for at most in the enhanced flow, whatever the role allows.
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html (access policies of guests)
 */
const GUEST_SCOPE: PolicyText = {
  name: 'guest scope-down',
  document: JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ServicesForGuests',
        Effect: 'Allow',
        Action: [
          'firehose:*',
          'kinesisanalytics:*',
          'sqs:*',
          'sumerian:View*',
          'mobileanalytics:*',
          'ses:*',
          'lambda:*',
          'kms:Encrypt',
          'kms:Decrypt',
          'kms:ReEncrypt*',
          'kms:GenerateDataKey*',
          'dynamodb:*',
          'sdb:*',
          'appsync:*',
          'geo:*',
          'sns:*',
          'mobiletargeting:*',
          'gamelift:*',
          'iot:*',
          'codewhisperer:*',
          'comprehend:*',
          'lex:*',
          'machinelearning:*',
          'personalize:*',
          'polly:*',
          'rekognition:*',
          'sagemaker:InvokeEndpoint',
          'textract:DetectDocumentText',
          'textract:AnalyzeDocument',
          'transcribe:*',
          'translate:*',
          'cloudwatch:*',
          'logs:*',
          'execute-api:*',
          'cognito-idp:*',
          's3:*',
        ],
        Resource: '*',
      },
    ],
  }),
};

/** The session policies of the enhanced flow: guests are scoped down, nobody may manage identity pools. */
export function enhancedPolicies(guest: boolean): readonly (readonly PolicyText[])[] {
  const managed = awsPolicy(policyArn({ account: 'aws', name: 'AmazonCognitoUnauthenticatedIdentities' }));
  return guest ? [[GUEST_SCOPE, ...(managed === undefined ? [] : [managed])]] : [[NO_MANAGEMENT]];
}

/** The session policies that STS adds in the classic flow. */
export const classicPolicies: readonly (readonly PolicyText[])[] = [[NO_MANAGEMENT]];
