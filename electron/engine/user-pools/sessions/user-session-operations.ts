import type { SessionDescriptionType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx, IdpHandler } from '../../kernel/handler.ts';
import type { Pool } from '../../store/pools.ts';
import type { UserSession } from '../../store/user-sessions.ts';
import type { User } from '../../store/users.ts';
import type { Claims } from '../../tokens/claims.ts';
import { actingUser } from '../users/acting-user.ts';
import { findPool } from '../pools/find.ts';
import { findUser } from '../users/find-user.ts';
import { endSession, trackingOf } from './session-tracking.ts';

const MAX_SESSIONS_LISTED = 125;

/** A user's sessions that are neither revoked nor expired, the one used last first. */
export const AdminListUserSessions: IdpHandler<'AdminListUserSessions'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const user = findUser(ctx, pool, input.Username);
  refuseToken(ctx, input.NextToken);
  return { Sessions: listed(ctx, pool, user, undefined) };
};

/** The sessions of the user who is signed in, at every client of the pool. */
export const ListUserSessions: IdpHandler<'ListUserSessions'> = async (input, ctx) => {
  const { user, pool, claims } = await actingUser(ctx, input.AccessToken);
  refuseToken(ctx, input.NextToken);
  return { Sessions: listed(ctx, pool, user, currentOf(ctx, claims)) };
};

/** Ends one of a user's sessions with its tokens. */
export const AdminRevokeUserSession: IdpHandler<'AdminRevokeUserSession'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const user = findUser(ctx, pool, input.Username);
  const session = findSession(ctx, user, input.SessionId);
  ctx.write(() => endSession(ctx, session, input.RevokeAssociatedSessions === 'LINKED'));
  ctx.changed('user', pool.id, user.username);
  return {};
};

/** Ends a session of the user who is signed in, but not the one they call with. */
export const RevokeUserSession: IdpHandler<'RevokeUserSession'> = async (input, ctx) => {
  const { user, pool, claims } = await actingUser(ctx, input.AccessToken);
  const session = findSession(ctx, user, input.SessionId);
  if (session.id === currentOf(ctx, claims)?.id)
    return ctx.refuse(
      'InvalidParameterException',
      'The current session cannot be revoked.',
      'The access token is of this session; GlobalSignOut and RevokeToken end it.',
    );
  ctx.write(() => endSession(ctx, session, input.RevokeAssociatedSessions === 'LINKED'));
  ctx.changed('user', pool.id, user.username);
  return {};
};

/** The session of a token: tokens of clients without revocation carry no `origin_jti` and are led by `event_id`. */
function currentOf(ctx: Ctx, claims: Claims): UserSession | undefined {
  const { origin_jti: origin, event_id: event } = claims;
  const family =
    typeof origin === 'string'
      ? ctx.store.tokens.get(origin)
      : typeof event === 'string'
        ? ctx.store.tokens.byEvent(event)
        : undefined;
  return family === undefined ? undefined : ctx.store.userSessions.byFamily(family.id);
}

function findSession(ctx: Ctx<'ResourceNotFoundException'>, user: User, id: string): UserSession {
  return ctx.step(
    'find the session',
    () =>
      ctx.store.userSessions.active(user.id, ctx.now()).find((one) => one.id === id) ??
      ctx.refuse(
        'ResourceNotFoundException',
        'Session does not exist.',
        `${user.username} has no active session ${id}.`,
      ),
    'SessionId',
  );
}

function listed(ctx: Ctx, pool: Pool, user: User, current: UserSession | undefined): SessionDescriptionType[] {
  return ctx.step('list the sessions', () => {
    if (!trackingOf(ctx, pool.id).enabled) {
      ctx.note('UserSessionTracking of the pool is DISABLED.');
      return [];
    }
    return ctx.store.userSessions
      .active(user.id, ctx.now())
      .toReversed()
      .slice(0, MAX_SESSIONS_LISTED)
      .map((session) => describe(session, session.id === current?.id));
  });
}

/** All sessions fit one page. */
function refuseToken(ctx: Ctx<'InvalidParameterException'>, token: string | undefined): void {
  if (token !== undefined)
    ctx.refuse('InvalidParameterException', 'Invalid pagination token given.', 'The list has one page.');
}

const describe = (session: UserSession, IsCurrentSession: boolean): SessionDescriptionType => ({
  SessionId: session.id,
  SessionType: session.type,
  ...(session.clientId === undefined ? {} : { ClientId: session.clientId }),
  CreateDate: session.createdAt / 1000,
  LastActiveDate: session.lastActiveAt / 1000,
  DeviceType: session.deviceType,
  ...(session.ipAddress === undefined ? {} : { LastIPAddress: session.ipAddress }),
  LastLocation: { Country: 'unknown' },
  ...(session.originId === undefined ? {} : { OriginSessionId: session.originId }),
  IsCurrentSession,
});
