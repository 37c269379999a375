import {
  apiArn,
  bucketArn,
  identityPoolArn,
  objectArn,
  poolRegion,
  rootArn,
  userPoolArn,
} from '../../../shared/aws/arn.ts';
import { call } from '../../client/client.ts';
import { queryClient } from '../../client/queries.ts';
import type { AuthorizationData } from '../../../shared/aws/authorization.ts';
import type { Input, OperationName, Output, Service } from '../../../shared/contract.ts';

/** One thing of the workspace that a policy can name. */
type Thing = { readonly text: string; readonly means: string };

export type Things = {
  readonly region: string;
  readonly account: string;
  /** ARNs by the prefix of the service that they belong to. */
  readonly resources: Readonly<Record<string, readonly Thing[]>>;
  readonly identityPools: readonly Thing[];
  readonly federated: readonly Thing[];
  readonly principals: readonly Thing[];
};

/** Reads through the same cache as the pages; a refusal is an empty list, for completion only offers. */
async function ask<S extends Service, O extends OperationName<S>>(
  service: S,
  operation: O,
  input: Input<S, O>,
): Promise<Output<S, O> | undefined> {
  const queryKey = [service, operation, input];
  try {
    return await queryClient.fetchQuery({ queryKey, queryFn: () => call(service, operation, input) });
  } catch {
    return undefined;
  }
}

/** What the workspace has that policies name: buckets, pools, roles, APIs, providers. */
export async function thingsOfWorkspace(): Promise<Things> {
  const [workspace, buckets, pools, identityPools, roles, apis, oidc, saml] = await Promise.all([
    ask('poolkeeper', 'DescribeWorkspace', {}),
    ask('s3', 'ListBuckets', {}),
    ask('cognito-idp', 'ListUserPools', { MaxResults: 60 }),
    ask('cognito-identity', 'ListIdentityPools', { MaxResults: 60 }),
    ask('iam', 'ListRoles', { MaxItems: 200 }),
    ask('poolkeeper', 'ListApis', {}),
    ask('iam', 'ListOpenIDConnectProviders', {}),
    ask('iam', 'ListSAMLProviders', {}),
  ]);
  const region = workspace?.settings.region ?? 'us-east-1';
  const account = workspace?.settings.account ?? '000000000000';
  const roleThings = (roles?.Roles ?? []).map(({ Arn, RoleName }) => ({ text: Arn, means: `Role ${RoleName}` }));
  return {
    region,
    account,
    identityPools: (identityPools?.IdentityPools ?? []).map(({ IdentityPoolId = '', IdentityPoolName }) => ({
      text: IdentityPoolId,
      means: `Identity pool ${IdentityPoolName}`,
    })),
    federated: [
      ...(oidc?.OpenIDConnectProviderList ?? []).map(({ Arn = '' }) => ({
        text: Arn,
        means: 'OpenID Connect provider',
      })),
      ...(saml?.SAMLProviderList ?? []).map(({ Arn = '' }) => ({ text: Arn, means: 'SAML provider' })),
    ],
    principals: [
      { text: rootArn(account), means: 'Whomever this account lets' },
      { text: '*', means: 'Everyone' },
      ...roleThings,
    ],
    resources: {
      s3: (buckets?.Buckets ?? []).flatMap(({ Name }) => [
        { text: objectArn(Name, '*'), means: `Objects of bucket ${Name}` },
        { text: bucketArn(Name), means: `Bucket ${Name}` },
      ]),
      'cognito-idp': (pools?.UserPools ?? []).map(({ Id = '', Name }) => ({
        text: userPoolArn({ region: poolRegion(Id), account }, Id),
        means: `User pool ${Name}`,
      })),
      'cognito-identity': (identityPools?.IdentityPools ?? []).map(({ IdentityPoolId = '', IdentityPoolName }) => ({
        text: identityPoolArn({ region: poolRegion(IdentityPoolId), account }, IdentityPoolId),
        means: `Identity pool ${IdentityPoolName}`,
      })),
      iam: roleThings,
      sts: roleThings,
      'execute-api': (apis?.apis ?? []).flatMap(({ name, routes }) => [
        { text: apiArn({ region, account }, name, '*'), means: `API ${name}` },
        ...routes.map(({ method, path }) => ({
          text: apiArn(
            { region, account },
            name,
            `*/${method === 'ANY' ? '*' : method}${path.replace(/\{[^}]*\}/g, '*')}`,
          ),
          means: `${method} ${path} of API ${name}`,
        })),
      ]),
    },
  };
}

let authorization: Promise<AuthorizationData> | undefined;

/** Actions, resource types and condition keys; loaded when the first policy is edited. */
export function loadAuthorization(): Promise<AuthorizationData> {
  authorization ??= import('../../../shared/aws/model/authorization.json').then(
    (module) => module.default as unknown as AuthorizationData,
  );
  return authorization;
}
