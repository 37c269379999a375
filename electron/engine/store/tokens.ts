import type { Sql } from './store.ts';

/**
 * One way in which a user proved who they are, as the claim `amr` names it (RFC 8176 and AWS's own values):
 * `pwd` a password, `otp` an authenticator app, `sms` and `email_otp` a code that was sent, `swk` a passkey
 * of the device, `hwk` one of a roaming key, `fed` another identity provider that did not say how.
 */
export type Method = 'pwd' | 'otp' | 'sms' | 'email_otp' | 'swk' | 'hwk' | 'fed';

/**
 * One sign-in and all tokens that came of it. Times are epoch milliseconds.
 *
 * `live` holds the refresh tokens that still work: their number, and when they were replaced by rotation
 * (null for one that was not).
 */
export type Family = {
  /** `origin_jti` of its tokens. */
  readonly id: string;
  readonly userId: number;
  readonly clientId: string;
  readonly authTime: number;
  readonly eventId: string;
  readonly live: Readonly<Record<string, number | null>>;
  readonly revokedAt: number | undefined;
  readonly createdAt: number;
  /** When its refresh tokens expire. */
  readonly expiresAt: number;
  /** How the user proved who they are, in order: what `amr` and `acr` are made of. */
  readonly methods: readonly Method[];
  /** The name of the level that the sign-in asked for by TARGET_ACR_VALUES. */
  readonly acr: string | undefined;
  /** The device that signed in, where the pool tracks devices; with `groupKey` one that was new. */
  readonly device: { readonly key: string; readonly groupKey: string | undefined } | undefined;
};

type Row = {
  id: string;
  user_id: number;
  client_id: string;
  auth_time: number;
  event_id: string;
  live: string;
  revoked_at: number | null;
  created_at: number;
  expires_at: number;
  methods: string | null;
  acr: string | null;
  device_key: string | null;
  device_group: string | null;
};

/** Access and ID tokens live a day at most: so long a family is kept after its refresh tokens expired. */
const MAX_TOKEN_LIFETIME_MS = 86_400_000;

/** Families of tokens: what makes revocation, sign-out and rotation effective. */
export function tokenStatements({ read, write }: Sql) {
  const get = read('SELECT * FROM token_families WHERE id = ?');
  const byEvent = read('SELECT * FROM token_families WHERE event_id = ?');
  const insert = write(
    `INSERT INTO token_families (id, user_id, client_id, auth_time, event_id, live, created_at, expires_at,
       methods, acr, device_key, device_group)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const setLive = write('UPDATE token_families SET live = ? WHERE id = ?');
  const revoke = write('UPDATE token_families SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL');
  const revokeUser = write('UPDATE token_families SET revoked_at = ? WHERE user_id = ? AND revoked_at IS NULL');
  const signedOut = write('UPDATE users SET signed_out_at = ? WHERE id = ?');
  const prune = write('DELETE FROM token_families WHERE expires_at < ?');
  const one = (row: unknown): Family | undefined => (row === undefined ? undefined : familyOf(row as Row));
  return {
    get: (id: string): Family | undefined => one(get.get(id)),
    byEvent: (eventId: string): Family | undefined => one(byEvent.get(eventId)),
    /** Stores a new family and forgets those whose last token has expired. */
    insert: (family: Family): void => {
      prune.run(family.createdAt - MAX_TOKEN_LIFETIME_MS);
      insert.run(
        family.id,
        family.userId,
        family.clientId,
        family.authTime,
        family.eventId,
        JSON.stringify(family.live),
        family.createdAt,
        family.expiresAt,
        JSON.stringify(family.methods),
        family.acr ?? null,
        family.device?.key ?? null,
        family.device?.groupKey ?? null,
      );
    },
    setLive: (id: string, live: Family['live']): void => {
      setLive.run(JSON.stringify(live), id);
    },
    revoke: (id: string, at: number): void => {
      revoke.run(at, id);
    },
    /** Revokes all tokens of a user and notes when. */
    signOutUser: (userId: number, at: number): void => {
      revokeUser.run(at, userId);
      signedOut.run(at, userId);
    },
  };
}

function familyOf(row: Row): Family {
  return {
    id: row.id,
    userId: row.user_id,
    clientId: row.client_id,
    authTime: row.auth_time,
    eventId: row.event_id,
    live: JSON.parse(row.live) as Family['live'],
    revokedAt: row.revoked_at ?? undefined,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    methods: row.methods === null ? [] : (JSON.parse(row.methods) as Method[]),
    acr: row.acr ?? undefined,
    device: row.device_key === null ? undefined : { key: row.device_key, groupKey: row.device_group ?? undefined },
  };
}
