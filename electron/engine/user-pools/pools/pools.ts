import type { Ctx, IdpHandler } from '../../kernel/handler.ts';
import type { Pool, PoolSettings } from '../../store/pools.ts';
import { poolIdFor } from '../../kernel/ids.ts';
import { listPage } from '../../kernel/paging.ts';
import { schemaOf } from './attribute-schema.ts';
import { findPool } from './find.ts';
import { refuseDuringImport } from '../imports/find-job.ts';
import { withMfaConfig } from './mfa-settings.ts';
import { newPoolSettings, updatedPoolSettings } from './pool-settings.ts';
import { domainsOf, replicaRegions } from './pool-members.ts';
import { describeMfa, describePool, summaryOfPool } from './pool-view.ts';
import { withCustomAttributes } from './schema-definition.ts';
import { checkTags } from '../../kernel/resource-tags.ts';
import { customPoolId, poolOfArn } from './tags.ts';
import { checkTierChange } from './tier-change.ts';

/**
 * Creates a user pool.
 *
 * The tag `_custom_id_` fixes its id. The signing keys are made in the background: the answer does not
 * wait for them, the first sign-in does if need be.
 */
export const CreateUserPool: IdpHandler<'CreateUserPool'> = (input, ctx) => {
  const wanted = ctx.step('id asked for', () => customPoolId(ctx, input.UserPoolTags), 'UserPoolTags._custom_id_');
  const settings = ctx.step('settings and their defaults', () => newPoolSettings(ctx, input), 'CreateUserPool');
  const now = ctx.now();
  const pool: Pool = {
    id: wanted ?? poolIdFor(ctx.call.region, ctx.random),
    region: ctx.call.region,
    name: input.PoolName,
    settings,
    userCount: 0,
    createdAt: now,
    modifiedAt: now,
  };
  ctx.write(() => ctx.store.pools.insert(pool));
  ctx.workspace.keys.ensure(pool.id);
  ctx.about({ poolId: pool.id });
  ctx.changed('user-pool', undefined, pool.id);
  return { UserPool: describePool(pool, ctx.call.account) };
};

/** Describes a pool with every setting, AWS's defaults included. */
export const DescribeUserPool: IdpHandler<'DescribeUserPool'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  return { UserPool: { ...describePool(pool, ctx.call.account), ...domainsOf(ctx, pool) } };
};

/** Lists the pools of the call's region in the order of their ids. */
export const ListUserPools: IdpHandler<'ListUserPools'> = (input, ctx) => {
  const { items, token } = listPage(ctx, {
    step: 'list the user pools',
    list: `ListUserPools ${ctx.call.region}`,
    token: input.NextToken,
    limit: input.MaxResults,
    keys: 'string',
    read: (most, after) => ctx.store.pools.list(ctx.call.region, most, after),
    keyOf: ({ id }) => id,
  });
  return {
    UserPools: items.map((pool) => ({ ...summaryOfPool(pool), ...replicaRegions(ctx, pool) })),
    ...(token === undefined ? {} : { NextToken: token }),
  };
};

/** Replaces a pool's settings: what is omitted goes back to its default, except what can never change. */
export const UpdateUserPool: IdpHandler<'UpdateUserPool'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  refuseDuringImport(ctx, pool);
  const settings = ctx.step(
    'settings and their defaults',
    () => updatedPoolSettings(ctx, pool, input),
    'UpdateUserPool',
  );
  ctx.step('plan may change', () => checkTierChange(ctx, pool, settings), 'UserPoolTier');
  ctx.note('Members that the call omits were set to their defaults.');
  ctx.write(() =>
    ctx.store.pools.update({ ...pool, name: input.PoolName ?? pool.name, settings, modifiedAt: ctx.now() }),
  );
  ctx.changed('user-pool', undefined, pool.id);
  return {};
};

/** Deletes a pool with its users, groups and clients. Deletion protection must be off. */
export const DeleteUserPool: IdpHandler<'DeleteUserPool'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  refuseDuringImport(ctx, pool);
  ctx.step('deletion protection is off', () => refuseProtected(ctx, pool), 'DeletionProtection');
  ctx.step('pool has no domain', () => refuseWithDomain(ctx, pool));
  ctx.write(() => {
    ctx.store.pools.remove(pool.id);
    ctx.store.keys.removeOwner(pool.id);
  });
  ctx.workspace.keys.forget(pool.id);
  ctx.changed('user-pool', undefined, pool.id);
  return {};
};

function refuseProtected(ctx: Ctx<'InvalidParameterException'>, pool: Pool): void {
  if (pool.settings.DeletionProtection === 'ACTIVE')
    ctx.refuse(
      'InvalidParameterException',
      'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
      'DeletionProtection of the pool is ACTIVE.',
    );
}

function refuseWithDomain(ctx: Ctx<'InvalidParameterException'>, pool: Pool): void {
  const [domain] = ctx.store.domains.ofPool(pool.id);
  if (domain !== undefined)
    ctx.refuse(
      'InvalidParameterException',
      'User pool cannot be deleted. It has a domain configured that should be deleted first.',
      `The pool has the domain ${domain.domain}; DeleteUserPoolDomain removes it.`,
    );
}

/** A pool's MFA settings; factors that are off are absent. */
export const GetUserPoolMfaConfig: IdpHandler<'GetUserPoolMfaConfig'> = (input, ctx) =>
  describeMfa(findPool(ctx, input.UserPoolId));

/** Replaces a pool's MFA settings. */
export const SetUserPoolMfaConfig: IdpHandler<'SetUserPoolMfaConfig'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const settings = ctx.step('factors fit together', () => withMfaConfig(ctx, pool, input), 'SetUserPoolMfaConfig');
  const changed = { ...pool, settings, modifiedAt: ctx.now() };
  ctx.write(() => ctx.store.pools.update(changed));
  ctx.changed('user-pool', undefined, pool.id);
  return describeMfa(changed);
};

/** Adds custom attributes to a pool's schema. They can be neither changed nor removed later. */
export const AddCustomAttributes: IdpHandler<'AddCustomAttributes'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  refuseDuringImport(ctx, pool);
  const SchemaAttributes = ctx.step('attributes fit the schema', () =>
    withCustomAttributes(ctx, schemaOf(pool), input.CustomAttributes),
  );
  ctx.write(() =>
    ctx.store.pools.update({ ...pool, settings: { ...pool.settings, SchemaAttributes }, modifiedAt: ctx.now() }),
  );
  ctx.changed('user-pool', undefined, pool.id);
  return {};
};

/** Adds tags to a pool or replaces their values. */
export const TagResource: IdpHandler<'TagResource'> = (input, ctx) => {
  const pool = poolOfArn(ctx, input.ResourceArn);
  const tags = { ...pool.settings.UserPoolTags, ...input.Tags };
  ctx.step('tags', () => checkTags(ctx, 'A user pool', tags), 'Tags');
  const settings: PoolSettings = { ...pool.settings, UserPoolTags: tags };
  ctx.write(() => ctx.store.pools.update({ ...pool, settings }));
  ctx.changed('user-pool', undefined, pool.id);
  return {};
};

/** Removes tags from a pool; those that it has not are ignored. */
export const UntagResource: IdpHandler<'UntagResource'> = (input, ctx) => {
  const pool = poolOfArn(ctx, input.ResourceArn);
  const removed = new Set(input.TagKeys);
  const left = Object.entries(pool.settings.UserPoolTags ?? {}).filter(([key]) => !removed.has(key));
  const settings: PoolSettings = { ...pool.settings, UserPoolTags: Object.fromEntries(left) };
  ctx.write(() => ctx.store.pools.update({ ...pool, settings }));
  ctx.changed('user-pool', undefined, pool.id);
  return {};
};

/** A pool's tags. */
export const ListTagsForResource: IdpHandler<'ListTagsForResource'> = (input, ctx) => ({
  Tags: poolOfArn(ctx, input.ResourceArn).settings.UserPoolTags ?? {},
});
