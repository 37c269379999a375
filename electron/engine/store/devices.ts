import type { Sql } from './store.ts';

/** A device that a user has confirmed. Times are epoch milliseconds. */
export type Device = {
  readonly userId: number;
  /** DeviceKey: the pool's region, `_` and a UUID. */
  readonly key: string;
  readonly groupKey: string;
  readonly name: string | undefined;
  /** Salt and SRP verifier of the secret that the device keeps. */
  readonly proof: { readonly salt: Uint8Array; readonly verifier: Uint8Array } | undefined;
  readonly remembered: boolean;
  readonly lastIp: string | undefined;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly authenticatedAt: number;
};

type Row = {
  user_id: number;
  key: string;
  group_key: string;
  name: string | null;
  salt: Uint8Array | null;
  verifier: Uint8Array | null;
  remembered: number;
  last_ip: string | null;
  created_at: number;
  modified_at: number;
  authenticated_at: number;
};

/** Devices of users. */
export function deviceStatements({ read, write }: Sql) {
  const get = read('SELECT * FROM devices WHERE user_id = ? AND key = ?');
  const list = read('SELECT * FROM devices WHERE user_id = ? AND key > ? ORDER BY key LIMIT ?');
  const insert = write(
    `INSERT INTO devices (user_id, key, group_key, name, salt, verifier, remembered, last_ip, created_at, modified_at,
       authenticated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const setRemembered = write('UPDATE devices SET remembered = ?, modified_at = ? WHERE user_id = ? AND key = ?');
  const authenticated = write('UPDATE devices SET authenticated_at = ?, last_ip = ? WHERE user_id = ? AND key = ?');
  const remove = write('DELETE FROM devices WHERE user_id = ? AND key = ?');
  return {
    get: (userId: number, key: string): Device | undefined => {
      const row = get.get(userId, key) as Row | undefined;
      return row === undefined ? undefined : deviceOf(row);
    },
    /** A user's devices behind `after`, by key. */
    list: (userId: number, limit: number, after = ''): Device[] =>
      (list.all(userId, after, limit) as Row[]).map(deviceOf),
    insert: (device: Device): void => {
      insert.run(
        device.userId,
        device.key,
        device.groupKey,
        device.name ?? null,
        device.proof?.salt ?? null,
        device.proof?.verifier ?? null,
        device.remembered ? 1 : 0,
        device.lastIp ?? null,
        device.createdAt,
        device.modifiedAt,
        device.authenticatedAt,
      );
    },
    setRemembered: (userId: number, key: string, remembered: boolean, at: number): void => {
      setRemembered.run(remembered ? 1 : 0, at, userId, key);
    },
    authenticated: (userId: number, key: string, at: number, ip: string | undefined): void => {
      authenticated.run(at, ip ?? null, userId, key);
    },
    remove: (userId: number, key: string): void => {
      remove.run(userId, key);
    },
  };
}

const deviceOf = (row: Row): Device => ({
  userId: row.user_id,
  key: row.key,
  groupKey: row.group_key,
  name: row.name ?? undefined,
  proof: row.salt === null || row.verifier === null ? undefined : { salt: row.salt, verifier: row.verifier },
  remembered: row.remembered === 1,
  lastIp: row.last_ip ?? undefined,
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
  authenticatedAt: row.authenticated_at,
});
