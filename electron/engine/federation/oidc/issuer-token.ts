import { createLocalJWKSet, compactVerify, type JWK } from 'jose';
import { nameInAddress, localProviderOfIssuer } from '../local-providers/issuer.ts';
import { jwksOfLocalProvider } from '../local-providers/keys.ts';
import type { OidcProvider } from '../../store/access-records.ts';
import { keysForToken, lastAsked } from './issuer-keys.ts';
import { readStrictly, type JsonObject } from '../../tokens/parse.ts';
import type { Workspace } from '../../kernel/workspace.ts';

/** Signatures that OpenID Connect issuers make; none by a shared secret, and never `none`. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
/** How far ahead of the clock a token may have been issued, in milliseconds. */
const CLOCK_SKEW_MS = 5 * 60 * 1000;

/** Why an issuer's token is not trusted. */
export type IssuerRejection = {
  readonly why: 'malformed' | 'issuer' | 'keys' | 'signature' | 'audience' | 'claims' | 'expired' | 'early';
  readonly reason: string;
  /** Epoch seconds, of an expired token. */
  readonly exp?: number;
};

/** What an ID token of an OpenID Connect issuer says, once it is trusted. */
export type IssuerToken = {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  readonly claims: JsonObject;
};

/** The addresses that may stand in `iss` for a provider of IAM, whose own address has no scheme. */
const issuersOf = (url: string): readonly string[] => [
  `https://${url}`,
  `http://${url}`,
  // Google's tokens carry the name alone.
  ...(url === 'accounts.google.com' ? [url] : []),
];

/** Whether a token's `iss` is a provider's: of a local provider the name says it, whatever its port was or is. */
function isIssuer(iss: string, url: string): boolean {
  const name = nameInAddress(url);
  return (
    issuersOf(url).includes(iss.replace(/\/$/, '')) ||
    (name !== undefined && nameInAddress(iss.replace(/^http:\/\//, '')) === name)
  );
}

type Provider = Pick<OidcProvider, 'arn' | 'url'>;
type Keys = { readonly source: string; readonly keys: readonly object[]; readonly storedAt: number };

/** What went wrong when the issuer was asked. */
function problemOf(workspace: Workspace, { arn }: Provider): string {
  const problem = lastAsked(workspace, arn)?.problem;
  return problem === undefined ? '' : ` It was asked: ${problem}`;
}

/** The local provider's keys where the token names one of them, otherwise those that were pasted or fetched. */
async function keysOf(workspace: Workspace, { arn, url }: Provider, kid: unknown): Promise<Keys | undefined> {
  const localProvider = localProviderOfIssuer(workspace, url);
  if (localProvider === undefined) return keysForToken(workspace, { arn, url }, kid);
  const stored = workspace.store.access.issuerKeys(arn);
  const keys = await jwksOfLocalProvider(workspace, localProvider);
  return stored === undefined || keys.some((key) => key['kid'] === kid)
    ? { source: 'local provider’s', keys, storedAt: localProvider.createdAt }
    : stored;
}

/**
 * Checks an ID token of an OpenID Connect issuer that IAM has a provider for.
 *
 * The issuer's keys are those of its local provider, or those that were pasted or fetched for the provider. Whether the
 * issuer is asked for keys that are not known says `isRefetched`. Times are judged by the workspace clock. OpenID
 * Connect Core 1.0 section 3.1.3.7.
 *
 * @param audiences the clients whose tokens are taken; `aud` or `azp` must be one of them
 */
export async function verifyIssuerToken(
  workspace: Workspace,
  provider: Provider,
  audiences: readonly string[],
  token: string,
): Promise<IssuerToken | IssuerRejection> {
  const read = readStrictly(token);
  if ('why' in read) return { why: 'malformed', reason: `${read.why} (character ${read.at})` };
  const { header, payload } = read;
  const { iss, sub, exp, iat, nbf } = payload;
  if (typeof iss !== 'string' || !isIssuer(iss, provider.url))
    return { why: 'issuer', reason: `iss is ${JSON.stringify(iss)}; the provider is for ${provider.url}.` };
  const keys = await keysOf(workspace, provider, header['kid']);
  if (keys === undefined)
    return {
      why: 'keys',
      reason: `Poolkeeper has no keys of ${provider.url}: paste its key set, have it fetched (PutIssuerKeys), or make a local provider for it (PutLocalProvider).${problemOf(workspace, provider)}`,
    };
  if (typeof header['alg'] !== 'string' || !ALGORITHMS.includes(header['alg']))
    return {
      why: 'signature',
      reason: `alg is ${JSON.stringify(header['alg'])}; only signatures by a private key count.`,
    };
  try {
    await compactVerify(token, createLocalJWKSet({ keys: keys.keys as JWK[] }), { algorithms: ALGORITHMS });
  } catch (error) {
    return {
      why: 'signature',
      reason: `The ${keys.source} keys of ${provider.url} (${new Date(keys.storedAt).toISOString()}) do not verify it: ${error instanceof Error ? error.message : 'no key fits'}.`,
    };
  }
  if (typeof sub !== 'string' || typeof exp !== 'number')
    return { why: 'claims', reason: 'sub or exp is missing or of another type.' };
  const named = [payload['aud'], payload['azp']].flat().filter((item) => typeof item === 'string');
  const audience = named.find((item) => audiences.includes(item));
  if (audience === undefined)
    return {
      why: named.length === 0 ? 'claims' : 'audience',
      reason: `The token is for ${named.join(', ') || 'nobody'}; taken are ${audiences.join(', ') || 'no clients'}.`,
    };
  const now = workspace.clock.now();
  if (exp * 1000 <= now) return { why: 'expired', reason: `exp was ${new Date(exp * 1000).toISOString()}.`, exp };
  const early = [iat, nbf].find((time) => typeof time === 'number' && time * 1000 > now + CLOCK_SKEW_MS);
  if (early !== undefined)
    return {
      why: 'early',
      reason: `iat or nbf is ${new Date(Number(early) * 1000).toISOString()}, ahead of the workspace clock.`,
    };
  return { issuer: iss, subject: sub, audience, claims: payload };
}
