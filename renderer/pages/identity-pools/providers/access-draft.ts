import type { GetIdentityPoolRolesResponse, RoleMappingMap } from '../../../../shared/aws/types/cognito-identity.ts';
import { same } from '../../../parts/safe-update.ts';
import { mappingFor, type MappingDraft } from './mapping.ts';

/** Default roles and mappings that are being edited; what is not in it is not. */
export type AccessDraft = {
  readonly roles?: { readonly authenticated: string; readonly unauthenticated: string } | undefined;
  /** By mapping key. */
  readonly mappings: Readonly<Record<string, MappingDraft | undefined>>;
};
export const NOTHING_EDITED: AccessDraft = { mappings: {} };

/** What `GetIdentityPoolRoles` would answer with some edits saved. */
type Roles = { readonly Roles: Record<string, string>; readonly RoleMappings: RoleMappingMap };

/** The saved roles and mappings with edits in their place. */
export function edited(saved: GetIdentityPoolRolesResponse, draft: AccessDraft): Roles {
  const RoleMappings = { ...saved.RoleMappings };
  for (const [key, mapping] of Object.entries(draft.mappings)) {
    if (mapping === undefined) continue;
    const next = mappingFor(mapping);
    if (next === undefined) delete RoleMappings[key];
    else RoleMappings[key] = next;
  }
  const Roles = { ...saved.Roles, ...draft.roles };
  return { Roles: Object.fromEntries(Object.entries(Roles).filter(([, arn]) => arn !== '')), RoleMappings };
}

/** Whether edits change anything. */
export const changes = (saved: GetIdentityPoolRolesResponse, draft: AccessDraft): boolean => {
  const next = edited(saved, draft);
  return !same(next.Roles, saved.Roles) || !same(next.RoleMappings, saved.RoleMappings);
};

/**
 * `SetIdentityPoolRoles`, which replaces everything: what is not edited is sent along.
 *
 * Mappings are left out only where there were none and are none.
 */
export function rolesInput(poolId: string, saved: GetIdentityPoolRolesResponse, draft: AccessDraft) {
  const { Roles, RoleMappings } = edited(saved, draft);
  const none = Object.keys(RoleMappings).length === 0 && saved.RoleMappings === undefined;
  return { IdentityPoolId: poolId, Roles, ...(none ? {} : { RoleMappings }) };
}
