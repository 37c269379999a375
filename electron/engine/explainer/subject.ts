import type { AccessStep, Subject } from '../../../shared/poolkeeper/operations.ts';
import { developerAmr } from '../identity-pools/developer-login.ts';
import { checkLogins, providerOf } from '../identity-pools/logins.ts';
import type { Login } from '../identity-pools/login.ts';
import type { Claims } from '../identity-pools/role-selection.ts';
import type { IdentityPool } from '../store/identities.ts';
import { readToken } from '../tokens/parse.ts';
import { asAnswer, stoppedAt, unknownIdentity, type Presented, type Refuses } from './presented-token.ts';
import { loginOfUser } from './user-login.ts';

/**
 * WhatIfs a subject into the logins that it would bring, checked as `GetId` checks them. Nothing is stored.
 *
 * Users and pools that do not exist are refused; a login that the pool does not take is an answer.
 */
export async function presented(ctx: Refuses, pool: IdentityPool, subject: Subject): Promise<Presented> {
  if ('Guest' in subject) return ofGuest(pool);
  if ('DeveloperUser' in subject) return ofDeveloperUser(ctx, pool, subject.DeveloperUser);
  if ('Token' in subject) return ofToken(ctx, pool, subject.Token, subject.Provider);
  if ('Claims' in subject) return ofClaims(ctx, pool, subject.Provider, subject.Claims);
  return loginOfUser(ctx, pool, subject);
}

function ofGuest({ settings }: IdentityPool): Presented {
  if (!settings.AllowUnauthenticatedIdentities)
    return stoppedAt({
      id: 'user',
      title: 'Guest',
      reason: 'Nobody is signed in, and AllowUnauthenticatedIdentities is off.',
    });
  const reason = 'Nobody is signed in; the identity pool lets guests in.';
  return { steps: [{ id: 'user', title: 'Guest', outcome: 'noted', reason }], logins: [] };
}

/** A developer's user as the token shows them; one who never came has no identity yet. */
function ofDeveloperUser({ store }: Refuses, pool: IdentityPool, userId: string): Presented {
  const provider = pool.settings.DeveloperProviderName;
  if (provider === undefined)
    return stoppedAt({
      id: 'user',
      title: userId,
      reason: 'The identity pool has no developer provider (DeveloperProviderName).',
    });
  const identity = store.identities.byLogin(pool.id, { provider, subject: userId });
  const login: Login = {
    provider,
    subject: userId,
    claims: { sub: identity?.id ?? unknownIdentity(pool) },
    mappingKey: provider,
    amr: developerAmr(provider, pool, userId),
  };
  const step: AccessStep = {
    id: 'user',
    title: userId,
    outcome: 'noted',
    reason: `A user of the developer provider ${provider}${identity === undefined ? ', who has no identity yet' : ''}.`,
    links:
      identity === undefined ? [] : [{ kind: 'identity', id: identity.id, parent: pool.id, text: 'Their identity' }],
  };
  return { steps: [step], logins: [login] };
}

async function ofToken(
  ctx: Refuses,
  pool: IdentityPool,
  token: string,
  provider: string | undefined,
): Promise<Presented> {
  const key = provider === undefined ? keyOfToken(pool, token) : loginKeyOf(provider);
  if (key === undefined)
    return stoppedAt({
      id: 'token',
      title: 'Token',
      reason:
        'The token does not say whose it is, and the pool has more than one provider that it could be of. Name the provider.',
    });
  // The same checks as GetCredentialsForIdentity makes.
  const checked = await asAnswer(ctx, (asking) => checkLogins(asking, pool, { [key]: token }, 'developer tokens'));
  if ('refused' in checked) return stoppedAt({ id: 'token', title: 'Token', reason: checked.refused });
  const [login] = checked.value;
  const reason = `The identity pool takes it as a login of ${login?.subject}.`;
  const step: AccessStep = {
    id: 'token',
    title: `Token of ${login?.provider ?? key}`,
    outcome: 'passed',
    reason,
    links: login === undefined ? [] : userLinks(ctx, login),
  };
  return { steps: [step], logins: checked.value };
}

/** The user of a user pool's token, where the user is still there. */
function userLinks({ store }: Refuses, { provider, subject }: Login): NonNullable<AccessStep['links']> {
  const poolId = /^cognito-idp\.[^/]+\/(.+)$/.exec(provider)?.[1];
  const user = poolId === undefined ? undefined : store.users.bySub(poolId, subject);
  return poolId === undefined || user === undefined
    ? []
    : [{ kind: 'user', id: user.username, parent: poolId, text: user.username }];
}

/** The key of a login: what a token's issuer is called, or the one provider of the pool whose tokens name none. */
function keyOfToken({ settings }: IdentityPool, token: string): string | undefined {
  const issuer = readToken(token).payload?.['iss'];
  if (typeof issuer === 'string') return issuer.replace(/^https?:\/\//, '').replace(/\/$/, '');
  const { SamlProviderARNs = [], SupportedLoginProviders = {} } = settings;
  const saml = /^\s*</.test(Buffer.from(token, 'base64').toString('utf8'));
  const could = saml ? SamlProviderARNs : Object.keys(SupportedLoginProviders);
  return could.length === 1 ? could[0] : undefined;
}

/** A provider by any of its names, as the key of a login: OpenID Connect without its ARN, a user pool without client. */
const loginKeyOf = (provider: string): string =>
  /^arn:[^:]+:iam::\d+:oidc-provider\/(.+)$/.exec(provider)?.[1] ??
  /^(cognito-idp\.[^/]+\/[^:]+):/.exec(provider)?.[1] ??
  provider.replace(/^https?:\/\//, '');

function ofClaims(ctx: Refuses, pool: IdentityPool, named: string, claims: Claims): Presented {
  const provider = providerOf(ctx, loginKeyOf(named));
  const login = supposedLogin(ctx, pool, provider, named, claims);
  if (login === undefined)
    return stoppedAt({
      id: 'token',
      title: `Claims of ${provider}`,
      reason: `The identity pool does not list ${named}.`,
    });
  const reason = 'As if the provider had issued a token with these claims; no token was checked.';
  return {
    steps: [{ id: 'token', title: `Claims of ${provider}`, outcome: 'noted', reason }],
    logins: [login],
  };
}

/** The login that a provider's token with these claims would be. Who is not named is called `somebody`. */
function supposedLogin(
  { store }: Refuses,
  pool: IdentityPool,
  provider: string,
  named: string,
  claims: Claims,
): Login | undefined {
  const { settings } = pool;
  const subject = typeof claims['sub'] === 'string' ? claims['sub'] : 'somebody';
  const of = (mappingKey: string, issuer: string, further: Claims): Login => ({
    provider,
    subject,
    claims: { sub: subject, ...further, ...claims },
    mappingKey,
    amr: [provider, `${provider}:${issuer}:${subject}`],
  });
  const clients = (settings.CognitoIdentityProviders ?? []).filter(({ ProviderName }) => ProviderName === provider);
  if (clients.length > 0) {
    const wanted = /^cognito-idp\.[^/]+\/[^:]+:(.+)$/.exec(named)?.[1] ?? claims['aud'];
    const client = wanted === undefined ? clients[0] : clients.find(({ ClientId }) => ClientId === wanted);
    return client?.ClientId === undefined
      ? undefined
      : of(`${provider}:${client.ClientId}`, 'CognitoSignIn', { aud: client.ClientId });
  }
  const oidc = settings.OpenIdConnectProviderARNs?.find((arn) => arn.endsWith(`:oidc-provider/${provider}`));
  const issuer = typeof claims['iss'] === 'string' ? claims['iss'] : `https://${provider}`;
  if (oidc !== undefined) {
    const aud = store.access.oidcProvider(oidc)?.clientIds[0];
    return of(oidc, issuer, { iss: issuer, ...(aud === undefined ? {} : { aud }) });
  }
  if (settings.SamlProviderARNs?.includes(provider)) {
    const name = typeof claims['iss'] === 'string' ? claims['iss'] : `https://${provider.split('/').at(-1)}`;
    return of(provider, name, { iss: name });
  }
  const appIds = settings.SupportedLoginProviders?.[provider];
  if (appIds !== undefined) return of(provider, issuer, { iss: issuer, aud: appIds.split(/[;,\s]+/)[0] });
  return provider === settings.DeveloperProviderName
    ? { ...of(provider, pool.id, {}), amr: developerAmr(provider, pool, subject) }
    : undefined;
}
