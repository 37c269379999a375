import { resourceName } from '../../../shared/aws/arn.ts';
import { QUOTAS } from '../../../shared/aws/limits.ts';
import type { AttachedPolicy } from '../../../shared/aws/types/iam.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { PolicyText } from '../store/access-records.ts';
import { managedPolicy } from '../authorization/decide.ts';
import { listPage, type Paged } from './find.ts';

/** What roles and users have in common as owners of policies. */

const sizeOf = (document: string): number => document.replace(/\s/g, '').length;

/**
 * Refuses an inline policy that would make its owner's inline policies larger than `limit` characters in all,
 * white space left out.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function checkInlineSize(
  ctx: Ctx<'LimitExceeded'>,
  owner: { readonly words: string; readonly policies: readonly PolicyText[]; readonly limit: number },
  added: PolicyText,
): void {
  const others = owner.policies.filter(({ name }) => name !== added.name);
  const size = [...others, added].reduce((sum, { document }) => sum + sizeOf(document), 0);
  if (size > owner.limit)
    ctx.refuse(
      'LimitExceeded',
      `Maximum policy size of ${owner.limit} bytes exceeded for ${owner.words}`,
      `The inline policies would have ${size} characters without white space.`,
    );
}

/** Refuses what cannot be attached: an unknown policy, or one too many. `quota` is the quota's name. */
export function checkAttachable(
  ctx: Ctx<'NoSuchEntity' | 'LimitExceeded'>,
  attached: readonly string[],
  arn: string,
  quota: 'PoliciesPerRole' | 'PoliciesPerUser',
): void {
  ctx.step(
    'find the policy',
    () => {
      if (managedPolicy(ctx.store, arn) === undefined)
        ctx.refuse('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`);
    },
    'PolicyArn',
  );
  ctx.step(
    'number of policies',
    () => {
      if (!attached.includes(arn) && attached.length >= QUOTAS[quota])
        ctx.refuse('LimitExceeded', `Cannot exceed quota for ${quota}: ${QUOTAS[quota]}`);
    },
    'quotas',
  );
}

/** A page of the names of inline policies. */
export function inlinePage(ctx: Ctx, input: Paged, policies: readonly PolicyText[]) {
  const { items, ...page } = listPage(
    ctx,
    'list the inline policies',
    input,
    (limit, after) =>
      policies
        .map(({ name }) => name)
        .filter((name) => name > after)
        .slice(0, limit),
    (name) => name,
  );
  return { PolicyNames: [...items], ...page };
}

/** A page of attached managed policies; `PathPrefix` chooses by the path of the policies. */
export function attachedPage(ctx: Ctx, input: Paged & { readonly PathPrefix?: string }, attached: readonly string[]) {
  const prefix = input.PathPrefix ?? '/';
  const wanted = attached.filter((arn) => arn.slice(arn.indexOf(':policy/') + ':policy'.length).startsWith(prefix));
  const { items, ...page } = listPage(
    ctx,
    'list the attached policies',
    input,
    (limit, after) => wanted.filter((arn) => arn > after).slice(0, limit),
    (arn) => arn,
  );
  const AttachedPolicies: AttachedPolicy[] = items.map((arn) => ({
    PolicyName: resourceName(arn),
    PolicyArn: arn,
  }));
  return { AttachedPolicies, ...page };
}
