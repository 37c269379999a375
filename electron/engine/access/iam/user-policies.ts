import type { Handler } from '../../handler.ts';
import { managedPolicy } from '../decide.ts';
import { findUser } from './find-iam-user.ts';
import { checkedDocument, encodedDocument, pageOf } from './find.ts';

/** IAM's quota of characters in all inline policies of a user, white space left out. */
const INLINE_SIZE = 2048;
const ATTACHED = 10;

export const PutUserPolicy: Handler<'iam', 'PutUserPolicy'> = (input, ctx) => {
  const user = findUser(ctx, input.UserName);
  checkedDocument(ctx, input.PolicyDocument, 'identity');
  ctx.step('size', () => {
    const others = ctx.store.access.userPolicies(user.id).filter(({ name }) => name !== input.PolicyName);
    const size = [...others.map(({ document }) => document), input.PolicyDocument].reduce(
      (sum, text) => sum + text.replace(/\s/g, '').length,
      0,
    );
    if (size > INLINE_SIZE)
      ctx.refuse('LimitExceeded', `Maximum policy size of ${INLINE_SIZE} bytes exceeded for user ${user.name}`);
  });
  ctx.write(() => ctx.store.access.putUserPolicy(user.id, input.PolicyName, input.PolicyDocument));
  ctx.changed('iam-user', undefined, user.name);
  return {};
};

export const GetUserPolicy: Handler<'iam', 'GetUserPolicy'> = (input, ctx) => {
  const user = findUser(ctx, input.UserName);
  const policy =
    ctx.store.access.userPolicies(user.id).find(({ name }) => name === input.PolicyName) ??
    ctx.refuse('NoSuchEntity', `The user policy with name ${input.PolicyName} cannot be found.`);
  return { UserName: user.name, PolicyName: policy.name, PolicyDocument: encodedDocument(policy.document) };
};

export const ListUserPolicies: Handler<'iam', 'ListUserPolicies'> = (input, ctx) => {
  const user = findUser(ctx, input.UserName);
  const names = ctx.store.access.userPolicies(user.id).map(({ name }) => name);
  const { items, ...page } = pageOf(
    input,
    (limit, after) => names.filter((name) => name > after).slice(0, limit),
    (name) => name,
  );
  return { PolicyNames: [...items], ...page };
};

export const DeleteUserPolicy: Handler<'iam', 'DeleteUserPolicy'> = (input, ctx) => {
  const user = findUser(ctx, input.UserName);
  const removed = ctx.write(() => ctx.store.access.removeUserPolicy(user.id, input.PolicyName));
  if (!removed) return ctx.refuse('NoSuchEntity', `The user policy with name ${input.PolicyName} cannot be found.`);
  ctx.changed('iam-user', undefined, user.name);
  return {};
};

export const AttachUserPolicy: Handler<'iam', 'AttachUserPolicy'> = (input, ctx) => {
  const user = findUser(ctx, input.UserName);
  const { access } = ctx.store;
  if (managedPolicy(ctx.store, input.PolicyArn) === undefined)
    return ctx.refuse('NoSuchEntity', `Policy ${input.PolicyArn} does not exist or is not attachable.`);
  const attached = access.userAttachedPolicies(user.id);
  if (!attached.includes(input.PolicyArn) && attached.length >= ATTACHED)
    return ctx.refuse('LimitExceeded', `Cannot exceed quota for PoliciesPerUser: ${ATTACHED}`);
  ctx.write(() => access.attachUserPolicy(user.id, input.PolicyArn));
  ctx.changed('iam-user', undefined, user.name);
  return {};
};

export const DetachUserPolicy: Handler<'iam', 'DetachUserPolicy'> = (input, ctx) => {
  const user = findUser(ctx, input.UserName);
  const detached = ctx.write(() => ctx.store.access.detachUserPolicy(user.id, input.PolicyArn));
  if (!detached) return ctx.refuse('NoSuchEntity', `Policy ${input.PolicyArn} was not found.`);
  ctx.changed('iam-user', undefined, user.name);
  return {};
};

/** `PathPrefix` chooses by the path of the policies. */
export const ListAttachedUserPolicies: Handler<'iam', 'ListAttachedUserPolicies'> = (input, ctx) => {
  const user = findUser(ctx, input.UserName);
  const prefix = input.PathPrefix ?? '/';
  const attached = ctx.store.access
    .userAttachedPolicies(user.id)
    .filter((arn) => arn.slice(arn.indexOf(':policy/') + ':policy'.length).startsWith(prefix));
  const { items, ...page } = pageOf(
    input,
    (limit, after) => attached.filter((arn) => arn > after).slice(0, limit),
    (arn) => arn,
  );
  return {
    AttachedPolicies: items.map((arn) => ({ PolicyName: arn.split('/').at(-1) ?? arn, PolicyArn: arn })),
    ...page,
  };
};
