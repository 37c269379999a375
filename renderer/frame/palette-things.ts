import { matchPath } from 'react-router';
import { useCall } from '../client/hooks.ts';
import { pages } from '../pages/index.tsx';

/** Something with a page of its own, for the palette. */
export type Thing = { readonly kind: string; readonly id: string; readonly name: string; readonly path: string };

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
      kind: 'User pools',
      id: Id,
      name: Name,
      path: `/user-pools/${encodeURIComponent(Id)}`,
    })),
    ...identityPools.map(({ IdentityPoolId = '', IdentityPoolName = '' }) => ({
      kind: 'Identity pools',
      id: IdentityPoolId,
      name: IdentityPoolName,
      path: `/identity-pools/${encodeURIComponent(IdentityPoolId)}`,
    })),
    ...roles.map(({ RoleName }) => ({
      kind: 'Roles',
      id: RoleName,
      name: RoleName,
      path: `/roles/${encodeURIComponent(RoleName)}`,
    })),
    ...users.map(({ UserName }) => ({
      kind: 'IAM users',
      id: UserName,
      name: UserName,
      path: `/iam/users/${encodeURIComponent(UserName)}`,
    })),
    ...[...oidc, ...saml].map(({ Arn = '' }) => ({
      kind: 'Identity providers',
      id: Arn,
      name: Arn.replace(/^.*:(?:oidc|saml)-provider\//, ''),
      path: `/iam/providers/${encodeURIComponent(Arn)}`,
    })),
  ];
  return things.filter(({ path }) => pages.some((page) => matchPath(page.path, path) !== null));
}
