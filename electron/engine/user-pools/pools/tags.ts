import { QUOTAS } from '../../../../shared/aws/limits.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { Pool } from '../../store/pools.ts';
import { findPool } from './find.ts';

export type Tags = Readonly<Record<string, string>>;

/** The tag that fixes a new pool's id, as other local identity servers have it. */
export const CUSTOM_ID = '_custom_id_';

/** Refuses more tags than AWS takes and keys that AWS keeps for itself. Keys and values have been measured. */
export function checkTags(ctx: Ctx<'InvalidParameterException'>, tags: Tags): void {
  const count = Object.keys(tags).length;
  if (count > QUOTAS.TagsPerResource)
    return ctx.refuse(
      'InvalidParameterException',
      `A user pool can have at most ${QUOTAS.TagsPerResource} tags.`,
      `The pool would have ${count} tags.`,
    );
  const reserved = Object.keys(tags).find((key) => /^aws:/i.test(key));
  if (reserved !== undefined)
    ctx.refuse(
      'InvalidParameterException',
      'Tag keys that start with aws: are reserved.',
      `The tag key ${reserved} starts with aws:.`,
    );
}

/** The pool that a user pool's ARN names. Refuses other ARNs and pools that do not exist. */
export function poolOfArn(ctx: Ctx<'InvalidParameterException' | 'ResourceNotFoundException'>, arn: string): Pool {
  const [, region, account, id] =
    /^arn:[\w-]+:cognito-idp:([\w-]*):(\d*):userpool\/([\w-]+_[0-9a-zA-Z]+)$/.exec(arn) ?? [];
  if (region === undefined || account === undefined || id === undefined)
    return ctx.refuse('InvalidParameterException', 'Invalid ResourceArn.', `${arn} is not the ARN of a user pool.`);
  const pool = findPool(ctx, id);
  if (pool.region !== region || account !== ctx.call.account)
    return ctx.refuse(
      'ResourceNotFoundException',
      `User pool ${id} does not exist.`,
      `The ARN names region ${region} and account ${account}; the pool lives in ${pool.region} of ${ctx.call.account}.`,
    );
  return pool;
}

/**
 * The id that a new pool's tags ask for, if they do.
 *
 * Refuses an id that is not `REGION_` and letters or digits in the region of the call, and one that is
 * taken.
 */
export function customPoolId(ctx: Ctx<'InvalidParameterException'>, tags: Tags = {}): string | undefined {
  const id = tags[CUSTOM_ID];
  if (id === undefined) return undefined;
  const [, region] = /^([a-z]{2,}(?:-[a-z]+)+-\d+)_[0-9a-zA-Z]+$/.exec(id) ?? [];
  if (region === undefined || id.length > 55)
    return ctx.refuse(
      'InvalidParameterException',
      `The tag ${CUSTOM_ID} must hold a user pool id such as ${ctx.call.region}_Example01.`,
      `${JSON.stringify(id)} is not a region, _ and letters or digits, 55 characters at most.`,
    );
  if (region !== ctx.call.region)
    return ctx.refuse(
      'InvalidParameterException',
      `The tag ${CUSTOM_ID} names the region ${region}, but the pool is made in ${ctx.call.region}.`,
    );
  if (ctx.store.pools.get(id) !== undefined)
    return ctx.refuse(
      'InvalidParameterException',
      `The tag ${CUSTOM_ID} names the user pool ${id}, which exists already.`,
    );
  return id;
}
