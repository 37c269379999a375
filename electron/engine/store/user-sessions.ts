import type { SessionTypeType } from '../../../shared/aws/types/cognito-idp.ts';
import type { Sql } from './store.ts';

/** A session that a pool tracks. Times are epoch milliseconds. */
export type UserSession = {
  readonly id: string;
  readonly type: SessionTypeType;
  readonly userId: number;
  readonly clientId: string | undefined;
  /** The tokens of a token session. */
  readonly familyId: string | undefined;
  /** The browser session that a token session came of. */
  readonly originId: string | undefined;
  readonly deviceType: string;
  readonly ipAddress: string | undefined;
  readonly createdAt: number;
  readonly lastActiveAt: number;
  readonly expiresAt: number;
};

type Row = {
  id: string;
  type: string;
  user_id: number;
  client_id: string | null;
  family_id: string | null;
  origin_id: string | null;
  device_type: string;
  ip_address: string | null;
  created_at: number;
  last_active_at: number;
  expires_at: number;
};

/**
 * Sessions of users. One whose tokens were revoked or have expired is no longer active; its row goes with
 * the next session of the user, or with the family of tokens.
 */
export function userSessionStatements({ read, write }: Sql) {
  const ALIVE = `s.user_id = @userId AND s.expires_at > @now
    AND (s.family_id IS NULL OR EXISTS (SELECT 1 FROM token_families f WHERE f.id = s.family_id AND f.revoked_at IS NULL))`;
  const get = read('SELECT * FROM user_sessions WHERE id = ?');
  const byFamily = read('SELECT * FROM user_sessions WHERE family_id = ?');
  const active = read(`SELECT s.* FROM user_sessions s WHERE ${ALIVE} ORDER BY s.last_active_at, s.id`);
  const ofOrigin = read('SELECT * FROM user_sessions WHERE origin_id = ?');
  const insert = write(
    `INSERT INTO user_sessions (id, type, user_id, client_id, family_id, origin_id, device_type, ip_address,
       created_at, last_active_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const touch = write('UPDATE user_sessions SET last_active_at = ?, device_type = ?, ip_address = ? WHERE id = ?');
  const remove = write('DELETE FROM user_sessions WHERE id = ?');
  const prune = write(`DELETE FROM user_sessions AS s WHERE s.user_id = @userId AND NOT (${ALIVE})`);
  const one = (row: unknown): UserSession | undefined => (row === undefined ? undefined : sessionOf(row as Row));
  return {
    get: (id: string): UserSession | undefined => one(get.get(id)),
    byFamily: (familyId: string): UserSession | undefined => one(byFamily.get(familyId)),
    /** A user's sessions that are neither revoked nor expired, the least recently used first. */
    active: (userId: number, now: number): UserSession[] => (active.all({ userId, now }) as Row[]).map(sessionOf),
    /** The token sessions that came of a browser session. */
    ofOrigin: (originId: string): UserSession[] => (ofOrigin.all(originId) as Row[]).map(sessionOf),
    /** Stores a session and forgets those of the user that are no longer active. */
    insert: (session: UserSession): void => {
      prune.run({ userId: session.userId, now: session.createdAt });
      insert.run(
        session.id,
        session.type,
        session.userId,
        session.clientId ?? null,
        session.familyId ?? null,
        session.originId ?? null,
        session.deviceType,
        session.ipAddress ?? null,
        session.createdAt,
        session.lastActiveAt,
        session.expiresAt,
      );
    },
    touch: (id: string, at: number, deviceType: string, ipAddress: string | undefined): void => {
      touch.run(at, deviceType, ipAddress ?? null, id);
    },
    remove: (id: string): void => {
      remove.run(id);
    },
  };
}

const sessionOf = (row: Row): UserSession => ({
  id: row.id,
  type: row.type as SessionTypeType,
  userId: row.user_id,
  clientId: row.client_id ?? undefined,
  familyId: row.family_id ?? undefined,
  originId: row.origin_id ?? undefined,
  deviceType: row.device_type,
  ipAddress: row.ip_address ?? undefined,
  createdAt: row.created_at,
  lastActiveAt: row.last_active_at,
  expiresAt: row.expires_at,
});
