import type { Ctx } from '../../kernel/handler.ts';
import { ADMIN_SCOPE } from '../../tokens/claims.ts';
import { preTokenGeneration, type TokenSource } from '../../triggers/pre-token.ts';
import { eventAttributes, hasTrigger, runTrigger, type TriggerFaults } from '../../triggers/run.ts';
import { userOf, type SignIn } from './state.ts';

/** The triggers that stand in the tables of a sign-in. */
export type SignInTrigger = 'PreAuthentication' | 'PostAuthentication' | 'PreTokenGeneration';

/** Runs one of them; false where the pool has no function for it. */
export async function runSignInTrigger(ctx: Ctx<TriggerFaults>, state: SignIn, name: SignInTrigger): Promise<boolean> {
  if (!hasTrigger(state.pool, name)) return false;
  await runs[name](ctx, state);
  return true;
}

type Run = (ctx: Ctx<TriggerFaults>, state: SignIn) => Promise<void>;

const runs: Readonly<Record<SignInTrigger, Run>> = {
  PreAuthentication: async (ctx, { pool, client, user, parameters, clientMetadata }) => {
    await runTrigger(ctx, {
      pool,
      name: 'PreAuthentication',
      source: 'PreAuthentication_Authentication',
      userName: user?.username ?? parameters['USERNAME'] ?? '',
      clientId: client.id,
      userAttributes: user === undefined ? {} : eventAttributes(user),
      request: { validationData: clientMetadata ?? {}, userNotFound: user === undefined },
    });
  },
  PostAuthentication: async (ctx, state) => {
    const { pool, client } = state;
    const user = userOf(state);
    await runTrigger(ctx, {
      pool,
      name: 'PostAuthentication',
      source: 'PostAuthentication_Authentication',
      userName: user.username,
      clientId: client.id,
      userAttributes: eventAttributes(user),
      request: {
        newDeviceUsed: pool.settings.DeviceConfiguration !== undefined && state.progress.device === undefined,
        ...laterMetadata(ctx, state),
      },
    });
  },
  PreTokenGeneration: async (ctx, state) => {
    const { pool, client } = state;
    state.tokenChanges = await preTokenGeneration(ctx, {
      pool,
      client,
      user: userOf(state),
      source: sourceOf(ctx, state),
      scopes: [ADMIN_SCOPE],
      ...laterMetadata(ctx, state),
    });
  },
};

/** GetTokensFromRefreshToken shows itself as a sign-in; only the flow of InitiateAuth names a refresh. */
function sourceOf(ctx: Ctx, { refresh, tokenSource }: SignIn): TokenSource {
  if (refresh !== undefined && ctx.call.operation !== 'GetTokensFromRefreshToken')
    return 'TokenGeneration_RefreshTokens';
  return tokenSource ?? 'TokenGeneration_Authentication';
}

/** ClientMetadata of InitiateAuth goes to the functions before the sign-in only; that of an answer goes to those after it. */
export function laterMetadata(
  ctx: Ctx,
  { clientMetadata }: SignIn,
): { clientMetadata?: Readonly<Record<string, string>> } {
  const begins = ctx.call.operation === 'InitiateAuth' || ctx.call.operation === 'AdminInitiateAuth';
  return begins || clientMetadata === undefined ? {} : { clientMetadata };
}
