import { fetchOf } from '../kernel/ports.ts';
import { importJWK, type CryptoKey, type JWK, type KeyObject } from 'jose';
import { fetchKeys } from '../federation/oidc/fetch-keys.ts';
import { issuerOfLocalProvider, localProviderOfIssuer } from '../federation/local-providers/issuer.ts';
import { jwksOfLocalProvider } from '../federation/local-providers/keys.ts';
import { issuerOf, poolIdOfIssuer } from '../tokens/issuer.ts';
import type { Pool } from '../store/pools.ts';
import type { Workspace } from '../kernel/workspace.ts';

type Fetched = { readonly at: number; readonly keys: Promise<readonly JWK[]> };

/** Keys are used for so long before they are fetched again, in milliseconds. */
const FRESH_MS = 10 * 60_000;
/** An unknown `kid` makes keys that are older be fetched at once: the issuer may have changed them. */
const REFETCH_OLDER_THAN_MS = 30_000;

const known = new WeakMap<Workspace, Map<string, Fetched>>();

/** What `iss` has to be for an authorizer's issuer: a pool's id or address, a local provider, or any other issuer. */
export function expectedIssuer(workspace: Workspace, issuer: string): { readonly iss: string; readonly whose: string } {
  const pool = poolOf(workspace, issuer);
  if (pool !== undefined) return { iss: issuerOf(workspace, pool), whose: 'a user pool of this workspace' };
  const localProvider = localProviderOfIssuer(workspace, bare(issuer));
  return localProvider === undefined
    ? { iss: issuer, whose: 'outside of this workspace' }
    : {
        iss: issuerOfLocalProvider(workspace, localProvider) ?? issuer,
        whose: `played by the local provider ${localProvider.name}`,
      };
}

/** The user pool that an authorizer's issuer names: by its id, or by an address that ends with one. */
function poolOf({ store }: Workspace, issuer: string): Pool | undefined {
  return store.pools.get(issuer) ?? store.pools.get(poolIdOfIssuer(issuer) ?? '');
}

const bare = (issuer: string): string => issuer.replace(/^https?:\/\//, '').replace(/\/$/, '');

/**
 * The public key of that id: a pool's or a local provider's own, or one that another issuer publishes.
 *
 * Another issuer's keys are found by its discovery document (OpenID Connect Discovery 1.0 section 4) and kept for
 * ten minutes; API Gateway keeps them for up to two hours.
 *
 * @throws KeySetError when the issuer cannot be asked
 */
export async function issuerKey(
  workspace: Workspace,
  issuer: string,
  kid: string,
  alg: string,
): Promise<CryptoKey | KeyObject | Uint8Array | undefined> {
  const pool = poolOf(workspace, issuer);
  if (pool !== undefined) {
    const keys = await Promise.all([workspace.keys.key(pool.id, 'id'), workspace.keys.key(pool.id, 'access')]);
    return keys.find((key) => key.kid === kid)?.publicKey;
  }
  const localProvider = localProviderOfIssuer(workspace, bare(issuer));
  const found =
    localProvider === undefined
      ? await published(workspace, issuer, kid)
      : (await jwksOfLocalProvider(workspace, localProvider)).find((key) => key['kid'] === kid);
  return found === undefined ? undefined : importJWK(found, alg);
}

async function published(workspace: Workspace, issuer: string, kid: string): Promise<JWK | undefined> {
  const named = (keys: readonly JWK[]): JWK | undefined => keys.find((key) => key.kid === kid);
  const kept = keysOf(workspace, issuer, FRESH_MS);
  const found = named(await kept.keys);
  if (found !== undefined || workspace.ports.elapsed() - kept.at < REFETCH_OLDER_THAN_MS) return found;
  return named(await keysOf(workspace, issuer, REFETCH_OLDER_THAN_MS).keys);
}

/** The keys as they were fetched, not longer ago than `oldest` milliseconds. */
function keysOf(workspace: Workspace, issuer: string, oldest: number): Fetched {
  const kept = known.get(workspace) ?? new Map<string, Fetched>();
  known.set(workspace, kept);
  const now = workspace.ports.elapsed();
  const earlier = kept.get(issuer);
  if (earlier !== undefined && now - earlier.at < oldest) return earlier;
  const keys = fetchKeys(bare(issuer), fetchOf(workspace.ports)) as Promise<JWK[]>;
  const fetched = { at: now, keys };
  kept.set(issuer, fetched);
  // What failed is asked again by the next request.
  keys.catch(() => kept.delete(issuer));
  return fetched;
}
