import type { Handler } from '../../handler.ts';
import { managedPolicy } from '../decide.ts';
import { checkedDocument, encodedDocument, findRole, pageOf } from './find.ts';

/** IAM's quota of characters in all inline policies of a role, white space left out. */
const INLINE_SIZE = 10_240;
const ATTACHED = 10;
const sizeOf = (document: string): number => document.replace(/\s/g, '').length;

export const PutRolePolicy: Handler<'iam', 'PutRolePolicy'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  checkedDocument(ctx, input.PolicyDocument, 'identity');
  ctx.step('size', () => {
    const others = ctx.store.access.rolePolicies(role.id).filter(({ name }) => name !== input.PolicyName);
    const size = [...others.map(({ document }) => document), input.PolicyDocument].reduce(
      (sum, text) => sum + sizeOf(text),
      0,
    );
    if (size > INLINE_SIZE)
      ctx.refuse('LimitExceeded', `Maximum policy size of ${INLINE_SIZE} bytes exceeded for role ${role.name}`);
  });
  ctx.write(() => ctx.store.access.putRolePolicy(role.id, input.PolicyName, input.PolicyDocument));
  ctx.changed('role', undefined, role.name);
  return {};
};

export const GetRolePolicy: Handler<'iam', 'GetRolePolicy'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  const policy =
    ctx.store.access.rolePolicy(role.id, input.PolicyName) ??
    ctx.refuse('NoSuchEntity', `The role policy with name ${input.PolicyName} cannot be found.`);
  return { RoleName: role.name, PolicyName: policy.name, PolicyDocument: encodedDocument(policy.document) };
};

export const ListRolePolicies: Handler<'iam', 'ListRolePolicies'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  const names = ctx.store.access.rolePolicies(role.id).map(({ name }) => name);
  const { items, ...page } = pageOf(
    input,
    (limit, after) => names.filter((name) => name > after).slice(0, limit),
    (name) => name,
  );
  return { PolicyNames: [...items], ...page };
};

export const DeleteRolePolicy: Handler<'iam', 'DeleteRolePolicy'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  const removed = ctx.write(() => ctx.store.access.removeRolePolicy(role.id, input.PolicyName));
  if (!removed) return ctx.refuse('NoSuchEntity', `The role policy with name ${input.PolicyName} cannot be found.`);
  ctx.changed('role', undefined, role.name);
  return {};
};

export const AttachRolePolicy: Handler<'iam', 'AttachRolePolicy'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  const { access } = ctx.store;
  if (managedPolicy(ctx.store, input.PolicyArn) === undefined)
    return ctx.refuse('NoSuchEntity', `Policy ${input.PolicyArn} does not exist or is not attachable.`);
  const attached = access.attachedPolicies(role.id);
  if (!attached.includes(input.PolicyArn) && attached.length >= ATTACHED)
    return ctx.refuse('LimitExceeded', `Cannot exceed quota for PoliciesPerRole: ${ATTACHED}`);
  ctx.write(() => access.attachPolicy(role.id, input.PolicyArn));
  ctx.changed('role', undefined, role.name);
  return {};
};

export const DetachRolePolicy: Handler<'iam', 'DetachRolePolicy'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  const detached = ctx.write(() => ctx.store.access.detachPolicy(role.id, input.PolicyArn));
  if (!detached) return ctx.refuse('NoSuchEntity', `Policy ${input.PolicyArn} was not found.`);
  ctx.changed('role', undefined, role.name);
  return {};
};

export const ListAttachedRolePolicies: Handler<'iam', 'ListAttachedRolePolicies'> = (input, ctx) => {
  const role = findRole(ctx, input.RoleName);
  const attached = ctx.store.access.attachedPolicies(role.id);
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
