import { z } from '../zod.ts';
import { changes, reads } from './declare.ts';
import { either, formed, list, listed, map, name, text, whole, type Of } from './schemas.ts';

/** What a local provider stands for. Social kinds there is one of each; of `oidc` and `saml` there are as many as wanted. */
const localProviderKind = () => z.enum(['google', 'apple', 'facebook', 'amazon', 'twitter', 'digits', 'oidc', 'saml']);
export type LocalProviderKind = Of<typeof localProviderKind>;

/** Longest value of a claim, and of each text in a list, in UTF-16 units. */
const MAX_CLAIM = 2048;

/** The claims of a person as tokens carry them: texts, numbers, booleans, or lists of texts. SAML makes attributes of them. */
const localProviderClaims = () =>
  map(
    either(
      [text(MAX_CLAIM), z.number(), z.boolean(), list(text(MAX_CLAIM), 1000)],
      `a text of up to ${MAX_CLAIM} characters, a number, true, false, or a list of texts`,
    ),
    100,
    text(256, 1),
  );
export type LocalProviderClaims = Of<typeof localProviderClaims>;

/** Somebody with an account at a provider. */
const localProviderPerson = () =>
  z.strictObject({
    /** The person's id at the provider: `sub`, Facebook's `id`, Amazon's `user_id`, SAML's NameID. */
    id: z.string(),
    claims: localProviderClaims(),
    /** Epoch milliseconds. */
    createdAt: z.number(),
    modifiedAt: z.number(),
  });
export type LocalProviderPerson = Of<typeof localProviderPerson>;

/** A local identity provider: what it signs is trusted wherever the provider's tokens would be. */
const localProvider = () =>
  z.strictObject({
    /** Of a social kind, the kind itself. */
    name: z.string(),
    kind: localProviderKind(),
    /** `iss` of ID tokens; the entity id of a SAML provider. Access tokens have none. */
    issuer: z.string().optional(),
    /** Whether the issuer was chosen, in place of the local provider's own address. */
    ownIssuer: z.boolean(),
    /** The key of `Logins` under which its tokens come. Of a SAML provider, only once IAM has it. */
    loginKey: z.string().optional(),
    /** IAM's provider of it, where there is one. */
    providerArn: z.string().optional(),
    people: listed(localProviderPerson()),
    createdAt: z.number(),
    modifiedAt: z.number(),
  });
export type LocalProvider = Of<typeof localProvider>;

/** A year: the most that a sign-in may be asked to be good for, in seconds. */
const MAX_LIFETIME_SECONDS = 365 * 86_400;

/** Whom a token is for. */
const audience = () => formed(1024, /^\S+$/, 'a text without blanks');

const FAULTS = ['ResourceNotFoundException'] as const;

/** Local identity providers, so that federation works without a network. */
export const localProviderOperations = {
  /** Every local provider with its people. */
  ListLocalProviders: reads({ output: () => z.strictObject({ localProviders: listed(localProvider()) }) }),
  /**
   * Makes a local provider, or changes the issuer of one. `Name` is wanted of the kinds `oidc` and `saml`; `Issuer`
   * is taken for these only, and stands for an existing provider's name (`https://login.example.com/tenant`).
   */
  PutLocalProvider: changes({
    input: () => ({
      Kind: localProviderKind(),
      Name: formed(
        63,
        /^[a-z0-9][a-z0-9-]{0,62}$/,
        'a name of up to 63 lower-case letters, digits and hyphens',
      ).optional(),
      Issuer: audience().optional(),
    }),
    output: () => z.strictObject({ localProvider: localProvider() }),
    faults: ['ResourceConflictException'],
  }),
  /** Takes its people, tokens and keys with it. What it signed is trusted no more. */
  DeleteLocalProvider: changes({ input: () => ({ Name: name() }), faults: FAULTS }),
  /** Makes a person, or changes their claims. Without `Id` one is made in the provider's form. */
  PutLocalProviderPerson: changes({
    input: () => ({
      LocalProvider: name(),
      Id: formed(
        255,
        /^[\x21-\x3a\x3c-\x7e]+$/,
        'an id of printable ASCII characters without blanks and semicolons',
      ).optional(),
      Claims: localProviderClaims().optional(),
    }),
    output: () => z.strictObject({ person: localProviderPerson() }),
    faults: FAULTS,
  }),
  /** The person's access tokens go too. */
  DeleteLocalProviderPerson: changes({ input: () => ({ LocalProvider: name(), Id: name() }), faults: FAULTS }),
  /**
   * A person's sign-in: an ID token, an access token or a SAML response, as the provider would give it.
   *
   * `AppId` and `Audience` are two names of one thing: whom the token is for. SAML's is AWS itself unless it is
   * given. `Lifetime` is in seconds: an hour unless asked otherwise, five minutes for SAML. `RoleArn` and
   * `SessionName` become AWS's SAML attributes `Role` and `RoleSessionName`.
   */
  IssueLocalProviderToken: changes({
    input: () => ({
      LocalProvider: name(),
      Person: name(),
      AppId: audience().optional(),
      Audience: audience().optional(),
      Lifetime: whole(1, MAX_LIFETIME_SECONDS).optional(),
      RoleArn: formed(2048, /^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'the ARN of an IAM role').optional(),
      SessionName: formed(64, /^[\w+=,.@-]{2,}$/, 'a name of 2 to 64 letters, digits and +=,.@_-').optional(),
    }),
    output: () =>
      z.strictObject({ token: z.string(), kind: localProviderKind(), loginKey: z.string(), expiresAt: z.number() }),
    faults: FAULTS,
  }),
  /** What a local provider publishes: its discovery document, its key set, its SAML metadata. */
  GetLocalProviderDocument: reads({
    input: () => ({ LocalProvider: name(), Document: z.enum(['openid-configuration', 'jwks', 'metadata']) }),
    output: () => z.strictObject({ contentType: z.string(), body: z.string() }),
    faults: FAULTS,
  }),
};
