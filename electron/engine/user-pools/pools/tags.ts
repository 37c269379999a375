import type { Ctx } from '../../kernel/handler.ts';
import { CUSTOM_ID, customId, type IdForm, type Tags } from '../../kernel/resource-tags.ts';
import type { Pool } from '../../store/pools.ts';
import { findPool } from './find.ts';

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

const POOL_ID: IdForm = {
  of: 'a user pool',
  pattern: /^([a-z]{2,}(?:-[a-z]+)+-\d+)_[0-9a-zA-Z]+$/,
  example: '_Example01',
  words: 'a region, _ and letters or digits',
};

/**
 * The id that a new pool's tags ask for, if they do: `REGION_` and letters or digits, in the region of the call.
 *
 * @throws InvalidParameterException for an id of another form or region, and for one that is taken
 */
export function customPoolId(ctx: Ctx<'InvalidParameterException'>, tags: Tags = {}): string | undefined {
  const id = customId(ctx, tags, POOL_ID);
  if (id !== undefined && ctx.store.pools.get(id) !== undefined)
    return ctx.refuse(
      'InvalidParameterException',
      `The tag ${CUSTOM_ID} names the user pool ${id}, which exists already.`,
    );
  return id;
}
