import type { UserStatusType } from '../../../shared/aws/types/cognito-idp.ts';
import type { Sql } from './store.ts';

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
