import type { Ctx, Handler } from '../../handler.ts';
import type { OidcProvider } from '../../store/access-records.ts';
import { identityJwks } from '../../tokens/identity-token.ts';
import { fetchKeys, KeySetError, keysIn } from './key-set.ts';

type Codes = 'InvalidParameterException' | 'ResourceNotFoundException';

/** The keys of an OpenID Connect provider's issuer, as they were pasted or fetched. */
export const GetIssuerKeys: Handler<'poolkeeper', 'GetIssuerKeys'> = (input, ctx) => {
  const stored = ctx.store.access.issuerKeys(findProvider(ctx, input.ProviderArn).arn);
  return stored === undefined
    ? { keys: [] }
    : { keys: [...stored.keys], source: stored.source, storedAt: stored.storedAt };
};

/**
 * Stores the keys of an issuer: those that were pasted, or those that its discovery document leads to.
 *
 * This is the one place where an issuer is asked for its keys, and only when somebody asks for it.
 */
export const PutIssuerKeys: Handler<'poolkeeper', 'PutIssuerKeys'> = async (input, ctx) => {
  const provider = findProvider(ctx, input.ProviderArn);
  const { Jwks } = input;
  if (Jwks !== undefined && typeof Jwks !== 'string')
    return ctx.refuse('InvalidParameterException', 'Jwks is the key set as text.');
  const source = Jwks === undefined ? 'fetched' : 'pasted';
  const keys = await ctx.step(
    source === 'pasted' ? 'read the key set' : 'fetch the key set',
    async () => {
      try {
        return Jwks === undefined ? await fetchKeys(provider.url) : keysIn(Jwks);
      } catch (error) {
        if (error instanceof KeySetError) return ctx.refuse('InvalidParameterException', error.message);
        throw error;
      }
    },
    'RFC 7517',
  );
  const storedAt = ctx.now();
  ctx.write(() => ctx.store.access.putIssuerKeys(provider.arn, { source, keys, storedAt }));
  ctx.changed('oidc-provider', undefined, provider.arn);
  return { keys, source, storedAt };
};

/** The public keys of the identity pools' own tokens, of every region that has pools. */
export const GetIdentityJwks: Handler<'poolkeeper', 'GetIdentityJwks'> = async (_input, ctx) => {
  const regions = new Set([ctx.workspace.settings.region, ...ctx.store.identities.regions()]);
  const sets = await Promise.all([...regions].map((region) => identityJwks(ctx.workspace, region)));
  return { keys: sets.flat() };
};

function findProvider(ctx: Ctx<Codes>, arn: unknown): OidcProvider {
  if (typeof arn !== 'string') return ctx.refuse('InvalidParameterException', 'ProviderArn is missing.');
  return (
    ctx.store.access.oidcProvider(arn) ??
    ctx.refuse('ResourceNotFoundException', `There is no OpenID Connect provider ${arn}.`)
  );
}
