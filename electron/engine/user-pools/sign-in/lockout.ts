import type { User } from '../../store/users.ts';

const FREE_ATTEMPTS = 5;
const MAX_LOCK_MS = 15 * 60_000;

type Attempts = Pick<User, 'failures' | 'failedAt'>;

/** Consecutive wrong passwords that still count: 15 minutes without an attempt forget them. */
export const failuresNow = ({ failures, failedAt }: Attempts, now: number): number =>
  now - failedAt > MAX_LOCK_MS ? 0 : failures;

/**
 * Until when a user is locked out, epoch milliseconds.
 *
 * Five attempts are free; the n-th failure then locks for 2^(n-5) seconds, 15 minutes at most. Amazon
 * Cognito developer guide, "Lockout behavior for failed sign-in attempts".
 */
export function lockedUntil({ failures, failedAt }: Attempts): number {
  if (failures < FREE_ATTEMPTS) return 0;
  return failedAt + Math.min(2 ** (failures - FREE_ATTEMPTS) * 1000, MAX_LOCK_MS);
}
