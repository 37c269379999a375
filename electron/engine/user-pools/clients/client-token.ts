import type { Ctx, IdpHandler } from '../../kernel/handler.ts';
import { uuid } from '../../kernel/ids.ts';
import type { Client } from '../../store/clients.ts';
import type { Pool } from '../../store/pools.ts';
import type { Claims } from '../../tokens/claims.ts';
import { sign } from '../../tokens/issue.ts';
import { issuerOf } from '../../tokens/issuer.ts';
import { lifetimesOf } from '../../tokens/lifetimes.ts';
import { changedAccessClaims } from '../../tokens/token-changes.ts';
import { preTokenGeneration } from '../../triggers/pre-token.ts';
import type { TriggerFaults } from '../../triggers/run.ts';
import { eventVersion } from '../../triggers/triggers.ts';
import { CLIENT_TOKEN_AUTH } from './client-token-flow.ts';
import { findClient } from '../pools/find.ts';
import { secretMatches } from '../sign-in/secret-hash.ts';
import { activeCustomScopes } from '../resource-servers/scopes.ts';

/**
 * An access token for an app client itself, by its secret: the client credentials grant (RFC 6749 section 4.4)
 * without a domain. Pool and key follow from the client; no user is involved.
 */
export const GetClientToken: IdpHandler<'GetClientToken'> = async (input, ctx) => {
  const { client, pool } = findClient(ctx, input.ClientId);
  ctx.about({ poolId: pool.id, clientId: client.id });
  ctx.step('secret', () => checkSecret(ctx, client, input.Secret), 'Secret');
  ctx.step('app client may use this flow', () => checkFlow(ctx, client), 'ExplicitAuthFlows');
  const scopes = ctx.step('scopes', () => scopesOf(ctx, pool, client, input.Scopes), 'AllowedOAuthScopes');
  const changes = await changesOf(ctx, pool, client, scopes, input.ClientMetadata);
  const claims = changedAccessClaims(machineClaims(ctx, pool, client, scopes), changes);
  const key = await ctx.workspace.keys.key(pool.id, 'access');
  return {
    ClientAuthenticationResult: {
      AccessToken: await sign(key, claims),
      ExpiresIn: lifetimesOf(client).access,
      TokenType: 'Bearer',
    },
  };
};

type TokenCtx = Ctx<'NotAuthorizedException' | 'InvalidParameterException'>;

function checkSecret(ctx: TokenCtx, client: Client, secret: string): void {
  if (client.secrets.length > 0 && secretMatches(client, secret)) return;
  ctx.refuse(
    'NotAuthorizedException',
    'Invalid client or secret',
    client.secrets.length === 0
      ? 'The app client is public: it has no secret to prove itself with.'
      : 'Secret is no active secret of the app client.',
  );
}

function checkFlow(ctx: TokenCtx, client: Client): void {
  const flows: readonly string[] = client.settings.ExplicitAuthFlows ?? [];
  if (flows.includes(CLIENT_TOKEN_AUTH)) return;
  ctx.refuse(
    'InvalidParameterException',
    'GetClientToken is not enabled for the client.',
    `ExplicitAuthFlows of the app client is ${JSON.stringify(flows)}; the operation needs ${CLIENT_TOKEN_AUTH}.`,
  );
}

/** The scopes asked for, or all that the client has: those of resource servers which exist. */
function scopesOf(ctx: TokenCtx, pool: Pool, client: Client, asked: readonly string[] = []): readonly string[] {
  const active = activeCustomScopes(ctx, pool, client);
  const refused = asked.filter((scope) => !active.includes(scope));
  if (refused.length > 0)
    return ctx.refuse(
      'InvalidParameterException',
      `Invalid scope requested: ${refused.join(', ')}`,
      `The app client may ask for ${active.length === 0 ? 'no scope' : active.join(', ')}; scopes that were deleted from their resource server are inactive.`,
    );
  if (active.length === 0)
    return ctx.refuse(
      'InvalidParameterException',
      'The client has no scopes to issue a token for.',
      'AllowedOAuthScopes of the app client names no scope of a resource server that exists.',
    );
  return asked.length === 0 ? active : [...new Set(asked)];
}

/** Claims of a token that is about no user. Amazon Cognito developer guide, "Understanding the access token". */
function machineClaims(ctx: Ctx, pool: Pool, client: Client, scopes: readonly string[]): Claims {
  const now = Math.floor(ctx.now() / 1000);
  return {
    sub: client.id,
    token_use: 'access',
    scope: scopes.join(' '),
    auth_time: now,
    iss: issuerOf(ctx.workspace, pool),
    exp: now + lifetimesOf(client).access,
    iat: now,
    version: 2,
    jti: uuid(ctx.random),
    client_id: client.id,
  };
}

/** Functions are told of such tokens from version V3_0 of the event on; what fails there is a fault of the input. */
async function changesOf(
  ctx: TokenCtx,
  pool: Pool,
  client: Client,
  scopes: readonly string[],
  clientMetadata: Readonly<Record<string, string>> | undefined,
) {
  if (eventVersion(pool, 'PreTokenGeneration') !== '3') return undefined;
  const triggerCtx: Ctx<TriggerFaults> = {
    ...ctx,
    refuse: (_code, message, reason) => ctx.refuse('InvalidParameterException', message, reason),
  };
  return preTokenGeneration(triggerCtx, {
    pool,
    client,
    user: undefined,
    source: 'TokenGeneration_ClientCredentials',
    scopes,
    clientMetadata,
  });
}
