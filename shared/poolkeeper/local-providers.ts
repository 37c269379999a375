import type { Call, Nothing } from './call.ts';

/** What a local provider stands for. Social kinds there is one of each; of `oidc` and `saml` there are as many as wanted. */
export type LocalProviderKind = 'google' | 'apple' | 'facebook' | 'amazon' | 'twitter' | 'digits' | 'oidc' | 'saml';

/** The claims of a person as tokens carry them: texts, numbers, booleans, or lists of texts. SAML makes attributes of them. */
export type LocalProviderClaims = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** Somebody with an account at a provider. */
export type LocalProviderPerson = {
  /** His id at the provider: `sub`, Facebook's `id`, Amazon's `user_id`, SAML's NameID. */
  readonly id: string;
  readonly claims: LocalProviderClaims;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
};

/** A local identity provider: what it signs is believed wherever the provider's tokens would be. */
export type LocalProvider = {
  /** Of a social kind, the kind itself. */
  readonly name: string;
  readonly kind: LocalProviderKind;
  /** `iss` of ID tokens; the entity id of a SAML provider. Access tokens have none. */
  readonly issuer?: string;
  /** Whether the issuer was chosen, in place of the local provider's own address. */
  readonly ownIssuer: boolean;
  /** The key of `Logins` under which its tokens come. Of a SAML provider, only once IAM has it. */
  readonly loginKey?: string;
  /** IAM's provider of it, where there is one. */
  readonly providerArn?: string;
  readonly people: readonly LocalProviderPerson[];
  readonly createdAt: number;
  readonly modifiedAt: number;
};

/** Local identity providers, so that federation works without a network. */
export interface LocalProvidersOperations {
  ListLocalProviders: Call<Nothing, { localProviders: LocalProvider[] }>;
  /**
   * Makes a local provider, or changes the issuer of one. `Name` is wanted of the kinds `oidc` and `saml`; `Issuer`
   * is taken for these only, and stands for an existing provider's name (`https://login.example.com/tenant`).
   */
  PutLocalProvider: Call<
    { Kind: LocalProviderKind; Name?: string; Issuer?: string },
    { localProvider: LocalProvider },
    'InvalidParameterException' | 'ResourceConflictException'
  >;
  /** Takes its people, tokens and keys with it. What it signed is believed no more. */
  DeleteLocalProvider: Call<{ Name: string }, Nothing, 'ResourceNotFoundException'>;
  /** Makes a person, or changes his claims. Without `Id` one is made in the provider's form. */
  PutLocalProviderPerson: Call<
    { LocalProvider: string; Id?: string; Claims?: LocalProviderClaims },
    { person: LocalProviderPerson },
    'InvalidParameterException' | 'ResourceNotFoundException'
  >;
  /** His access tokens go with him. */
  DeleteLocalProviderPerson: Call<{ LocalProvider: string; Id: string }, Nothing, 'ResourceNotFoundException'>;
  /**
   * A person's sign-in: an ID token, an access token or a SAML response, as the provider would give it.
   *
   * `AppId` and `Audience` are two names of one thing: whom the token is for. SAML's is AWS itself unless it is
   * given. `Lifetime` is in seconds: an hour unless asked otherwise, five minutes for SAML. `RoleArn` and
   * `SessionName` become AWS's SAML attributes `Role` and `RoleSessionName`.
   */
  IssueLocalProviderToken: Call<
    {
      LocalProvider: string;
      Person: string;
      AppId?: string;
      Audience?: string;
      Lifetime?: number;
      RoleArn?: string;
      SessionName?: string;
    },
    { token: string; kind: LocalProviderKind; loginKey: string; expiresAt: number },
    'InvalidParameterException' | 'ResourceNotFoundException'
  >;
  /** What a local provider publishes: its discovery document, its key set, its SAML metadata. */
  GetLocalProviderDocument: Call<
    { LocalProvider: string; Document: 'openid-configuration' | 'jwks' | 'metadata' },
    { contentType: string; body: string },
    'ResourceNotFoundException'
  >;
}

/** Their names. */
export const localProviderOperations = [
  'ListLocalProviders',
  'PutLocalProvider',
  'DeleteLocalProvider',
  'PutLocalProviderPerson',
  'DeleteLocalProviderPerson',
  'IssueLocalProviderToken',
  'GetLocalProviderDocument',
] as const satisfies readonly (keyof LocalProvidersOperations)[];
