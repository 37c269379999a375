import type { ProviderUserIdentifierType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { FaultCode } from '../../../../shared/contract.ts';
import type { Ctx, IdpHandler } from '../../kernel/handler.ts';
import type { LinkedIdentity } from '../../store/linked-identities.ts';
import type { Pool } from '../../store/pools.ts';
import type { User } from '../../store/users.ts';
import { foldValue } from '../pools/attribute-schema.ts';
import { storeAttributes } from '../users/attributes.ts';
import { findPool } from '../pools/find.ts';
import { lookUpUser } from '../users/find-user.ts';
import { withoutHash } from '../imports/imported-hash.ts';
import { identitiesOf, subjectClaim, type Identity } from './identities.ts';
import { isSocial } from './provider-details.ts';

const IDENTITIES_PER_USER = 5;
const CLAIMS_PER_PROVIDER = 5;

/** Lets somebody of an identity provider sign in as a user who exists; they must have no profile of their own yet. */
export const AdminLinkProviderForUser: IdpHandler<'AdminLinkProviderForUser'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const user = ctx.step('find the user', () => destination(ctx, pool, input.DestinationUser), 'DestinationUser');
  const source = ctx.step('who is linked', () => sourceOf(ctx, pool, input.SourceUser), 'SourceUser');
  ctx.step('has no profile of their own', () => refuseProfile(ctx, pool, source), 'SourceUser');
  ctx.write(() => {
    const owner = ctx.store.linkedIdentities.get(pool.id, source.provider, source.attribute, source.value);
    if (owner !== undefined) return refuseLinked(ctx, user, owner);
    refuseTooMany(ctx, pool, user, source);
    ctx.store.linkedIdentities.insert({ poolId: pool.id, ...source, userId: user.id });
    const added: Identity = {
      userId: source.value,
      providerName: source.provider,
      providerType: source.type,
      issuer: null,
      primary: false,
      dateCreated: ctx.now(),
    };
    storeIdentities(ctx, pool, user, [...identitiesOf(user), added]);
  });
  return {};
};

/**
 * Ends a link, so that whoever was linked signs in as a new user from then on. For the pool's own users
 * (`Cognito`) it takes their password away.
 */
export const AdminDisableProviderForUser: IdpHandler<'AdminDisableProviderForUser'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const named = ctx.step('which identity', () => identityNamed(ctx, input.User), 'User');
  if (isPool(named.provider)) {
    const user = lookUpUser(ctx, pool, named.value) ?? refuseUnknown(ctx, `The pool has no user ${named.value}.`);
    ctx.write(() => {
      ctx.store.users.update({
        ...user,
        salt: undefined,
        verifier: undefined,
        extras: withoutHash(user.extras),
        modifiedAt: ctx.now(),
      });
      ctx.changed('user', pool.id, user.username);
    });
    return {};
  }
  ctx.write(() => {
    const link = ctx.store.linkedIdentities.get(pool.id, named.provider, named.attribute, named.value);
    const user = link === undefined ? undefined : ctx.store.users.get(link.userId);
    if (link === undefined || user === undefined)
      return refuseUnknown(ctx, `Nobody of ${named.provider} is linked by ${named.attribute} ${named.value}.`);
    ctx.store.linkedIdentities.remove(link);
    const left = identitiesOf(user).filter(
      ({ providerName, userId }) => providerName !== link.provider || userId !== link.value,
    );
    storeIdentities(ctx, pool, user, left);
  });
  return {};
};

type LinkCtx = Ctx<FaultCode<'cognito-idp', 'AdminLinkProviderForUser'>>;
type Named = Pick<LinkedIdentity, 'provider' | 'attribute' | 'value'>;
type Source = Named & { readonly type: string };

const isPool = (provider: string): boolean => provider.toUpperCase() === 'COGNITO';

/** Every part of an identity is needed; of a user of the pool itself, and of one who is named, the value alone. */
function identityNamed(ctx: Ctx<'InvalidParameterException'>, of: ProviderUserIdentifierType): Named {
  const { ProviderName: provider = '', ProviderAttributeName: attribute = '', ProviderAttributeValue: value = '' } = of;
  const missing = [
    ...(provider === '' ? ['ProviderName'] : []),
    ...(attribute === '' && !isPool(provider) ? ['ProviderAttributeName'] : []),
    ...(value === '' ? ['ProviderAttributeValue'] : []),
  ];
  if (missing.length > 0)
    return ctx.refuse('InvalidParameterException', `Missing required parameter ${missing.join(', ')}`);
  return { provider, attribute, value };
}

/** A user of the pool by the username, or a federated one by the provider and the username's second part. */
function destination(ctx: LinkCtx, pool: Pool, of: ProviderUserIdentifierType): User {
  const { ProviderName: provider = '', ProviderAttributeValue: value = '' } = of;
  if (provider === '' || value === '')
    return ctx.refuse(
      'InvalidParameterException',
      'DestinationUser must have a ProviderName and a ProviderAttributeValue.',
      'ProviderName is Cognito and ProviderAttributeValue the username, for a user of the pool itself.',
    );
  const name = isPool(provider) || value.startsWith(`${provider}_`) ? value : `${provider}_${value}`;
  return lookUpUser(ctx, pool, name) ?? refuseUnknown(ctx, `The pool ${pool.id} has no user ${name}.`);
}

function sourceOf(ctx: LinkCtx, pool: Pool, of: ProviderUserIdentifierType): Source {
  const named = identityNamed(ctx, of);
  if (isPool(named.provider))
    return ctx.refuse(
      'InvalidParameterException',
      'SourceUser cannot be a user of the provider Cognito.',
      'Only somebody of an identity provider can be linked to a user.',
    );
  const provider = ctx.store.records.get(pool.id, 'identity-provider', named.provider);
  if (provider === undefined)
    return ctx.refuse(
      'ResourceNotFoundException',
      `Identity provider ${named.provider} does not exist.`,
      `The pool ${pool.id} has no provider of this name.`,
    );
  const { ProviderType: type, AttributeMapping: mapping } = provider.content;
  const claims = [subjectClaim, ...(isSocial(type) ? [] : Object.values(mapping))];
  if (!claims.includes(named.attribute))
    return ctx.refuse(
      'InvalidParameterException',
      `Invalid ProviderAttributeName ${named.attribute}`,
      isSocial(type)
        ? `Users of a social provider are recognised by ${subjectClaim}.`
        : `The claim must be ${subjectClaim} or one that AttributeMapping of ${named.provider} uses.`,
    );
  return { ...named, type };
}

/** Two profiles cannot be merged. */
function refuseProfile(ctx: LinkCtx, pool: Pool, { provider, attribute, value }: Source): void {
  if (attribute !== subjectClaim) return;
  const username = `${provider}_${value}`;
  if (ctx.store.users.byKey(pool.id, foldValue(pool, 'username', username)) !== undefined)
    ctx.refuse(
      'InvalidParameterException',
      'Merging is not currently supported, provide a SourceUser that has not been signed up in order to link',
      `The pool has a user ${username}; AdminDeleteUser removes them first.`,
    );
}

function refuseLinked(ctx: LinkCtx, user: User, owner: LinkedIdentity): never {
  if (owner.userId === user.id)
    return ctx.refuse(
      'InvalidParameterException',
      'SourceUser is already linked to DestinationUser',
      `They sign in as ${user.username} already.`,
    );
  const other = ctx.store.users.get(owner.userId);
  return ctx.refuse(
    'AliasExistsException',
    'SourceUser is already linked to another user.',
    `They sign in as ${other?.username ?? 'another user'}; AdminDisableProviderForUser ends that link.`,
  );
}

function refuseTooMany(ctx: LinkCtx, pool: Pool, user: User, source: Source): void {
  if (ctx.store.linkedIdentities.ofUser(user.id).length >= IDENTITIES_PER_USER)
    return ctx.refuse(
      'LimitExceededException',
      `Identities cannot exceed limit of ${IDENTITIES_PER_USER} per user.`,
      `${user.username} has ${IDENTITIES_PER_USER} linked identities.`,
    );
  const claims = ctx.store.linkedIdentities.attributesOf(pool.id, source.provider);
  if (claims.length >= CLAIMS_PER_PROVIDER && !claims.includes(source.attribute))
    ctx.refuse(
      'LimitExceededException',
      `Attributes for linking cannot exceed limit of ${CLAIMS_PER_PROVIDER} per identity provider.`,
      `Users of ${source.provider} were linked by ${claims.join(', ')}.`,
    );
}

function storeIdentities(
  ctx: Ctx<'AliasExistsException'>,
  pool: Pool,
  user: User,
  identities: readonly Identity[],
): void {
  const { identities: _, ...others } = user.attributes;
  const attributes = identities.length === 0 ? others : { ...others, identities: JSON.stringify(identities) };
  storeAttributes(ctx, pool, user, attributes);
}

const refuseUnknown = (ctx: Ctx<'UserNotFoundException'>, reason: string): never =>
  ctx.refuse('UserNotFoundException', 'User does not exist.', reason);
