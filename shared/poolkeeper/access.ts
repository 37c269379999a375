import type { RoleMapping } from '../aws/types/cognito-identity.ts';
import type { Call, Nothing } from './call.ts';

/** Somebody who comes to an identity pool. */
export type Subject =
  /** A user of a user pool, as if he signed in now; by the client that is named, or the first that the pool lists. */
  | { readonly UserPoolId: string; readonly Username: string; readonly ClientId?: string }
  /** Any login token; `Provider`, the key of the login, where it cannot be told from the token. */
  | { readonly Token: string; readonly Provider?: string }
  /** Made-up claims of a provider of the pool: SAML, OpenID Connect, social, or a user pool. */
  | { readonly Provider: string; readonly Claims: Readonly<Record<string, unknown>> }
  /** A user of the developer's own sign-in. */
  | { readonly DeveloperUser: string }
  | { readonly Guest: true };

/** Whose access is asked about. */
export type AccessPrincipal =
  /** A session of a role, with the session policy and tags that it would be given. */
  | {
      readonly RoleArn: string;
      readonly SessionPolicy?: string;
      readonly Tags?: Readonly<Record<string, string>>;
    }
  /** An IAM user with his own key. */
  | { readonly UserName: string }
  /** The credentials that a key belongs to: a session of a role as it was issued, or a user's own key. */
  | { readonly AccessKeyId: string }
  /** Who signs nothing. */
  | { readonly Anonymous: true }
  | ({ readonly IdentityPoolId: string; readonly CustomRoleArn?: string } & Subject);

/** A rule, a claim or a setting that was looked at when a role was chosen. */
export type ConsideredRole = {
  readonly what: string;
  readonly matched: boolean;
  readonly why: string;
  readonly roleArn?: string;
};

/** Which role somebody would get, and why. */
export type RolePreview = {
  /**
   * `role`: he gets `roleArn`. `denied`: the mapping refuses him. `no role`: the pool has none to give, or names
   * one that does not exist. `no login`: the pool does not take his sign-in. `not trusted`: the role's trust
   * policy does not let the pool assume it.
   */
  readonly outcome: 'role' | 'denied' | 'no role' | 'no login' | 'not trusted';
  /** One or two sentences. */
  readonly reason: string;
  /** The role that was chosen, whether or not it can be assumed. */
  readonly roleArn?: string;
  readonly considered: readonly ConsideredRole[];
  readonly trust?: { readonly passed: boolean; readonly reason: string };
  readonly claims: Readonly<Record<string, unknown>>;
  /** Session tags made of the claims. */
  readonly tags: Readonly<Record<string, string>>;
  /** The key under which the pool keeps the mapping of this login, whether or not it has one. */
  readonly mappingKey?: string;
};

/** Something that an answer is about, by the ids that its page needs. */
export type AccessLink = {
  readonly kind:
    | 'user-pool'
    | 'user'
    | 'group'
    | 'client'
    | 'identity-pool'
    | 'identity'
    | 'role'
    | 'policy'
    | 'iam-user'
    | 'bucket'
    | 'function';
  /** Its name, id or ARN: what the operations that read it take. */
  readonly id: string;
  /** The pool that it belongs to. */
  readonly parent?: string;
  /** How it is called in words. */
  readonly text: string;
};

/** One statement of a policy, whether it applied to the request, and why. */
export type AccessStatement = {
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly applies: boolean;
  /** True for the statement that decided the request. */
  readonly decides: boolean;
  /** One sentence: the first element that does not cover the request, or that all do. */
  readonly why: string;
  /** Its elements, conditions too, and whether each covers the request. */
  readonly elements: readonly { readonly name: string; readonly matched: boolean; readonly why: string }[];
};

/** A policy that has a say, as it stands, with what each of its statements says. */
export type AccessPolicy = {
  readonly name: string;
  readonly kind: 'inline' | 'managed' | 'session' | 'bucket' | 'trust';
  /** Of managed policies. */
  readonly arn?: string;
  readonly link?: AccessLink;
  /** The document's text. */
  readonly document: string;
  readonly statements: readonly AccessStatement[];
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
    | 'tags'
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
  readonly links?: readonly AccessLink[];
  readonly facts?: readonly {
    readonly name: string;
    readonly value: string;
    /** Of rules: whether this one matched. */
    readonly matched?: boolean;
  }[];
  readonly policies?: readonly AccessPolicy[];
};

/** The call that makes a change. */
export type AccessCall = {
  readonly service: 'iam' | 'cognito-idp' | 'cognito-identity' | 's3';
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
};

/** One change that, with the others of its list, turns the decision. */
export type AccessChange = {
  readonly what: 'add' | 'remove' | 'set';
  /** `trust`, the layer of policies where the statement belongs or stands, or what is no matter of policies. */
  readonly layer:
    | 'trust'
    | 'identity'
    | 'boundary'
    | 'session'
    | 'resource'
    | 'mapping'
    | 'group'
    | 'identity-pool'
    | 'user';
  /** The policy or setting to change, in words. */
  readonly where: string;
  readonly link?: AccessLink;
  /** The statement that is added or removed; for other settings the member that is set. */
  readonly statement: Readonly<Record<string, unknown>>;
  /** The calls that make it, in order; absent where nothing here can change it (AWS's own policies). */
  readonly calls?: readonly AccessCall[];
  /** What is there, and what would be there, as text; `before` is absent where there is nothing yet. */
  readonly before?: string;
  readonly after?: string;
};

/** Changes that turn the decision together, or why none does. */
export type WhatIf = {
  readonly changes: readonly AccessChange[];
  readonly why: string;
};

/** The whole way from somebody to a decision. */
export type AccessExplanation = {
  readonly steps: readonly AccessStep[];
  readonly decision: 'allowed' | 'explicit deny' | 'implicit deny' | 'no credentials';
  /** One or two sentences. */
  readonly reason: string;
  readonly roleArn?: string;
  /** Who asks, as policies name him. */
  readonly principalArn?: string;
  /** The condition keys of the request; absent where nothing was evaluated. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
  /**
   * The smallest change that would turn the decision: grant what is refused, deny what is allowed. Verified by
   * asking again with it. Empty with `why` where no change does.
   */
  readonly smallestChange: WhatIf & { readonly would: 'grant' | 'deny' };
  /** Other ways to the same, verified too. */
  readonly otherChanges: readonly WhatIf[];
  /** The refusal as services encode it, for `sts:DecodeAuthorizationMessage`; refused requests only. */
  readonly encodedMessage?: string;
};

/** Whom an identity pool gives a role that may. */
export type PoolGrant = {
  readonly identityPoolId: string;
  readonly identityPoolName: string;
  /** Guests; everyone who signs in; who a rule matches; members of groups by their token. */
  readonly how: 'guests' | 'authenticated' | 'rule' | 'groups';
  readonly roleArn: string;
  /** The provider, as the pool keeps its mapping; absent for guests and for everyone. */
  readonly mappingKey?: string;
  /** The rule in words. */
  readonly rule?: string;
  readonly reason: string;
};

/** Somebody whom the policy of the resource names. */
export type ResourceGrant = {
  /** `everyone`, an account, an ARN, or a service. */
  readonly who: string;
  readonly effect: 'Allow' | 'Deny';
  readonly policy: string;
  readonly index: number;
  readonly sid?: string;
  /** Conditions that the question does not meet: it is so only for requests that do. */
  readonly only: readonly string[];
};

/** Who may do something. */
export type WhoCanAnswer = {
  readonly roles: readonly { readonly roleArn: string; readonly name: string; readonly reason: string }[];
  readonly users: readonly { readonly name: string; readonly arn: string; readonly reason: string }[];
  readonly groups: readonly {
    readonly poolId: string;
    readonly poolName: string;
    readonly group: string;
    readonly roleArn: string;
    /** How many users are in it. */
    readonly users: number;
    /** The identity pools that give the role to its members by their token. */
    readonly through: readonly { readonly id: string; readonly name: string }[];
  }[];
  readonly pools: readonly PoolGrant[];
  readonly resource: readonly ResourceGrant[];
  /** How many were asked, and how many may. */
  readonly counts: {
    readonly rolesAsked: number;
    readonly roles: number;
    readonly usersAsked: number;
    readonly users: number;
    readonly groups: number;
    readonly pools: number;
  };
  /** Of the next page of roles. */
  readonly next?: string;
};

/** Why access is given or refused. */
export interface AccessOperations {
  /** The keys of the identity pools' own tokens. */
  GetIdentityJwks: Call<Nothing, { keys: Record<string, string>[] }>;
  /**
   * Which role somebody would get, and why; with roles, mappings and tags that are not saved yet where they are
   * given. Issues nothing, stores nothing.
   */
  PreviewRole: Call<
    {
      IdentityPoolId: string;
      Subject: Subject;
      CustomRoleArn?: string;
      /** In place of the pool's roles. */
      Roles?: { authenticated?: string; unauthenticated?: string };
      /** In place of the pool's role mappings. */
      RoleMappings?: Record<string, RoleMapping>;
      /** In place of the principal tags of the subject's provider. */
      PrincipalTags?: { UseDefaults: boolean; Tags: Record<string, string> };
    },
    RolePreview,
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
  /**
   * Who may do something: every role and IAM user of the account is asked, every identity pool and group, and the
   * policy of the resource. Lists are cut at `Limit` (100 unless given, at most 1000); `counts` are of all. What
   * depends on who somebody is, such as a folder of one's own, counts for nobody.
   */
  WhoCan: Call<
    {
      Action: string;
      Resource: string;
      Context?: Record<string, string | string[]>;
      Limit?: number;
      /** `next` of the page of roles before. */
      Marker?: string;
    },
    WhoCanAnswer,
    'InvalidParameterException'
  >;
}

/** Their names. */
export const accessOperations = [
  'GetIdentityJwks',
  'PreviewRole',
  'ExplainAccess',
  'WhoCan',
] as const satisfies readonly (keyof AccessOperations)[];
