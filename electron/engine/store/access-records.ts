/** An IAM role. Times are epoch milliseconds, `maxSession` is seconds. */
export type Role = {
  /** `AROA…` */
  readonly id: string;
  readonly account: string;
  readonly name: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  /** The trust policy as it was written. */
  readonly trust: string;
  readonly description?: string;
  readonly maxSession: number;
  /** ARN of the policy that bounds its permissions. */
  readonly boundary?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly lastUsedAt?: number;
  readonly lastUsedRegion?: string;
  readonly createdAt: number;
};

/** A policy's text under the name by which an explanation mentions it. */
export type PolicyText = { readonly name: string; readonly document: string };

/** A managed policy of the account with its default version. */
export type ManagedPolicy = {
  readonly arn: string;
  /** `ANPA…` */
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly path: string;
  readonly description?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly defaultVersion: number;
  readonly lastVersion: number;
  readonly createdAt: number;
  readonly modifiedAt: number;
};

/** An IAM OpenID Connect provider. `url` has no scheme. */
export type OidcProvider = {
  readonly arn: string;
  readonly url: string;
  readonly clientIds: readonly string[];
  readonly thumbprints: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
};

/** What evaluation needs to know of a session besides its role. */
export type SessionDetails = {
  /** `AROA…:session name` */
  readonly userId: string;
  /** Who authenticated the caller: `cognito-identity.amazonaws.com`, an OIDC provider's ARN, or nobody. */
  readonly provider?: string;
  /** Groups of session policies; each group must allow what the session does. */
  readonly policies: readonly (readonly PolicyText[])[];
  readonly tags: Readonly<Record<string, string>>;
  readonly transitiveTags: readonly string[];
  readonly sourceIdentity?: string;
  /** Condition keys that the federation set, for example `cognito-identity.amazonaws.com:sub`. */
  readonly context: Readonly<Record<string, readonly string[]>>;
};

/**
 * Credentials: temporary ones of a role, of a user or of the account root, or a user's own key.
 *
 * `roleId` tells whose they are: `AROA…`, `AIDA…`, or the account's number; `roleArn` is that principal's ARN.
 */
export type AccessSession = {
  readonly accessKeyId: string;
  readonly secret: string;
  readonly sessionToken: string;
  readonly roleId: string;
  readonly roleArn: string;
  /** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`, `…:federated-user/NAME`, or that of the user or root. */
  readonly arn: string;
  readonly details: SessionDetails;
  readonly issuedAt: number;
  readonly expiresAt: number;
};

/** IAM names are compared without regard to case. */
export const fold = (name: string): string => name.toLowerCase();

/** A row as SQLite gives it. */
export type RoleRow = {
  id: string;
  account: string;
  name: string;
  path: string;
  trust: string;
  description: string | null;
  max_session: number;
  boundary: string | null;
  tags: string;
  last_used_at: number | null;
  last_used_region: string | null;
  created_at: number;
};

/** A role as its row holds it. */
export const roleOf = (row: RoleRow): Role => ({
  id: row.id,
  account: row.account,
  name: row.name,
  path: row.path,
  trust: row.trust,
  ...(row.description === null ? {} : { description: row.description }),
  maxSession: row.max_session,
  ...(row.boundary === null ? {} : { boundary: row.boundary }),
  tags: JSON.parse(row.tags) as Record<string, string>,
  ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
  ...(row.last_used_region === null ? {} : { lastUsedRegion: row.last_used_region }),
  createdAt: row.created_at,
});

/** A row as SQLite gives it. */
export type PolicyRow = {
  arn: string;
  id: string;
  account: string;
  name: string;
  path: string;
  description: string | null;
  tags: string;
  default_version: number;
  last_version: number;
  created_at: number;
  modified_at: number;
};

/** A managed policy as its row holds it. */
export const policyOf = (row: PolicyRow): ManagedPolicy => ({
  arn: row.arn,
  id: row.id,
  account: row.account,
  name: row.name,
  path: row.path,
  ...(row.description === null ? {} : { description: row.description }),
  tags: JSON.parse(row.tags) as Record<string, string>,
  defaultVersion: row.default_version,
  lastVersion: row.last_version,
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
});

/** A row as SQLite gives it. */
export type ProviderRow = {
  arn: string;
  url: string;
  client_ids: string;
  thumbprints: string;
  tags: string;
  created_at: number;
};

/** An OpenID Connect provider as its row holds it. */
export const providerOf = (row: ProviderRow): OidcProvider => ({
  arn: row.arn,
  url: row.url,
  clientIds: JSON.parse(row.client_ids) as string[],
  thumbprints: JSON.parse(row.thumbprints) as string[],
  tags: JSON.parse(row.tags) as Record<string, string>,
  createdAt: row.created_at,
});

/** A row as SQLite gives it. */
export type SessionRow = {
  access_key_id: string;
  secret: string;
  session_token: string;
  role_id: string;
  role_arn: string;
  arn: string;
  details: string;
  issued_at: number;
  expires_at: number;
};
