import { RETRY_GRACE_PERIOD_SECONDS } from '../../../../shared/aws/defaults.ts';
import type { FaultCode } from '../../../../shared/contract.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { Family } from '../../store/tokens.ts';
import { issueTokens } from '../../tokens/issue.ts';
import { openRefreshToken } from '../../tokens/refresh.ts';
import type { FlowStep } from '../../kernel/trace.ts';
import { readableAttributes } from '../pools/attribute-schema.ts';
import { touchSession } from '../sessions/session-tracking.ts';
import { sameDevice } from './device.ts';
import { checkSecretHash, secretMatches } from './secret-hash.ts';
import { parameter, userOf, type Answer, type RefreshCtx, type RefreshFlow, type SignIn } from './state.ts';
import { needs, trigger, wayAllowed } from './steps.ts';

const INVALID = 'Invalid Refresh Token';

type ReuseCtx = Ctx<FaultCode<'cognito-idp', 'GetTokensFromRefreshToken'>>;
/** How an operation refuses a token that rotation replaced. */
type Reused<C> = (ctx: C, reason: string) => never;

const fromToken = <C extends RefreshCtx>(reused: Reused<C>): readonly FlowStep<SignIn, C, Answer>[] => [
  ['device', 'DEVICE_KEY', sameDevice],
  ['pre token generation trigger', 'TokenGeneration_RefreshTokens', trigger('PreTokenGeneration')],
  ['issue tokens', 'RefreshTokenRotation', (state, ctx) => renew(state, ctx, reused)],
];

/** REFRESH_TOKEN_AUTH, also known as REFRESH_TOKEN. */
export const refreshTokenFlow: RefreshFlow = [
  ['app client may use this flow', 'ExplicitAuthFlows', wayAllowed('refresh')],
  ['required parameters', 'AuthParameters', needs('REFRESH_TOKEN')],
  ['refresh token', 'token family', familyOfToken],
  ['secret hash', 'SECRET_HASH', secretHashOfUser],
  ['token still works', 'RevokeToken, RefreshTokenValidity', tokenWorks],
  ...fromToken<RefreshCtx>((ctx, reason) => ctx.refuse('NotAuthorizedException', INVALID, reason)),
];

/** GetTokensFromRefreshToken: the same with the client's secret itself in place of a hash. */
export const tokensFromRefreshToken: readonly FlowStep<SignIn, ReuseCtx, Answer>[] = [
  ['client secret', 'ClientSecret', clientSecret],
  ['refresh token', 'token family', familyOfToken],
  ['token still works', 'RevokeToken, RefreshTokenValidity', tokenWorks],
  ...fromToken<ReuseCtx>((ctx, reason) =>
    ctx.refuse('RefreshTokenReuseException', 'Refresh token has been reused', reason),
  ),
];

/** Opens the token and finds what it belongs to. */
async function familyOfToken(state: SignIn, ctx: Ctx<'NotAuthorizedException'>): Promise<void> {
  const { pool, client } = state;
  const content = await openRefreshToken(ctx.workspace, parameter(state, 'REFRESH_TOKEN'));
  const invalid = (reason: string): never => ctx.refuse('NotAuthorizedException', INVALID, reason);
  if (content === undefined) return invalid('It is no refresh token of this workspace, or it was changed.');
  if (content.client !== client.id) return invalid(`The token was issued to the app client ${content.client}.`);
  const family = ctx.store.tokens.get(content.family);
  const user = family === undefined ? undefined : ctx.store.users.get(family.userId);
  if (family === undefined || user === undefined)
    return invalid('The sign-in it came of is not known any more: the user was deleted, or it expired long ago.');
  state.refresh = { content, family };
  state.user = user;
  ctx.about({ poolId: pool.id, username: user.username, clientId: client.id });
}

/** SECRET_HASH of a refresh is made with the username or the `sub`. */
function secretHashOfUser(state: SignIn, ctx: Ctx<'NotAuthorizedException'>): void {
  const { username, sub } = userOf(state);
  checkSecretHash(ctx, state.client, username, state.parameters['SECRET_HASH'], sub);
}

function clientSecret({ client, parameters }: SignIn, ctx: Ctx<'NotAuthorizedException'>): void {
  const secret = parameters['CLIENT_SECRET'];
  if (secretMatches(client, secret)) return;
  if (client.secrets.length === 0)
    return ctx.refuse(
      'NotAuthorizedException',
      `Client ${client.id} is not configured for secret but secret was received`,
    );
  if (secret === undefined)
    return ctx.refuse(
      'NotAuthorizedException',
      `Client ${client.id} is configured for secret but secret was not received`,
    );
  ctx.refuse(
    'NotAuthorizedException',
    `Unable to verify secret for client ${client.id}`,
    'ClientSecret is no active secret of the app client.',
  );
}

/** The family is alive, and so is its user. */
function tokenWorks(state: SignIn, ctx: Ctx<'NotAuthorizedException'>): void {
  const family = familyOf(state);
  const user = userOf(state);
  if (!user.enabled)
    return ctx.refuse('NotAuthorizedException', 'User is disabled.', 'AdminDisableUser disabled the user.');
  if (family.revokedAt !== undefined)
    return ctx.refuse(
      'NotAuthorizedException',
      'Refresh Token has been revoked',
      `All tokens of this sign-in were revoked at ${iso(family.revokedAt)}.`,
    );
  if (family.expiresAt <= ctx.now())
    return ctx.refuse(
      'NotAuthorizedException',
      'Refresh Token has expired',
      `It was valid until ${iso(family.expiresAt)} (RefreshTokenValidity at sign-in).`,
    );
  if (user.status === 'RESET_REQUIRED')
    return ctx.refuse('NotAuthorizedException', INVALID, 'The password was reset since (UserStatus RESET_REQUIRED).');
}

/**
 * Issues new tokens of the family, and with rotation a new refresh token in place of this one.
 *
 * One transaction reads the family again and notes what was replaced, so of two refreshes at the same time
 * the second finds the first one's mark.
 */
async function renew<C extends RefreshCtx>(state: SignIn, ctx: C, reused: Reused<C>): Promise<Answer> {
  const { pool, client } = state;
  const { rotation, seconds } = rotationOf(state);
  const number = state.refresh?.content.number ?? 0;
  const { user, family, next } = ctx.write(() => {
    const family = ctx.store.tokens.get(familyOf(state).id);
    const user = ctx.store.users.get(userOf(state).id);
    if (family === undefined || user === undefined)
      return ctx.refuse('NotAuthorizedException', INVALID, 'The user was deleted during the refresh.');
    if (family.revokedAt !== undefined)
      return ctx.refuse(
        'NotAuthorizedException',
        'Refresh Token has been revoked',
        'It was revoked during the refresh.',
      );
    const live = stillLive(family.live, ctx.now(), seconds);
    if (!(number in live))
      return reused(
        ctx,
        `Refresh token ${number} of this sign-in was replaced by rotation; its grace period of ${seconds} s is over.`,
      );
    touchSession(ctx, client, family);
    if (!rotation) return { user, family, next: undefined };
    const next = newest(family.live) + 1;
    ctx.store.tokens.setLive(family.id, { ...live, [number]: live[number] ?? ctx.now(), [next]: null });
    return { user, family, next };
  });
  const readable = readableAttributes(pool, client);
  return {
    ChallengeParameters: {},
    AuthenticationResult: await issueTokens(ctx, {
      pool,
      client,
      user,
      readable,
      family,
      refresh: next,
      changes: state.tokenChanges,
    }),
  };
}

function rotationOf({ client }: SignIn): { readonly rotation: boolean; readonly seconds: number } {
  const { Feature, RetryGracePeriodSeconds = RETRY_GRACE_PERIOD_SECONDS } = client.settings.RefreshTokenRotation ?? {};
  return { rotation: Feature === 'ENABLED', seconds: RetryGracePeriodSeconds };
}

/** The refresh tokens that were not replaced, or so lately that the grace period still covers them. */
function stillLive(live: Family['live'], now: number, graceSeconds: number): Family['live'] {
  return Object.fromEntries(
    Object.entries(live).filter(([, replaced]) => replaced === null || now < replaced + graceSeconds * 1000),
  );
}

const newest = (live: Family['live']): number => Math.max(0, ...Object.keys(live).map(Number));

function familyOf(state: SignIn): Family {
  if (state.refresh === undefined) throw new Error('the refresh token was not opened');
  return state.refresh.family;
}

const iso = (time: number): string => new Date(time).toISOString();
