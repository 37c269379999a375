import type { IdentityPool } from '../../../shared/aws/types/cognito-identity.ts';
import type { Where } from '../../client/where.ts';
import { amplifySnippet, type Snippet } from '../../lib/snippets.ts';
import { loginOf, providersOf } from './providers/providers.ts';

/** Configuration to paste into an application, by library. */
export function identityPoolSnippets(pool: IdentityPool, { endpoint, region }: Where): readonly Snippet[] {
  const providers = providersOf(pool);
  const userPool = providers.find((provider) => provider.kind === 'user-pool');
  const login = providers[0] === undefined ? undefined : loginOf(providers[0]);
  const logins = login === undefined ? '' : `\n    logins: { '${login}': idToken },`;
  const cliLogins = login === undefined ? '' : ` --logins '${login}='"$ID_TOKEN"`;
  const url = `--endpoint-url ${endpoint} --region ${region}`;
  return [
    {
      id: 'sdk',
      title: 'AWS SDK for JavaScript v3',
      about: 'Credentials that renew themselves, for any client of the SDK.',
      text: `import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import { S3Client } from '@aws-sdk/client-s3';

const s3 = new S3Client({
  region: '${region}',
  endpoint: '${endpoint}',
  forcePathStyle: true,
  credentials: fromCognitoIdentityPool({
    identityPoolId: '${pool.IdentityPoolId}',${logins}
    clientConfig: { region: '${region}', endpoint: '${endpoint}' },
  }),
});`,
    },
    {
      id: 'amplify',
      title: 'Amplify v6',
      about: 'Then fetchAuthSession() has credentials beside the tokens.',
      text: amplifySnippet({
        ...(userPool && {
          userPoolId: userPool.userPoolId,
          userPoolClientId: userPool.clientId,
          userPoolEndpoint: endpoint,
        }),
        identityPoolId: pool.IdentityPoolId,
        identityPoolEndpoint: endpoint,
        allowGuestAccess: pool.AllowUnauthenticatedIdentities,
      }),
    },
    {
      id: 'cli',
      title: 'AWS CLI',
      about: 'The enhanced flow in two calls, with no credentials needed.',
      text: `ID=$(aws cognito-identity get-id ${url} --no-sign-request \\
  --identity-pool-id ${pool.IdentityPoolId}${cliLogins} --query IdentityId --output text)
aws cognito-identity get-credentials-for-identity ${url} --no-sign-request \\
  --identity-id "$ID"${cliLogins}`,
    },
    {
      id: 'env',
      title: '.env',
      about: 'The AWS CLI and every SDK read the first two.',
      text: `AWS_ENDPOINT_URL=${endpoint}
AWS_REGION=${region}
COGNITO_IDENTITY_POOL_ID=${pool.IdentityPoolId}`,
    },
  ];
}
