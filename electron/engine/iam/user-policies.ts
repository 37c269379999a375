import { POLICY_CHARACTERS } from '../../../shared/aws/limits.ts';
import type { Handler } from '../kernel/handler.ts';
import { findUser } from './find-iam-user.ts';
import { checkedDocument, encodedDocument } from './find.ts';
import { attachedPage, checkAttachable, checkInlineSize, inlinePage } from './owner-policies.ts';

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

export const ListUserPolicies: Handler<'iam', 'ListUserPolicies'> = (input, ctx) =>
  inlinePage(ctx, input, ctx.store.access.userPolicies(findUser(ctx, input.UserName).id));

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

export const AttachUserPolicy: Handler<'iam', 'AttachUserPolicy'> = (input, ctx) => {
  const user = findUser(ctx, input.UserName);
  const { access } = ctx.store;
  checkAttachable(ctx, access.userAttachedPolicies(user.id), input.PolicyArn, 'PoliciesPerUser');
  ctx.write(() => access.attachUserPolicy(user.id, input.PolicyArn));
  ctx.changed('iam-user', undefined, user.name);
  return {};
};

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

export const ListAttachedUserPolicies: Handler<'iam', 'ListAttachedUserPolicies'> = (input, ctx) =>
  attachedPage(ctx, input, ctx.store.access.userAttachedPolicies(findUser(ctx, input.UserName).id));
