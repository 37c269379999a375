import { z } from '../zod.ts';
import { reads } from './declare.ts';
import { list, listed, name, text, type Of } from './schemas.ts';

/** Where a policy document stands: it decides which elements it must and must not have. */
const policyKind = () => z.enum(['identity', 'resource', 'trust', 'session']);
export type PolicyKind = Of<typeof policyKind>;

/** One thing to know of a policy document, and where it stands in the text. */
const policyProblem = () =>
  z.strictObject({
    /** `Statement[0].Action[2]`; empty for the document as a whole. */
    path: z.string(),
    /** From 1. */
    line: z.number(),
    /** From 1, in UTF-16 units. */
    column: z.number(),
    /** From 0, in UTF-16 units. */
    offset: z.number(),
    length: z.number(),
    /** An error is what IAM refuses, in IAM's words; a warning is advice of ours. */
    severity: z.enum(['error', 'warning']),
    message: z.string(),
    /** What is meant, where IAM's words do not say it. */
    reason: z.string().optional(),
  });
export type PolicyProblem = Of<typeof policyProblem>;

/** Who uses a role, and what it holds. */
const roleUse = () =>
  z.strictObject({
    RoleName: z.string(),
    RoleArn: z.string(),
    /** Epoch seconds, and the region; absent where it was never used. */
    LastUsed: z.strictObject({ at: z.number(), region: z.string().optional() }).optional(),
    Tags: z.record(z.string(), z.string()),
    PermissionsBoundary: z.string().optional(),
    inlinePolicies: z.number(),
    attachedPolicies: z.number(),
    groups: listed(z.strictObject({ UserPoolId: z.string(), PoolName: z.string(), GroupName: z.string() })),
    identityPools: listed(
      z.strictObject({
        IdentityPoolId: z.string(),
        IdentityPoolName: z.string(),
        /** To whom: authenticated identities, guests, or by a rule of a provider's role mapping. */
        as: listed(z.enum(['authenticated', 'unauthenticated', 'rule'])),
      }),
    ),
  });
export type RoleUse = Of<typeof roleUse>;

/** The most that IAM's contract lets a document have, in UTF-16 units. */
const MAX_DOCUMENT = 131_072;

/** Policies as one writes them, and roles as they are used. */
export const policyOperations = {
  /**
   * What IAM would refuse in a policy document, and what is probably not meant; stores nothing.
   *
   * Problems come in the order of the text. `characters` counts as IAM's quotas do, white space left out.
   */
  ValidatePolicy: reads({
    input: () => ({ Document: text(MAX_DOCUMENT), Kind: policyKind() }),
    output: () => z.strictObject({ problems: listed(policyProblem()), characters: z.number() }),
  }),
  /** Who uses the roles of the account: all of them, or those that are named. */
  ListRoleUses: reads({
    input: () => ({ RoleNames: list(name(), 1000).optional() }),
    output: () => z.strictObject({ roles: listed(roleUse()) }),
  }),
};
