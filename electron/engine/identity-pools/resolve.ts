import type { Ctx } from '../kernel/handler.ts';
import { uuid } from '../kernel/ids.ts';
import type { Identity, IdentityPool } from '../store/identities.ts';
import type { Login } from './login.ts';

type Refuses = Ctx<'NotAuthorizedException' | 'ResourceConflictException'>;

const NO_GUESTS_MESSAGE = 'Unauthenticated access is not supported for this identity pool.';
const ALREADY_LINKED_MESSAGE = 'Logins are already linked to another account.';
const DISABLED = 'The identity is disabled: it was merged into another, or its last login was unlinked.';

/** The identity of some logins in a pool, made if there is none; without logins a new guest. */
export function identityFor(ctx: Refuses, pool: IdentityPool, logins: readonly Login[]): Identity {
  if (logins.length === 0) {
    refuseGuests(ctx, pool);
    return create(ctx, pool, []);
  }
  const owners = ownersOf(ctx, pool, logins);
  if (owners.length > 1)
    return ctx.refuse(
      'ResourceConflictException',
      ALREADY_LINKED_MESSAGE,
      `The logins belong to ${owners.length} identities.`,
    );
  const [owner] = owners;
  oneUserEach(ctx, pool, owner, logins);
  if (owner === undefined) return create(ctx, pool, logins);
  linkMissing(ctx, owner, logins);
  return owner;
}

/**
 * The identity that a caller means by an identity's id and logins.
 *
 * A guest's identity takes over a login that has none yet. If the login has an identity already, that one is
 * returned and the guest's is disabled. An identity with logins wants at least one of them.
 */
export function identityOf(ctx: Refuses, pool: IdentityPool, identity: Identity, logins: readonly Login[]): Identity {
  const { identities } = ctx.store;
  const linked = identities.logins(identity.id);
  if (!identity.enabled)
    return ctx.refuse('NotAuthorizedException', `Access to Identity '${identity.id}' is forbidden.`, DISABLED);
  if (logins.length === 0) {
    refuseGuests(ctx, pool);
    if (linked.length > 0)
      return ctx.refuse(
        'NotAuthorizedException',
        `Access to Identity '${identity.id}' is forbidden.`,
        'The identity has logins, and the call brings none.',
      );
    return identity;
  }
  const owners = ownersOf(ctx, pool, logins);
  const others = owners.filter(({ id }) => id !== identity.id);
  if (linked.length > 0) {
    if (!owners.some(({ id }) => id === identity.id))
      return ctx.refuse(
        'NotAuthorizedException',
        "Logins don't match. Please include at least one valid login for this identity or identity pool.",
        `The identity is linked to ${linked.map(({ provider }) => provider).join(', ')}; none of the call's logins is one of these.`,
      );
    if (others.length > 0)
      return ctx.refuse(
        'ResourceConflictException',
        ALREADY_LINKED_MESSAGE,
        'One of the logins belongs to another identity.',
      );
    oneUserEach(ctx, pool, identity, logins);
    linkMissing(ctx, identity, logins);
    return identity;
  }
  if (others.length > 1)
    return ctx.refuse(
      'ResourceConflictException',
      ALREADY_LINKED_MESSAGE,
      `The logins belong to ${others.length} identities.`,
    );
  const [other] = others;
  oneUserEach(ctx, pool, other, logins);
  if (other === undefined) {
    linkMissing(ctx, identity, logins);
    return identity;
  }
  ctx.note('The login has an identity already: the guest’s is disabled and that one is used.');
  ctx.write(() => identities.setEnabled(identity.id, false, ctx.now()));
  linkMissing(ctx, other, logins);
  return other;
}

/** The identity of checked logins: the one that the caller names, or the one that they belong to. */
export const identityOfLogins = (
  ctx: Refuses,
  pool: IdentityPool,
  named: Identity | undefined,
  logins: readonly Login[],
): Identity => (named === undefined ? identityFor(ctx, pool, logins) : developerLink(ctx, pool, named, logins));

/** A developer's backend may link a further user to an identity without proof of an earlier login. */
function developerLink(ctx: Refuses, pool: IdentityPool, identity: Identity, logins: readonly Login[]): Identity {
  if (!identity.enabled)
    return ctx.refuse('NotAuthorizedException', `Access to Identity '${identity.id}' is forbidden.`, DISABLED);
  if (ownersOf(ctx, pool, logins).some(({ id }) => id !== identity.id))
    return ctx.refuse(
      'ResourceConflictException',
      ALREADY_LINKED_MESSAGE,
      'One of the logins belongs to another identity.',
    );
  oneUserEach(ctx, pool, identity, logins);
  linkMissing(ctx, identity, logins);
  return identity;
}

/**
 * An identity is one person: it has one user of each public provider. Of the developer's provider it may have
 * several, whose backend answers for them.
 */
function oneUserEach(ctx: Refuses, pool: IdentityPool, identity: Identity | undefined, logins: readonly Login[]): void {
  const linked = identity === undefined ? [] : ctx.store.identities.logins(identity.id);
  const users = new Map(linked.map(({ provider, subject }) => [provider, subject]));
  for (const { provider, subject } of logins) {
    if (provider === pool.settings.DeveloperProviderName) continue;
    const user = users.get(provider) ?? subject;
    if (user !== subject)
      ctx.refuse(
        'ResourceConflictException',
        ALREADY_LINKED_MESSAGE,
        `The identity belongs to ${user} of ${provider}; the call brings ${subject}.`,
      );
    users.set(provider, subject);
  }
}

function refuseGuests(ctx: Refuses, pool: IdentityPool): void {
  if (!pool.settings.AllowUnauthenticatedIdentities)
    ctx.refuse(
      'NotAuthorizedException',
      NO_GUESTS_MESSAGE,
      'The call brings no login, and AllowUnauthenticatedIdentities is off.',
    );
}

function ownersOf({ store }: Ctx, pool: IdentityPool, logins: readonly Login[]): Identity[] {
  const owners = logins.flatMap((login) => store.identities.byLogin(pool.id, login) ?? []);
  return [...new Map(owners.map((owner) => [owner.id, owner])).values()];
}

function create(ctx: Ctx, pool: IdentityPool, logins: readonly Login[]): Identity {
  const now = ctx.now();
  const identity: Identity = {
    id: `${pool.region}:${uuid(ctx.random)}`,
    poolId: pool.id,
    enabled: true,
    createdAt: now,
    modifiedAt: now,
  };
  ctx.write(() => {
    ctx.store.identities.insert(identity.id, pool.id, now);
    for (const login of logins) ctx.store.identities.link(identity, login, now);
  });
  ctx.changed('identity', pool.id, identity.id);
  return identity;
}

function linkMissing(ctx: Ctx, identity: Identity, logins: readonly Login[]): void {
  const { identities } = ctx.store;
  const missing = logins.filter((login) => identities.byLogin(identity.poolId, login) === undefined);
  if (missing.length === 0) return;
  ctx.write(() => {
    for (const login of missing) identities.link(identity, login, ctx.now());
  });
  ctx.changed('identity', identity.poolId, identity.id);
}
