import { parseIamArn } from '../../../shared/aws/arn.ts';
import type { Ctx } from '../kernel/handler.ts';
import { principalPolicies } from '../authorization/decide.ts';
import type { Policies } from '../policy/evaluate/evaluate.ts';
import type { Principal } from '../policy/evaluate/principals.ts';

/** A user or role by ARN, with its policies, as the simulation calls name it. */
type PolicySource = {
  readonly principal: Principal;
  readonly policies: Policies;
  readonly tags: Readonly<Record<string, string>>;
};

/** Finds the user or role that an ARN names. Groups of IAM do not exist here. */
export function policySource(ctx: Ctx<'NoSuchEntity' | 'InvalidInput'>, arn: string): PolicySource {
  return ctx.step('find the principal', () => sourceOf(ctx, arn), 'PolicySourceArn');
}

function sourceOf(ctx: Ctx<'NoSuchEntity' | 'InvalidInput'>, arn: string): PolicySource {
  const { access } = ctx.store;
  const { account } = ctx.call;
  const role = access.roleByArn(arn);
  if (role !== undefined)
    return {
      principal: { kind: 'session', account, roleArn: arn, sessionArn: arn },
      policies: principalPolicies(ctx.store, role.id),
      tags: role.tags,
    };
  const user = access.userByArn(arn);
  if (user !== undefined)
    return {
      principal: { kind: 'user', account, userArn: arn },
      policies: principalPolicies(ctx.store, user.id),
      tags: user.tags,
    };
  const named = parseIamArn(arn);
  if (named === undefined || named.type === 'policy')
    return ctx.refuse(
      'InvalidInput',
      `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`,
      'The ARN of a user or of a role is wanted.',
    );
  return ctx.refuse('NoSuchEntity', `The ${named.type} with name ${named.name} cannot be found.`);
}
