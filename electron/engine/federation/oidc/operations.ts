import type { Ctx, Handler } from '../../kernel/handler.ts';
import type { OidcProvider } from '../../store/access-records.ts';
import { identityJwks } from '../../tokens/identity-token.ts';
import { poolIdOfIssuer } from '../../tokens/issuer.ts';
import type { Workspace } from '../../kernel/workspace.ts';
import { jwksOfLocalProvider } from '../local-providers/keys.ts';
import { localProviderOfIssuer } from '../local-providers/issuer.ts';
import { askIssuer, isRefetched, lastAsked } from './issuer-keys.ts';
import { KeySetError, keysIn } from './key-set.ts';

type Codes = 'InvalidParameterException' | 'ResourceNotFoundException';

/** The keys of an OpenID Connect provider's issuer: those of this workspace first, then what was pasted or fetched. */
export const GetIssuerKeys: Handler<'poolkeeper', 'GetIssuerKeys'> = async (input, ctx) => {
  const provider = findProvider(ctx, input.ProviderArn);
  const stored = ctx.store.access.issuerKeys(provider.arn);
  const asked = lastAsked(ctx.workspace, provider.arn);
  const known = (await ownKeys(ctx.workspace, provider)) ?? stored;
  return {
    keys: [],
    ...known,
    ...(asked === undefined ? {} : { asked }),
    refetched: (known === undefined || known === stored) && isRefetched(stored, provider.url),
  };
};

/** Keys that nobody has to bring: the issuer is a user pool or a local provider of this workspace. */
async function ownKeys(workspace: Workspace, { url }: OidcProvider) {
  const pool = workspace.store.pools.get(poolIdOfIssuer(`https://${url}`) ?? '');
  if (pool !== undefined)
    return { source: 'user pool' as const, owner: pool.id, keys: await workspace.keys.jwks(pool.id) };
  const localProvider = localProviderOfIssuer(workspace, url);
  if (localProvider === undefined) return undefined;
  return {
    source: 'local-provider' as const,
    owner: localProvider.name,
    keys: await jwksOfLocalProvider(workspace, localProvider),
  };
}

/** Stores the keys of an issuer: those that were pasted, or those that its discovery document leads to. */
export const PutIssuerKeys: Handler<'poolkeeper', 'PutIssuerKeys'> = async (input, ctx) => {
  const provider = findProvider(ctx, input.ProviderArn);
  const { Jwks } = input;
  if (Jwks === undefined) {
    const { keys, storedAt } = await ctx.step(
      'fetch the key set',
      () => askIssuer(ctx.workspace, provider).catch((error: unknown) => refuseKeySet(ctx, error)),
      'OpenID Connect Discovery 1.0',
    );
    return { keys: [...keys], source: 'fetched', storedAt };
  }
  const keys = readKeys(ctx, Jwks);
  const storedAt = ctx.now();
  ctx.write(() => ctx.store.access.putIssuerKeys(provider.arn, { source: 'pasted', keys, storedAt }));
  ctx.changed('oidc-provider', undefined, provider.arn);
  return { keys, source: 'pasted', storedAt };
};

/**
 * Deletes the keys that were stored of an issuer, which is asked again for its next token.
 *
 * @throws ResourceNotFoundException where none were stored
 */
export const DeleteIssuerKeys: Handler<'poolkeeper', 'DeleteIssuerKeys'> = (input, ctx) => {
  const provider = findProvider(ctx, input.ProviderArn);
  const removed = ctx.write(() => ctx.store.access.removeIssuerKeys(provider.arn));
  if (!removed) return ctx.refuse('ResourceNotFoundException', `There are no stored keys of ${provider.url}.`);
  ctx.changed('oidc-provider', undefined, provider.arn);
  return {};
};

/**
 * Reads a pasted key set (RFC 7517 section 5) and gives its public keys; stores nothing.
 *
 * @throws InvalidParameterException for a text that is no key set
 */
export const ReadKeySet: Handler<'poolkeeper', 'ReadKeySet'> = (input, ctx) => ({ keys: readKeys(ctx, input.Jwks) });

function readKeys(ctx: Ctx<'InvalidParameterException'>, text: string): Record<string, unknown>[] {
  return ctx.step(
    'read the key set',
    () => {
      try {
        return keysIn(text);
      } catch (error) {
        return refuseKeySet(ctx, error);
      }
    },
    'RFC 7517',
  );
}

function refuseKeySet(ctx: Ctx<'InvalidParameterException'>, error: unknown): never {
  if (error instanceof KeySetError) return ctx.refuse('InvalidParameterException', error.message);
  throw error;
}

/** The public keys of the identity pools' own tokens, of every region that has pools. */
export const GetIdentityJwks: Handler<'poolkeeper', 'GetIdentityJwks'> = async (_input, ctx) => {
  const regions = new Set([ctx.workspace.settings.region, ...ctx.store.identities.regions()]);
  const sets = await Promise.all([...regions].map((region) => identityJwks(ctx.workspace, region)));
  return { keys: sets.flat() };
};

function findProvider(ctx: Ctx<Codes>, arn: string): OidcProvider {
  return (
    ctx.store.access.oidcProvider(arn) ??
    ctx.refuse('ResourceNotFoundException', `There is no OpenID Connect provider ${arn}.`)
  );
}
