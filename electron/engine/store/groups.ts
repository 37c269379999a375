import type { Sql } from './store.ts';
import { USER_COLUMNS, userOf, type User, type UserRow } from './user-row.ts';

export type Group = {
  readonly poolId: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly roleArn: string | undefined;
  readonly precedence: number | undefined;
  readonly createdAt: number;
  readonly modifiedAt: number;
};

type Row = {
  pool_id: string;
  name: string;
  description: string | null;
  role_arn: string | null;
  precedence: number | null;
  created_at: number;
  modified_at: number;
};

const groupOf = (row: Row): Group => ({
  poolId: row.pool_id,
  name: row.name,
  description: row.description ?? undefined,
  roleArn: row.role_arn ?? undefined,
  precedence: row.precedence ?? undefined,
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
});

/** Groups and who is in them. */
export function groupStatements({ read, write }: Sql) {
  const get = read('SELECT * FROM groups WHERE pool_id = ? AND name = ?');
  const list = read('SELECT * FROM groups WHERE pool_id = ? AND name > ? ORDER BY name LIMIT ?');
  const count = read('SELECT count(*) FROM groups WHERE pool_id = ?').pluck();
  const insert = write(
    `INSERT INTO groups (pool_id, name, description, role_arn, precedence, created_at, modified_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = write(
    'UPDATE groups SET description = ?, role_arn = ?, precedence = ?, modified_at = ? WHERE pool_id = ? AND name = ?',
  );
  const remove = write('DELETE FROM groups WHERE pool_id = ? AND name = ?');
  const addMember = write(
    'INSERT INTO group_members (pool_id, group_name, user_id, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const removeMember = write('DELETE FROM group_members WHERE pool_id = ? AND group_name = ? AND user_id = ?');
  const isMember = read('SELECT 1 FROM group_members WHERE pool_id = ? AND group_name = ? AND user_id = ?').pluck();
  const countMembers = read('SELECT count(*) FROM group_members WHERE pool_id = ? AND group_name = ?').pluck();
  const countOfUser = read('SELECT count(*) FROM group_members WHERE user_id = ?').pluck();
  const members = read(
    `SELECT ${USER_COLUMNS} FROM group_members m JOIN users u ON u.id = m.user_id
     WHERE m.pool_id = ? AND m.group_name = ? AND m.user_id > ? ORDER BY m.user_id LIMIT ?`,
  );
  const ofUser = read(
    `SELECT g.* FROM group_members m JOIN groups g ON g.pool_id = m.pool_id AND g.name = m.group_name
     WHERE m.user_id = ? ORDER BY g.precedence IS NULL, g.precedence, g.name`,
  );
  const listOfUser = read(
    `SELECT g.* FROM group_members m JOIN groups g ON g.pool_id = m.pool_id AND g.name = m.group_name
     WHERE m.user_id = ? AND m.group_name > ? ORDER BY m.group_name LIMIT ?`,
  );
  return {
    get: (poolId: string, name: string): Group | undefined => {
      const row = get.get(poolId, name) as Row | undefined;
      return row === undefined ? undefined : groupOf(row);
    },
    insert: (group: Group): void => {
      insert.run(
        group.poolId,
        group.name,
        group.description ?? null,
        group.roleArn ?? null,
        group.precedence ?? null,
        group.createdAt,
        group.modifiedAt,
      );
    },
    update: (group: Group): void => {
      update.run(
        group.description ?? null,
        group.roleArn ?? null,
        group.precedence ?? null,
        group.modifiedAt,
        group.poolId,
        group.name,
      );
    },
    /** Removes a group and its memberships. */
    remove: (poolId: string, name: string): void => {
      remove.run(poolId, name);
    },
    /** The groups of a pool in the order of their names, from behind `after`. */
    list: (poolId: string, limit: number, after = ''): Group[] =>
      (list.all(poolId, after, limit) as Row[]).map(groupOf),
    count: (poolId: string): number => count.get(poolId) as number,
    /** Puts a user into a group; they may be in it already. */
    addMember: (poolId: string, name: string, userId: number, at: number): void => {
      addMember.run(poolId, name, userId, at);
    },
    removeMember: (poolId: string, name: string, userId: number): void => {
      removeMember.run(poolId, name, userId);
    },
    isMember: (poolId: string, name: string, userId: number): boolean =>
      isMember.get(poolId, name, userId) !== undefined,
    /** All groups of a user as tokens list them: best precedence first, those without one last, then by name. */
    ofUser: (userId: number): Group[] => (ofUser.all(userId) as Row[]).map(groupOf),
    countMembers: (poolId: string, name: string): number => countMembers.get(poolId, name) as number,
    countOfUser: (userId: number): number => countOfUser.get(userId) as number,
    /** A user's groups in the order of their names, from behind `after`. */
    listOfUser: (userId: number, limit: number, after = ''): Group[] =>
      (listOfUser.all(userId, after, limit) as Row[]).map(groupOf),
    /** A group's users in the order in which they were created, from behind the user with the id `after`. */
    members: (poolId: string, name: string, limit: number, after = 0): User[] =>
      (members.all(poolId, name, after, limit) as UserRow[]).map(userOf),
  };
}
