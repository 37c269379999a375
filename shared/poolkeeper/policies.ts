import type { Call } from './call.ts';

/** Where a policy document stands: it decides which elements it must and must not have. */
export type PolicyKind = 'identity' | 'resource' | 'trust' | 'session';

/** One thing to know of a policy document, and where it stands in the text. */
export type PolicyProblem = {
  /** `Statement[0].Action[2]`; empty for the document as a whole. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** From 0, in UTF-16 units. */
  readonly offset: number;
  readonly length: number;
  /** An error is what IAM refuses, in IAM's words; a warning is advice of ours. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** What is meant, where IAM's words do not say it. */
  readonly reason?: string;
};

/** Who uses a role, and what it holds. */
export type RoleUse = {
  readonly RoleName: string;
  readonly RoleArn: string;
  /** Epoch seconds, and the region; absent where it was never used. */
  readonly LastUsed?: { readonly at: number; readonly region?: string };
  readonly Tags: Readonly<Record<string, string>>;
  readonly PermissionsBoundary?: string;
  readonly inlinePolicies: number;
  readonly attachedPolicies: number;
  readonly groups: readonly { readonly UserPoolId: string; readonly PoolName: string; readonly GroupName: string }[];
  readonly identityPools: readonly {
    readonly IdentityPoolId: string;
    readonly IdentityPoolName: string;
    /** To whom: authenticated identities, guests, or by a rule of a provider's role mapping. */
    readonly as: readonly ('authenticated' | 'unauthenticated' | 'rule')[];
  }[];
};

/** Policies as one writes them, and roles as they are used. */
export interface PoliciesOperations {
  /**
   * What IAM would refuse in a policy document, and what is probably not meant; stores nothing.
   *
   * Problems come in the order of the text. `characters` counts as IAM's quotas do, white space left out.
   */
  ValidatePolicy: Call<
    { Document: string; Kind: PolicyKind },
    { problems: PolicyProblem[]; characters: number },
    'InvalidParameterException'
  >;
  /** Who uses the roles of the account: all of them, or those that are named. */
  ListRoleUses: Call<{ RoleNames?: string[] }, { roles: RoleUse[] }>;
}

/** Their names. */
export const policiesOperations = [
  'ValidatePolicy',
  'ListRoleUses',
] as const satisfies readonly (keyof PoliciesOperations)[];
