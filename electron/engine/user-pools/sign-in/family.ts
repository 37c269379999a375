import type { Ctx } from '../../kernel/handler.ts';
import { uuid } from '../../kernel/ids.ts';
import type { Client } from '../../store/clients.ts';
import type { Family } from '../../store/tokens.ts';
import type { User } from '../../store/users.ts';
import { lifetimesOf } from '../../tokens/lifetimes.ts';
import { recordSignIn } from '../protection/auth-events.ts';
import { trackSignIn } from '../sessions/session-tracking.ts';

/**
 * Begins a family of tokens: one sign-in and all that comes of it. Inside `ctx.write`.
 *
 * Its refresh token is number 0 and lives as long as the client says; rotation does not prolong it.
 */
export function openFamily(
  ctx: Ctx,
  {
    client,
    user,
    methods = [],
    acr,
    device,
  }: { readonly client: Client; readonly user: User } & Partial<Pick<Family, 'methods' | 'acr' | 'device'>>,
): Family {
  const now = ctx.now();
  const family: Family = {
    id: uuid(ctx.random),
    userId: user.id,
    clientId: client.id,
    authTime: now,
    eventId: uuid(ctx.random),
    live: { 0: null },
    revokedAt: undefined,
    createdAt: now,
    expiresAt: now + lifetimesOf(client).refresh * 1000,
    methods,
    acr,
    device,
  };
  ctx.store.tokens.insert(family);
  trackSignIn(ctx, client, user, family);
  recordSignIn(ctx, client, user, family);
  return family;
}

/** Revokes every token of a user: global sign-out, disabling, a reset password. Inside `ctx.write`. */
export function signOutEverywhere(ctx: Ctx, user: User): void {
  ctx.store.tokens.signOutUser(user.id, ctx.now());
}
