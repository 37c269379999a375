import { oidcProviderArn } from '../../../shared/aws/arn.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { IdentityPool } from '../store/identities.ts';
import { poolIdOfIssuer } from '../tokens/issuer.ts';
import { nameInAddress } from '../federation/local-providers/issuer.ts';
import { KINDS, kindOfLoginKey } from '../federation/local-providers/kinds.ts';
import { accessTokenLogin } from './access-token-logins.ts';
import { developerLogin } from './developer-login.ts';
import { issuerLogin, samlLogin } from './federated-logins.ts';
import { refuseLogin, UNSUPPORTED, type Login } from './login.ts';
import { userPoolLogin } from './user-pool-login.ts';

type Refuses = Ctx<'NotAuthorizedException' | 'InvalidParameterException'>;

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
  own: OwnTokens = 'no own tokens',
): Promise<Login[]> {
  const checked: Login[] = [];
  for (const [key, token] of Object.entries(logins)) {
    const login = await ctx.step(
      `login of ${key}`,
      () => checkLogin({ ctx, pool, provider: providerOf(ctx, key, pool), token, own }),
      'Logins',
    );
    if (!checked.some(({ provider, subject }) => provider === login.provider && subject === login.subject))
      checked.push(login);
  }
  return checked;
}

type OwnTokens = 'developer tokens' | 'no own tokens';

/** One login of a call. */
type Given = {
  readonly ctx: Refuses;
  readonly pool: IdentityPool;
  /** The provider as identity pools list it. */
  readonly provider: string;
  readonly token: string;
  readonly own: OwnTokens;
};

/** A kind of login: what a trace calls it, and its check for a login that is of this kind. */
type LoginKind = readonly [name: string, check: (given: Given) => (() => Login | Promise<Login>) | undefined];

/** The kinds of login, in the order in which a provider is looked for. The last takes what is left. */
const LOGIN_KINDS: readonly LoginKind[] = [
  [
    'token of the identity pool',
    ({ ctx, pool, provider, token, own }) => {
      if (provider !== 'cognito-identity.amazonaws.com') return undefined;
      return () => (own === 'developer tokens' ? developerLogin(ctx, pool, token) : refuseOwnToken(ctx));
    },
  ],
  [
    'user pool',
    ({ ctx, pool, provider, token }) => {
      const [, userPool] = USER_POOL.exec(provider) ?? [];
      return userPool === undefined ? undefined : () => userPoolLogin(ctx, pool, provider, userPool, token);
    },
  ],
  [
    'OpenID Connect provider of IAM',
    ({ ctx, pool, provider, token }) => {
      const arn = pool.settings.OpenIdConnectProviderARNs?.find((one) => one.endsWith(`${OIDC}${provider}`));
      return arn === undefined ? undefined : () => issuerLogin(ctx, { provider, arn, mappingKey: arn }, token);
    },
  ],
  [
    'SAML provider of IAM',
    ({ ctx, pool, provider, token }) =>
      pool.settings.SamlProviderARNs?.includes(provider) === true ? () => samlLogin(ctx, provider, token) : undefined,
  ],
  [
    'public provider',
    ({ ctx, pool, provider, token }) => {
      const kind = kindOfLoginKey(provider);
      const { SupportedLoginProviders = {} } = pool.settings;
      const appIds = Object.hasOwn(SupportedLoginProviders, provider) ? SupportedLoginProviders[provider] : undefined;
      if (kind === undefined || appIds === undefined) return undefined;
      if (KINDS[kind].tokens === 'access') return () => accessTokenLogin(ctx, kind, appIds, token);
      const arn = oidcProviderArn(ctx.call.account, provider);
      return () => issuerLogin(ctx, { provider, arn, mappingKey: provider, audiences: appIds.split(/[;,\s]+/) }, token);
    },
  ],
  [
    'developer provider',
    ({ ctx, pool, provider }) =>
      provider === pool.settings.DeveloperProviderName
        ? () =>
            refuseLogin(
              ctx,
              UNSUPPORTED,
              'A developer’s user signs in by GetOpenIdTokenForDeveloperIdentity, called with credentials.',
            )
        : undefined,
  ],
  [
    'provider that is not configured',
    ({ ctx, provider }) =>
      kindOfLoginKey(provider) !== undefined || provider.startsWith('arn:')
        ? () => refuseLogin(ctx, UNSUPPORTED, `${provider} is not configured in this identity pool.`)
        : undefined,
  ],
  [
    'unknown provider',
    ({ ctx, provider }) =>
      () =>
        ctx.refuse(
          'InvalidParameterException',
          'Please provide a valid public provider.',
          `${JSON.stringify(provider)} is no provider that identity pools know, nor one configured in this pool.`,
        ),
  ],
];

const USER_POOL = /^cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/([\w-]+_[0-9a-zA-Z]+)$/;

async function checkLogin(given: Given): Promise<Login> {
  for (const [kind, checkOf] of LOGIN_KINDS) {
    const check = checkOf(given);
    if (check === undefined) continue;
    given.ctx.note(undefined, { kind });
    return check();
  }
  throw new Error(`${given.provider} is of no kind of login`);
}

const refuseOwnToken = (ctx: Refuses): never =>
  refuseLogin(
    ctx,
    "Invalid login token. Can't pass in a Cognito token.",
    'A token of an identity pool is no sign-in; only developer identities may pass theirs.',
  );
