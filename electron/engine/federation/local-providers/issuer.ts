import type { LocalProviderRecord } from '../../store/local-providers.ts';
import type { Workspace } from '../../kernel/workspace.ts';
import { KINDS, kindOfLoginKey } from './kinds.ts';

type Place = Pick<Workspace, 'endpoint'>;

/** The local provider that an address on this machine names, without scheme; whatever the port. */
const ADDRESS = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?\/_stand-in\/([a-z0-9-]+)$/;

/** Where a local provider publishes its documents. */
export const addressOf = ({ endpoint }: Place, { name }: LocalProviderRecord): string =>
  `${endpoint}/_stand-in/${name}`;

/**
 * `iss` of a local provider's ID tokens, the entity id of a SAML one; none for access tokens.
 *
 * A SAML entity id names nothing that is fetched, so that it is free of the port, which may change from one start
 * to the next while IAM keeps the metadata.
 */
export function issuerOfLocalProvider(place: Place, localProvider: LocalProviderRecord): string | undefined {
  const kind = KINDS[localProvider.kind];
  if (kind.tokens === 'access') return undefined;
  if (localProvider.issuer !== undefined) return localProvider.issuer;
  if (kind.issuer !== undefined) return kind.issuer;
  return kind.tokens === 'saml' ? `urn:poolkeeper:stand-in:${localProvider.name}` : addressOf(place, localProvider);
}

/** The name of the local provider at an address on this machine, without scheme: `localhost:9229/_stand-in/NAME`. */
export const nameInAddress = (url: string): string | undefined => ADDRESS.exec(url)?.[1];

/**
 * The local provider that gives ID tokens in the name of an issuer: Google's, Apple's, one that stands for the issuer,
 * or the one at the address. The port is not asked for: it may have changed since IAM was told of the issuer.
 *
 * @param url the issuer without its scheme
 */
export function localProviderOfIssuer(
  { store }: Pick<Workspace, 'store'>,
  url: string,
): LocalProviderRecord | undefined {
  const found =
    ['https://', 'http://'].flatMap((scheme) => byIssuer(store, `${scheme}${url}`))[0] ??
    store.localProviders.get(nameInAddress(url) ?? kindOfLoginKey(url) ?? '');
  return found !== undefined && KINDS[found.kind].tokens === 'id' ? found : undefined;
}

/** Some issuers end with a slash, which IAM's addresses of them do not. */
const byIssuer = (store: Workspace['store'], issuer: string): LocalProviderRecord[] =>
  [issuer, `${issuer}/`].flatMap((form) => store.localProviders.byIssuer(form) ?? []);
