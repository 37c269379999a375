import type { Call, Nothing } from './call.ts';

/** Whose access is asked about. */
export type AccessPrincipal =
  | { readonly RoleArn: string }
  | { readonly UserPoolId: string; readonly Username: string; readonly IdentityPoolId: string }
  | { readonly IdentityPoolId: string; readonly Guest: true }
  | { readonly IdentityPoolId: string; readonly Token: string };

/** One statement of a policy, whether it applied to the request, and why. */
export type AccessStatement = {
  readonly policy: string;
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly applies: boolean;
  readonly why: string;
};

/** One link of the chain from a user to a decision. */
export type AccessStep = {
  readonly id:
    | 'user'
    | 'groups'
    | 'token'
    | 'claims'
    | 'mapping'
    | 'role'
    | 'trust'
    | 'session'
    | 'boundary'
    | 'identity'
    | 'resource';
  readonly title: string;
  /** `passed` lets the request on, `stopped` ends it, `told` only informs. */
  readonly outcome: 'passed' | 'stopped' | 'told';
  /** One or two sentences. */
  readonly reason: string;
  readonly facts?: readonly { readonly name: string; readonly value: string }[];
  readonly statements?: readonly AccessStatement[];
};

/** A change of one document that, with the others of its list, grants the request. */
export type AccessChange = {
  readonly what: 'add' | 'remove';
  /** `trust`, or the layer of policies where the statement belongs or stands. */
  readonly layer: 'trust' | 'identity' | 'boundary' | 'session' | 'resource';
  /** The policy to change, in words. */
  readonly where: string;
  readonly statement: Readonly<Record<string, unknown>>;
};

/** The whole way from somebody to a decision. */
export type AccessExplanation = {
  readonly steps: readonly AccessStep[];
  readonly decision: 'allowed' | 'explicit deny' | 'implicit deny' | 'no credentials';
  /** One or two sentences. */
  readonly reason: string;
  readonly roleArn?: string;
  /**
   * What would grant the request, verified by evaluating again with it; absent where it is allowed. Empty with
   * `why` where no change of a policy would.
   */
  readonly smallestChange?: { readonly changes: readonly AccessChange[]; readonly why: string };
  /** The refusal as services encode it, for `sts:DecodeAuthorizationMessage`; refused requests only. */
  readonly encodedMessage?: string;
};

/** Why access is given or refused, and the keys of issuers. */
export interface AccessOperations {
  /** The keys of the identity pools' own tokens. */
  GetIdentityJwks: Call<Nothing, { keys: Record<string, string>[] }>;
  /** The keys of an IAM OpenID Connect provider's issuer, as they were pasted or fetched. */
  GetIssuerKeys: Call<
    { ProviderArn: string },
    { keys: Readonly<Record<string, unknown>>[]; source?: 'pasted' | 'fetched'; storedAt?: number },
    'InvalidParameterException' | 'ResourceNotFoundException'
  >;
  /** Stores pasted keys (`Jwks`, the key set as text); without them the issuer is asked for its keys, now and once. */
  PutIssuerKeys: Call<
    { ProviderArn: string; Jwks?: string },
    { keys: Readonly<Record<string, unknown>>[]; source: 'pasted' | 'fetched'; storedAt: number },
    'InvalidParameterException' | 'ResourceNotFoundException'
  >;
  /** Whether somebody may do something, with every link of the way from him to the decision. */
  ExplainAccess: Call<
    {
      Principal: AccessPrincipal;
      Action: string;
      Resource: string;
      /** Further condition keys of the request. */
      Context?: Record<string, string | string[]>;
    },
    AccessExplanation,
    'InvalidParameterException' | 'ResourceNotFoundException'
  >;
  /** The roles that may do something, and the groups that have them. */
  WhoCan: Call<
    { Action: string; Resource: string; Context?: Record<string, string | string[]> },
    {
      roles: { roleArn: string; name: string; reason: string }[];
      groups: { poolId: string; poolName: string; group: string; roleArn: string; users: number }[];
      /** How many roles were asked. */
      asked: number;
    },
    'InvalidParameterException'
  >;
}

/** Their names. */
export const accessOperations = [
  'GetIdentityJwks',
  'GetIssuerKeys',
  'PutIssuerKeys',
  'ExplainAccess',
  'WhoCan',
] as const satisfies readonly (keyof AccessOperations)[];
