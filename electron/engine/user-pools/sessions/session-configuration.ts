import type { Ctx, IdpHandler } from '../../kernel/handler.ts';
import { findClient, findPool } from '../pools/find.ts';
import { ONLY, trackingOf } from './session-tracking.ts';
import { requireTier } from '../pools/tiers.ts';
import { tierOf } from '../pools/read-settings.ts';

const MAX_SESSIONS_PER_USER = 100;
const DEFAULT_VALIDITY_MINUTES = 60;
const MAX_VALIDITY_MINUTES = 129_600;

/** Whether a pool tracks sessions, and how many token sessions a user may have. */
export const GetUserPoolSessionConfiguration: IdpHandler<'GetUserPoolSessionConfiguration'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const { enabled, maxPerUser } = trackingOf(ctx, pool.id);
  return {
    UserPoolId: pool.id,
    UserSessionTracking: enabled ? 'ENABLED' : 'DISABLED',
    TokenSession: { MaxPerUser: maxPerUser },
  };
};

/** Replaces a pool's session tracking. A lower maximum ends no session until the user's next sign-in. */
export const SetUserPoolSessionConfiguration: IdpHandler<'SetUserPoolSessionConfiguration'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const { MaxPerUser: maxPerUser } = input.TokenSession;
  ctx.step(
    'range of the maximum',
    () => checkRange(ctx, 'tokenSession.maxPerUser', maxPerUser, 1, MAX_SESSIONS_PER_USER),
    'MaxPerUser',
  );
  ctx.step(
    'feature plan',
    () => requireTier(ctx, tierOf(pool.settings), 'ESSENTIALS', 'UserSessionTracking'),
    'UserPoolTier',
  );
  const now = ctx.now();
  ctx.write(() =>
    ctx.store.records.put('session-tracking', {
      poolId: pool.id,
      id: ONLY,
      content: { enabled: input.UserSessionTracking === 'ENABLED', maxPerUser },
      createdAt: now,
      modifiedAt: now,
    }),
  );
  ctx.changed('user-pool', undefined, pool.id);
  return {
    UserPoolId: pool.id,
    UserSessionTracking: input.UserSessionTracking,
    TokenSession: { MaxPerUser: maxPerUser },
  };
};

/** How long after a fresh sign-in a client may reuse a browser session. */
export const GetUserPoolClientSessionConfiguration: IdpHandler<'GetUserPoolClientSessionConfiguration'> = (
  input,
  ctx,
) => {
  const { client, pool } = findClient(ctx, input.ClientId, input.UserPoolId);
  const record = ctx.store.records.get(pool.id, 'client-sessions', client.id);
  return {
    UserPoolId: pool.id,
    ClientId: client.id,
    SSOSession: { MaxValidityMinutes: record?.content.maxValidityMinutes ?? DEFAULT_VALIDITY_MINUTES },
  };
};

/** Replaces it; 0 makes every sign-in of the client a fresh one. The pool must track sessions. */
export const SetUserPoolClientSessionConfiguration: IdpHandler<'SetUserPoolClientSessionConfiguration'> = (
  input,
  ctx,
) => {
  const { client, pool } = findClient(ctx, input.ClientId, input.UserPoolId);
  const { MaxValidityMinutes: maxValidityMinutes } = input.SSOSession;
  ctx.step(
    'range of the validity',
    () => checkRange(ctx, 'sSOSession.maxValidityMinutes', maxValidityMinutes, 0, MAX_VALIDITY_MINUTES),
    'MaxValidityMinutes',
  );
  ctx.step('feature plan', () => requireTier(ctx, tierOf(pool.settings), 'ESSENTIALS', 'SSOSession'), 'UserPoolTier');
  ctx.step(
    'pool tracks sessions',
    () => {
      if (!trackingOf(ctx, pool.id).enabled)
        ctx.refuse(
          'InvalidParameterException',
          'User session tracking must be enabled for the user pool.',
          'UserSessionTracking of the pool is DISABLED; SetUserPoolSessionConfiguration enables it.',
        );
    },
    'UserSessionTracking',
  );
  const now = ctx.now();
  ctx.write(() =>
    ctx.store.records.put('client-sessions', {
      poolId: pool.id,
      id: client.id,
      clientId: client.id,
      content: { maxValidityMinutes },
      createdAt: now,
      modifiedAt: now,
    }),
  );
  ctx.changed('client', pool.id, client.id);
  return { UserPoolId: pool.id, ClientId: client.id, SSOSession: { MaxValidityMinutes: maxValidityMinutes } };
};

/** Ranges that AWS's contract tells in words only. */
function checkRange(
  ctx: Ctx<'InvalidParameterException'>,
  member: string,
  value: number,
  least: number,
  most: number,
): void {
  if (value >= least && value <= most) return;
  const bound = value < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
  ctx.refuse(
    'InvalidParameterException',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must have value ${bound}`,
  );
}
