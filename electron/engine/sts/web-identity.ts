import { oidcProviderArn } from '../../../shared/aws/arn.ts';
import type { Ctx } from '../kernel/handler.ts';
import { judgeAccessToken } from '../federation/local-providers/access-tokens.ts';
import { nameInAddress, localProviderOfIssuer } from '../federation/local-providers/issuer.ts';
import { identityKeys } from '../authorization/identity-session.ts';
import { IDENTITY_ISSUER, verifyIdentityToken } from '../tokens/identity-token.ts';
import { readStrictly, type JsonObject } from '../tokens/parse.ts';
import { poolIdOfIssuer } from '../tokens/issuer.ts';
import { verifyToken } from '../tokens/verify.ts';
import type { OidcProvider } from '../store/access-records.ts';
import { GOOGLE, googleKeys, issuerKeysOf } from '../federation/oidc/issuer-claims.ts';
import { verifyIssuerToken, type IssuerRejection } from '../federation/oidc/issuer-token.ts';

/** The subject of a web identity token, as a role's trust policy sees them. */
type WebIdentity = {
  /** `cognito-identity.amazonaws.com`, a public provider, or the ARN of an IAM OpenID Connect provider. */
  readonly provider: string;
  /** Another name under which a trust policy may trust the same: the ARN of an IAM provider for Google. */
  readonly alsoProvider?: string;
  /** How STS names the provider in its answer. */
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  /** Condition keys for trust policies and for the session. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly tags: Readonly<Record<string, string>>;
};

type Codes = 'InvalidIdentityToken' | 'ExpiredTokenException' | 'IDPRejectedClaim' | 'IDPCommunicationError';
type Refuses = Ctx<Codes>;

const NOT_A_JWT = 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)';

/**
 * Checks a web identity token as STS does: one of an identity pool; an ID token of Google, of a user pool or of
 * another issuer for which the account has an IAM OpenID Connect provider; an access token of Facebook or Amazon.
 *
 * @param providerId names the provider of an access token; ID tokens name theirs themselves
 */
export async function checkWebIdentity(ctx: Refuses, token: string, providerId?: string): Promise<WebIdentity> {
  if (providerId !== undefined) return ofAccessToken(ctx, token, providerId);
  const read = readStrictly(token);
  if ('why' in read) return ctx.refuse('InvalidIdentityToken', NOT_A_JWT, `${read.why} (character ${read.at})`);
  const iss = read.payload['iss'];
  if (iss === IDENTITY_ISSUER) return ofIdentityPool(ctx, token);
  if (iss === GOOGLE || iss === `https://${GOOGLE}`) return ofGoogle(ctx, token, read.payload);
  const issuer = issuerProvider(ctx, iss);
  return issuer === undefined ? ofUserPool(ctx, token, read.payload) : ofIssuer(ctx, issuer, token);
}

/** The condition keys of providers of access tokens: the app's and the user's. */
const ACCESS_TOKENS = {
  'graph.facebook.com': { kind: 'facebook', app: 'app_id', user: 'id' },
  'www.amazon.com': { kind: 'amazon', app: 'app_id', user: 'user_id' },
} as const;

/** An access token of Facebook or Amazon, judged by the provider's local provider in the place of its server. */
function ofAccessToken(ctx: Refuses, token: string, providerId: string): WebIdentity {
  const provider = Object.hasOwn(ACCESS_TOKENS, providerId)
    ? ACCESS_TOKENS[providerId as keyof typeof ACCESS_TOKENS]
    : undefined;
  if (provider === undefined)
    return ctx.refuse(
      'InvalidIdentityToken',
      `No OpenIDConnect provider found in your account for ${providerId}`,
      `ProviderId is for access tokens of ${Object.keys(ACCESS_TOKENS).join(' and ')}; ID tokens come without it.`,
    );
  const judged = judgeAccessToken(ctx.workspace, provider.kind, token);
  if ('why' in judged)
    return judged.why === 'local-provider'
      ? ctx.refuse('IDPCommunicationError', `Could not communicate with ${providerId}`, judged.reason)
      : ctx.refuse('IDPRejectedClaim', `${providerId} rejected the access token`, judged.reason);
  return {
    provider: providerId,
    issuer: providerId,
    subject: judged.person.id,
    audience: judged.appId,
    keys: {
      [`${providerId}:${provider.app}`]: [judged.appId],
      [`${providerId}:${provider.user}`]: [judged.person.id],
    },
    tags: {},
  };
}

/**
 * An ID token of Google, which STS knows without a provider in IAM. Trust policies name `accounts.google.com`; one
 * that names IAM's provider is as good, if that lists the token's client.
 */
async function ofGoogle(ctx: Refuses, token: string, payload: JsonObject): Promise<WebIdentity> {
  const arn = oidcProviderArn(ctx.call.account, GOOGLE);
  const found = ctx.store.access.oidcProvider(arn);
  if (found === undefined && localProviderOfIssuer(ctx.workspace, GOOGLE) === undefined)
    return noProvider(
      ctx,
      GOOGLE,
      'There are no keys of Google: make a local provider for it, or an OpenID Connect provider in IAM with its key set.',
    );
  const named = [payload['aud'], payload['azp']].flat().filter((item) => typeof item === 'string');
  const verified = await verifyIssuerToken(ctx.workspace, found ?? { arn, url: GOOGLE }, named, token);
  if ('why' in verified) return refuseIssuer(ctx, GOOGLE, verified);
  const keys = googleKeys(verified.claims);
  const audience = keys[`${GOOGLE}:aud`]?.[0] ?? verified.audience;
  return {
    provider: GOOGLE,
    ...(found?.clientIds.includes(audience) === true ? { alsoProvider: arn } : {}),
    issuer: GOOGLE,
    subject: verified.subject,
    audience,
    keys,
    tags: {},
  };
}

/** The provider of an issuer that is no user pool of this engine: its keys were pasted, fetched, or a local provider has them. */
function issuerProvider(ctx: Refuses, iss: unknown): OidcProvider | undefined {
  const poolId = poolIdOfIssuer(iss);
  if (typeof iss !== 'string' || (poolId !== undefined && ctx.store.pools.get(poolId) !== undefined)) return undefined;
  const url = iss.replace(/^https?:\/\//, '').replace(/\/$/, '');
  const localProvider = nameInAddress(url);
  return (
    ctx.store.access.oidcProvider(oidcProviderArn(ctx.call.account, url)) ??
    // The local provider's port may have changed since IAM was told of it.
    (localProvider === undefined
      ? undefined
      : ctx.store.access.oidcProviders().find((provider) => nameInAddress(provider.url) === localProvider))
  );
}

async function ofIssuer(ctx: Refuses, provider: OidcProvider, token: string): Promise<WebIdentity> {
  const verified = await verifyIssuerToken(ctx.workspace, provider, provider.clientIds, token);
  if ('why' in verified) return refuseIssuer(ctx, provider.url, verified);
  return {
    provider: provider.arn,
    issuer: provider.arn,
    subject: verified.subject,
    audience: verified.audience,
    keys: issuerKeysOf(provider.url, verified),
    tags: {},
  };
}

function refuseIssuer(ctx: Refuses, url: string, rejection: IssuerRejection): never {
  const { why, reason } = rejection;
  if (why === 'expired') return expired(ctx, rejection.exp ?? 0, reason);
  const words = {
    malformed: NOT_A_JWT,
    issuer: `No OpenIDConnect provider found in your account for https://${url}`,
    keys: "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
    signature: 'Token signature invalid',
    audience: 'Incorrect token audience',
    claims: 'Missing a required claim: aud',
    early: 'Token is not yet valid',
  };
  return ctx.refuse('InvalidIdentityToken', words[why], reason);
}

async function ofIdentityPool(ctx: Refuses, token: string): Promise<WebIdentity> {
  const verified = await verifyIdentityToken(ctx.workspace, token);
  if ('why' in verified) {
    if (verified.why === 'expired') return expired(ctx, verified.exp ?? 0, verified.reason);
    return ctx.refuse(
      'InvalidIdentityToken',
      verified.why === 'malformed' ? NOT_A_JWT : 'Token signature invalid',
      verified.reason,
    );
  }
  const { claims } = verified;
  return {
    provider: 'cognito-identity.amazonaws.com',
    issuer: 'cognito-identity.amazonaws.com',
    subject: claims.identityId,
    audience: claims.identityPoolId,
    keys: identityKeys(claims),
    tags: claims.tags,
  };
}

async function ofUserPool(ctx: Refuses, token: string, payload: JsonObject): Promise<WebIdentity> {
  const verified = await verifyToken(ctx.workspace, token);
  const url = (typeof payload['iss'] === 'string' ? payload['iss'] : '').replace(/^https?:\/\//, '');
  if (!verified.ok) {
    if (verified.why === 'expired') return expired(ctx, Number(payload['exp']), verified.reason);
    if (verified.why === 'issuer') return noProvider(ctx, url, verified.reason);
    return ctx.refuse(
      'InvalidIdentityToken',
      verified.why === 'malformed' || verified.why === 'use' ? NOT_A_JWT : 'Token signature invalid',
      verified.reason,
    );
  }
  const { pool, claims, use } = verified;
  // A token with a local issuer stands for the pool's AWS issuer too: providers may be made for either.
  const names = [url, `cognito-idp.${pool.region}.amazonaws.com/${pool.id}`];
  const provider = names.flatMap(
    (name) => ctx.store.access.oidcProvider(oidcProviderArn(ctx.call.account, name)) ?? [],
  )[0];
  if (provider === undefined)
    return noProvider(
      ctx,
      url,
      'IAM has no OpenID Connect provider for this user pool; CreateOpenIDConnectProvider makes one.',
    );
  const audience = claims['aud'];
  if (use !== 'id' || typeof audience !== 'string')
    return ctx.refuse(
      'InvalidIdentityToken',
      'Missing a required claim: aud',
      'Access tokens have no aud: STS wants the ID token.',
    );
  if (!provider.clientIds.includes(audience))
    return ctx.refuse(
      'InvalidIdentityToken',
      'Incorrect token audience',
      `The provider lists ${provider.clientIds.join(', ') || 'no client'}; the token is for ${audience}.`,
    );
  return {
    provider: provider.arn,
    issuer: provider.arn,
    subject: claims.sub,
    audience,
    keys: { [`${provider.url}:aud`]: [audience], [`${provider.url}:sub`]: [claims.sub] },
    tags: {},
  };
}

const noProvider = (ctx: Refuses, url: string, reason: string): never =>
  ctx.refuse('InvalidIdentityToken', `No OpenIDConnect provider found in your account for https://${url}`, reason);

function expired(ctx: Refuses, exp: number, reason: string): never {
  const now = Math.floor(ctx.now() / 1000);
  return ctx.refuse(
    'ExpiredTokenException',
    `Token expired: current date/time ${now} must be before the expiration date/time ${exp}`,
    reason,
  );
}
