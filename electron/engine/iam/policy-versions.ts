import { QUOTAS } from '../../../shared/aws/limits.ts';
import type { Ctx, Handler } from '../kernel/handler.ts';
import type { ManagedPolicy } from '../store/access-records.ts';
import { checkedDocument, checkPolicySize, findOwnPolicy, findPolicy, listPage } from './find.ts';

/**
 * Adds a version to a managed policy of the account; with SetAsDefault it is in force at once.
 *
 * Numbers are never given out twice.
 *
 * @throws MalformedPolicyDocument for a document that IAM could not read
 * @throws LimitExceeded for a sixth version, or more than 6,144 characters. AWS IAM, CreatePolicyVersion.
 */
export const CreatePolicyVersion: Handler<'iam', 'CreatePolicyVersion'> = (input, ctx) => {
  const { access } = ctx.store;
  const policy = findOwnPolicy(ctx, input.PolicyArn);
  checkedDocument(ctx, input.PolicyDocument, 'identity');
  checkPolicySize(ctx, input.PolicyDocument);
  ctx.step(
    'number of versions',
    () => {
      if (access.policyVersions(policy.arn).length >= QUOTAS.VersionsPerPolicy)
        ctx.refuse(
          'LimitExceeded',
          `A managed policy can have up to ${QUOTAS.VersionsPerPolicy} versions. Before you create a new version, you must delete an existing version.`,
        );
    },
    'quotas',
  );
  const number = policy.lastVersion + 1;
  const now = ctx.now();
  const isDefault = input.SetAsDefault ?? false;
  ctx.write(() => {
    access.insertPolicyVersion(policy.arn, number, input.PolicyDocument, now);
    access.updatePolicy({
      ...policy,
      lastVersion: number,
      defaultVersion: isDefault ? number : policy.defaultVersion,
      modifiedAt: now,
    });
  });
  ctx.changed('policy', undefined, policy.arn);
  return {
    PolicyVersion: { VersionId: `v${number}`, IsDefaultVersion: isDefault, CreateDate: Math.floor(now / 1000) },
  };
};

/** Newest first, as IAM lists them. */
export const ListPolicyVersions: Handler<'iam', 'ListPolicyVersions'> = (input, ctx) => {
  const { access } = ctx.store;
  const { own, aws } = findPolicy(ctx, input.PolicyArn);
  // Of AWS's own policies only the version that is in force is known.
  const versions =
    own === undefined ? [{ version: aws.version, createdAt: aws.updatedAt }] : access.policyVersions(own.arn);
  const { items, ...page } = listPage(
    ctx,
    'list the versions',
    input,
    (limit, after) => versions.filter(({ version }) => after === '' || version < Number(after)).slice(0, limit),
    ({ version }) => String(version),
  );
  return {
    Versions: items.map(({ version, createdAt }) => ({
      VersionId: `v${version}`,
      IsDefaultVersion: version === (own?.defaultVersion ?? aws?.version),
      CreateDate: Math.floor(createdAt / 1000),
    })),
    ...page,
  };
};

/**
 * Puts a version of a managed policy in force, for everyone who has the policy attached.
 *
 * @throws NoSuchEntity for a policy or version that does not exist. AWS IAM, SetDefaultPolicyVersion.
 */
export const SetDefaultPolicyVersion: Handler<'iam', 'SetDefaultPolicyVersion'> = (input, ctx) => {
  const policy = findOwnPolicy(ctx, input.PolicyArn);
  const number = findVersion(ctx, policy, input.VersionId);
  ctx.write(() => ctx.store.access.updatePolicy({ ...policy, defaultVersion: number, modifiedAt: ctx.now() }));
  ctx.changed('policy', undefined, policy.arn);
  return {};
};

/**
 * Deletes a version of a managed policy.
 *
 * @throws DeleteConflict for the version that is in force. AWS IAM, DeletePolicyVersion.
 */
export const DeletePolicyVersion: Handler<'iam', 'DeletePolicyVersion'> = (input, ctx) => {
  const policy = findOwnPolicy(ctx, input.PolicyArn);
  const number = findVersion(ctx, policy, input.VersionId);
  ctx.step('version is not the default', () => {
    if (number === policy.defaultVersion)
      ctx.refuse('DeleteConflict', 'Cannot delete the default version of a policy.');
  });
  ctx.write(() => ctx.store.access.removePolicyVersion(policy.arn, number));
  ctx.changed('policy', undefined, policy.arn);
  return {};
};

function findVersion(ctx: Ctx<'NoSuchEntity'>, { arn }: ManagedPolicy, versionId: string): number {
  return ctx.step(
    'find the version',
    () => {
      const number = Number(/^v(\d+)/.exec(versionId)?.[1] ?? 0);
      if (ctx.store.access.policyVersion(arn, number) === undefined)
        return ctx.refuse('NoSuchEntity', `Policy ${arn} version ${versionId} does not exist or is not attachable.`);
      return number;
    },
    'VersionId',
  );
}
