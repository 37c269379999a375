import { iamUserArn, parseIamArn } from '../../../shared/aws/arn.ts';
import { fold, type AccessSession, type PolicyText } from './access-records.ts';
import type { Sql } from './store.ts';

/** An IAM user. Times are epoch milliseconds. */
export type IamUser = {
  /** `AIDA…` */
  readonly id: string;
  readonly account: string;
  readonly name: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  /** ARN of the policy that bounds its permissions. */
  readonly boundary?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
};

/** A user's long-lived key. */
export type AccessKey = {
  /** `AKIA…` */
  readonly id: string;
  readonly userId: string;
  readonly secret: string;
  readonly status: 'Active' | 'Inactive';
  readonly createdAt: number;
  /** The last request that it signed. */
  readonly used?: KeyUse;
};

/** A use of an access key: when, at which service (`s3`), in which region. */
type KeyUse = { readonly at: number; readonly service: string; readonly region: string };

type UserRow = {
  id: string;
  account: string;
  name: string;
  path: string;
  boundary: string | null;
  tags: string;
  created_at: number;
};
type KeyRow = {
  id: string;
  user_id: string;
  secret: string;
  status: string;
  created_at: number;
  used_at: number | null;
  used_service: string | null;
  used_region: string | null;
};

const userOf = (row: UserRow): IamUser => ({
  id: row.id,
  account: row.account,
  name: row.name,
  path: row.path,
  ...(row.boundary === null ? {} : { boundary: row.boundary }),
  tags: JSON.parse(row.tags) as Record<string, string>,
  createdAt: row.created_at,
});
const keyOf = (row: KeyRow): AccessKey => ({
  id: row.id,
  userId: row.user_id,
  secret: row.secret,
  status: row.status as AccessKey['status'],
  createdAt: row.created_at,
  ...(row.used_at === null
    ? {}
    : { used: { at: row.used_at, service: row.used_service ?? '', region: row.used_region ?? '' } }),
});

/** IAM users, their access keys and policies. Lists are paged by folded name. */
export function iamUserStatements({ read, write }: Sql, uncounted: Sql['write']) {
  const get = read('SELECT * FROM iam_users WHERE account = ? AND name_key = ?');
  const byId = read('SELECT * FROM iam_users WHERE id = ?');
  const list = read(
    'SELECT * FROM iam_users WHERE account = ? AND name_key > ? AND substr(path, 1, length(?)) = ? ORDER BY name_key LIMIT ?',
  );
  const count = read('SELECT count(*) FROM iam_users').pluck();
  const insert = write(
    'INSERT INTO iam_users (id, account, name, name_key, path, boundary, tags, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const update = write('UPDATE iam_users SET boundary = ?, tags = ? WHERE id = ?');
  const remove = write('DELETE FROM iam_users WHERE id = ?');
  const policies = read('SELECT name, document FROM iam_user_policies WHERE user_id = ? ORDER BY name');
  const putPolicy = write(
    'INSERT INTO iam_user_policies (user_id, name, document) VALUES (?, ?, ?) ON CONFLICT (user_id, name) DO UPDATE SET document = excluded.document',
  );
  const removePolicy = write('DELETE FROM iam_user_policies WHERE user_id = ? AND name = ?');
  const attached = read(
    'SELECT policy_arn FROM iam_user_attached_policies WHERE user_id = ? ORDER BY policy_arn',
  ).pluck();
  const attach = write('INSERT OR IGNORE INTO iam_user_attached_policies (user_id, policy_arn) VALUES (?, ?)');
  const detach = write('DELETE FROM iam_user_attached_policies WHERE user_id = ? AND policy_arn = ?');
  const withPolicy = read(
    'SELECT u.* FROM iam_user_attached_policies a JOIN iam_users u ON u.id = a.user_id WHERE a.policy_arn = ? ORDER BY u.name_key',
  );
  const boundedBy = read('SELECT * FROM iam_users WHERE boundary = ? ORDER BY name_key');
  const key = read('SELECT * FROM access_keys WHERE id = ?');
  const keys = read('SELECT * FROM access_keys WHERE user_id = ? ORDER BY id');
  const insertKey = write('INSERT INTO access_keys (id, user_id, secret, status, created_at) VALUES (?, ?, ?, ?, ?)');
  const setKeyStatus = write('UPDATE access_keys SET status = ? WHERE id = ?');
  const keyUsed = uncounted('UPDATE access_keys SET used_at = ?, used_service = ?, used_region = ? WHERE id = ?');
  const removeKey = write('DELETE FROM access_keys WHERE id = ?');
  const one = (row: unknown): IamUser | undefined => (row === undefined ? undefined : userOf(row as UserRow));
  const accessKey = (id: string): AccessKey | undefined => {
    const row = key.get(id) as KeyRow | undefined;
    return row === undefined ? undefined : keyOf(row);
  };
  return {
    user: (account: string, name: string): IamUser | undefined => one(get.get(account, fold(name))),
    userById: (id: string): IamUser | undefined => one(byId.get(id)),
    /** The user that an ARN names, path and all. */
    userByArn: (arn: string): IamUser | undefined => {
      const { type, account, name } = parseIamArn(arn) ?? {};
      if (type !== 'user' || account === undefined || name === undefined) return undefined;
      const user = one(get.get(account, fold(name)));
      return user !== undefined && iamUserArn(user) === arn ? user : undefined;
    },
    users: (account: string, limit: number, after = '', pathPrefix = '/'): IamUser[] =>
      (list.all(account, fold(after), pathPrefix, pathPrefix, limit) as UserRow[]).map(userOf),
    countUsers: (): number => count.get() as number,
    insertUser: (user: IamUser): void => {
      insert.run(
        user.id,
        user.account,
        user.name,
        fold(user.name),
        user.path,
        user.boundary ?? null,
        JSON.stringify(user.tags),
        user.createdAt,
      );
    },
    /** Keeps boundary and tags. */
    updateUser: (user: IamUser): void => {
      update.run(user.boundary ?? null, JSON.stringify(user.tags), user.id);
    },
    removeUser: (id: string): void => {
      remove.run(id);
    },
    userPolicies: (userId: string): PolicyText[] => policies.all(userId) as PolicyText[],
    putUserPolicy: (userId: string, name: string, document: string): void => {
      putPolicy.run(userId, name, document);
    },
    removeUserPolicy: (userId: string, name: string): boolean => removePolicy.run(userId, name).changes > 0,
    userAttachedPolicies: (userId: string): string[] => attached.all(userId) as string[],
    attachUserPolicy: (userId: string, arn: string): void => {
      attach.run(userId, arn);
    },
    detachUserPolicy: (userId: string, arn: string): boolean => detach.run(userId, arn).changes > 0,
    usersWithPolicy: (arn: string): IamUser[] => (withPolicy.all(arn) as UserRow[]).map(userOf),
    usersBoundedBy: (arn: string): IamUser[] => (boundedBy.all(arn) as UserRow[]).map(userOf),
    accessKey,
    accessKeys: (userId: string): AccessKey[] => (keys.all(userId) as KeyRow[]).map(keyOf),
    insertAccessKey: (created: AccessKey): void => {
      insertKey.run(created.id, created.userId, created.secret, created.status, created.createdAt);
    },
    setAccessKeyStatus: (id: string, status: AccessKey['status']): void => {
      setKeyStatus.run(status, id);
    },
    accessKeyUsed: (id: string, { at, service, region }: KeyUse): void => {
      keyUsed.run(at, service, region, id);
    },
    removeAccessKey: (id: string): void => {
      removeKey.run(id);
    },
    /**
     * An active key of a user as the same record that temporary credentials have: without session token, without
     * end, with nothing but the user's own policies.
     */
    sessionOfKey: (id: string): AccessSession | undefined => {
      const found = accessKey(id);
      const user = found?.status === 'Active' ? one(byId.get(found.userId)) : undefined;
      if (found === undefined || user === undefined) return undefined;
      return {
        accessKeyId: id,
        secret: found.secret,
        sessionToken: '',
        roleId: user.id,
        roleArn: iamUserArn(user),
        arn: iamUserArn(user),
        details: { userId: user.id, policies: [], tags: {}, transitiveTags: [], context: {} },
        issuedAt: found.createdAt,
        expiresAt: Number.POSITIVE_INFINITY,
      };
    },
  };
}
