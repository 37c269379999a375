import type { Ctx } from '../handler.ts';
import { identityKeys } from './identity-session.ts';
import { IDENTITY_ISSUER, verifyIdentityToken } from '../tokens/identity-token.ts';
import { readStrictly, type JsonObject } from '../tokens/parse.ts';
import { poolIdOfIssuer } from '../tokens/issuer.ts';
import { verifyToken } from '../tokens/verify.ts';
import type { OidcProvider } from '../store/access-records.ts';
import { verifyIssuerToken } from './oidc/issuer-token.ts';

/** Somebody a web identity token vouches for, as a role's trust policy sees him. */
export type WebIdentity = {
  /** `cognito-identity.amazonaws.com`, or the ARN of an IAM OpenID Connect provider. */
  readonly provider: string;
  /** How STS names the provider in its answer. */
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  /** Condition keys for trust policies and for the session. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly tags: Readonly<Record<string, string>>;
};

type Codes = 'InvalidIdentityToken' | 'ExpiredTokenException';

const NOT_A_JWT = 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)';

/**
 * Checks a web identity token as STS does: one of an identity pool, or an ID token of a user pool or of another
 * issuer, for which the account has an IAM OpenID Connect provider.
 */
export async function checkWebIdentity(ctx: Ctx<Codes>, token: string): Promise<WebIdentity> {
  const read = readStrictly(token);
  if ('why' in read) return ctx.refuse('InvalidIdentityToken', NOT_A_JWT, `${read.why} (character ${read.at})`);
  if (read.payload['iss'] === IDENTITY_ISSUER) return ofIdentityPool(ctx, token);
  const issuer = issuerProvider(ctx, read.payload['iss']);
  return issuer === undefined ? ofUserPool(ctx, token, read.payload) : ofIssuer(ctx, issuer, token);
}

/** The provider of an issuer that is no user pool of this engine: its keys were pasted or fetched. */
function issuerProvider(ctx: Ctx<Codes>, iss: unknown): OidcProvider | undefined {
  const poolId = poolIdOfIssuer(iss);
  if (typeof iss !== 'string' || (poolId !== undefined && ctx.store.pools.get(poolId) !== undefined)) return undefined;
  const url = iss.replace(/^https?:\/\//, '').replace(/\/$/, '');
  return ctx.store.access.oidcProvider(`arn:aws:iam::${ctx.call.account}:oidc-provider/${url}`);
}

async function ofIssuer(ctx: Ctx<Codes>, provider: OidcProvider, token: string): Promise<WebIdentity> {
  const verified = await verifyIssuerToken(ctx.workspace, provider, provider.clientIds, token);
  if (!('why' in verified))
    return {
      provider: provider.arn,
      issuer: provider.arn,
      subject: verified.subject,
      audience: verified.audience,
      keys: {
        [`${provider.url}:aud`]: [verified.audience],
        [`${provider.url}:sub`]: [verified.subject],
        ...(Array.isArray(verified.claims['amr'])
          ? { [`${provider.url}:amr`]: verified.claims['amr'].filter((item) => typeof item === 'string') }
          : {}),
      },
      tags: {},
    };
  if (verified.why === 'expired') return expired(ctx, verified.exp ?? 0, verified.reason);
  const words = {
    malformed: NOT_A_JWT,
    issuer: `No OpenIDConnect provider found in your account for https://${provider.url}`,
    keys: "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
    signature: 'Token signature invalid',
    audience: 'Incorrect token audience',
    claims: 'Missing a required claim: aud',
    early: 'Token is not yet valid',
  };
  return ctx.refuse('InvalidIdentityToken', words[verified.why], verified.reason);
}

async function ofIdentityPool(ctx: Ctx<Codes>, token: string): Promise<WebIdentity> {
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

async function ofUserPool(ctx: Ctx<Codes>, token: string, payload: JsonObject): Promise<WebIdentity> {
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
    (name) => ctx.store.access.oidcProvider(`arn:aws:iam::${ctx.call.account}:oidc-provider/${name}`) ?? [],
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

const noProvider = (ctx: Ctx<Codes>, url: string, reason: string): never =>
  ctx.refuse('InvalidIdentityToken', `No OpenIDConnect provider found in your account for https://${url}`, reason);

function expired(ctx: Ctx<Codes>, exp: number, reason: string): never {
  const now = Math.floor(ctx.now() / 1000);
  return ctx.refuse(
    'ExpiredTokenException',
    `Token expired: current date/time ${now} must be before the expiration date/time ${exp}`,
    reason,
  );
}
