import type { Ctx } from '../../kernel/handler.ts';
import { alphanumerics } from '../../kernel/ids.ts';
import type { Client } from '../../store/clients.ts';
import type { Family } from '../../store/tokens.ts';
import type { UserSession } from '../../store/user-sessions.ts';
import type { User } from '../../store/users.ts';
import { clientAddress, clientUserAgent, deviceName } from '../clients/client-address.ts';

/** The one record of a pool's session tracking. */
export const ONLY = 'ONLY';
const DEFAULT_SESSIONS_PER_USER = 20;
const ID_LENGTH = 25;
const LOWERCASE_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

type Tracking = { readonly enabled: boolean; readonly maxPerUser: number };

/** Whether a pool tracks its users' sessions, and how many a user may have. Off, 20 unless set. */
export const trackingOf = (ctx: Ctx, poolId: string): Tracking =>
  ctx.store.records.get(poolId, 'session-tracking', ONLY)?.content ?? {
    enabled: false,
    maxPerUser: DEFAULT_SESSIONS_PER_USER,
  };

/**
 * Makes a sign-in a session of its user, where the pool tracks sessions. Inside `ctx.write`.
 *
 * A user who has as many token sessions as allowed loses the one that was used least recently.
 *
 * @param originId the browser session it came of
 */
export function trackSignIn(ctx: Ctx, client: Client, user: User, family: Family, originId?: string): void {
  const { enabled, maxPerUser } = trackingOf(ctx, client.poolId);
  if (!enabled) return;
  const active = ctx.store.userSessions.active(user.id, ctx.now()).filter(({ type }) => type === 'TOKEN');
  for (const session of active.slice(0, Math.max(0, active.length - maxPerUser + 1))) {
    endSession(ctx, session);
    ctx.note(
      `The user has ${maxPerUser} sessions, as many as allowed: ${session.id} was used least recently and is ended.`,
    );
  }
  ctx.store.userSessions.insert({
    id: `tkn${alphanumerics(ctx.random, ID_LENGTH, LOWERCASE_AND_DIGITS)}`,
    type: 'TOKEN',
    userId: user.id,
    clientId: client.id,
    familyId: family.id,
    originId,
    deviceType: deviceName(clientUserAgent(ctx)),
    ipAddress: clientAddress(ctx, client),
    createdAt: family.createdAt,
    lastActiveAt: family.createdAt,
    expiresAt: family.expiresAt,
  });
}

/** Notes that a session's refresh token was used, from where and by what. Inside `ctx.write`. */
export function touchSession(ctx: Ctx, client: Client, family: Family): void {
  const session = ctx.store.userSessions.byFamily(family.id);
  if (session === undefined) return;
  ctx.store.userSessions.touch(session.id, ctx.now(), deviceName(clientUserAgent(ctx)), clientAddress(ctx, client));
}

/**
 * Ends a session with its tokens. Inside `ctx.write`.
 *
 * `linked` takes along what it is directly linked to: a token session's browser session, or all token
 * sessions of a browser session. Others of the same browser session live on.
 */
export function endSession(ctx: Ctx, session: UserSession, linked = false): void {
  const { userSessions, tokens } = ctx.store;
  if (linked) {
    const parent = session.originId === undefined ? undefined : userSessions.get(session.originId);
    if (parent !== undefined) endSession(ctx, parent);
    if (session.type === 'SSO') for (const child of userSessions.ofOrigin(session.id)) endSession(ctx, child);
  }
  if (session.familyId !== undefined) tokens.revoke(session.familyId, ctx.now());
  userSessions.remove(session.id);
}
