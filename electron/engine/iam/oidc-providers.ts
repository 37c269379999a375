import { oidcProviderArn } from '../../../shared/aws/arn.ts';
import type { Ctx, Handler } from '../kernel/handler.ts';
import type { OidcProvider } from '../store/access-records.ts';
import { mergedTags, tagList } from './find.ts';
import { tagPage, withoutTags } from './tags.ts';

/** AWS limits how many audiences a provider may have. */
const MAX_CLIENT_IDS = 100;

/**
 * `https://host/path`; a local issuer may be `http://localhost:PORT/POOL`, which AWS would refuse.
 * The ARN carries the address without its scheme.
 */
export const CreateOpenIDConnectProvider: Handler<'iam', 'CreateOpenIDConnectProvider'> = (input, ctx) => {
  const url = ctx.step('address of the issuer', () => addressIn(ctx, input.Url), 'Url');
  const arn = oidcProviderArn(ctx.call.account, url);
  ctx.step('address is free', () => {
    if (ctx.store.access.oidcProvider(arn) !== undefined)
      ctx.refuse('EntityAlreadyExists', `Provider with url https://${url} already exists.`);
  });
  const clientIds = [...new Set(input.ClientIDList ?? [])];
  checkAudiences(ctx, clientIds);
  const provider: OidcProvider = {
    arn,
    url,
    clientIds,
    thumbprints: input.ThumbprintList ?? [],
    tags: mergedTags(ctx, {}, input.Tags ?? []),
    createdAt: ctx.now(),
  };
  ctx.write(() => ctx.store.access.putOidcProvider(provider));
  ctx.changed('oidc-provider', undefined, arn);
  return { OpenIDConnectProviderArn: arn, ...(input.Tags === undefined ? {} : { Tags: input.Tags }) };
};

/**
 * Describes an OpenID Connect provider: address, audiences, thumbprints, tags.
 *
 * @throws NoSuchEntity. AWS IAM, GetOpenIDConnectProvider.
 */
export const GetOpenIDConnectProvider: Handler<'iam', 'GetOpenIDConnectProvider'> = (input, ctx) => {
  const provider = findProvider(ctx, input.OpenIDConnectProviderArn);
  return {
    Url: provider.url,
    ClientIDList: [...provider.clientIds],
    ThumbprintList: [...provider.thumbprints],
    CreateDate: Math.floor(provider.createdAt / 1000),
    Tags: tagList(provider.tags),
  };
};

/**
 * Lists the ARNs of the account's OpenID Connect providers. The list has one page. AWS IAM,
 * ListOpenIDConnectProviders.
 */
export const ListOpenIDConnectProviders: Handler<'iam', 'ListOpenIDConnectProviders'> = (_input, ctx) => {
  const providers = ctx.step('list the OpenID Connect providers', () => ctx.store.access.oidcProviders());
  return { OpenIDConnectProviderList: providers.map(({ arn }) => ({ Arn: arn })) };
};

/** Deleting a provider that does not exist succeeds, as AWS documents it. */
export const DeleteOpenIDConnectProvider: Handler<'iam', 'DeleteOpenIDConnectProvider'> = (input, ctx) => {
  const { access } = ctx.store;
  ctx.step(
    'find the OpenID Connect provider',
    () => {
      if (access.oidcProvider(input.OpenIDConnectProviderArn) === undefined)
        ctx.note('There is none of this ARN, which is no error.');
    },
    'OpenIDConnectProviderArn',
  );
  ctx.write(() => access.removeOidcProvider(input.OpenIDConnectProviderArn));
  ctx.changed('oidc-provider', undefined, input.OpenIDConnectProviderArn);
  return {};
};

/**
 * Adds an audience whose tokens the provider's roles and identity pools take; one that is there changes nothing.
 *
 * @throws LimitExceeded for more than 100. AWS IAM, AddClientIDToOpenIDConnectProvider.
 */
export const AddClientIDToOpenIDConnectProvider: Handler<'iam', 'AddClientIDToOpenIDConnectProvider'> = (
  input,
  ctx,
) => {
  const provider = findProvider(ctx, input.OpenIDConnectProviderArn);
  const clientIds = [...new Set([...provider.clientIds, input.ClientID])];
  checkAudiences(ctx, clientIds);
  return keep(ctx, { ...provider, clientIds });
};

/** Takes an audience away; one that is not there changes nothing. AWS IAM, RemoveClientIDFromOpenIDConnectProvider. */
export const RemoveClientIDFromOpenIDConnectProvider: Handler<'iam', 'RemoveClientIDFromOpenIDConnectProvider'> = (
  input,
  ctx,
) => {
  const provider = findProvider(ctx, input.OpenIDConnectProviderArn);
  const clientIds = provider.clientIds.filter((id) => id !== input.ClientID);
  return keep(ctx, { ...provider, clientIds });
};

/** Thumbprints are kept and returned; the engine trusts an issuer's keys, not the certificate of its server. */
export const UpdateOpenIDConnectProviderThumbprint: Handler<'iam', 'UpdateOpenIDConnectProviderThumbprint'> = (
  input,
  ctx,
) => {
  const provider = findProvider(ctx, input.OpenIDConnectProviderArn);
  return keep(ctx, { ...provider, thumbprints: input.ThumbprintList });
};

/**
 * Adds tags to an OpenID Connect provider or replaces their values.
 *
 * @throws LimitExceeded for more than 50 tags. AWS IAM, TagOpenIDConnectProvider.
 */
export const TagOpenIDConnectProvider: Handler<'iam', 'TagOpenIDConnectProvider'> = (input, ctx) => {
  const provider = findProvider(ctx, input.OpenIDConnectProviderArn);
  const tags = mergedTags(ctx, provider.tags, input.Tags);
  return keep(ctx, { ...provider, tags });
};

/**
 * Removes tags from an OpenID Connect provider; keys that it does not have are ignored. AWS IAM,
 * UntagOpenIDConnectProvider.
 */
export const UntagOpenIDConnectProvider: Handler<'iam', 'UntagOpenIDConnectProvider'> = (input, ctx) => {
  const provider = findProvider(ctx, input.OpenIDConnectProviderArn);
  return keep(ctx, { ...provider, tags: withoutTags(provider.tags, input.TagKeys) });
};

/** Lists the tags of an OpenID Connect provider by key, in pages. AWS IAM, ListOpenIDConnectProviderTags. */
export const ListOpenIDConnectProviderTags: Handler<'iam', 'ListOpenIDConnectProviderTags'> = (input, ctx) =>
  tagPage(ctx, input, findProvider(ctx, input.OpenIDConnectProviderArn).tags);

function keep(ctx: Ctx, provider: OidcProvider): Record<never, never> {
  ctx.write(() => ctx.store.access.putOidcProvider(provider));
  ctx.changed('oidc-provider', undefined, provider.arn);
  return {};
}

function findProvider(ctx: Ctx<'NoSuchEntity'>, arn: string): OidcProvider {
  return ctx.step(
    'find the OpenID Connect provider',
    () =>
      ctx.store.access.oidcProvider(arn) ??
      ctx.refuse('NoSuchEntity', `OpenIDConnect Provider not found for arn ${arn}`),
    'OpenIDConnectProviderArn',
  );
}

/** The address without its scheme, as the ARN has it. */
function addressIn(ctx: Ctx<'InvalidInput'>, url: string): string {
  return (
    /^(?:https:\/\/|http:\/\/(?=localhost[:/]|127\.0\.0\.1[:/]))([^\s?#]+?)\/?$/.exec(url)?.[1] ??
    ctx.refuse(
      'InvalidInput',
      'Invalid Open ID Connect Provider URL',
      'The address must begin with https:// (or be a local one) and have no query.',
    )
  );
}

function checkAudiences(ctx: Ctx<'LimitExceeded'>, clientIds: readonly string[]): void {
  ctx.step(
    'number of audiences',
    () => {
      if (clientIds.length > MAX_CLIENT_IDS)
        ctx.refuse('LimitExceeded', `Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: ${MAX_CLIENT_IDS}`);
    },
    'quotas',
  );
}
