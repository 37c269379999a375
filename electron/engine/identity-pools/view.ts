import type { IdentityDescription } from '../../../shared/aws/types/cognito-identity.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { Identity, IdentityPool } from '../store/identities.ts';
import { findIdentityPool } from './find.ts';

/** An identity as the API returns it; times are epoch seconds. */
export const describeIdentity = ({ store }: Ctx, identity: Identity): IdentityDescription => {
  const providers = store.identities.logins(identity.id).map(({ provider }) => provider);
  return {
    IdentityId: identity.id,
    ...(providers.length === 0 ? {} : { Logins: [...new Set(providers)] }),
    CreationDate: identity.createdAt / 1000,
    LastModifiedDate: identity.modifiedAt / 1000,
  };
};

/** The pool that an identity pool's ARN names. Refuses other ARNs and pools that do not exist. */
export function poolOfArn(
  ctx: Ctx<'InvalidParameterException' | 'ResourceNotFoundException'>,
  arn: string,
): IdentityPool {
  const [, region, account, id] =
    /^arn:[\w-]+:cognito-identity:([\w-]*):(\d*):identitypool\/([\w-]+:[0-9a-f-]+)$/.exec(arn) ?? [];
  if (region === undefined || account === undefined || id === undefined)
    return ctx.refuse(
      'InvalidParameterException',
      'Invalid ResourceArn.',
      `${arn} is not the ARN of an identity pool.`,
    );
  const pool = findIdentityPool(ctx, id);
  if (pool.region !== region || account !== ctx.call.account)
    return ctx.refuse(
      'ResourceNotFoundException',
      `IdentityPool '${id}' not found.`,
      `The ARN names region ${region} and account ${account}; the pool lives in ${pool.region} of ${ctx.call.account}.`,
    );
  return pool;
}
