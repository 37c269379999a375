import type { Call } from './call.ts';

/** A public key as a JSON web key (RFC 7517): `kid`, `kty`, `alg`, `use` and the key's own members. */
export type PublicKey = Readonly<Record<string, unknown>>;

/** The keys by which tokens of an issuer are checked, and where they are from. */
export type IssuerKeys = {
  readonly keys: readonly PublicKey[];
  /**
   * `pasted` and `fetched`: stored for the provider. `user pool` and `local provider`: the issuer lives in this
   * workspace, its keys are known. Absent where there are none.
   */
  readonly source?: 'pasted' | 'fetched' | 'user pool' | 'local-provider';
  /** The user pool's id or the local provider's name, where the issuer lives in this workspace. */
  readonly owner?: string;
  /** Epoch milliseconds. */
  readonly storedAt?: number;
  /** The last time that the issuer was asked since the engine started. */
  readonly asked?: { readonly at: number; readonly problem?: string };
  /** Whether a login with a key that is not known makes the engine ask the issuer. */
  readonly refetched: boolean;
};

/** A certificate that signs assertions. Times are epoch milliseconds. */
export type SamlCertificate = {
  readonly subject: string;
  readonly issuer: string;
  readonly validFrom: number;
  readonly validTo: number;
  /** SHA-256, hexadecimal with colons. */
  readonly fingerprint: string;
};

/** What the metadata of a SAML identity provider says. */
export type SamlMetadataSummary = {
  readonly entityId: string;
  /** Where users are sent to sign in. */
  readonly signIn: readonly { readonly binding: string; readonly url: string }[];
  readonly certificates: readonly SamlCertificate[];
  /** Epoch milliseconds, where the metadata says until when it holds. */
  readonly validUntil?: number;
};

/** Identity providers of IAM: keys of issuers, metadata, and what a provider is used by. */
export interface ProvidersOperations {
  /** The keys of an IAM OpenID Connect provider's issuer. */
  GetIssuerKeys: Call<{ ProviderArn: string }, IssuerKeys, 'InvalidParameterException' | 'ResourceNotFoundException'>;
  /** Stores pasted keys (`Jwks`, the key set as text); without them the issuer is asked for its keys, now. */
  PutIssuerKeys: Call<
    { ProviderArn: string; Jwks?: string },
    { keys: PublicKey[]; source: 'pasted' | 'fetched'; storedAt: number },
    'InvalidParameterException' | 'ResourceNotFoundException'
  >;
  /** Removes what was pasted or fetched. */
  DeleteIssuerKeys: Call<
    { ProviderArn: string },
    Record<never, never>,
    'InvalidParameterException' | 'ResourceNotFoundException'
  >;
  /** The public keys of a key set that is not stored yet, or why it is none. */
  ReadKeySet: Call<{ Jwks: string }, { keys: PublicKey[] }, 'InvalidParameterException'>;
  /** What metadata says that is not stored yet, or why it is none. */
  ReadSamlMetadata: Call<{ Metadata: string }, SamlMetadataSummary, 'InvalidParameterException'>;
  /** The identity pools that take logins of a provider, and the roles whose trust policy names it. */
  ListProviderUse: Call<
    { ProviderArn: string },
    {
      identityPools: { id: string; name: string; region: string }[];
      roles: { name: string; arn: string }[];
    },
    'InvalidParameterException'
  >;
}

/** Their names. */
export const providersOperations = [
  'GetIssuerKeys',
  'PutIssuerKeys',
  'DeleteIssuerKeys',
  'ReadKeySet',
  'ReadSamlMetadata',
  'ListProviderUse',
] as const satisfies readonly (keyof ProvidersOperations)[];
