import type { UserStatusType } from '../../../shared/aws/types/cognito-idp.ts';

/** A user. `attributes` are all but `sub`, by AWS's names (`email`, `custom:tier`), values as strings. */
export type User = {
  /** Internal, never leaves the engine. */
  readonly id: number;
  readonly poolId: string;
  readonly username: string;
  readonly sub: string;
  readonly status: UserStatusType;
  readonly enabled: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  readonly salt: Uint8Array | undefined;
  readonly verifier: Uint8Array | undefined;
  readonly passwordSetAt: number | undefined;
  readonly signedOutAt: number;
  readonly failures: number;
  readonly failedAt: number;
  readonly extras: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
  readonly modifiedAt: number;
};

export type UserRow = {
  id: number;
  pool_id: string;
  username: string;
  sub: string;
  status: UserStatusType;
  enabled: number;
  attributes: string;
  salt: Uint8Array | null;
  verifier: Uint8Array | null;
  password_set_at: number | null;
  signed_out_at: number;
  failures: number;
  failed_at: number;
  extras: string;
  created_at: number;
  modified_at: number;
};

/** The columns of a `UserRow`, for statements that join the table as `u`. */
export const USER_COLUMNS = [
  'id',
  'pool_id',
  'username',
  'sub',
  'status',
  'enabled',
  'attributes',
  'salt',
  'verifier',
  'password_set_at',
  'signed_out_at',
  'failures',
  'failed_at',
  'extras',
  'created_at',
  'modified_at',
]
  .map((column) => `u.${column}`)
  .join(', ');

/** A stored row as the engine's record. */
export function userOf(row: UserRow): User {
  return {
    id: row.id,
    poolId: row.pool_id,
    username: row.username,
    sub: row.sub,
    status: row.status,
    enabled: row.enabled === 1,
    attributes: JSON.parse(row.attributes) as Record<string, string>,
    salt: row.salt ?? undefined,
    verifier: row.verifier ?? undefined,
    passwordSetAt: row.password_set_at ?? undefined,
    signedOutAt: row.signed_out_at,
    failures: row.failures,
    failedAt: row.failed_at,
    extras: JSON.parse(row.extras) as Record<string, unknown>,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  };
}
