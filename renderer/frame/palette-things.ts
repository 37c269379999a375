import { matchPath } from 'react-router';
import { useCall } from '../engine/hooks.ts';
import { pages } from '../pages/index.tsx';

/** Something with a page of its own, for the palette. */
export type Thing = { readonly kind: string; readonly id: string; readonly name: string; readonly path: string };

/** Pools and roles by name, those whose pages exist. Read while the palette is open. */
export function useFoundThings(): readonly Thing[] {
  const userPools = useCall('cognito-idp', 'ListUserPools', { MaxResults: 60 }).output?.UserPools ?? [];
  const identityPools =
    useCall('cognito-identity', 'ListIdentityPools', { MaxResults: 60 }).output?.IdentityPools ?? [];
  const roles = useCall('iam', 'ListRoles', {}).output?.Roles ?? [];
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
  ];
  return things.filter(({ path }) => pages.some((page) => matchPath(page.path, path) !== null));
}
