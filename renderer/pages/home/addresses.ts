import type { Output } from '../../../shared/contract.ts';
import { amplifySnippet, type Snippet } from '../../lib/snippets.ts';

export type Workspace = Output<'poolkeeper', 'DescribeWorkspace'>;

/** What to paste so that a client talks to this engine instead of AWS; with the sample's ids where it is in place. */
export function addresses({ endpoint, settings: { region }, sample }: Workspace): readonly Snippet[] {
  const poolId = sample?.poolId ?? 'YOUR_USER_POOL_ID';
  const clientId = sample?.clientId ?? 'YOUR_CLIENT_ID';
  const identityPoolId = sample?.identityPoolId ?? 'YOUR_IDENTITY_POOL_ID';
  const jwks = `${endpoint}/${poolId}/.well-known/jwks.json`;
  return [
    {
      id: 'cli',
      title: 'AWS CLI',
      about:
        'One endpoint serves Cognito, STS, IAM and S3. Any keys act as the account root, unless the workspace is strict.',
      text: `export AWS_ENDPOINT_URL=${endpoint}
export AWS_REGION=${region}
export AWS_ACCESS_KEY_ID=local
export AWS_SECRET_ACCESS_KEY=local
aws cognito-idp list-user-pools --max-results 10`,
    },
    {
      id: 'sdk',
      title: 'SDK v3',
      about: 'The same three settings do for every client of the SDK; S3 needs forcePathStyle as well.',
      text: `import { CognitoIdentityProviderClient, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';

const cognito = new CognitoIdentityProviderClient({
  endpoint: '${endpoint}',
  region: '${region}',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
await cognito.send(new InitiateAuthCommand({
  ClientId: '${clientId}',
  AuthFlow: 'USER_PASSWORD_AUTH',
  AuthParameters: { USERNAME: '${sample?.viewers[0]?.username ?? 'user'}', PASSWORD: '${sample?.password ?? 'password'}' },
}));`,
    },
    {
      id: 'amplify',
      title: 'Amplify',
      about: 'Sign-in by SRP and credentials of the identity pool, with the libraries unchanged.',
      text: amplifySnippet({
        userPoolId: poolId,
        userPoolClientId: clientId,
        identityPoolId,
        userPoolEndpoint: endpoint,
        identityPoolEndpoint: endpoint,
      }),
    },
    {
      id: 'env',
      title: '.env',
      about: 'For applications that read their settings from the environment.',
      text: `AWS_ENDPOINT_URL=${endpoint}
AWS_REGION=${region}
COGNITO_USER_POOL_ID=${poolId}
COGNITO_CLIENT_ID=${clientId}
COGNITO_IDENTITY_POOL_ID=${identityPoolId}
COGNITO_JWKS_URI=${jwks}`,
    },
  ];
}
