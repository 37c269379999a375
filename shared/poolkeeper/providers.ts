import { z } from '../zod.ts';
import { changes, reads } from './declare.ts';
import { json, listed, MAX_TEXT, name, text, type Of } from './schemas.ts';

/** A public key as a JSON web key (RFC 7517): `kid`, `kty`, `alg`, `use` and the key's own members. */
const publicKey = json;
export type PublicKey = Of<typeof publicKey>;

/** The keys by which tokens of an issuer are checked, and where they are from. */
const issuerKeys = () =>
  z.strictObject({
    keys: listed(publicKey()),
    /**
     * `pasted` and `fetched`: stored for the provider. `user pool` and `local-provider`: the issuer lives in this
     * workspace, its keys are known. Absent where there are none.
     */
    source: z.enum(['pasted', 'fetched', 'user pool', 'local-provider']).optional(),
    /** The user pool's id or the local provider's name, where the issuer lives in this workspace. */
    owner: z.string().optional(),
    /** Epoch milliseconds. */
    storedAt: z.number().optional(),
    /** The last time that the issuer was asked since the engine started. */
    asked: z.strictObject({ at: z.number(), problem: z.string().optional() }).optional(),
    /** Whether a login with a key that is not known makes the engine ask the issuer. */
    refetched: z.boolean(),
  });
export type IssuerKeys = Of<typeof issuerKeys>;

/** A certificate that signs assertions. Times are epoch milliseconds. */
const samlCertificate = () =>
  z.strictObject({
    subject: z.string(),
    issuer: z.string(),
    validFrom: z.number(),
    validTo: z.number(),
    /** SHA-256, hexadecimal with colons. */
    fingerprint: z.string(),
  });

/** What the metadata of a SAML identity provider says. */
const samlMetadataSummary = () =>
  z.strictObject({
    entityId: z.string(),
    /** Where users are sent to sign in. */
    signIn: listed(z.strictObject({ binding: z.string(), url: z.string() })),
    certificates: listed(samlCertificate()),
    /** Epoch milliseconds, where the metadata says until when it holds. */
    validUntil: z.number().optional(),
  });
export type SamlMetadataSummary = Of<typeof samlMetadataSummary>;

/** Identity providers of IAM: keys of issuers, metadata, and what a provider is used by. */
export const providerOperations = {
  /** The keys of an IAM OpenID Connect provider's issuer. */
  GetIssuerKeys: reads({
    input: () => ({ ProviderArn: name() }),
    output: issuerKeys,
    faults: ['ResourceNotFoundException'],
  }),
  /** Stores pasted keys (`Jwks`, the key set as text); without them the issuer is asked for its keys, now. */
  PutIssuerKeys: changes({
    input: () => ({ ProviderArn: name(), Jwks: text(MAX_TEXT).optional() }),
    output: () =>
      z.strictObject({ keys: listed(publicKey()), source: z.enum(['pasted', 'fetched']), storedAt: z.number() }),
    faults: ['ResourceNotFoundException'],
  }),
  /** Removes what was pasted or fetched. */
  DeleteIssuerKeys: changes({ input: () => ({ ProviderArn: name() }), faults: ['ResourceNotFoundException'] }),
  /** The public keys of a key set that is not stored yet, or why it is none. */
  ReadKeySet: reads({
    input: () => ({ Jwks: text(MAX_TEXT) }),
    output: () => z.strictObject({ keys: listed(publicKey()) }),
  }),
  /** What metadata says that is not stored yet, or why it is none. */
  ReadSamlMetadata: reads({ input: () => ({ Metadata: text(MAX_TEXT) }), output: samlMetadataSummary }),
  /** The identity pools that take logins of a provider, and the roles whose trust policy names it. */
  ListProviderUse: reads({
    input: () => ({ ProviderArn: name() }),
    output: () =>
      z.strictObject({
        identityPools: listed(z.strictObject({ id: z.string(), name: z.string(), region: z.string() })),
        roles: listed(z.strictObject({ name: z.string(), arn: z.string() })),
      }),
  }),
};
