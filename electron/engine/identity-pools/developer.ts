import type { Ctx, IdentityHandler } from '../kernel/handler.ts';
import { listPage } from '../kernel/paging.ts';
import type { Identity, IdentityPool } from '../store/identities.ts';
import { signIdentityToken } from '../tokens/identity-token.ts';
import { developerAmr } from './developer-login.ts';
import { findIdentityPool } from './find.ts';
import { checkLogins } from './logins.ts';
import type { Login } from './login.ts';
import { identityOfLogins } from './resolve.ts';
import { amrOf } from './issue-credentials.ts';

/** Seconds that a developer's token lives unless asked otherwise. */
const TOKEN_LIFETIME_SECONDS = 900;
/** An identity has at most this many users of a developer provider. */
const MAX_USERS_PER_IDENTITY = 20;
const DEFAULT_PAGE_SIZE = 60;

/**
 * A token for a user whom the developer's own backend has authenticated, and the user's identity.
 *
 * `Logins` names the pool's developer provider with the user's id, beside tokens of public providers.
 */
export const GetOpenIdTokenForDeveloperIdentity: IdentityHandler<'GetOpenIdTokenForDeveloperIdentity'> = async (
  input,
  ctx,
) => {
  const pool = findIdentityPool(ctx, input.IdentityPoolId);
  const name = developerProvider(ctx, pool);
  const { [name]: userId, ...others } = input.Logins;
  if (userId === undefined)
    return ctx.refuse(
      'InvalidParameterException',
      'Please provide a valid developer provider.',
      `Logins must name ${name}, the developer provider of this identity pool.`,
    );
  const publicLogins = await checkLogins(ctx, pool, others);
  const developer: Login = {
    provider: name,
    subject: userId,
    claims: {},
    mappingKey: name,
    amr: developerAmr(name, pool, userId),
  };
  const logins = [developer, ...publicLogins];
  const identity = ctx.step('identity of the logins', () => registered(ctx, pool, input.IdentityId, developer, logins));
  const issuedAt = Math.floor(ctx.now() / 1000);
  const token = await ctx.step('sign the token', () =>
    signIdentityToken(ctx.workspace, {
      identityId: identity.id,
      identityPoolId: pool.id,
      amr: amrOf(logins),
      tags: input.PrincipalTags ?? {},
      issuedAt,
      expiresAt: issuedAt + (input.TokenDuration ?? TOKEN_LIFETIME_SECONDS),
    }),
  );
  return { IdentityId: identity.id, Token: token };
};

function registered(
  ctx: Ctx<
    | 'DeveloperUserAlreadyRegisteredException'
    | 'ResourceNotFoundException'
    | 'NotAuthorizedException'
    | 'ResourceConflictException'
  >,
  pool: IdentityPool,
  identityId: string | undefined,
  developer: Login,
  logins: readonly Login[],
): Identity {
  const { identities } = ctx.store;
  if (identityId === undefined) return identityOfLogins(ctx, pool, undefined, logins);
  const named = identities.get(identityId);
  if (named === undefined || named.poolId !== pool.id)
    return ctx.refuse('ResourceNotFoundException', `Identity '${identityId}' not found.`);
  const owner = identities.byLogin(pool.id, developer);
  if (owner !== undefined && owner.id !== named.id)
    return ctx.refuse(
      'DeveloperUserAlreadyRegisteredException',
      'The provided developer user identifier is already registered with Cognito under a different identity ID.',
      `${developer.subject} belongs to ${owner.id}.`,
    );
  return identityOfLogins(ctx, pool, named, logins);
}

/** Finds the identity of a developer's user, or the users of an identity. */
export const LookupDeveloperIdentity: IdentityHandler<'LookupDeveloperIdentity'> = (input, ctx) => {
  const pool = findIdentityPool(ctx, input.IdentityPoolId);
  const name = developerProvider(ctx, pool);
  const { IdentityId, DeveloperUserIdentifier: userId } = input;
  if (IdentityId === undefined && userId === undefined)
    return ctx.refuse(
      'InvalidParameterException',
      'Either IdentityId or DeveloperUserIdentifier must be provided.',
      'The call names neither an identity nor a user.',
    );
  const owner = userId === undefined ? undefined : ownerOf(ctx, pool, name, userId);
  if (owner !== undefined && IdentityId !== undefined && owner.id !== IdentityId)
    return ctx.refuse(
      'ResourceConflictException',
      'The developer user identifier does not belong to the identity.',
      `${userId} belongs to ${owner.id}.`,
    );
  const identity = owner ?? inPool(ctx, pool, IdentityId ?? '');
  const limit = Math.max(1, input.MaxResults ?? DEFAULT_PAGE_SIZE);
  const users = usersOf(ctx, identity, name);
  const { items, token } = listPage(ctx, {
    step: 'list the developer user identifiers',
    list: `LookupDeveloperIdentity ${identity.id}`,
    token: input.NextToken,
    limit,
    keys: 'string',
    read: (most, after) => users.filter((subject) => after === undefined || subject > after).slice(0, most),
    keyOf: (subject) => subject,
  });
  return {
    IdentityId: identity.id,
    DeveloperUserIdentifierList: [...items],
    ...(token === undefined ? {} : { NextToken: token }),
  };
};

/**
 * Makes one identity of two: the source's logins go to the destination, and the source is disabled.
 *
 * Refused where both are linked to the same public provider by different users.
 */
export const MergeDeveloperIdentities: IdentityHandler<'MergeDeveloperIdentities'> = (input, ctx) => {
  const pool = findIdentityPool(ctx, input.IdentityPoolId);
  const name = developerProvider(ctx, pool, input.DeveloperProviderName);
  const source = ownerOf(ctx, pool, name, input.SourceUserIdentifier);
  const destination = ownerOf(ctx, pool, name, input.DestinationUserIdentifier);
  if (source.id === destination.id) return { IdentityId: destination.id };
  const { identities } = ctx.store;
  ctx.step('the logins go together', () => {
    const taken = new Set(identities.logins(destination.id).map(({ provider }) => provider));
    const clash = identities.logins(source.id).find(({ provider }) => provider !== name && taken.has(provider));
    if (clash !== undefined)
      ctx.refuse(
        'ResourceConflictException',
        'Merging these identities would create a conflict between their public logins.',
        `Both identities are linked to ${clash.provider}.`,
      );
    const users = usersOf(ctx, source, name).length + usersOf(ctx, destination, name).length;
    if (users > MAX_USERS_PER_IDENTITY)
      ctx.refuse(
        'ResourceConflictException',
        `An identity can have at most ${MAX_USERS_PER_IDENTITY} developer user identifiers.`,
        `Merged it would have ${users}.`,
      );
  });
  ctx.write(() => {
    identities.moveLogins(source.id, destination.id, ctx.now());
    identities.setEnabled(source.id, false, ctx.now());
  });
  ctx.changed('identity', pool.id, source.id);
  ctx.changed('identity', pool.id, destination.id);
  return { IdentityId: destination.id };
};

/** Takes a developer's user away from an identity. An identity that loses its last login is of no use any more. */
export const UnlinkDeveloperIdentity: IdentityHandler<'UnlinkDeveloperIdentity'> = (input, ctx) => {
  const pool = findIdentityPool(ctx, input.IdentityPoolId);
  const name = developerProvider(ctx, pool, input.DeveloperProviderName);
  const identity = inPool(ctx, pool, input.IdentityId);
  const owner = ownerOf(ctx, pool, name, input.DeveloperUserIdentifier);
  if (owner.id !== identity.id)
    return ctx.refuse(
      'ResourceConflictException',
      'The developer user identifier does not belong to the identity.',
      `${input.DeveloperUserIdentifier} belongs to ${owner.id}.`,
    );
  const { identities } = ctx.store;
  ctx.write(() => {
    identities.unlinkOne(identity.id, { provider: name, subject: input.DeveloperUserIdentifier }, ctx.now());
    // Nobody could prove to be its user again, and as a guest's it must not live on.
    if (identities.logins(identity.id).length === 0) identities.setEnabled(identity.id, false, ctx.now());
  });
  ctx.changed('identity', pool.id, identity.id);
  return {};
};

function developerProvider(ctx: Ctx<'InvalidParameterException'>, pool: IdentityPool, named?: string): string {
  const { DeveloperProviderName: name } = pool.settings;
  if (name === undefined || (named !== undefined && named !== name))
    return ctx.refuse(
      'InvalidParameterException',
      'Please provide a valid developer provider.',
      name === undefined
        ? 'The identity pool has no developer provider.'
        : `The developer provider of this identity pool is ${name}.`,
    );
  return name;
}

function ownerOf(
  ctx: Ctx<'ResourceNotFoundException'>,
  pool: IdentityPool,
  provider: string,
  subject: string,
): Identity {
  return ctx.step(
    'find the developer’s user',
    () =>
      ctx.store.identities.byLogin(pool.id, { provider, subject }) ??
      ctx.refuse('ResourceNotFoundException', `Developer user identifier '${subject}' not found.`),
    'DeveloperUserIdentifier',
  );
}

function inPool(ctx: Ctx<'ResourceNotFoundException'>, pool: IdentityPool, id: string): Identity {
  return ctx.step(
    'find the identity',
    () => {
      const identity = ctx.store.identities.get(id);
      return identity !== undefined && identity.poolId === pool.id
        ? identity
        : ctx.refuse('ResourceNotFoundException', `Identity '${id}' not found.`);
    },
    'IdentityId',
  );
}

const usersOf = ({ store }: Ctx, identity: Identity, provider: string): string[] =>
  store.identities
    .logins(identity.id)
    .filter((login) => login.provider === provider)
    .map(({ subject }) => subject)
    .toSorted();
