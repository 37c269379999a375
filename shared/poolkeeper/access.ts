import type { RoleMapping } from '../aws/types/cognito-identity.ts';
import { z } from '../zod.ts';
import { reads } from './declare.ts';
import {
  anyName,
  either,
  formed,
  json,
  list,
  listed,
  map,
  MAX_TEXT,
  name,
  text,
  typed,
  whole,
  type Of,
} from './schemas.ts';
import { publicKeys } from './user-pools.ts';

const SUBJECT_FORMS = 'UserPoolId and Username; Token; Provider and Claims; DeveloperUser; or Guest: true';

/** Somebody who comes to an identity pool, in each form, with further members. */
const subjectForms = <Further extends z.ZodRawShape>(further: Further) =>
  [
    /** A user of a user pool, as if they signed in now; by the client that is named, or the first that the pool lists. */
    z.strictObject({ ...further, UserPoolId: name(), Username: name(), ClientId: anyName().optional() }),
    /** Any login token; `Provider`, the key of the login, where it cannot be told from the token. */
    z.strictObject({ ...further, Token: text(MAX_TEXT, 1), Provider: anyName().optional() }),
    /** Made-up claims of a provider of the pool: SAML, OpenID Connect, social, or a user pool. */
    z.strictObject({ ...further, Provider: name(), Claims: json() }),
    /** A user of the developer's own sign-in. */
    z.strictObject({ ...further, DeveloperUser: name() }),
    z.strictObject({ ...further, Guest: z.literal(true) }),
  ] as const;

const subject = () => either(subjectForms({}), SUBJECT_FORMS);
export type Subject = Of<typeof subject>;

/** Whose access is asked about. */
const accessPrincipal = () =>
  either(
    [
      /** A session of a role, with the session policy and tags that it would be given. */
      z.strictObject({
        RoleArn: name(),
        SessionPolicy: text(131_072).optional(),
        Tags: map(text(2048), 50).optional(),
      }),
      /** An IAM user with their own key. */
      z.strictObject({ UserName: name() }),
      /** The credentials that a key belongs to: a session of a role as it was issued, or a user's own key. */
      z.strictObject({ AccessKeyId: name() }),
      /** Who signs nothing. */
      z.strictObject({ Anonymous: z.literal(true) }),
      ...subjectForms({ IdentityPoolId: name(), CustomRoleArn: anyName().optional() }),
    ],
    `a RoleArn, a UserName, an AccessKeyId, Anonymous: true, or an IdentityPoolId with a subject: ${SUBJECT_FORMS}`,
  );
export type AccessPrincipal = Of<typeof accessPrincipal>;

/** Action, resource and further condition keys of a request. */
const request = () => ({
  Action: formed(256, /^[\w-]+:\w+$/, 'a service, a colon and an action, such as s3:GetObject'),
  Resource: formed(4096, /^(\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:.+)$/s, 'an ARN, or "*" for actions that have none'),
  Context: map(either([text(4096), list(text(4096), 100)], 'a text, or a list of texts'), 100).optional(),
});

/** A rule, a claim or a setting that was looked at when a role was chosen. */
const consideredRole = () =>
  z.strictObject({ what: z.string(), matched: z.boolean(), why: z.string(), roleArn: z.string().optional() });
export type ConsideredRole = Of<typeof consideredRole>;

/** Which role somebody would get, and why. */
const rolePreview = () =>
  z.strictObject({
    /**
     * `role`: they get `roleArn`. `denied`: the mapping refuses them. `no role`: the pool has none to give, or names
     * one that does not exist. `no login`: the pool does not take their sign-in. `not trusted`: the role's trust
     * policy does not let the pool assume it.
     */
    outcome: z.enum(['role', 'denied', 'no role', 'no login', 'not trusted']),
    /** One or two sentences. */
    reason: z.string(),
    /** The role that was chosen, whether or not it can be assumed. */
    roleArn: z.string().optional(),
    considered: listed(consideredRole()),
    trust: z.strictObject({ passed: z.boolean(), reason: z.string() }).optional(),
    claims: json(),
    /** Session tags made of the claims. */
    tags: z.record(z.string(), z.string()),
    /** The key under which the pool keeps the mapping of this login, whether or not it has one. */
    mappingKey: z.string().optional(),
  });
export type RolePreview = Of<typeof rolePreview>;

/** Something that an answer is about, by the ids that its page needs. */
const accessLink = () =>
  z.strictObject({
    kind: z.enum([
      'user-pool',
      'user',
      'group',
      'client',
      'identity-pool',
      'identity',
      'role',
      'policy',
      'iam-user',
      'bucket',
      'function',
    ]),
    /** Its name, id or ARN: what the operations that read it take. */
    id: z.string(),
    /** The pool that it belongs to. */
    parent: z.string().optional(),
    /** How it is called in words. */
    text: z.string(),
  });
export type AccessLink = Of<typeof accessLink>;

/** One statement of a policy, whether it applied to the request, and why. */
const accessStatement = () =>
  z.strictObject({
    index: z.number(),
    sid: z.string().optional(),
    effect: z.enum(['Allow', 'Deny']),
    applies: z.boolean(),
    /** True for the statement that decided the request. */
    decides: z.boolean(),
    /** One sentence: the first element that does not cover the request, or that all do. */
    why: z.string(),
    /** Its elements, conditions too, and whether each covers the request. */
    elements: listed(z.strictObject({ name: z.string(), matched: z.boolean(), why: z.string() })),
  });
export type AccessStatement = Of<typeof accessStatement>;

/** A policy that has a say, as it stands, with what each of its statements says. */
const accessPolicy = () =>
  z.strictObject({
    name: z.string(),
    kind: z.enum(['inline', 'managed', 'session', 'bucket', 'trust']),
    /** Of managed policies. */
    arn: z.string().optional(),
    link: accessLink().optional(),
    /** The document's text. */
    document: z.string(),
    statements: listed(accessStatement()),
  });
export type AccessPolicy = Of<typeof accessPolicy>;

/** One link of the chain from a user to a decision. */
const accessStep = () =>
  z.strictObject({
    id: z.enum([
      'user',
      'groups',
      'token',
      'claims',
      'mapping',
      'role',
      'tags',
      'trust',
      'session',
      'boundary',
      'identity',
      'resource',
    ]),
    title: z.string(),
    /** `passed` lets the request on, `stopped` ends it, `noted` only informs. */
    outcome: z.enum(['passed', 'stopped', 'noted']),
    /** One or two sentences. */
    reason: z.string(),
    links: listed(accessLink()).optional(),
    facts: listed(
      z.strictObject({
        name: z.string(),
        value: z.string(),
        /** Of rules: whether this one matched. */
        matched: z.boolean().optional(),
      }),
    ).optional(),
    policies: listed(accessPolicy()).optional(),
  });
export type AccessStep = Of<typeof accessStep>;

/** The call that makes a change. */
const accessCall = () =>
  z.strictObject({
    service: z.enum(['iam', 'cognito-idp', 'cognito-identity', 's3']),
    operation: z.string(),
    input: json(),
  });
export type AccessCall = Of<typeof accessCall>;

/** One change that, with the others of its list, turns the decision. */
const accessChange = () =>
  z.strictObject({
    what: z.enum(['add', 'remove', 'set']),
    /** `trust`, the layer of policies where the statement belongs or stands, or what is no matter of policies. */
    layer: z.enum([
      'trust',
      'identity',
      'boundary',
      'session',
      'resource',
      'mapping',
      'group',
      'identity-pool',
      'user',
    ]),
    /** The policy or setting to change, in words. */
    where: z.string(),
    link: accessLink().optional(),
    /** The statement that is added or removed; for other settings the member that is set. */
    statement: json(),
    /** The calls that make it, in order; absent where nothing here can change it (AWS's own policies). */
    calls: listed(accessCall()).optional(),
    /** What is there, and what would be there, as text; `before` is absent where there is nothing yet. */
    before: z.string().optional(),
    after: z.string().optional(),
  });
export type AccessChange = Of<typeof accessChange>;

/** Changes that turn the decision together, or why none does. */
const whatIf = () => z.strictObject({ changes: listed(accessChange()), why: z.string() });
export type WhatIf = Of<typeof whatIf>;

/** The whole way from somebody to a decision. */
const accessExplanation = () =>
  z.strictObject({
    steps: listed(accessStep()),
    decision: z.enum(['allowed', 'explicit deny', 'implicit deny', 'no credentials']),
    /** One or two sentences. */
    reason: z.string(),
    roleArn: z.string().optional(),
    /** Who asks, as policies name them. */
    principalArn: z.string().optional(),
    /** The condition keys of the request; absent where nothing was evaluated. */
    context: z.record(z.string(), listed(z.string())).optional(),
    /**
     * The smallest change that would turn the decision: grant what is refused, deny what is allowed. Verified by
     * asking again with it. Empty with `why` where no change does.
     */
    smallestChange: whatIf().extend({ would: z.enum(['grant', 'deny']) }),
    /** Other ways to the same, verified too. */
    otherChanges: listed(whatIf()),
    /** The refusal as services encode it, for `sts:DecodeAuthorizationMessage`; refused requests only. */
    encodedMessage: z.string().optional(),
  });
export type AccessExplanation = Of<typeof accessExplanation>;

/** Whom an identity pool gives a role that may. */
const poolGrant = () =>
  z.strictObject({
    identityPoolId: z.string(),
    identityPoolName: z.string(),
    /** Guests; everyone who signs in; who a rule matches; members of groups by their token. */
    how: z.enum(['guests', 'authenticated', 'rule', 'groups']),
    roleArn: z.string(),
    /** The provider, as the pool keeps its mapping; absent for guests and for everyone. */
    mappingKey: z.string().optional(),
    /** The rule in words. */
    rule: z.string().optional(),
    reason: z.string(),
  });
export type PoolGrant = Of<typeof poolGrant>;

/** Somebody whom the policy of the resource names. */
const resourceGrant = () =>
  z.strictObject({
    /** `everyone`, an account, an ARN, or a service. */
    who: z.string(),
    effect: z.enum(['Allow', 'Deny']),
    policy: z.string(),
    index: z.number(),
    sid: z.string().optional(),
    /** Conditions that the question does not meet: it is so only for requests that do. */
    only: listed(z.string()),
  });
export type ResourceGrant = Of<typeof resourceGrant>;

/** Who may do something. */
const whoCanAnswer = () =>
  z.strictObject({
    roles: listed(z.strictObject({ roleArn: z.string(), name: z.string(), reason: z.string() })),
    users: listed(z.strictObject({ name: z.string(), arn: z.string(), reason: z.string() })),
    groups: listed(
      z.strictObject({
        poolId: z.string(),
        poolName: z.string(),
        group: z.string(),
        roleArn: z.string(),
        /** How many users are in it. */
        users: z.number(),
        /** The identity pools that give the role to its members by their token. */
        through: listed(z.strictObject({ id: z.string(), name: z.string() })),
      }),
    ),
    pools: listed(poolGrant()),
    resource: listed(resourceGrant()),
    /** How many were asked, and how many may. */
    counts: z.strictObject({
      rolesAsked: z.number(),
      roles: z.number(),
      usersAsked: z.number(),
      users: z.number(),
      groups: z.number(),
      pools: z.number(),
    }),
    /** Of the next page of roles. */
    next: z.string().optional(),
  });
export type WhoCanAnswer = Of<typeof whoCanAnswer>;

/** Why access is given or refused. */
export const accessOperations = {
  /** The keys of the identity pools' own tokens. */
  GetIdentityJwks: reads({ output: () => z.strictObject({ keys: publicKeys() }) }),
  /**
   * Which role somebody would get, and why; with roles, mappings and tags that are not saved yet where they are
   * given. Issues nothing, stores nothing.
   */
  PreviewRole: reads({
    input: () => ({
      IdentityPoolId: name(),
      Subject: subject(),
      CustomRoleArn: anyName().optional(),
      /** In place of the pool's roles. */
      Roles: z.strictObject({ authenticated: anyName().optional(), unauthenticated: anyName().optional() }).optional(),
      /** In place of the pool's role mappings; checked as SetIdentityPoolRoles checks them, by AWS's contract. */
      RoleMappings: map(typed<RoleMapping>(), 50).optional(),
      /** In place of the principal tags of the subject's provider. */
      PrincipalTags: z.strictObject({ UseDefaults: z.boolean(), Tags: map(text(2048), 50) }).optional(),
    }),
    output: rolePreview,
    faults: ['ResourceNotFoundException'],
  }),
  /** Whether somebody may do something, with every link of the way from them to the decision. */
  ExplainAccess: reads({
    input: () => ({ Principal: accessPrincipal(), ...request() }),
    output: accessExplanation,
    faults: ['ResourceNotFoundException'],
  }),
  /**
   * Who may do something: every role and IAM user of the account is asked, every identity pool and group, and the
   * policy of the resource. Lists are cut at `Limit` (100 unless given, at most 1000); `counts` are of all. What
   * depends on who somebody is, such as a folder of one's own, counts for nobody.
   */
  WhoCan: reads({
    input: () => ({
      ...request(),
      Limit: whole(1, 1000).optional(),
      /** `next` of the page of roles before. */
      Marker: name().optional(),
    }),
    output: whoCanAnswer,
  }),
};
