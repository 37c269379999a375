import { samlProviderArn } from '../../../shared/aws/arn.ts';
import type { Ctx, Handler } from '../kernel/handler.ts';
import type { SamlProvider } from '../store/federation.ts';
import { iamId } from '../authorization/credentials.ts';
import { readMetadata, type SamlMetadata } from '../federation/saml/metadata.ts';
import { SamlError } from '../federation/saml/xml.ts';
import { mergedTags, tagList } from './find.ts';
import { addedKey, keyList, removedKey } from './saml-private-keys.ts';
import { tagPage, withoutTags } from './tags.ts';

/**
 * Makes a SAML provider of an identity provider's metadata, with a private key if one is brought along.
 *
 * @throws EntityAlreadyExists for a name that is taken
 * @throws InvalidInput for metadata or a key that cannot be read, and for required encryption without a key. AWS
 *   IAM, CreateSAMLProvider.
 */
export const CreateSAMLProvider: Handler<'iam', 'CreateSAMLProvider'> = (input, ctx) => {
  const arn = samlProviderArn(ctx.call.account, input.Name);
  ctx.step('name is free', () => {
    if (ctx.store.access.samlProvider(arn) !== undefined)
      ctx.refuse('EntityAlreadyExists', `EntityAlreadyExists: SAML provider with name ${input.Name} already exists.`);
  });
  const { validUntil } = checkedMetadata(ctx, input.SAMLMetadataDocument);
  const provider: SamlProvider = {
    arn,
    id: iamId(ctx.random, 'SAMLP'),
    name: input.Name,
    metadata: input.SAMLMetadataDocument,
    ...encryptionOf(ctx, input, undefined, input.AddPrivateKey === undefined ? 0 : 1),
    ...(validUntil === undefined ? {} : { validUntil }),
    tags: mergedTags(ctx, {}, input.Tags ?? []),
    createdAt: ctx.now(),
  };
  const key = addedKey(ctx, input.AddPrivateKey, 0);
  ctx.write(() => {
    ctx.store.access.putSamlProvider(provider);
    if (key !== undefined) ctx.store.access.addSamlPrivateKey(arn, key);
  });
  ctx.changed('saml-provider', undefined, arn);
  return { SAMLProviderArn: arn, ...(input.Tags === undefined ? {} : { Tags: input.Tags }) };
};

/**
 * Describes a SAML provider with its metadata; of private keys only ids and dates.
 *
 * @throws NoSuchEntity. AWS IAM, GetSAMLProvider.
 */
export const GetSAMLProvider: Handler<'iam', 'GetSAMLProvider'> = (input, ctx) => {
  const provider = findProvider(ctx, input.SAMLProviderArn);
  return {
    SAMLProviderUUID: provider.id,
    SAMLMetadataDocument: provider.metadata,
    CreateDate: Math.floor(provider.createdAt / 1000),
    ...(provider.validUntil === undefined ? {} : { ValidUntil: Math.floor(provider.validUntil / 1000) }),
    Tags: tagList(provider.tags),
    ...(provider.encryption === undefined ? {} : { AssertionEncryptionMode: provider.encryption }),
    PrivateKeyList: keyList(ctx.store.access.samlPrivateKeys(provider.arn)),
  };
};

/**
 * Lists the account's SAML providers: ARN, creation, end of validity. The list has one page. AWS IAM,
 * ListSAMLProviders.
 */
export const ListSAMLProviders: Handler<'iam', 'ListSAMLProviders'> = (_input, ctx) => {
  const providers = ctx.step('list the SAML providers', () => ctx.store.access.samlProviders());
  return {
    SAMLProviderList: providers.map(({ arn, createdAt, validUntil }) => ({
      Arn: arn,
      ...(validUntil === undefined ? {} : { ValidUntil: Math.floor(validUntil / 1000) }),
      CreateDate: Math.floor(createdAt / 1000),
    })),
  };
};

/**
 * Replaces a SAML provider's metadata or encryption, and adds or removes a private key; what is omitted stays.
 *
 * @throws InvalidInput for metadata or a key that cannot be read, and for required encryption without a key. AWS
 *   IAM, UpdateSAMLProvider.
 */
export const UpdateSAMLProvider: Handler<'iam', 'UpdateSAMLProvider'> = (input, ctx) => {
  const { validUntil: _earlier, ...provider } = findProvider(ctx, input.SAMLProviderArn);
  const { access } = ctx.store;
  const left = removedKey(ctx, access.samlPrivateKeys(provider.arn), input.RemovePrivateKey);
  const added = addedKey(ctx, input.AddPrivateKey, left.length);
  const encryption = encryptionOf(ctx, input, provider.encryption, left.length + (added === undefined ? 0 : 1));
  const metadata = input.SAMLMetadataDocument ?? provider.metadata;
  const { validUntil } = checkedMetadata(ctx, metadata);
  ctx.write(() => {
    access.putSamlProvider({
      ...provider,
      metadata,
      ...(validUntil === undefined ? {} : { validUntil }),
      ...encryption,
    });
    if (input.RemovePrivateKey !== undefined) access.removeSamlPrivateKey(provider.arn, input.RemovePrivateKey);
    if (added !== undefined) access.addSamlPrivateKey(provider.arn, added);
  });
  ctx.changed('saml-provider', undefined, provider.arn);
  return { SAMLProviderArn: provider.arn };
};

/**
 * Deletes a SAML provider with its private keys. Roles and identity pools that name it take its assertions no more.
 *
 * @throws NoSuchEntity. AWS IAM, DeleteSAMLProvider.
 */
export const DeleteSAMLProvider: Handler<'iam', 'DeleteSAMLProvider'> = (input, ctx) => {
  findProvider(ctx, input.SAMLProviderArn);
  ctx.write(() => ctx.store.access.removeSamlProvider(input.SAMLProviderArn));
  ctx.changed('saml-provider', undefined, input.SAMLProviderArn);
  return {};
};

/**
 * Adds tags to a SAML provider or replaces their values.
 *
 * @throws LimitExceeded for more than 50 tags. AWS IAM, TagSAMLProvider.
 */
export const TagSAMLProvider: Handler<'iam', 'TagSAMLProvider'> = (input, ctx) => {
  const provider = findProvider(ctx, input.SAMLProviderArn);
  const tags = mergedTags(ctx, provider.tags, input.Tags);
  return keepTags(ctx, { ...provider, tags });
};

/** Removes tags from a SAML provider; keys that it does not have are ignored. AWS IAM, UntagSAMLProvider. */
export const UntagSAMLProvider: Handler<'iam', 'UntagSAMLProvider'> = (input, ctx) => {
  const provider = findProvider(ctx, input.SAMLProviderArn);
  return keepTags(ctx, { ...provider, tags: withoutTags(provider.tags, input.TagKeys) });
};

/** Lists the tags of a SAML provider by key, in pages. AWS IAM, ListSAMLProviderTags. */
export const ListSAMLProviderTags: Handler<'iam', 'ListSAMLProviderTags'> = (input, ctx) =>
  tagPage(ctx, input, findProvider(ctx, input.SAMLProviderArn).tags);

function keepTags(ctx: Ctx, provider: SamlProvider): Record<never, never> {
  ctx.write(() => ctx.store.access.putSamlProvider(provider));
  ctx.changed('saml-provider', undefined, provider.arn);
  return {};
}

type Encryption = Pick<SamlProvider, 'encryption'>;

/** The encryption that a provider has after a call; it can be required only where a key could open an assertion. */
function encryptionOf(
  ctx: Ctx<'InvalidInput'>,
  input: { readonly AssertionEncryptionMode?: SamlProvider['encryption'] },
  before: SamlProvider['encryption'],
  keys: number,
): Encryption {
  // A provider with a key takes both kinds of assertion until it is told otherwise.
  const encryption = input.AssertionEncryptionMode ?? before ?? (keys > 0 ? 'Allowed' : undefined);
  if (encryption === 'Required' && keys === 0)
    return ctx.refuse(
      'InvalidInput',
      'AssertionEncryptionMode cannot be Required without a private key.',
      'Without a private key no encrypted assertion could be opened, so every sign-in would be refused.',
    );
  return encryption === undefined ? {} : { encryption };
}

function checkedMetadata(ctx: Ctx<'InvalidInput'>, text: string): SamlMetadata {
  return ctx.step(
    'metadata',
    () => {
      try {
        return readMetadata(text);
      } catch (error) {
        if (error instanceof SamlError) return ctx.refuse('InvalidInput', 'Could not parse metadata', error.message);
        throw error;
      }
    },
    'SAML 2.0 Metadata',
  );
}

function findProvider(ctx: Ctx<'NoSuchEntity'>, arn: string): SamlProvider {
  return ctx.step(
    'find the SAML provider',
    () =>
      ctx.store.access.samlProvider(arn) ??
      ctx.refuse('NoSuchEntity', `Manifest not found for arn ${arn}`, `IAM has no SAML provider ${arn}.`),
    'SAMLProviderArn',
  );
}
