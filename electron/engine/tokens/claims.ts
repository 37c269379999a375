import type { Client } from '../store/clients.ts';
import type { Group } from '../store/groups.ts';
import type { Family } from '../store/tokens.ts';
import type { User } from '../store/users.ts';
import type { Pool } from '../store/pools.ts';
import { amrOf, acrNames, levelOf } from './context.ts';
import { lifetimesOf } from './lifetimes.ts';

/** The scope of every sign-in through the API, and what token-authorised operations ask for. */
export const ADMIN_SCOPE = 'aws.cognito.signin.user.admin';

/** What the claims of one pair of tokens are made of. `now` in epoch milliseconds. */
type ClaimsOf = {
  readonly issuer: string;
  readonly pool: Pool;
  readonly client: Client;
  readonly user: User;
  /** By precedence, those without one last. */
  readonly groups: readonly Group[];
  readonly family: Pick<Family, 'id' | 'eventId' | 'authTime' | 'methods' | 'acr' | 'device'>;
  readonly readable: (attribute: string) => boolean;
  readonly now: number;
  readonly jti: { readonly id: string; readonly access: string };
};

export type Claims = Readonly<Record<string, unknown>>;

/**
 * The claims of an ID token: who the user is. Amazon Cognito developer guide, "Understanding the identity
 * (ID) token".
 */
export function idClaims(of: ClaimsOf): Claims {
  const { client, user, groups } = of;
  const roles = rolesOf(groups);
  const preferred = preferredRole(groups);
  return {
    sub: user.sub,
    ...(groups.length === 0 ? {} : { 'cognito:groups': groups.map((group) => group.name) }),
    ...(preferred === undefined ? {} : { 'cognito:preferred_role': preferred }),
    iss: of.issuer,
    'cognito:username': user.username,
    ...originOf(of),
    ...(roles.length === 0 ? {} : { 'cognito:roles': roles }),
    aud: client.id,
    event_id: of.family.eventId,
    token_use: 'id',
    auth_time: seconds(of.family.authTime),
    exp: seconds(of.now) + lifetimesOf(client).id,
    iat: seconds(of.now),
    ...(revocable(client) ? { jti: of.jti.id } : {}),
    ...contextClaims(of),
    ...attributeClaims(user, of.readable),
  };
}

/**
 * The claims of an access token: what its bearer may do. Amazon Cognito developer guide, "Understanding
 * the access token".
 */
export function accessClaims(of: ClaimsOf): Claims {
  const { client, user, groups } = of;
  return {
    sub: user.sub,
    ...(groups.length === 0 ? {} : { 'cognito:groups': groups.map((group) => group.name) }),
    iss: of.issuer,
    ...(of.family.device === undefined ? {} : { device_key: of.family.device.key }),
    client_id: client.id,
    ...originOf(of),
    event_id: of.family.eventId,
    token_use: 'access',
    scope: ADMIN_SCOPE,
    auth_time: seconds(of.family.authTime),
    exp: seconds(of.now) + lifetimesOf(client).access,
    iat: seconds(of.now),
    ...(revocable(client) ? { jti: of.jti.access } : {}),
    ...contextClaims(of),
    username: user.username,
  };
}

/** Whether tokens of the client carry `origin_jti` and `jti`: revocation is on, or rotation forces it. */
const revocable = (client: Client): boolean =>
  client.settings.EnableTokenRevocation !== false || client.settings.RefreshTokenRotation?.Feature === 'ENABLED';

/** The roles of a user's groups, each once, best precedence first. */
export function rolesOf(groups: readonly Group[]): readonly string[] {
  return [...new Set(groups.flatMap((group) => (group.roleArn === undefined ? [] : [group.roleArn])))];
}

/**
 * `cognito:preferred_role`: the role of the group with the lowest precedence number among those that have
 * a role. Groups without precedence rank last; two different roles of equal rank leave the claim out.
 */
export function preferredRole(groups: readonly Group[]): string | undefined {
  const ranked = groups
    .filter((group) => group.roleArn !== undefined)
    .map((group) => ({ role: group.roleArn, rank: group.precedence ?? Number.POSITIVE_INFINITY }));
  const best = Math.min(...ranked.map(({ rank }) => rank));
  const roles = new Set(ranked.filter(({ rank }) => rank === best).map(({ role }) => role));
  return roles.size === 1 ? [...roles][0] : undefined;
}

/** A user's attributes as ID token claims: booleans, the address object and a number where OIDC wants them. */
function attributeClaims(user: User, readable: (attribute: string) => boolean): Claims {
  const claims: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(user.attributes))
    if (name !== 'sub' && readable(name)) claims[name] = claimValue(name, value);
  return claims;
}

function claimValue(name: string, value: string): unknown {
  switch (name) {
    case 'email_verified':
    case 'phone_number_verified':
      return value.toLowerCase() === 'true';
    case 'address':
      return { formatted: value };
    case 'identities':
      return identitiesClaim(value);
    case 'updated_at':
      return /^-?\d{1,15}$/.test(value) ? Number(value) : value;
    default:
      return value;
  }
}

/** The claim `identities`: the user's attribute with `primary` and `dateCreated` as strings, as AWS has them there. */
const identitiesClaim = (attribute: string): unknown =>
  (JSON.parse(attribute) as { readonly primary: boolean; readonly dateCreated: number }[]).map((identity) => ({
    ...identity,
    primary: String(identity.primary),
    dateCreated: String(identity.dateCreated),
  }));

/**
 * `acr` and `amr`: the level that the sign-in reached and how. Pools that name no levels (AcrConfiguration)
 * issue them only for sign-ins that asked for one (TARGET_ACR_VALUES).
 */
function contextClaims({ pool, family: { methods, acr } }: ClaimsOf): Claims {
  const level = levelOf(methods);
  if (level === 0 || (acr === undefined && pool.settings.AcrConfiguration === undefined)) return {};
  return { acr: acrNames(pool)[level], amr: amrOf(methods) };
}

const originOf = ({ client, family }: ClaimsOf): Claims => (revocable(client) ? { origin_jti: family.id } : {});
const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);
