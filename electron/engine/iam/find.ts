import { roleArn } from '../../../shared/aws/arn.ts';
import { QUOTAS } from '../../../shared/aws/limits.ts';
import type { AttachedPermissionsBoundary, Role as AwsRole, TagListType } from '../../../shared/aws/types/iam.ts';
import { POLICY_CHARACTERS } from '../../../shared/aws/limits.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { ManagedPolicy, Role } from '../store/access-records.ts';
import { awsPolicy, type AwsPolicy } from '../authorization/aws-policies.ts';
import { managedPolicy } from '../authorization/decide.ts';
import { parsePolicy } from '../policy/evaluate/document.ts';
import type { DocumentKind, PolicyDocument } from '../policy/evaluate/policy.ts';
import { MISSING_AUDIENCE, missingCognitoAudience } from './cognito-trust.ts';

/** Finds a role by name, without regard to case. Refuses `The role with name X cannot be found.` */
export function findRole(ctx: Ctx<'NoSuchEntity'>, name: string): Role {
  return ctx.step(
    'find the role',
    () =>
      ctx.store.access.role(ctx.call.account, name) ??
      ctx.refuse('NoSuchEntity', `The role with name ${name} cannot be found.`),
    'RoleName',
  );
}

/** A managed policy: one of the account's, or of those that AWS publishes. */
type FoundPolicy =
  | { readonly own: ManagedPolicy; readonly aws?: undefined }
  | { readonly own?: undefined; readonly aws: AwsPolicy };

/** Finds a managed policy by ARN, the account's or AWS's own. Refuses `Policy ARN was not found.` */
export function findPolicy(ctx: Ctx<'NoSuchEntity'>, arn: string): FoundPolicy {
  return ctx.step(
    'find the policy',
    () => {
      const own = ctx.store.access.policy(arn);
      if (own !== undefined) return { own };
      const aws = awsPolicy(arn);
      return aws === undefined ? ctx.refuse('NoSuchEntity', `Policy ${arn} was not found.`) : { aws };
    },
    'PolicyArn',
  );
}

/** Finds a managed policy of the account, which alone can be changed. Refuses `Policy ARN was not found.` */
export function findOwnPolicy(ctx: Ctx<'NoSuchEntity'>, arn: string): ManagedPolicy {
  return ctx.step(
    'find the policy',
    () =>
      ctx.store.access.policy(arn) ??
      ctx.refuse(
        'NoSuchEntity',
        `Policy ${arn} was not found.`,
        ...(awsPolicy(arn) === undefined ? [] : (['AWS’s own policies cannot be changed.'] as const)),
      ),
    'PolicyArn',
  );
}

/**
 * Refuses a permissions boundary that is no managed policy, with the code that the operation declares for it.
 */
export function checkBoundary<Code extends string>(ctx: Ctx<Code>, code: Code, arn: string): void {
  ctx.step(
    'find the boundary',
    () => {
      if (managedPolicy(ctx.store, arn) === undefined)
        ctx.refuse(code, `Scope ARN: ${arn} does not exist or is not attachable.`);
    },
    'PermissionsBoundary',
  );
}

/**
 * Reads a policy document and checks its grammar; refuses with IAM's words for the first problem.
 *
 * A trust policy for Cognito identities must also say which identity pool it means.
 */
export function checkedDocument(ctx: Ctx<'MalformedPolicyDocument'>, text: string, kind: DocumentKind): PolicyDocument {
  return ctx.step(
    'policy document',
    () => {
      const read = parsePolicy(text, kind);
      if (!read.ok) {
        const [first] = read.problems;
        const where = first?.path === '' ? 'the document' : first?.path;
        return ctx.refuse('MalformedPolicyDocument', first?.message ?? 'Syntax errors in policy.', `At ${where}.`);
      }
      const missing = kind === 'trust' ? missingCognitoAudience(read.document) : undefined;
      if (missing !== undefined)
        return ctx.refuse('MalformedPolicyDocument', MISSING_AUDIENCE.message, MISSING_AUDIENCE.reasonFor(missing));
      return read.document;
    },
    'IAM policy grammar',
  );
}

/** Refuses the document of a managed policy that is larger than IAM's quota. */
export function checkPolicySize(ctx: Ctx<'LimitExceeded'>, document: string): void {
  ctx.step(
    'size',
    () => {
      if (document.replace(/\s/g, '').length > POLICY_CHARACTERS.managed)
        ctx.refuse('LimitExceeded', `Cannot exceed quota for PolicySize: ${POLICY_CHARACTERS.managed}`);
    },
    'quotas',
  );
}

/** A policy document as IAM returns it: percent-encoded as RFC 3986 says. */
export const encodedDocument = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** A role as IAM returns it. Lists leave out tags, boundary and last use, as AWS's do. */
export function describeRole(role: Role, detail: 'full' | 'listed'): AwsRole {
  const listed: AwsRole = {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: roleArn(role),
    CreateDate: Math.floor(role.createdAt / 1000),
    AssumeRolePolicyDocument: encodedDocument(role.trust),
    ...(role.description === undefined ? {} : { Description: role.description }),
    MaxSessionDuration: role.maxSession,
  };
  if (detail === 'listed') return listed;
  const boundary: AttachedPermissionsBoundary | undefined =
    role.boundary === undefined
      ? undefined
      : { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: role.boundary };
  return {
    ...listed,
    ...(boundary === undefined ? {} : { PermissionsBoundary: boundary }),
    ...(Object.keys(role.tags).length === 0 ? {} : { Tags: tagList(role.tags) }),
    RoleLastUsed:
      role.lastUsedAt === undefined
        ? {}
        : {
            LastUsedDate: Math.floor(role.lastUsedAt / 1000),
            ...(role.lastUsedRegion === undefined ? {} : { Region: role.lastUsedRegion }),
          },
  };
}

/** Tags as IAM lists them. */
export const tagList = (tags: Readonly<Record<string, string>>): TagListType =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** Adds tags to those there are. Keys differ by more than case. */
export function mergedTags(
  ctx: Ctx<'InvalidInput' | 'LimitExceeded'>,
  there: Readonly<Record<string, string>>,
  added: TagListType,
): Record<string, string> {
  const keys = added.map(({ Key }) => Key.toLowerCase());
  if (new Set(keys).size < keys.length)
    return ctx.refuse('InvalidInput', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  const kept = Object.entries(there).filter(([key]) => !keys.includes(key.toLowerCase()));
  const merged = Object.fromEntries([...kept, ...added.map(({ Key, Value }) => [Key, Value])]);
  if (Object.keys(merged).length > QUOTAS.TagsPerResource)
    return ctx.refuse(
      'LimitExceeded',
      'The number of tags has reached the maximum limit.',
      `A role has at most ${QUOTAS.TagsPerResource} tags.`,
    );
  return merged;
}

/** How callers ask for a page of a list. */
export type Paged = { readonly MaxItems?: number; readonly Marker?: string };

/**
 * One page of a list, read in a step of its own, which notes how many items there were.
 *
 * IAM's `MaxItems` is 100 unless given; the marker holds the last name shown.
 *
 * @param step the step's name in the trace, such as `list the roles`
 */
export function listPage<Item>(
  ctx: Pick<Ctx, 'step' | 'note'>,
  step: string,
  input: Paged,
  read: (limit: number, after: string) => readonly Item[],
  nameOf: (item: Item) => string,
): { readonly items: readonly Item[]; readonly IsTruncated: boolean; readonly Marker?: string } {
  return ctx.step(step, () => {
    const limit = input.MaxItems ?? 100;
    const after = input.Marker === undefined ? '' : Buffer.from(input.Marker, 'base64url').toString();
    const rows = read(limit + 1, after);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const more = rows.length > limit && last !== undefined;
    ctx.note(undefined, { found: items.length, more });
    return more
      ? { items, IsTruncated: true, Marker: Buffer.from(nameOf(last)).toString('base64url') }
      : { items, IsTruncated: false };
  });
}
