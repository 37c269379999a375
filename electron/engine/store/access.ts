import { roleArn, parseIamArn } from '../../../shared/aws/arn.ts';
import {
  fold,
  policyOf,
  providerOf,
  roleOf,
  type ManagedPolicy,
  type OidcProvider,
  type PolicyRow,
  type PolicyText,
  type ProviderRow,
  type Role,
  type RoleRow,
} from './access-records.ts';
import { sessionStatements } from './access-sessions.ts';
import { federationStatements } from './federation.ts';
import { iamUserStatements } from './iam-users.ts';
import type { Sql } from './store.ts';

/** Roles, users, policies, identity providers and issued credentials. Lists are paged by folded name. */
export function accessStatements(sql: Sql) {
  const { counted, changes } = countedChanges(sql);
  const users = iamUserStatements(counted, sql.write);
  return {
    ...roleStatements(counted, sql.write),
    ...users,
    ...policyStatements(counted),
    /**
     * Another number after each change of roles, users and policies, so that what was read of them can be
     * remembered; nothing inside a transaction, which may yet be rolled back.
     */
    revision: (): number | undefined => (sql.db.inTransaction ? undefined : changes()),
    ...providerStatements(sql),
    ...federationStatements(sql),
    ...sessionStatements(sql, users.sessionOfKey),
  };
}

/**
 * Counts what is written. What decides nothing, and is written all the time, is to be written past it: when
 * something was last used.
 */
function countedChanges(sql: Sql): { readonly counted: Sql; changes(): number } {
  let count = 0;
  const write: Sql['write'] = (text) => {
    const statement = sql.write(text);
    const run = statement.run.bind(statement);
    statement.run = (...parameters: unknown[]) => {
      count++;
      return run(...parameters);
    };
    return statement;
  };
  return { counted: { ...sql, write }, changes: () => count };
}

function roleStatements({ read, write }: Sql, uncounted: Sql['write']) {
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
  const used = uncounted('UPDATE roles SET last_used_at = ?, last_used_region = ? WHERE id = ?');
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
      const { type, account, name } = parseIamArn(arn) ?? {};
      if (type !== 'role' || account === undefined || name === undefined) return undefined;
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
  const attachments = read(
    'SELECT (SELECT count(*) FROM attached_policies WHERE policy_arn = :arn) + (SELECT count(*) FROM iam_user_attached_policies WHERE policy_arn = :arn)',
  ).pluck();
  const bounding = read(
    'SELECT (SELECT count(*) FROM roles WHERE boundary = :arn) + (SELECT count(*) FROM iam_users WHERE boundary = :arn)',
  ).pluck();
  const rolesWith = read(
    'SELECT r.* FROM attached_policies a JOIN roles r ON r.id = a.role_id WHERE a.policy_arn = ? ORDER BY r.name_key',
  );
  const rolesBounded = read('SELECT * FROM roles WHERE boundary = ? ORDER BY name_key');
  const counted = read('SELECT count(*) FROM policies').pluck();
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
    attachmentCount: (arn: string): number => attachments.get({ arn }) as number,
    boundaryCount: (arn: string): number => bounding.get({ arn }) as number,
    rolesWithPolicy: (arn: string): Role[] => (rolesWith.all(arn) as RoleRow[]).map(roleOf),
    rolesBoundedBy: (arn: string): Role[] => (rolesBounded.all(arn) as RoleRow[]).map(roleOf),
    countPolicies: (): number => counted.get() as number,
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
