import type { RolePreview } from '../../../shared/poolkeeper/operations.ts';
import { validate } from '../../../shared/aws/validate.ts';
import type { Handler } from '../kernel/handler.ts';
import { checkRoles } from '../identity-pools/settings.ts';
import type { IdentityPool } from '../store/identities.ts';
import type { Refuses } from './presented-token.ts';
import { resolve } from './resolve.ts';

/**
 * Which role somebody would get of an identity pool, and why; with settings that are not saved yet where they are
 * given. They are checked as `SetIdentityPoolRoles` and `SetPrincipalTagAttributeMap` check them.
 */
export const PreviewRole: Handler<'poolkeeper', 'PreviewRole'> = async (input, ctx): Promise<RolePreview> => {
  const pool =
    ctx.store.identities.pool(input.IdentityPoolId) ??
    ctx.refuse('ResourceNotFoundException', `IdentityPool '${input.IdentityPoolId}' not found.`);
  const { CustomRoleArn, PrincipalTags } = input;
  const draft = withDraft(ctx, pool, input);
  const tags =
    PrincipalTags === undefined ? undefined : { useDefaults: PrincipalTags.UseDefaults, tags: PrincipalTags.Tags };
  const {
    outcome,
    reason,
    roleArn,
    considered,
    trust,
    claims,
    tags: given,
    mappingKey,
  } = await resolve(ctx, draft, input.Subject, CustomRoleArn, tags);
  return {
    outcome,
    reason,
    considered,
    claims,
    tags: given,
    ...(roleArn === undefined ? {} : { roleArn }),
    ...(trust === undefined ? {} : { trust: { passed: trust.passed, reason: trust.reason } }),
    ...(mappingKey === undefined ? {} : { mappingKey }),
  };
};

type Draft = {
  readonly Roles?: IdentityPool['roles']['roles'];
  readonly RoleMappings?: IdentityPool['roles']['mappings'];
  readonly PrincipalTags?: { readonly UseDefaults: boolean; readonly Tags: Readonly<Record<string, string>> };
};

function withDraft(ctx: Refuses, pool: IdentityPool, { Roles, RoleMappings, PrincipalTags }: Draft): IdentityPool {
  const { roles = Roles, mappings = RoleMappings } = {
    roles: Roles ?? pool.roles.roles,
    mappings: RoleMappings ?? pool.roles.mappings,
  };
  const problem =
    validate('cognito-identity', 'SetIdentityPoolRoles', {
      IdentityPoolId: pool.id,
      Roles: roles ?? {},
      ...(mappings === undefined ? {} : { RoleMappings: mappings }),
    }) ??
    (PrincipalTags === undefined
      ? undefined
      : validate('cognito-identity', 'SetPrincipalTagAttributeMap', {
          IdentityPoolId: pool.id,
          IdentityProviderName: 'any',
          UseDefaults: PrincipalTags.UseDefaults,
          PrincipalTags: PrincipalTags.Tags,
        }));
  if (problem !== undefined) return ctx.refuse('InvalidParameterException', problem.message);
  if (Roles !== undefined || RoleMappings !== undefined) checkRoles(ctx, roles ?? {}, mappings ?? {});
  return {
    ...pool,
    roles: { ...(roles === undefined ? {} : { roles }), ...(mappings === undefined ? {} : { mappings }) },
  };
}
