import { userPoolArn } from '../../../../shared/aws/arn.ts';
import type { ReplicaStatusType, UserPoolReplicaType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx, IdpHandler } from '../../kernel/handler.ts';
import type { Pool } from '../../store/pools.ts';
import type { PoolRecord } from '../../store/records.ts';
import { findPool } from './find.ts';
import { findRecord } from './find-record.ts';
import { checkTags } from '../../kernel/resource-tags.ts';
import { requireTier } from './tiers.ts';
import { tierOf } from './read-settings.ts';

/**
 * Gives a pool a replica in another region. Stored and returned: this workspace serves every pool in its own
 * region only.
 */
export const CreateUserPoolReplica: IdpHandler<'CreateUserPoolReplica'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  ctx.step(
    'feature plan',
    () => requireTier(ctx, tierOf(pool.settings), 'ESSENTIALS', 'CreateUserPoolReplica'),
    'UserPoolTier',
  );
  ctx.step('region', () => checkRegion(ctx, pool, input.RegionName), 'RegionName');
  ctx.step('key for all regions', () => checkKey(ctx, pool), 'KeyConfiguration');
  ctx.step('tags', () => checkTags(ctx, 'A user pool', input.UserPoolTags ?? {}), 'UserPoolTags');
  const now = ctx.now();
  const replica: Replica = {
    poolId: pool.id,
    id: input.RegionName,
    content: { Status: 'INACTIVE', Tags: input.UserPoolTags ?? {} },
    createdAt: now,
    modifiedAt: now,
  };
  ctx.write(() => {
    if (ctx.store.records.get(pool.id, 'replica', replica.id) !== undefined)
      return ctx.refuse(
        'InvalidParameterException',
        `A replica of the user pool already exists in ${replica.id}.`,
        'A pool has one replica a region.',
      );
    if (ctx.store.records.count(pool.id, 'replica') > 0)
      return ctx.refuse(
        'LimitExceededException',
        'Replicas cannot exceed limit of 1 per user pool.',
        'The pool has a replica in another region; DeleteUserPoolReplica removes it.',
      );
    ctx.store.records.put('replica', replica);
  });
  ctx.changed('user-pool', undefined, pool.id);
  return { UserPoolReplica: secondary(ctx, pool, replica.id, 'CREATING') };
};

/** The pool itself and its replica. */
export const ListUserPoolReplicas: IdpHandler<'ListUserPoolReplicas'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  if (input.NextToken !== undefined)
    return ctx.refuse('InvalidParameterException', 'Invalid pagination token given.', 'The list has one page.');
  const primary: UserPoolReplicaType = {
    RegionName: pool.region,
    Status: 'ACTIVE',
    Role: 'PRIMARY',
    UserPoolArn: userPoolArn({ region: pool.region, account: ctx.call.account }, pool.id),
  };
  const replicas = ctx.step('list the replicas', () => ctx.store.records.all(pool.id, 'replica'));
  return {
    UserPoolReplicas: [primary, ...replicas.map(({ id, content }) => secondary(ctx, pool, id, content.Status))],
  };
};

/** Lets users sign in at a replica, or no longer. */
export const UpdateUserPoolReplica: IdpHandler<'UpdateUserPoolReplica'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const replica = findReplica(ctx, pool, input.RegionName);
  const changed: Replica = { ...replica, content: { ...replica.content, Status: input.Status }, modifiedAt: ctx.now() };
  ctx.write(() => ctx.store.records.put('replica', changed));
  ctx.changed('user-pool', undefined, pool.id);
  return { UserPoolReplica: secondary(ctx, pool, replica.id, input.Status) };
};

/** Deletes a replica, which must be INACTIVE. */
export const DeleteUserPoolReplica: IdpHandler<'DeleteUserPoolReplica'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const replica = findReplica(ctx, pool, input.RegionName);
  if (replica.content.Status === 'ACTIVE')
    return ctx.refuse(
      'InvalidParameterException',
      'The replica must be INACTIVE before it can be deleted.',
      'UpdateUserPoolReplica sets its Status to INACTIVE.',
    );
  ctx.write(() => ctx.store.records.remove(pool.id, 'replica', replica.id));
  ctx.changed('user-pool', undefined, pool.id);
  return { UserPoolReplica: secondary(ctx, pool, replica.id, 'DELETING') };
};

type Replica = PoolRecord<'replica'>;

function findReplica(
  ctx: Ctx<'ResourceNotFoundException' | 'InvalidParameterException'>,
  pool: Pool,
  region: string,
): Replica {
  if (region === pool.region)
    return ctx.refuse(
      'InvalidParameterException',
      'The primary Region of a user pool cannot be changed.',
      `${region} is the pool's own region.`,
    );
  return findRecord(ctx, pool, 'replica', region, `The user pool does not have a replica in ${region}.`);
}

function checkRegion(ctx: Ctx<'InvalidParameterException'>, pool: Pool, region: string): void {
  if (region === pool.region)
    return ctx.refuse(
      'InvalidParameterException',
      'A replica must be in another Region than the user pool.',
      `${region} is the pool's own region.`,
    );
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region))
    ctx.refuse('InvalidParameterException', `Invalid Region: ${region}`, 'A region is named as us-east-1 is.');
}

/** What is encrypted in one region must be readable in the other. */
function checkKey(ctx: Ctx<'InvalidParameterException'>, pool: Pool): void {
  const { KeyType = 'AWS_OWNED_KEY', KmsKeyArn = '' } = pool.settings.KeyConfiguration ?? {};
  if (KeyType === 'CUSTOMER_MANAGED_KEY' && /:key\/mrk-/.test(KmsKeyArn)) return;
  ctx.refuse(
    'InvalidParameterException',
    'The user pool must be encrypted with a multi-Region customer managed key.',
    `KeyConfiguration of the pool is ${KeyType}${KmsKeyArn === '' ? '' : ` with ${KmsKeyArn}`}; the ARN of a multi-Region key has key/mrk-.`,
  );
}

const secondary = (ctx: Ctx, pool: Pool, region: string, Status: ReplicaStatusType): UserPoolReplicaType => ({
  RegionName: region,
  Status,
  Role: 'SECONDARY',
  UserPoolArn: userPoolArn({ region, account: ctx.call.account }, pool.id),
});
