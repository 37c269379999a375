import type { Call, Nothing } from './call.ts';

/** What a stand-in stands for. Social kinds there is one of each; of `oidc` and `saml` there are as many as wanted. */
export type StandInKind = 'google' | 'apple' | 'facebook' | 'amazon' | 'twitter' | 'digits' | 'oidc' | 'saml';

/** The claims of a person as tokens carry them: texts, numbers, booleans, or lists of texts. SAML makes attributes of them. */
export type StandInClaims = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** Somebody with an account at a provider. */
export type StandInPerson = {
  /** His id at the provider: `sub`, Facebook's `id`, Amazon's `user_id`, SAML's NameID. */
  readonly id: string;
  readonly claims: StandInClaims;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
};

/** A local stand-in for an identity provider: what it signs is believed wherever the provider's tokens would be. */
export type StandIn = {
  /** Of a social kind, the kind itself. */
  readonly name: string;
  readonly kind: StandInKind;
  /** `iss` of ID tokens; the entity id of a SAML provider. Access tokens have none. */
  readonly issuer?: string;
  /** Whether the issuer was chosen, in place of the stand-in's own address. */
  readonly ownIssuer: boolean;
  /** The key of `Logins` under which its tokens come. Of a SAML provider, only once IAM has it. */
  readonly loginKey?: string;
  /** IAM's provider of it, where there is one. */
  readonly providerArn?: string;
  readonly people: readonly StandInPerson[];
  readonly createdAt: number;
  readonly modifiedAt: number;
};

/** Local stand-ins for identity providers, so that federation works without a network. */
export interface StandInsOperations {
  ListStandIns: Call<Nothing, { standIns: StandIn[] }>;
  /**
   * Makes a stand-in, or changes the issuer of one. `Name` is wanted of the kinds `oidc` and `saml`; `Issuer`
   * is taken for these only, and stands for an existing provider's name (`https://login.example.com/tenant`).
   */
  PutStandIn: Call<
    { Kind: StandInKind; Name?: string; Issuer?: string },
    { standIn: StandIn },
    'InvalidParameterException' | 'ResourceConflictException'
  >;
  /** Takes its people, tokens and keys with it. What it signed is believed no more. */
  DeleteStandIn: Call<{ Name: string }, Nothing, 'ResourceNotFoundException'>;
  /** Makes a person, or changes his claims. Without `Id` one is made in the provider's form. */
  PutStandInPerson: Call<
    { StandIn: string; Id?: string; Claims?: StandInClaims },
    { person: StandInPerson },
    'InvalidParameterException' | 'ResourceNotFoundException'
  >;
  /** His access tokens go with him. */
  DeleteStandInPerson: Call<{ StandIn: string; Id: string }, Nothing, 'ResourceNotFoundException'>;
  /**
   * A person's sign-in: an ID token, an access token or a SAML response, as the provider would give it.
   *
   * `AppId` and `Audience` are two names of one thing: whom the token is for. SAML's is AWS itself unless it is
   * given. `Lifetime` is in seconds: an hour unless asked otherwise, five minutes for SAML. `RoleArn` and
   * `SessionName` become AWS's SAML attributes `Role` and `RoleSessionName`.
   */
  IssueStandInToken: Call<
    {
      StandIn: string;
      Person: string;
      AppId?: string;
      Audience?: string;
      Lifetime?: number;
      RoleArn?: string;
      SessionName?: string;
    },
    { token: string; kind: StandInKind; loginKey: string; expiresAt: number },
    'InvalidParameterException' | 'ResourceNotFoundException'
  >;
  /** What a stand-in publishes: its discovery document, its key set, its SAML metadata. */
  GetStandInDocument: Call<
    { StandIn: string; Document: 'openid-configuration' | 'jwks' | 'metadata' },
    { contentType: string; body: string },
    'ResourceNotFoundException'
  >;
}

/** Their names. */
export const standInsOperations = [
  'ListStandIns',
  'PutStandIn',
  'DeleteStandIn',
  'PutStandInPerson',
  'DeleteStandInPerson',
  'IssueStandInToken',
  'GetStandInDocument',
] as const satisfies readonly (keyof StandInsOperations)[];
