import { POLICY_CHARACTERS } from '../../../shared/aws/limits.ts';
import type { Handler } from '../kernel/handler.ts';
import { checkedDocument, encodedDocument, findRole } from './find.ts';
import { attachedPage, checkAttachable, checkInlineSize, inlinePage } from './owner-policies.ts';

/**
 * Adds an inline policy to a role, or replaces the one of its name.
 *
 * @throws MalformedPolicyDocument for a document that IAM could not read
 * @throws LimitExceeded where the role's inline policies would have more than 10,240 characters in all. AWS IAM,
 *   PutRolePolicy.
 */
export const PutRolePolicy: Handler<'iam', 'PutRolePolicy'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  checkedDocument(ctx, input.PolicyDocument, 'identity');
  ctx.step('size', () =>
    checkInlineSize(
      ctx,
      {
        words: `role ${role.name}`,
        policies: ctx.store.access.rolePolicies(role.id),
        limit: POLICY_CHARACTERS.inlineOfRole,
      },
      { name: input.PolicyName, document: input.PolicyDocument },
    ),
  );
  ctx.write(() => ctx.store.access.putRolePolicy(role.id, input.PolicyName, input.PolicyDocument));
  ctx.changed('role', undefined, role.name);
  return {};
};

/**
 * Gives an inline policy of a role, percent-encoded as RFC 3986 says.
 *
 * @throws NoSuchEntity for a role or policy that does not exist. AWS IAM, GetRolePolicy.
 */
export const GetRolePolicy: Handler<'iam', 'GetRolePolicy'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  const policy = ctx.step(
    'find the inline policy',
    () =>
      ctx.store.access.rolePolicy(role.id, input.PolicyName) ??
      ctx.refuse('NoSuchEntity', `The role policy with name ${input.PolicyName} cannot be found.`),
    'PolicyName',
  );
  return { RoleName: role.name, PolicyName: policy.name, PolicyDocument: encodedDocument(policy.document) };
};

/** Lists the names of a role's inline policies, in pages. AWS IAM, ListRolePolicies. */
export const ListRolePolicies: Handler<'iam', 'ListRolePolicies'> = (input, ctx) =>
  inlinePage(ctx, input, ctx.store.access.rolePolicies(findRole(ctx, input.RoleName).id));

/**
 * Deletes an inline policy of a role.
 *
 * @throws NoSuchEntity for a role or policy that does not exist. AWS IAM, DeleteRolePolicy.
 */
export const DeleteRolePolicy: Handler<'iam', 'DeleteRolePolicy'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  ctx.step(
    'remove the inline policy',
    () => {
      const removed = ctx.write(() => ctx.store.access.removeRolePolicy(role.id, input.PolicyName));
      if (!removed) ctx.refuse('NoSuchEntity', `The role policy with name ${input.PolicyName} cannot be found.`);
    },
    'PolicyName',
  );
  ctx.changed('role', undefined, role.name);
  return {};
};

/**
 * Attaches a managed policy to a role; one that is attached changes nothing.
 *
 * @throws NoSuchEntity for a policy that does not exist
 * @throws LimitExceeded for an eleventh policy. AWS IAM, AttachRolePolicy.
 */
export const AttachRolePolicy: Handler<'iam', 'AttachRolePolicy'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  const { access } = ctx.store;
  checkAttachable(ctx, access.attachedPolicies(role.id), input.PolicyArn, 'PoliciesPerRole');
  ctx.write(() => access.attachPolicy(role.id, input.PolicyArn));
  ctx.changed('role', undefined, role.name);
  return {};
};

/**
 * Detaches a managed policy from a role.
 *
 * @throws NoSuchEntity for a policy that is not attached. AWS IAM, DetachRolePolicy.
 */
export const DetachRolePolicy: Handler<'iam', 'DetachRolePolicy'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  ctx.step(
    'detach the policy',
    () => {
      const detached = ctx.write(() => ctx.store.access.detachPolicy(role.id, input.PolicyArn));
      if (!detached) ctx.refuse('NoSuchEntity', `Policy ${input.PolicyArn} was not found.`);
    },
    'PolicyArn',
  );
  ctx.changed('role', undefined, role.name);
  return {};
};

/**
 * Lists the managed policies that are attached to a role, in pages; PathPrefix chooses by the path of the policies.
 * AWS IAM, ListAttachedRolePolicies.
 */
export const ListAttachedRolePolicies: Handler<'iam', 'ListAttachedRolePolicies'> = (input, ctx) =>
  attachedPage(ctx, input, ctx.store.access.attachedPolicies(findRole(ctx, input.RoleName).id));
