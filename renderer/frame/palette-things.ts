import { matchPath } from 'react-router';
import { useCall } from '../client/hooks.ts';
import { pages } from '../pages/index.tsx';
import { listTitle, pagePath } from '../../shared/resources.ts';

/** Something with a page of its own, for the palette. */
type Thing = { readonly kind: string; readonly id: string; readonly name: string; readonly path: string };

/** Pools, roles, IAM users and identity providers by name, those whose pages exist. Read while the palette is open. */
export function useFoundThings(): readonly Thing[] {
  const userPools = useCall('cognito-idp', 'ListUserPools', { MaxResults: 60 }).output?.UserPools ?? [];
  const identityPools =
    useCall('cognito-identity', 'ListIdentityPools', { MaxResults: 60 }).output?.IdentityPools ?? [];
  const roles = useCall('iam', 'ListRoles', {}).output?.Roles ?? [];
  const users = useCall('iam', 'ListUsers', {}).output?.Users ?? [];
  const oidc = useCall('iam', 'ListOpenIDConnectProviders', {}).output?.OpenIDConnectProviderList ?? [];
  const saml = useCall('iam', 'ListSAMLProviders', {}).output?.SAMLProviderList ?? [];
  const things: Thing[] = [
    ...userPools.map(({ Id = '', Name = '' }) => ({
      kind: listTitle('user-pool'),
      id: Id,
      name: Name,
      path: pagePath('user-pool', Id),
    })),
    ...identityPools.map(({ IdentityPoolId = '', IdentityPoolName = '' }) => ({
      kind: listTitle('identity-pool'),
      id: IdentityPoolId,
      name: IdentityPoolName,
      path: pagePath('identity-pool', IdentityPoolId),
    })),
    ...roles.map(({ RoleName }) => ({
      kind: listTitle('role'),
      id: RoleName,
      name: RoleName,
      path: pagePath('role', RoleName),
    })),
    ...users.map(({ UserName }) => ({
      kind: listTitle('iam-user'),
      id: UserName,
      name: UserName,
      path: pagePath('iam-user', UserName),
    })),
    ...[...oidc, ...saml].map(({ Arn = '' }) => ({
      kind: listTitle('oidc-provider'),
      id: Arn,
      name: Arn.replace(/^.*:(?:oidc|saml)-provider\//, ''),
      path: pagePath('oidc-provider', Arn),
    })),
  ];
  return things.filter(({ path }) => pages.some((page) => matchPath(page.path, path) !== null));
}
