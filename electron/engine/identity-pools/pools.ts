import { IDENTITY_POOL_FIELDS, withKept } from '../../../shared/aws/defaults.ts';
import type { IdentityHandler } from '../kernel/handler.ts';
import { uuid } from '../kernel/ids.ts';
import { listPage } from '../kernel/paging.ts';
import type { IdentityPool } from '../store/identities.ts';
import { describeIdentityPool, findIdentity, findIdentityPool } from './find.ts';
import { checkTags } from '../kernel/resource-tags.ts';
import { checkRoles, customIdentityPoolId, settingsOf } from './settings.ts';
import { describeIdentity, poolOfArn } from './view.ts';

/** Creates an identity pool. The tag `_custom_id_` fixes its id. */
export const CreateIdentityPool: IdentityHandler<'CreateIdentityPool'> = (input, ctx) => {
  const wanted = ctx.step(
    'id asked for',
    () => customIdentityPoolId(ctx, input.IdentityPoolTags),
    'IdentityPoolTags._custom_id_',
  );
  const settings = ctx.step('settings', () => settingsOf(ctx, input), 'CreateIdentityPool');
  const now = ctx.now();
  const pool: IdentityPool = {
    id: wanted ?? `${ctx.call.region}:${uuid(ctx.random)}`,
    region: ctx.call.region,
    name: input.IdentityPoolName,
    settings,
    roles: {},
    principalTags: {},
    createdAt: now,
    modifiedAt: now,
  };
  ctx.write(() => ctx.store.identities.insertPool(pool));
  ctx.about({ poolId: pool.id });
  ctx.changed('identity-pool', undefined, pool.id);
  return describeIdentityPool(pool);
};

/** Describes a pool: providers, flows, tags; its roles have their own operation. */
export const DescribeIdentityPool: IdentityHandler<'DescribeIdentityPool'> = (input, ctx) =>
  describeIdentityPool(findIdentityPool(ctx, input.IdentityPoolId));

/** Lists the pools of the call's region in the order of their ids. */
export const ListIdentityPools: IdentityHandler<'ListIdentityPools'> = (input, ctx) => {
  const { items, token } = listPage(ctx, {
    step: 'list the identity pools',
    list: `ListIdentityPools ${ctx.call.region}`,
    token: input.NextToken,
    limit: input.MaxResults,
    keys: 'string',
    read: (most, after) => ctx.store.identities.pools(ctx.call.region, most, after),
    keyOf: ({ id }) => id,
  });
  return {
    IdentityPools: items.map(({ id, name }) => ({ IdentityPoolId: id, IdentityPoolName: name })),
    ...(token === undefined ? {} : { NextToken: token }),
  };
};

/** Replaces a pool's settings: what is omitted is reset or kept, as `IDENTITY_POOL_FIELDS` says. The developer provider's name can never change. */
export const UpdateIdentityPool: IdentityHandler<'UpdateIdentityPool'> = (input, ctx) => {
  const pool = findIdentityPool(ctx, input.IdentityPoolId);
  const whole = withKept(IDENTITY_POOL_FIELDS, input, pool.settings);
  const settings = ctx.step('settings', () => settingsOf(ctx, whole), 'UpdateIdentityPool');
  const developer = pool.settings.DeveloperProviderName;
  if (developer !== undefined && settings.DeveloperProviderName !== developer)
    return ctx.refuse(
      'InvalidParameterException',
      'The developer provider name cannot be changed.',
      `It was set to ${developer}, and identities are linked by it.`,
    );
  const updated: IdentityPool = {
    ...pool,
    name: input.IdentityPoolName,
    settings,
    modifiedAt: ctx.now(),
  };
  ctx.note('Members that the call omits are gone.');
  ctx.write(() => ctx.store.identities.updatePool(updated));
  ctx.changed('identity-pool', undefined, pool.id);
  return describeIdentityPool(updated);
};

/** Deletes a pool with its identities. Credentials that were issued live on until they expire, as at AWS. */
export const DeleteIdentityPool: IdentityHandler<'DeleteIdentityPool'> = (input, ctx) => {
  const pool = findIdentityPool(ctx, input.IdentityPoolId);
  ctx.write(() => ctx.store.identities.removePool(pool.id));
  ctx.changed('identity-pool', undefined, pool.id);
  return {};
};

/** Replaces roles and role mappings of a pool. */
export const SetIdentityPoolRoles: IdentityHandler<'SetIdentityPoolRoles'> = (input, ctx) => {
  const pool = findIdentityPool(ctx, input.IdentityPoolId);
  const mappings = input.RoleMappings ?? {};
  ctx.step('roles and mappings', () => checkRoles(ctx, input.Roles, mappings), 'RoleMappings');
  ctx.write(() =>
    ctx.store.identities.updatePool({
      ...pool,
      roles: { roles: input.Roles, ...(input.RoleMappings === undefined ? {} : { mappings }) },
      modifiedAt: ctx.now(),
    }),
  );
  ctx.changed('identity-pool', undefined, pool.id);
  return {};
};

/** The roles and role mappings of a pool. */
export const GetIdentityPoolRoles: IdentityHandler<'GetIdentityPoolRoles'> = (input, ctx) => {
  const { id, roles } = findIdentityPool(ctx, input.IdentityPoolId);
  return {
    IdentityPoolId: id,
    ...(roles.roles === undefined ? {} : { Roles: roles.roles }),
    ...(roles.mappings === undefined ? {} : { RoleMappings: roles.mappings }),
  };
};

/** Replaces how one provider's claims become session tags. Without default or own tags the map is removed. */
export const SetPrincipalTagAttributeMap: IdentityHandler<'SetPrincipalTagAttributeMap'> = (input, ctx) => {
  const pool = findIdentityPool(ctx, input.IdentityPoolId);
  const map = { useDefaults: input.UseDefaults ?? false, tags: input.PrincipalTags ?? {} };
  const principalTags = { ...pool.principalTags, [input.IdentityProviderName]: map };
  ctx.write(() => ctx.store.identities.updatePool({ ...pool, principalTags, modifiedAt: ctx.now() }));
  ctx.changed('identity-pool', undefined, pool.id);
  return {
    IdentityPoolId: pool.id,
    IdentityProviderName: input.IdentityProviderName,
    UseDefaults: map.useDefaults,
    PrincipalTags: map.tags,
  };
};

/** How one provider's claims become session tags. */
export const GetPrincipalTagAttributeMap: IdentityHandler<'GetPrincipalTagAttributeMap'> = (input, ctx) => {
  const pool = findIdentityPool(ctx, input.IdentityPoolId);
  const map = pool.principalTags[input.IdentityProviderName];
  return {
    IdentityPoolId: pool.id,
    IdentityProviderName: input.IdentityProviderName,
    UseDefaults: map?.useDefaults ?? false,
    PrincipalTags: map?.tags ?? {},
  };
};

/** Lists a pool's identities in the order of their ids, with the providers that are linked to each. */
export const ListIdentities: IdentityHandler<'ListIdentities'> = (input, ctx) => {
  const pool = findIdentityPool(ctx, input.IdentityPoolId);
  const { items, token } = listPage(ctx, {
    step: 'list the identities',
    list: `ListIdentities ${pool.id}`,
    token: input.NextToken,
    limit: input.MaxResults,
    keys: 'string',
    read: (most, after) => ctx.store.identities.list(pool.id, most, after, input.HideDisabled),
    keyOf: ({ id }) => id,
  });
  return {
    IdentityPoolId: pool.id,
    Identities: items.map((identity) => describeIdentity(ctx, identity)),
    ...(token === undefined ? {} : { NextToken: token }),
  };
};

/** Describes an identity: the providers that are linked to it, and when. */
export const DescribeIdentity: IdentityHandler<'DescribeIdentity'> = (input, ctx) =>
  describeIdentity(ctx, findIdentity(ctx, input.IdentityId));

/** Deletes identities; those that do not exist are left out in silence, as deletion may be repeated. */
export const DeleteIdentities: IdentityHandler<'DeleteIdentities'> = (input, ctx) => {
  const { identities } = ctx.store;
  const found = ctx.step(
    'find the identities',
    () => {
      const existing = input.IdentityIdsToDelete.flatMap((id) => identities.get(id) ?? []);
      ctx.note(undefined, { found: existing.length, of: input.IdentityIdsToDelete.length });
      return existing;
    },
    'IdentityIdsToDelete',
  );
  ctx.write(() => {
    for (const { id } of found) identities.remove(id);
  });
  for (const { id, poolId } of found) ctx.changed('identity', poolId, id);
  return { UnprocessedIdentityIds: [] };
};

/** Adds tags to a pool, which its ARN names. */
export const TagResource: IdentityHandler<'TagResource'> = (input, ctx) => {
  const pool = poolOfArn(ctx, input.ResourceArn);
  const IdentityPoolTags = { ...pool.settings.IdentityPoolTags, ...input.Tags };
  ctx.step('tags', () => checkTags(ctx, 'An identity pool', IdentityPoolTags), 'Tags');
  ctx.write(() => ctx.store.identities.updatePool({ ...pool, settings: { ...pool.settings, IdentityPoolTags } }));
  ctx.changed('identity-pool', undefined, pool.id);
  return {};
};

/** Removes tags from a pool. */
export const UntagResource: IdentityHandler<'UntagResource'> = (input, ctx) => {
  const pool = poolOfArn(ctx, input.ResourceArn);
  const IdentityPoolTags = Object.fromEntries(
    Object.entries(pool.settings.IdentityPoolTags ?? {}).filter(([key]) => !input.TagKeys.includes(key)),
  );
  ctx.write(() => ctx.store.identities.updatePool({ ...pool, settings: { ...pool.settings, IdentityPoolTags } }));
  ctx.changed('identity-pool', undefined, pool.id);
  return {};
};

/** The tags of a pool. */
export const ListTagsForResource: IdentityHandler<'ListTagsForResource'> = (input, ctx) => ({
  Tags: poolOfArn(ctx, input.ResourceArn).settings.IdentityPoolTags ?? {},
});
