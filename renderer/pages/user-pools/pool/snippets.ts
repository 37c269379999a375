import { amplifySnippet, type Snippet } from '../../../lib/snippets.ts';

/** What the snippets need to know of a pool and where it is reached. */
type Reach = {
  readonly endpoint: string;
  readonly region: string;
  readonly poolId: string;
  /** Without one the snippets name it `CLIENT_ID`. */
  readonly clientId: string | undefined;
  readonly issuer: string;
  readonly jwksUri: string;
};

/** Configuration to paste into an application, by library. */
export function snippets(reach: Reach): readonly Snippet[] {
  const { endpoint, region, poolId, issuer, jwksUri } = reach;
  const clientId = reach.clientId ?? 'CLIENT_ID';
  return [
    {
      id: 'amplify',
      title: 'Amplify v6',
      about: 'Signs in by SRP against this pool.',
      text: amplifySnippet({ userPoolId: poolId, userPoolClientId: clientId, userPoolEndpoint: endpoint }),
    },
    {
      id: 'sdk',
      title: 'AWS SDK for JavaScript v3',
      about: 'Administers the pool; any keys do unless the workspace is strict.',
      text: `import { CognitoIdentityProviderClient, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';

const client = new CognitoIdentityProviderClient({
  region: '${region}',
  endpoint: '${endpoint}',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
const { Users } = await client.send(new ListUsersCommand({ UserPoolId: '${poolId}' }));`,
    },
    {
      id: 'verify',
      title: 'aws-jwt-verify',
      about: 'Checks tokens of this pool in a back end.',
      text: `import { JwtVerifier } from 'aws-jwt-verify';
import { validateCognitoJwtFields } from 'aws-jwt-verify/cognito-verifier';

const verifier = JwtVerifier.create({
  issuer: '${issuer}',
  jwksUri: '${jwksUri}',
  audience: null,
  customJwtCheck: ({ payload }) => validateCognitoJwtFields(payload, { tokenUse: 'access', clientId: '${clientId}' }),
});
const claims = await verifier.verify(accessToken);`,
    },
    {
      id: 'env',
      title: '.env',
      about: 'The same as environment variables; the AWS CLI and every SDK read the first two.',
      text: `AWS_ENDPOINT_URL=${endpoint}
AWS_REGION=${region}
COGNITO_USER_POOL_ID=${poolId}
COGNITO_CLIENT_ID=${clientId}
COGNITO_ISSUER=${issuer}
COGNITO_JWKS_URI=${jwksUri}`,
    },
  ];
}
