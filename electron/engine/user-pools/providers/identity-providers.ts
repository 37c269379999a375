import type { AttributeMappingType, IdentityProviderType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx, IdpHandler } from '../../kernel/handler.ts';
import { listPage } from '../../kernel/paging.ts';
import type { Pool } from '../../store/pools.ts';
import type { PoolRecord } from '../../store/records.ts';
import { schemaOf } from '../pools/attribute-schema.ts';
import { findPool } from '../pools/find.ts';
import { findRecord } from '../pools/find-record.ts';
import { completeDetails, isSocial, shownDetails, usernameClaim } from './provider-details.ts';
import { encryptionCertificate } from './signing-certificates.ts';

const PROVIDERS_PER_POOL = 300;
const DEFAULT_PAGE_SIZE = 60;

/** Adds an identity provider to a pool. Its name and type never change. */
export const CreateIdentityProvider: IdpHandler<'CreateIdentityProvider'> = async (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  ctx.step('name', () => checkName(ctx, input.ProviderName, input.ProviderType), 'ProviderName');
  const details = ctx.step(
    'details',
    () => completeDetails(ctx, input.ProviderType, input.ProviderDetails),
    'ProviderDetails',
  );
  const mapping = ctx.step(
    'attribute mapping',
    () => checkMapping(ctx, pool, input.AttributeMapping),
    'AttributeMapping',
  );
  ctx.step('levels', () => checkLevels(ctx, input.ProviderType, input.AcrMapping), 'AcrMapping');
  const now = ctx.now();
  const claim = usernameClaim(input.ProviderType);
  const provider: Provider = {
    poolId: pool.id,
    id: input.ProviderName,
    content: {
      ProviderType: input.ProviderType,
      ProviderDetails: details,
      AttributeMapping: { ...(claim === undefined ? {} : { username: claim }), ...mapping },
      IdpIdentifiers: [...new Set(input.IdpIdentifiers)],
      ...(input.AcrMapping === undefined ? {} : { AcrMapping: input.AcrMapping }),
    },
    createdAt: now,
    modifiedAt: now,
  };
  ctx.write(() => {
    const { records } = ctx.store;
    if (records.get(pool.id, 'identity-provider', provider.id) !== undefined)
      return ctx.refuse(
        'DuplicateProviderException',
        `A provider with the name ${provider.id} already exists.`,
        `The pool ${pool.id} has an identity provider of this name.`,
      );
    if (records.count(pool.id, 'identity-provider') >= PROVIDERS_PER_POOL)
      return ctx.refuse('LimitExceededException', `Identity providers cannot exceed limit of ${PROVIDERS_PER_POOL}.`);
    refuseTakenIdentifiers(ctx, pool, provider);
    records.put('identity-provider', provider);
  });
  ctx.changed('identity-provider', pool.id, provider.id);
  return { IdentityProvider: await describe(ctx, pool, provider) };
};

/** An identity provider. */
export const DescribeIdentityProvider: IdpHandler<'DescribeIdentityProvider'> = async (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  return { IdentityProvider: await describe(ctx, pool, findProvider(ctx, pool, input.ProviderName)) };
};

/** The provider that an identifier leads to, for example the domain of an e-mail address. */
export const GetIdentityProviderByIdentifier: IdpHandler<'GetIdentityProviderByIdentifier'> = async (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const provider = ctx.step(
    'find the identity provider',
    () =>
      ctx.store.records
        .all(pool.id, 'identity-provider')
        .find(({ content }) => content.IdpIdentifiers.includes(input.IdpIdentifier)) ??
      ctx.refuse(
        'ResourceNotFoundException',
        `Identity provider with identifier ${input.IdpIdentifier} does not exist.`,
        `No provider of the pool ${pool.id} has this among its IdpIdentifiers.`,
      ),
    'IdpIdentifier',
  );
  return { IdentityProvider: await describe(ctx, pool, provider) };
};

/** A pool's identity providers in the order of their names. */
export const ListIdentityProviders: IdpHandler<'ListIdentityProviders'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const limit = input.MaxResults || DEFAULT_PAGE_SIZE;
  const { items, token } = listPage(ctx, {
    step: 'list the identity providers',
    list: `ListIdentityProviders ${pool.id}`,
    token: input.NextToken,
    limit,
    keys: 'string',
    read: (most, after) => ctx.store.records.list(pool.id, 'identity-provider', most, after),
    keyOf: ({ id }) => id,
  });
  return {
    Providers: items.map(({ id, content, createdAt, modifiedAt }) => ({
      ProviderName: id,
      ProviderType: content.ProviderType,
      LastModifiedDate: modifiedAt / 1000,
      CreationDate: createdAt / 1000,
    })),
    ...(token === undefined ? {} : { NextToken: token }),
  };
};

/** Replaces details, mapping or identifiers of a provider; what is omitted stays. */
export const UpdateIdentityProvider: IdpHandler<'UpdateIdentityProvider'> = async (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  refuseOwn(ctx, input.ProviderName);
  const provider = findProvider(ctx, pool, input.ProviderName);
  const { content } = provider;
  ctx.step('levels', () => checkLevels(ctx, content.ProviderType, input.AcrMapping), 'AcrMapping');
  const claim = usernameClaim(content.ProviderType);
  const mapping =
    input.AttributeMapping === undefined
      ? undefined
      : ctx.step('attribute mapping', () => checkMapping(ctx, pool, input.AttributeMapping), 'AttributeMapping');
  const changed: Provider = {
    ...provider,
    content: {
      ...content,
      ...(input.ProviderDetails === undefined
        ? {}
        : { ProviderDetails: completeDetails(ctx, content.ProviderType, input.ProviderDetails) }),
      ...(mapping === undefined
        ? {}
        : { AttributeMapping: { ...(claim === undefined ? {} : { username: claim }), ...mapping } }),
      ...(input.IdpIdentifiers === undefined ? {} : { IdpIdentifiers: [...new Set(input.IdpIdentifiers)] }),
      ...(input.AcrMapping === undefined ? {} : { AcrMapping: input.AcrMapping }),
    },
    modifiedAt: ctx.now(),
  };
  ctx.write(() => {
    refuseTakenIdentifiers(ctx, pool, changed);
    ctx.store.records.put('identity-provider', changed);
  });
  ctx.changed('identity-provider', pool.id, provider.id);
  return { IdentityProvider: await describe(ctx, pool, changed) };
};

/** Deletes an identity provider. Users whom it brought stay. */
export const DeleteIdentityProvider: IdpHandler<'DeleteIdentityProvider'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  refuseOwn(ctx, input.ProviderName);
  const provider = findProvider(ctx, pool, input.ProviderName);
  ctx.write(() => ctx.store.records.remove(pool.id, 'identity-provider', provider.id));
  ctx.changed('identity-provider', pool.id, provider.id);
  return {};
};

type Provider = PoolRecord<'identity-provider'>;

const findProvider = (ctx: Ctx<'ResourceNotFoundException'>, pool: Pool, name: string): Provider =>
  findRecord(ctx, pool, 'identity-provider', name, `Identity provider ${name} does not exist.`);

function refuseOwn(ctx: Ctx<'UnsupportedIdentityProviderException'>, name: string): void {
  if (name.toUpperCase() === 'COGNITO')
    ctx.refuse(
      'UnsupportedIdentityProviderException',
      'The provider COGNITO cannot be changed.',
      'COGNITO is the user pool itself, not a provider that was added to it.',
    );
}

/** Social providers are named as their type; nobody is named as the pool itself. */
function checkName(
  ctx: Ctx<'InvalidParameterException'>,
  name: string,
  type: Provider['content']['ProviderType'],
): void {
  if (isSocial(type) ? name === type : !isReserved(name)) return;
  ctx.refuse(
    'InvalidParameterException',
    `Invalid ProviderName ${name} for the provider type ${type}.`,
    isSocial(type) ? `The name of a provider of this type is ${type}.` : `${name} is the name of another provider.`,
  );
}

const isReserved = (name: string): boolean =>
  ['COGNITO', 'Google', 'Facebook', 'LoginWithAmazon', 'SignInWithApple'].some(
    (reserved) => reserved.toLowerCase() === name.toLowerCase(),
  );

/** Claims go to attributes that the pool has; `username` is the federated user's name. */
function checkMapping(
  ctx: Ctx<'InvalidParameterException'>,
  pool: Pool,
  mapping: AttributeMappingType = {},
): AttributeMappingType {
  const names = new Set(['username', ...schemaOf(pool).map(({ Name }) => Name)]);
  const unknown = Object.keys(mapping).filter((name) => !names.has(name));
  if (unknown.length > 0)
    return ctx.refuse(
      'InvalidParameterException',
      `Invalid attribute mapping: ${unknown.join(', ')} does not exist in the schema.`,
      `The schema of the pool has no ${unknown.join(', ')}.`,
    );
  const empty = Object.entries(mapping).find(([, claim]) => claim === '');
  if (empty !== undefined)
    return ctx.refuse(
      'InvalidParameterException',
      `Invalid attribute mapping: ${empty[0]} has no claim.`,
      'Leave an attribute out to map nothing to it.',
    );
  return mapping;
}

function checkLevels(
  ctx: Ctx<'InvalidParameterException'>,
  type: Provider['content']['ProviderType'],
  levels: Readonly<Record<string, string>> | undefined,
): void {
  if (levels === undefined) return;
  if (type !== 'OIDC')
    return ctx.refuse(
      'InvalidParameterException',
      'AcrMapping is only supported for OIDC identity providers.',
      `The provider's type is ${type}.`,
    );
  const unknown = Object.keys(levels).find((level) => !/^Level[1-4]$/.test(level));
  if (unknown !== undefined)
    ctx.refuse('InvalidParameterException', `AcrMapping has no level ${unknown}.`, 'The levels are Level1 to Level4.');
}

/** An identifier leads to one provider of a pool. */
function refuseTakenIdentifiers(ctx: Ctx<'InvalidParameterException'>, pool: Pool, provider: Provider): void {
  if (provider.content.IdpIdentifiers.length === 0) return;
  for (const other of ctx.store.records.all(pool.id, 'identity-provider')) {
    if (other.id === provider.id) continue;
    const taken = provider.content.IdpIdentifiers.find((one) => other.content.IdpIdentifiers.includes(one));
    if (taken !== undefined)
      ctx.refuse(
        'InvalidParameterException',
        `The identifier ${taken} is already in use by another identity provider.`,
        `${taken} leads to ${other.id}.`,
      );
  }
}

async function describe(ctx: Ctx, pool: Pool, provider: Provider): Promise<IdentityProviderType> {
  const { id, content, createdAt, modifiedAt } = provider;
  const encrypted = content.ProviderDetails['EncryptedResponses']?.toLowerCase() === 'true';
  return {
    UserPoolId: pool.id,
    ProviderName: id,
    ProviderType: content.ProviderType,
    ProviderDetails: {
      ...shownDetails(content.ProviderDetails),
      ...(encrypted ? { ActiveEncryptionCertificate: await encryptionCertificate(ctx, pool) } : {}),
    },
    AttributeMapping: content.AttributeMapping,
    IdpIdentifiers: content.IdpIdentifiers,
    ...(content.AcrMapping === undefined ? {} : { AcrMapping: content.AcrMapping }),
    LastModifiedDate: modifiedAt / 1000,
    CreationDate: createdAt / 1000,
  };
}
