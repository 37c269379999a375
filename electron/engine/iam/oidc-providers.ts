import type { Ctx, Handler } from '../kernel/handler.ts';
import type { OidcProvider } from '../store/access-records.ts';
import { mergedTags, tagList } from './find.ts';
import { tagPage, withoutTags } from './tags.ts';

/** AWS limits how many audiences a provider may have. */
const CLIENT_IDS = 100;

/**
 * `https://host/path`; a local issuer may be `http://localhost:PORT/POOL`, which AWS would refuse.
 * The ARN carries the address without its scheme.
 */
export const CreateOpenIDConnectProvider: Handler<'iam', 'CreateOpenIDConnectProvider'> = (input, ctx) => {
  const url = /^(?:https:\/\/|http:\/\/(?=localhost[:/]|127\.0\.0\.1[:/]))([^\s?#]+?)\/?$/.exec(input.Url)?.[1];
  if (url === undefined)
    return ctx.refuse(
      'InvalidInput',
      'Invalid Open ID Connect Provider URL',
      'The address must begin with https:// (or be a local one) and have no query.',
    );
  const arn = `arn:aws:iam::${ctx.call.account}:oidc-provider/${url}`;
  if (ctx.store.access.oidcProvider(arn) !== undefined)
    return ctx.refuse('EntityAlreadyExists', `Provider with url https://${url} already exists.`);
  const clientIds = [...new Set(input.ClientIDList ?? [])];
  if (clientIds.length > CLIENT_IDS)
    return ctx.refuse('LimitExceeded', `Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: ${CLIENT_IDS}`);
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

export const ListOpenIDConnectProviders: Handler<'iam', 'ListOpenIDConnectProviders'> = (_input, { store }) => ({
  OpenIDConnectProviderList: store.access.oidcProviders().map(({ arn }) => ({ Arn: arn })),
});

/** Deleting a provider that does not exist succeeds, as AWS documents it. */
export const DeleteOpenIDConnectProvider: Handler<'iam', 'DeleteOpenIDConnectProvider'> = (input, ctx) => {
  ctx.write(() => ctx.store.access.removeOidcProvider(input.OpenIDConnectProviderArn));
  ctx.changed('oidc-provider', undefined, input.OpenIDConnectProviderArn);
  return {};
};

export const AddClientIDToOpenIDConnectProvider: Handler<'iam', 'AddClientIDToOpenIDConnectProvider'> = (
  input,
  ctx,
) => {
  const provider = findProvider(ctx, input.OpenIDConnectProviderArn);
  const clientIds = [...new Set([...provider.clientIds, input.ClientID])];
  if (clientIds.length > CLIENT_IDS)
    return ctx.refuse('LimitExceeded', `Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: ${CLIENT_IDS}`);
  return keep(ctx, { ...provider, clientIds });
};

export const RemoveClientIDFromOpenIDConnectProvider: Handler<'iam', 'RemoveClientIDFromOpenIDConnectProvider'> = (
  input,
  ctx,
) => {
  const provider = findProvider(ctx, input.OpenIDConnectProviderArn);
  const clientIds = provider.clientIds.filter((id) => id !== input.ClientID);
  return keep(ctx, { ...provider, clientIds });
};

/** Thumbprints are kept and returned; the engine believes an issuer's keys, not the certificate of its server. */
export const UpdateOpenIDConnectProviderThumbprint: Handler<'iam', 'UpdateOpenIDConnectProviderThumbprint'> = (
  input,
  ctx,
) => {
  const provider = findProvider(ctx, input.OpenIDConnectProviderArn);
  return keep(ctx, { ...provider, thumbprints: input.ThumbprintList });
};

export const TagOpenIDConnectProvider: Handler<'iam', 'TagOpenIDConnectProvider'> = (input, ctx) => {
  const provider = findProvider(ctx, input.OpenIDConnectProviderArn);
  const tags = mergedTags(ctx, provider.tags, input.Tags);
  return keep(ctx, { ...provider, tags });
};

export const UntagOpenIDConnectProvider: Handler<'iam', 'UntagOpenIDConnectProvider'> = (input, ctx) => {
  const provider = findProvider(ctx, input.OpenIDConnectProviderArn);
  return keep(ctx, { ...provider, tags: withoutTags(provider.tags, input.TagKeys) });
};

export const ListOpenIDConnectProviderTags: Handler<'iam', 'ListOpenIDConnectProviderTags'> = (input, ctx) =>
  tagPage(input, findProvider(ctx, input.OpenIDConnectProviderArn).tags);

function keep(ctx: Ctx, provider: OidcProvider): Record<never, never> {
  ctx.write(() => ctx.store.access.putOidcProvider(provider));
  ctx.changed('oidc-provider', undefined, provider.arn);
  return {};
}

function findProvider(ctx: Ctx<'NoSuchEntity'>, arn: string): OidcProvider {
  return (
    ctx.store.access.oidcProvider(arn) ?? ctx.refuse('NoSuchEntity', `OpenIDConnect Provider not found for arn ${arn}`)
  );
}
