import { POLICY_CHARACTERS } from '../../../shared/aws/limits.ts';
import type { Handler } from '../kernel/handler.ts';
import { findUser } from './find-iam-user.ts';
import { checkedDocument, encodedDocument } from './find.ts';
import { attachedPage, checkAttachable, checkInlineSize, inlinePage } from './owner-policies.ts';

/**
 * Adds an inline policy to a user, or replaces the one of its name.
 *
 * @throws MalformedPolicyDocument for a document that IAM could not read
 * @throws LimitExceeded where the user's inline policies would have more than 2,048 characters in all. AWS IAM,
 *   PutUserPolicy.
 */
export const PutUserPolicy: Handler<'iam', 'PutUserPolicy'> = (input, ctx) => {
  const user = findUser(ctx, input.UserName);
  checkedDocument(ctx, input.PolicyDocument, 'identity');
  ctx.step('size', () =>
    checkInlineSize(
      ctx,
      {
        words: `user ${user.name}`,
        policies: ctx.store.access.userPolicies(user.id),
        limit: POLICY_CHARACTERS.inlineOfUser,
      },
      { name: input.PolicyName, document: input.PolicyDocument },
    ),
  );
  ctx.write(() => ctx.store.access.putUserPolicy(user.id, input.PolicyName, input.PolicyDocument));
  ctx.changed('iam-user', undefined, user.name);
  return {};
};

/**
 * Gives an inline policy of a user, percent-encoded as RFC 3986 says.
 *
 * @throws NoSuchEntity for a user or policy that does not exist. AWS IAM, GetUserPolicy.
 */
export const GetUserPolicy: Handler<'iam', 'GetUserPolicy'> = (input, ctx) => {
  const user = findUser(ctx, input.UserName);
  const policy = ctx.step(
    'find the inline policy',
    () =>
      ctx.store.access.userPolicies(user.id).find(({ name }) => name === input.PolicyName) ??
      ctx.refuse('NoSuchEntity', `The user policy with name ${input.PolicyName} cannot be found.`),
    'PolicyName',
  );
  return { UserName: user.name, PolicyName: policy.name, PolicyDocument: encodedDocument(policy.document) };
};

/** Lists the names of a user's inline policies, in pages. AWS IAM, ListUserPolicies. */
export const ListUserPolicies: Handler<'iam', 'ListUserPolicies'> = (input, ctx) =>
  inlinePage(ctx, input, ctx.store.access.userPolicies(findUser(ctx, input.UserName).id));

/**
 * Deletes an inline policy of a user.
 *
 * @throws NoSuchEntity for a user or policy that does not exist. AWS IAM, DeleteUserPolicy.
 */
export const DeleteUserPolicy: Handler<'iam', 'DeleteUserPolicy'> = (input, ctx) => {
  const user = findUser(ctx, input.UserName);
  ctx.step(
    'remove the inline policy',
    () => {
      const removed = ctx.write(() => ctx.store.access.removeUserPolicy(user.id, input.PolicyName));
      if (!removed) ctx.refuse('NoSuchEntity', `The user policy with name ${input.PolicyName} cannot be found.`);
    },
    'PolicyName',
  );
  ctx.changed('iam-user', undefined, user.name);
  return {};
};

/**
 * Attaches a managed policy to a user; one that is attached changes nothing.
 *
 * @throws NoSuchEntity for a policy that does not exist
 * @throws LimitExceeded for an eleventh policy. AWS IAM, AttachUserPolicy.
 */
export const AttachUserPolicy: Handler<'iam', 'AttachUserPolicy'> = (input, ctx) => {
  const user = findUser(ctx, input.UserName);
  const { access } = ctx.store;
  checkAttachable(ctx, access.userAttachedPolicies(user.id), input.PolicyArn, 'PoliciesPerUser');
  ctx.write(() => access.attachUserPolicy(user.id, input.PolicyArn));
  ctx.changed('iam-user', undefined, user.name);
  return {};
};

/**
 * Detaches a managed policy from a user.
 *
 * @throws NoSuchEntity for a policy that is not attached. AWS IAM, DetachUserPolicy.
 */
export const DetachUserPolicy: Handler<'iam', 'DetachUserPolicy'> = (input, ctx) => {
  const user = findUser(ctx, input.UserName);
  ctx.step(
    'detach the policy',
    () => {
      const detached = ctx.write(() => ctx.store.access.detachUserPolicy(user.id, input.PolicyArn));
      if (!detached) ctx.refuse('NoSuchEntity', `Policy ${input.PolicyArn} was not found.`);
    },
    'PolicyArn',
  );
  ctx.changed('iam-user', undefined, user.name);
  return {};
};

/**
 * Lists the managed policies that are attached to a user, in pages; PathPrefix chooses by the path of the policies.
 * AWS IAM, ListAttachedUserPolicies.
 */
export const ListAttachedUserPolicies: Handler<'iam', 'ListAttachedUserPolicies'> = (input, ctx) =>
  attachedPage(ctx, input, ctx.store.access.userAttachedPolicies(findUser(ctx, input.UserName).id));
