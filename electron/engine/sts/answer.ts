import type { AssumedRoleUser, Credentials } from '../../../shared/aws/types/sts.ts';
import { refuseCommon } from '../kernel/fault.ts';
import type { AccessSession, Role } from '../store/access-records.ts';

/** Credentials as STS returns them; the expiration in whole epoch seconds. */
export const credentialsOf = (session: AccessSession): Credentials => ({
  AccessKeyId: session.accessKeyId,
  SecretAccessKey: session.secret,
  SessionToken: session.sessionToken,
  Expiration: Math.floor(session.expiresAt / 1000),
});

/** The session as STS names it. */
export const assumedRoleUser = (session: AccessSession): AssumedRoleUser => ({
  AssumedRoleId: session.details.userId,
  Arn: session.arn,
});

const HOUR_SECONDS = 3600;

/**
 * How long the session lasts, in seconds: an hour unless asked otherwise, at most what the role allows, and
 * an hour when credentials of a role are used to assume another.
 */
export function durationOf(role: Role, asked: number | undefined, chained: boolean): number {
  const duration = asked ?? HOUR_SECONDS;
  const most = chained ? HOUR_SECONDS : role.maxSession;
  if (duration <= most) return duration;
  return refuseCommon({
    code: 'ValidationError',
    message: chained
      ? 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining'
      : 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    reason: `${duration} seconds were asked for; ${most} is the most.`,
  });
}

/** Refuses without saying what decided: role, trust policy or provider may be the reason. */
export const notAuthorized = (action: string, reason: string): never =>
  refuseCommon({ code: 'AccessDenied', status: 403, message: `Not authorized to perform ${action}`, reason });
