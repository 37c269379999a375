import { policyArn, isAwsPolicy } from '../../../shared/aws/arn.ts';
import type { Policy as AwsPolicy } from '../../../shared/aws/types/iam.ts';
import type { Ctx, Handler } from '../kernel/handler.ts';
import type { ManagedPolicy } from '../store/access-records.ts';
import { awsPolicy, awsPolicyArns, type AwsPolicy as PublishedPolicy } from '../authorization/aws-policies.ts';
import { iamId } from '../authorization/credentials.ts';
import {
  checkedDocument,
  checkPolicySize,
  encodedDocument,
  findOwnPolicy,
  findPolicy,
  listPage,
  mergedTags,
  tagList,
} from './find.ts';

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/**
 * Makes a managed policy, whose first version is in force.
 *
 * @throws EntityAlreadyExists for a name that is taken, under whatever path
 * @throws MalformedPolicyDocument for a document that IAM could not read
 * @throws LimitExceeded for more than 6,144 characters, white space left out, or more than 50 tags. AWS IAM,
 *   CreatePolicy.
 */
export const CreatePolicy: Handler<'iam', 'CreatePolicy'> = (input, ctx) => {
  const { store, call } = ctx;
  const path = input.Path ?? '/';
  const arn = policyArn({ account: call.account, name: input.PolicyName, path });
  ctx.step('name is free', () => {
    if (store.access.policyByName(call.account, input.PolicyName) !== undefined)
      ctx.refuse(
        'EntityAlreadyExists',
        `A policy called ${input.PolicyName} already exists. Duplicate names are not allowed.`,
      );
  });
  checkedDocument(ctx, input.PolicyDocument, 'identity');
  checkPolicySize(ctx, input.PolicyDocument);
  const now = ctx.now();
  const policy: ManagedPolicy = {
    arn,
    id: iamId(ctx.random, 'ANPA'),
    account: call.account,
    name: input.PolicyName,
    path,
    ...(input.Description === undefined ? {} : { description: input.Description }),
    tags: mergedTags(ctx, {}, input.Tags ?? []),
    defaultVersion: 1,
    lastVersion: 1,
    createdAt: now,
    modifiedAt: now,
  };
  ctx.write(() => {
    store.access.insertPolicy(policy);
    store.access.insertPolicyVersion(arn, 1, input.PolicyDocument, now);
  });
  ctx.changed('policy', undefined, arn);
  const { Description: _unused, ...described } = describePolicy(ctx, policy);
  return { Policy: described };
};

/**
 * Describes a managed policy, the account's or AWS's own, without its document.
 *
 * @throws NoSuchEntity `Policy ARN was not found.` AWS IAM, GetPolicy.
 */
export const GetPolicy: Handler<'iam', 'GetPolicy'> = (input, ctx) => {
  const { own, aws } = findPolicy(ctx, input.PolicyArn);
  return { Policy: own === undefined ? describeAwsPolicy(ctx, aws) : describePolicy(ctx, own) };
};

/**
 * Gives one version of a managed policy with its document, percent-encoded as RFC 3986 says.
 *
 * Of AWS's own policies only the version that is in force is known.
 *
 * @throws NoSuchEntity for a policy or version that does not exist. AWS IAM, GetPolicyVersion.
 */
export const GetPolicyVersion: Handler<'iam', 'GetPolicyVersion'> = (input, ctx) => {
  const { own, aws } = findPolicy(ctx, input.PolicyArn);
  const number = Number(/^v(\d+)/.exec(input.VersionId)?.[1] ?? 0);
  const { document, createdAt } = ctx.step(
    'find the version',
    () => {
      const stored =
        own !== undefined
          ? ctx.store.access.policyVersion(own.arn, number)
          : aws.version === number
            ? { document: aws.document, createdAt: aws.updatedAt }
            : undefined;
      return (
        stored ??
        ctx.refuse(
          'NoSuchEntity',
          `Policy ${input.PolicyArn} version ${input.VersionId} does not exist or is not attachable.`,
        )
      );
    },
    'VersionId',
  );
  return {
    PolicyVersion: {
      Document: encodedDocument(document),
      VersionId: `v${number}`,
      IsDefaultVersion: (own?.defaultVersion ?? aws?.version) === number,
      CreateDate: seconds(createdAt),
    },
  };
};

/** The account's own policies, then AWS's; `Scope` and `OnlyAttached` choose among them. */
export const ListPolicies: Handler<'iam', 'ListPolicies'> = (input, ctx) => {
  const { access } = ctx.store;
  const scope = input.Scope ?? 'All';
  const prefix = input.PathPrefix ?? '/';
  const own = (limit: number, after: string): AwsPolicy[] =>
    scope === 'AWS'
      ? []
      : access.policies(ctx.call.account, limit, after, prefix).map((policy) => describePolicy(ctx, policy));
  const aws = (): AwsPolicy[] =>
    scope === 'Local'
      ? []
      : awsPolicyArns
          .flatMap((arn) => awsPolicy(arn) ?? [])
          .filter(({ path }) => path.startsWith(prefix))
          .map((policy) => describeAwsPolicy(ctx, policy));
  // AWS's policies follow the account's: a marker that names one of them continues there.
  const { items, ...page } = listPage(
    ctx,
    'list the policies',
    input,
    (limit, after) => {
      const listed = after.startsWith('arn:')
        ? aws().filter(({ Arn = '' }) => Arn > after)
        : [...own(limit, after), ...aws()];
      return listed.slice(0, limit);
    },
    ({ Arn = '', PolicyName = '' }) => (isAwsPolicy(Arn) ? Arn : PolicyName),
  );
  const shown = input.OnlyAttached === true ? items.filter(({ AttachmentCount = 0 }) => AttachmentCount > 0) : items;
  return { Policies: [...shown], ...page };
};

/**
 * Deletes a managed policy of the account with its default version.
 *
 * @throws DeleteConflict while the policy is attached, is a boundary, or has further versions. AWS IAM,
 *   DeletePolicy.
 */
export const DeletePolicy: Handler<'iam', 'DeletePolicy'> = (input, ctx) => {
  const { access } = ctx.store;
  const policy = findOwnPolicy(ctx, input.PolicyArn);
  ctx.step('nothing uses the policy', () => {
    if (access.attachmentCount(policy.arn) > 0 || access.boundaryCount(policy.arn) > 0)
      ctx.refuse('DeleteConflict', 'Cannot delete a policy attached to entities.');
    if (access.policyVersions(policy.arn).length > 1)
      ctx.refuse(
        'DeleteConflict',
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
  });
  ctx.write(() => access.removePolicy(policy.arn));
  ctx.changed('policy', undefined, policy.arn);
  return {};
};

function describePolicy({ store }: Ctx, policy: ManagedPolicy): AwsPolicy {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: `v${policy.defaultVersion}`,
    AttachmentCount: store.access.attachmentCount(policy.arn),
    PermissionsBoundaryUsageCount: store.access.boundaryCount(policy.arn),
    IsAttachable: true,
    ...(policy.description === undefined ? {} : { Description: policy.description }),
    CreateDate: seconds(policy.createdAt),
    UpdateDate: seconds(policy.modifiedAt),
    ...(Object.keys(policy.tags).length === 0 ? {} : { Tags: tagList(policy.tags) }),
  };
}

function describeAwsPolicy({ store }: Ctx, policy: PublishedPolicy): AwsPolicy {
  const { arn, name, path, version, createdAt, updatedAt } = policy;
  return {
    PolicyName: name,
    // AWS's ids are opaque; this one follows from the name, so that it stays the same.
    PolicyId: `ANPA${Buffer.from(name).toString('hex').toUpperCase().padEnd(17, '0').slice(-17)}`,
    Arn: arn,
    Path: path,
    DefaultVersionId: `v${version}`,
    AttachmentCount: store.access.attachmentCount(arn),
    PermissionsBoundaryUsageCount: store.access.boundaryCount(arn),
    IsAttachable: true,
    CreateDate: seconds(createdAt),
    UpdateDate: seconds(updatedAt),
  };
}
