import type { Ctx, Handler } from '../../handler.ts';
import type { SamlProvider } from '../../store/federation.ts';
import { iamId } from '../credentials.ts';
import { readMetadata, type SamlMetadata } from '../saml/metadata.ts';
import { SamlError } from '../saml/xml.ts';
import { mergedTags, tagList } from './find.ts';

/** Keys of a service provider would open encrypted assertions; the engine reads assertions that are not encrypted. */
const UNENCRYPTED =
  'Poolkeeper reads assertions that are signed and not encrypted: it takes no private key, and encryption cannot be required.';

export const CreateSAMLProvider: Handler<'iam', 'CreateSAMLProvider'> = (input, ctx) => {
  const arn = `arn:aws:iam::${ctx.call.account}:saml-provider/${input.Name}`;
  if (ctx.store.access.samlProvider(arn) !== undefined)
    return ctx.refuse(
      'EntityAlreadyExists',
      `EntityAlreadyExists: SAML provider with name ${input.Name} already exists.`,
    );
  checkEncryption(ctx, input);
  const { validUntil } = checkedMetadata(ctx, input.SAMLMetadataDocument);
  const provider: SamlProvider = {
    arn,
    id: iamId(ctx.random, 'SAMLP'),
    name: input.Name,
    metadata: input.SAMLMetadataDocument,
    ...(input.AssertionEncryptionMode === undefined ? {} : { encryption: input.AssertionEncryptionMode }),
    ...(validUntil === undefined ? {} : { validUntil }),
    tags: mergedTags(ctx, {}, input.Tags ?? []),
    createdAt: ctx.now(),
  };
  ctx.write(() => ctx.store.access.putSamlProvider(provider));
  ctx.changed('saml-provider', undefined, arn);
  return { SAMLProviderArn: arn, ...(input.Tags === undefined ? {} : { Tags: input.Tags }) };
};

export const GetSAMLProvider: Handler<'iam', 'GetSAMLProvider'> = (input, ctx) => {
  const provider = findProvider(ctx, input.SAMLProviderArn);
  return {
    SAMLProviderUUID: provider.id,
    SAMLMetadataDocument: provider.metadata,
    CreateDate: Math.floor(provider.createdAt / 1000),
    ...(provider.validUntil === undefined ? {} : { ValidUntil: Math.floor(provider.validUntil / 1000) }),
    Tags: tagList(provider.tags),
    ...(provider.encryption === undefined ? {} : { AssertionEncryptionMode: provider.encryption }),
  };
};

export const ListSAMLProviders: Handler<'iam', 'ListSAMLProviders'> = (_input, { store }) => ({
  SAMLProviderList: store.access.samlProviders().map(({ arn, createdAt, validUntil }) => ({
    Arn: arn,
    ...(validUntil === undefined ? {} : { ValidUntil: Math.floor(validUntil / 1000) }),
    CreateDate: Math.floor(createdAt / 1000),
  })),
});

export const UpdateSAMLProvider: Handler<'iam', 'UpdateSAMLProvider'> = (input, ctx) => {
  const { validUntil: _earlier, ...provider } = findProvider(ctx, input.SAMLProviderArn);
  checkEncryption(ctx, input);
  if (input.RemovePrivateKey !== undefined)
    return ctx.refuse('InvalidInput', 'The private key to be removed does not exist.', UNENCRYPTED);
  const metadata = input.SAMLMetadataDocument ?? provider.metadata;
  const { validUntil } = checkedMetadata(ctx, metadata);
  ctx.write(() =>
    ctx.store.access.putSamlProvider({
      ...provider,
      metadata,
      ...(validUntil === undefined ? {} : { validUntil }),
      ...(input.AssertionEncryptionMode === undefined ? {} : { encryption: input.AssertionEncryptionMode }),
    }),
  );
  ctx.changed('saml-provider', undefined, provider.arn);
  return { SAMLProviderArn: provider.arn };
};

export const DeleteSAMLProvider: Handler<'iam', 'DeleteSAMLProvider'> = (input, ctx) => {
  findProvider(ctx, input.SAMLProviderArn);
  ctx.write(() => ctx.store.access.removeSamlProvider(input.SAMLProviderArn));
  ctx.changed('saml-provider', undefined, input.SAMLProviderArn);
  return {};
};

function checkEncryption(
  ctx: Ctx<'InvalidInput'>,
  input: { readonly AssertionEncryptionMode?: string; readonly AddPrivateKey?: string },
): void {
  if (input.AddPrivateKey !== undefined || input.AssertionEncryptionMode === 'Required')
    ctx.refuse('InvalidInput', 'Encrypted SAML assertions are not supported.', UNENCRYPTED);
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
  return (
    ctx.store.access.samlProvider(arn) ??
    ctx.refuse('NoSuchEntity', `Manifest not found for arn ${arn}`, `IAM has no SAML provider ${arn}.`)
  );
}
