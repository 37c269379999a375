import { oidcProviderArn } from '../../../shared/aws/arn.ts';
import type { CognitoIdentityProvider } from '../../../shared/aws/types/cognito-identity.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { IdentityPool } from '../store/identities.ts';
import { readStrictly, type JsonObject } from '../tokens/parse.ts';
import { poolIdOfIssuer } from '../tokens/issuer.ts';
import { verifyToken, type Rejection } from '../tokens/verify.ts';
import { nameInAddress } from '../federation/local-providers/issuer.ts';
import { accessTokenLogin, isAccessTokenProvider } from './access-token-logins.ts';
import { developerLogin } from './developer-login.ts';
import { issuerLogin, samlLogin } from './federated-logins.ts';
import type { Login } from './login.ts';

type Codes = 'NotAuthorizedException' | 'InvalidParameterException';
type Refuses = Ctx<Codes>;

const PUBLIC = [
  'accounts.google.com',
  'graph.facebook.com',
  'www.amazon.com',
  'appleid.apple.com',
  'api.twitter.com',
  'www.digits.com',
];
/** Public providers whose tokens are ID tokens; an IAM provider of the same name holds the keys they are checked by. */
const ID_TOKENS = ['accounts.google.com', 'appleid.apple.com'];
const UNSUPPORTED = 'Token is not from a supported provider of this identity pool.';

const OIDC = ':oidc-provider/';

/**
 * The provider that the key of a login means, as identity pools list it.
 *
 * Clients such as Amplify make the key of the token's issuer without its scheme. With a local issuer that is
 * this engine's own address and the pool's id; it means the same user pool as AWS's form of it. A local provider's
 * address means the provider that the identity pool has of it, whatever the port was when IAM was told of it.
 */
export function providerOf(ctx: Ctx, key: string, identityPool?: IdentityPool): string {
  if (key.startsWith('cognito-idp.')) return key;
  const localProvider = nameInAddress(key);
  if (localProvider !== undefined) {
    const listed = (identityPool?.settings.OpenIdConnectProviderARNs ?? []).map((arn) => arn.split(OIDC)[1] ?? '');
    return listed.find((url) => nameInAddress(url) === localProvider) ?? key;
  }
  const pool = ctx.store.pools.get(poolIdOfIssuer(`http://${key}`) ?? '');
  return pool === undefined ? key : `cognito-idp.${pool.region}.amazonaws.com/${pool.id}`;
}

/**
 * Checks every login of a call, each as a step of its own; a login that comes under two keys counts once.
 *
 * @param own whether a token that the pool issued for a developer's user counts as a login
 */
export async function checkLogins(
  ctx: Refuses,
  pool: IdentityPool,
  logins: Readonly<Record<string, string>> = {},
  own: 'developer tokens' | 'no own tokens' = 'no own tokens',
): Promise<Login[]> {
  const checked: Login[] = [];
  for (const [key, token] of Object.entries(logins)) {
    const login = await ctx.step(
      `login of ${key}`,
      () => checkLogin(ctx, pool, providerOf(ctx, key, pool), token, own),
      'Logins',
    );
    if (!checked.some(({ provider, subject }) => provider === login.provider && subject === login.subject))
      checked.push(login);
  }
  return checked;
}

async function checkLogin(
  ctx: Refuses,
  pool: IdentityPool,
  provider: string,
  token: string,
  own: 'developer tokens' | 'no own tokens',
): Promise<Login> {
  if (provider === 'cognito-identity.amazonaws.com' && own === 'developer tokens')
    return developerLogin(ctx, pool, token);
  if (provider === 'cognito-identity.amazonaws.com')
    return refused(
      ctx,
      "Invalid login token. Can't pass in a Cognito token.",
      'A token of an identity pool is no sign-in; only developer identities may pass theirs.',
    );
  const userPool = /^cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/([\w-]+_[0-9a-zA-Z]+)$/.exec(provider)?.[1];
  if (userPool !== undefined) return checkUserPoolLogin(ctx, pool, provider, userPool, token);
  const {
    SupportedLoginProviders = {},
    OpenIdConnectProviderARNs = [],
    SamlProviderARNs = [],
    DeveloperProviderName,
  } = pool.settings;
  const oidc = OpenIdConnectProviderARNs.find((arn) => arn.endsWith(`${OIDC}${provider}`));
  if (oidc !== undefined) return issuerLogin(ctx, { provider, arn: oidc, mappingKey: oidc }, token);
  if (SamlProviderARNs.includes(provider)) return samlLogin(ctx, provider, token);
  const appIds = Object.hasOwn(SupportedLoginProviders, provider) ? SupportedLoginProviders[provider] : undefined;
  if (appIds !== undefined && ID_TOKENS.includes(provider)) {
    const arn = oidcProviderArn(ctx.call.account, provider);
    return issuerLogin(ctx, { provider, arn, mappingKey: provider, audiences: appIds.split(/[;,\s]+/) }, token);
  }
  if (appIds !== undefined && isAccessTokenProvider(provider)) return accessTokenLogin(ctx, provider, appIds, token);
  if (provider === DeveloperProviderName)
    return refused(
      ctx,
      UNSUPPORTED,
      'A developer’s user signs in by GetOpenIdTokenForDeveloperIdentity, called with credentials.',
    );
  if (PUBLIC.includes(provider) || provider.startsWith('arn:'))
    return refused(ctx, UNSUPPORTED, `${provider} is not configured in this identity pool.`);
  return ctx.refuse(
    'InvalidParameterException',
    'Please provide a valid public provider.',
    `${JSON.stringify(provider)} is no provider that identity pools know, nor one configured in this pool.`,
  );
}

/**
 * Checks an ID token of a user pool.
 *
 * The key of the login names the user pool; the token's issuer may be the local or AWS's own form of it. The
 * token's client must be one that the identity pool lists for that user pool.
 */
async function checkUserPoolLogin(
  ctx: Refuses,
  pool: IdentityPool,
  provider: string,
  userPool: string,
  token: string,
): Promise<Login> {
  const entries = (pool.settings.CognitoIdentityProviders ?? []).filter(
    ({ ProviderName }) => ProviderName === provider,
  );
  if (entries.length === 0) return refused(ctx, UNSUPPORTED, `The identity pool does not list ${provider}.`);
  const read = readStrictly(token);
  if ('why' in read)
    return refused(
      ctx,
      'Invalid login token. Not a valid OpenId Connect identity token.',
      `${read.why} (character ${read.at})`,
    );
  if (poolIdOfIssuer(read.payload['iss']) !== userPool)
    return refused(
      ctx,
      "Invalid login token. Issuer doesn't match providerName",
      `iss is ${JSON.stringify(read.payload['iss'])}; the login is for ${userPool}.`,
    );
  const verified = await verifyToken(ctx.workspace, token);
  // A client or user that is gone leaves the token as good as it was, unless the pool asks the server.
  if (!verified.ok && verified.why !== 'client' && verified.why !== 'user')
    return refuseToken(ctx, verified, read.payload);
  const { aud, sub, iat } = read.payload;
  if (typeof aud !== 'string' || typeof sub !== 'string')
    return refused(
      ctx,
      'Invalid login token. Missing a required claim: aud',
      'Access tokens carry no aud: identity pools want the ID token.',
    );
  const entry = entries.find(({ ClientId }) => ClientId === aud);
  if (entry === undefined)
    return refused(
      ctx,
      UNSUPPORTED,
      `The token is for the app client ${aud}; the identity pool lists ${entries.map(({ ClientId }) => ClientId).join(', ')} for this user pool.`,
    );
  if (typeof iat === 'number' && iat * 1000 > ctx.now() + SKEW)
    return refused(
      ctx,
      'Invalid login token. Token is not yet valid',
      `iat is ${new Date(iat * 1000).toISOString()}, ahead of the workspace clock.`,
    );
  checkWithServer(
    ctx,
    entry,
    verified.ok ? (verified.revoked ?? (verified.user.enabled ? undefined : 'The user is disabled.')) : verified.reason,
  );
  return {
    provider,
    subject: sub,
    claims: read.payload,
    mappingKey: `${provider}:${aud}`,
    amr: [provider, `${provider}:CognitoSignIn:${sub}`],
  };
}

/** How far ahead of the clock a token may have been issued. */
const SKEW = 5 * 60 * 1000;

/** ServerSideTokenCheck: whether the user pool still stands by the token. */
function checkWithServer(ctx: Refuses, entry: CognitoIdentityProvider, against: string | undefined): void {
  if (against === undefined) return;
  if (entry.ServerSideTokenCheck === true)
    return refused(
      ctx,
      'Invalid login token. Token is revoked',
      `${against} ServerSideTokenCheck is on for this provider.`,
    );
  ctx.note(`${against} ServerSideTokenCheck is off for this provider: the token is accepted until it expires.`);
}

function refuseToken(ctx: Refuses, { why, reason }: Rejection, payload: JsonObject): never {
  switch (why) {
    case 'expired':
      return refused(
        ctx,
        `Invalid login token. Token expired: ${Math.floor(ctx.now() / 1000)} >= ${Number(payload['exp'])}`,
        reason,
      );
    case 'malformed':
    case 'use':
      return refused(ctx, 'Invalid login token. Not a valid OpenId Connect identity token.', reason);
    case 'issuer':
      return refused(ctx, "Invalid login token. Issuer doesn't match providerName", reason);
    default:
      return refused(ctx, "Invalid login token. Couldn't verify signed token.", reason);
  }
}

const refused = (ctx: Refuses, message: string, reason: string): never =>
  ctx.refuse('NotAuthorizedException', message, reason);
