import type { Sql } from './store.ts';

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

/** `arn:aws:iam::ACCOUNT:role/PATH/NAME` */
export const roleArn = (role: Pick<Role, 'account' | 'path' | 'name'>): string =>
  `arn:aws:iam::${role.account}:role${role.path}${role.name}`;

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
  /** Who vouched for the caller: `cognito-identity.amazonaws.com`, an OIDC provider's ARN, or nobody. */
  readonly provider?: string;
  /** Groups of session policies; each group must allow what the session does. */
  readonly policies: readonly (readonly PolicyText[])[];
  readonly tags: Readonly<Record<string, string>>;
  readonly transitiveTags: readonly string[];
  readonly sourceIdentity?: string;
  /** Condition keys that the federation set, for example `cognito-identity.amazonaws.com:sub`. */
  readonly context: Readonly<Record<string, readonly string[]>>;
};

/** Temporary credentials of a role. */
export type AccessSession = {
  readonly accessKeyId: string;
  readonly secret: string;
  readonly sessionToken: string;
  readonly roleId: string;
  readonly roleArn: string;
  /** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` */
  readonly arn: string;
  readonly details: SessionDetails;
  readonly issuedAt: number;
  readonly expiresAt: number;
};

/** IAM names are compared without regard to case. */
const fold = (name: string): string => name.toLowerCase();

type RoleRow = {
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
const roleOf = (row: RoleRow): Role => ({
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

type PolicyRow = {
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
const policyOf = (row: PolicyRow): ManagedPolicy => ({
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

type ProviderRow = {
  arn: string;
  url: string;
  client_ids: string;
  thumbprints: string;
  tags: string;
  created_at: number;
};
const providerOf = (row: ProviderRow): OidcProvider => ({
  arn: row.arn,
  url: row.url,
  clientIds: JSON.parse(row.client_ids) as string[],
  thumbprints: JSON.parse(row.thumbprints) as string[],
  tags: JSON.parse(row.tags) as Record<string, string>,
  createdAt: row.created_at,
});

type SessionRow = {
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
const sessionOf = (row: SessionRow): AccessSession => ({
  accessKeyId: row.access_key_id,
  secret: row.secret,
  sessionToken: row.session_token,
  roleId: row.role_id,
  roleArn: row.role_arn,
  arn: row.arn,
  details: JSON.parse(row.details) as SessionDetails,
  issuedAt: row.issued_at,
  expiresAt: row.expires_at,
});

/** Roles, policies, OpenID Connect providers and issued credentials. Lists are paged by folded name. */
export function accessStatements(sql: Sql) {
  return { ...roleStatements(sql), ...policyStatements(sql), ...providerStatements(sql), ...sessionStatements(sql) };
}

function roleStatements({ read, write }: Sql) {
  const get = read('SELECT * FROM roles WHERE account = ? AND name_key = ?');
  const byId = read('SELECT * FROM roles WHERE id = ?');
  const list = read(
    'SELECT * FROM roles WHERE account = ? AND name_key > ? AND substr(path, 1, length(?)) = ? ORDER BY name_key LIMIT ?',
  );
  const count = read('SELECT count(*) FROM roles').pluck();
  const insert = write(
    'INSERT INTO roles (id, account, name, name_key, path, trust, description, max_session, boundary, tags, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const update = write(
    'UPDATE roles SET trust = ?, description = ?, max_session = ?, boundary = ?, tags = ? WHERE id = ?',
  );
  const used = write('UPDATE roles SET last_used_at = ?, last_used_region = ? WHERE id = ?');
  const remove = write('DELETE FROM roles WHERE id = ?');
  const policy = read('SELECT name, document FROM role_policies WHERE role_id = ? AND name = ?');
  const policies = read('SELECT name, document FROM role_policies WHERE role_id = ? ORDER BY name');
  const putPolicy = write(
    'INSERT INTO role_policies (role_id, name, document) VALUES (?, ?, ?) ON CONFLICT (role_id, name) DO UPDATE SET document = excluded.document',
  );
  const removePolicy = write('DELETE FROM role_policies WHERE role_id = ? AND name = ?');
  const one = (row: unknown): Role | undefined => (row === undefined ? undefined : roleOf(row as RoleRow));
  return {
    role: (account: string, name: string): Role | undefined => one(get.get(account, fold(name))),
    roleById: (id: string): Role | undefined => one(byId.get(id)),
    /** The role that an ARN names, path and all. */
    roleByArn: (arn: string): Role | undefined => {
      const [, account, name] = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
      if (account === undefined || name === undefined) return undefined;
      const role = one(get.get(account, fold(name)));
      return role !== undefined && roleArn(role) === arn ? role : undefined;
    },
    roles: (account: string, limit: number, after = '', pathPrefix = '/'): Role[] =>
      (list.all(account, fold(after), pathPrefix, pathPrefix, limit) as RoleRow[]).map(roleOf),
    countRoles: (): number => count.get() as number,
    insertRole: (role: Role): void => {
      insert.run(
        role.id,
        role.account,
        role.name,
        fold(role.name),
        role.path,
        role.trust,
        role.description ?? null,
        role.maxSession,
        role.boundary ?? null,
        JSON.stringify(role.tags),
        role.createdAt,
      );
    },
    updateRole: (role: Role): void => {
      update.run(
        role.trust,
        role.description ?? null,
        role.maxSession,
        role.boundary ?? null,
        JSON.stringify(role.tags),
        role.id,
      );
    },
    roleUsed: (id: string, now: number, region: string): void => {
      used.run(now, region, id);
    },
    removeRole: (id: string): void => {
      remove.run(id);
    },
    rolePolicy: (roleId: string, name: string): PolicyText | undefined =>
      policy.get(roleId, name) as PolicyText | undefined,
    rolePolicies: (roleId: string): PolicyText[] => policies.all(roleId) as PolicyText[],
    putRolePolicy: (roleId: string, name: string, document: string): void => {
      putPolicy.run(roleId, name, document);
    },
    removeRolePolicy: (roleId: string, name: string): boolean => removePolicy.run(roleId, name).changes > 0,
  };
}

function policyStatements({ read, write }: Sql) {
  const get = read('SELECT * FROM policies WHERE arn = ?');
  const byName = read('SELECT * FROM policies WHERE account = ? AND name_key = ?');
  const list = read(
    'SELECT * FROM policies WHERE account = ? AND name_key > ? AND substr(path, 1, length(?)) = ? ORDER BY name_key LIMIT ?',
  );
  const insert = write(
    'INSERT INTO policies (arn, id, account, name, name_key, path, description, tags, default_version, last_version, created_at, modified_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const update = write('UPDATE policies SET default_version = ?, last_version = ?, modified_at = ? WHERE arn = ?');
  const remove = write('DELETE FROM policies WHERE arn = ?');
  const version = read(
    'SELECT version, document, created_at FROM policy_versions WHERE policy_arn = ? AND version = ?',
  );
  const versions = read(
    'SELECT version, document, created_at FROM policy_versions WHERE policy_arn = ? ORDER BY version DESC',
  );
  const insertVersion = write(
    'INSERT INTO policy_versions (policy_arn, version, document, created_at) VALUES (?, ?, ?, ?)',
  );
  const removeVersion = write('DELETE FROM policy_versions WHERE policy_arn = ? AND version = ?');
  const attached = read('SELECT policy_arn FROM attached_policies WHERE role_id = ? ORDER BY policy_arn').pluck();
  const attach = write('INSERT OR IGNORE INTO attached_policies (role_id, policy_arn) VALUES (?, ?)');
  const detach = write('DELETE FROM attached_policies WHERE role_id = ? AND policy_arn = ?');
  const attachments = read('SELECT count(*) FROM attached_policies WHERE policy_arn = ?').pluck();
  const bounding = read('SELECT count(*) FROM roles WHERE boundary = ?').pluck();
  type VersionRow = { version: number; document: string; created_at: number };
  const versionOf = (row: VersionRow) => ({ version: row.version, document: row.document, createdAt: row.created_at });
  return {
    policy: (arn: string): ManagedPolicy | undefined => {
      const row = get.get(arn) as PolicyRow | undefined;
      return row === undefined ? undefined : policyOf(row);
    },
    policyByName: (account: string, name: string): ManagedPolicy | undefined => {
      const row = byName.get(account, fold(name)) as PolicyRow | undefined;
      return row === undefined ? undefined : policyOf(row);
    },
    policies: (account: string, limit: number, after = '', pathPrefix = '/'): ManagedPolicy[] =>
      (list.all(account, fold(after), pathPrefix, pathPrefix, limit) as PolicyRow[]).map(policyOf),
    insertPolicy: (policy: ManagedPolicy): void => {
      insert.run(
        policy.arn,
        policy.id,
        policy.account,
        policy.name,
        fold(policy.name),
        policy.path,
        policy.description ?? null,
        JSON.stringify(policy.tags),
        policy.defaultVersion,
        policy.lastVersion,
        policy.createdAt,
        policy.modifiedAt,
      );
    },
    updatePolicy: (policy: ManagedPolicy): void => {
      update.run(policy.defaultVersion, policy.lastVersion, policy.modifiedAt, policy.arn);
    },
    removePolicy: (arn: string): void => {
      remove.run(arn);
    },
    policyVersion: (arn: string, number: number) => {
      const row = version.get(arn, number) as VersionRow | undefined;
      return row === undefined ? undefined : versionOf(row);
    },
    /** Newest first. */
    policyVersions: (arn: string) => (versions.all(arn) as VersionRow[]).map(versionOf),
    insertPolicyVersion: (arn: string, number: number, document: string, now: number): void => {
      insertVersion.run(arn, number, document, now);
    },
    removePolicyVersion: (arn: string, number: number): void => {
      removeVersion.run(arn, number);
    },
    attachedPolicies: (roleId: string): string[] => attached.all(roleId) as string[],
    attachPolicy: (roleId: string, arn: string): void => {
      attach.run(roleId, arn);
    },
    detachPolicy: (roleId: string, arn: string): boolean => detach.run(roleId, arn).changes > 0,
    attachmentCount: (arn: string): number => attachments.get(arn) as number,
    boundaryCount: (arn: string): number => bounding.get(arn) as number,
  };
}

function providerStatements({ read, write }: Sql) {
  const get = read('SELECT * FROM oidc_providers WHERE arn = ?');
  const list = read('SELECT * FROM oidc_providers ORDER BY arn');
  const put = write(
    'INSERT INTO oidc_providers (arn, url, client_ids, thumbprints, tags, created_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (arn) DO UPDATE SET client_ids = excluded.client_ids, thumbprints = excluded.thumbprints, tags = excluded.tags',
  );
  const remove = write('DELETE FROM oidc_providers WHERE arn = ?');
  return {
    oidcProvider: (arn: string): OidcProvider | undefined => {
      const row = get.get(arn) as ProviderRow | undefined;
      return row === undefined ? undefined : providerOf(row);
    },
    oidcProviders: (): OidcProvider[] => (list.all() as ProviderRow[]).map(providerOf),
    putOidcProvider: (provider: OidcProvider): void => {
      put.run(
        provider.arn,
        provider.url,
        JSON.stringify(provider.clientIds),
        JSON.stringify(provider.thumbprints),
        JSON.stringify(provider.tags),
        provider.createdAt,
      );
    },
    removeOidcProvider: (arn: string): void => {
      remove.run(arn);
    },
  };
}

function sessionStatements({ read, write }: Sql) {
  const get = read('SELECT * FROM access_sessions WHERE access_key_id = ?');
  const insert = write(
    'INSERT INTO access_sessions (access_key_id, secret, session_token, role_id, role_arn, arn, details, issued_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const purge = write('DELETE FROM access_sessions WHERE expires_at < ?');
  return {
    session: (accessKeyId: string): AccessSession | undefined => {
      const row = get.get(accessKeyId) as SessionRow | undefined;
      return row === undefined ? undefined : sessionOf(row);
    },
    insertSession: (session: AccessSession): void => {
      insert.run(
        session.accessKeyId,
        session.secret,
        session.sessionToken,
        session.roleId,
        session.roleArn,
        session.arn,
        JSON.stringify(session.details),
        session.issuedAt,
        session.expiresAt,
      );
    },
    /** Forgets credentials that expired before a moment. */
    purgeSessions: (before: number): void => {
      purge.run(before);
    },
  };
}
