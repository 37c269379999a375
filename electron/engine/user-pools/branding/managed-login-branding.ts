import type { AssetType, ManagedLoginBrandingType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx, IdpHandler } from '../../kernel/handler.ts';
import { uuid } from '../../kernel/ids.ts';
import type { Pool } from '../../store/pools.ts';
import type { PoolRecord } from '../../store/records.ts';
import { findClient, findPool } from '../pools/find.ts';
import { findRecord } from '../pools/find-record.ts';

const STYLES_PER_POOL = 20;

/** Gives an app client a style for managed login: Cognito's own, or settings and images. One a client. */
export const CreateManagedLoginBranding: IdpHandler<'CreateManagedLoginBranding'> = (input, ctx) => {
  const { client, pool } = findClient(ctx, input.ClientId, input.UserPoolId);
  const now = ctx.now();
  const branding: Branding = {
    poolId: pool.id,
    id: uuid(ctx.random),
    clientId: client.id,
    content: ctx.step('settings and images', () => contentOf(ctx, input), 'Settings, Assets'),
    createdAt: now,
    modifiedAt: now,
  };
  ctx.write(() => {
    if (ctx.store.records.ofClient(client.id, 'branding').length > 0)
      return ctx.refuse(
        'ManagedLoginBrandingExistsException',
        'Managed login branding already exists for the app client.',
        `The app client ${client.id} has a style; UpdateManagedLoginBranding changes it.`,
      );
    if (ctx.store.records.count(pool.id, 'branding') >= STYLES_PER_POOL)
      return ctx.refuse('LimitExceededException', `Managed login brandings cannot exceed limit of ${STYLES_PER_POOL}.`);
    ctx.store.records.put('branding', branding);
  });
  ctx.changed('branding', pool.id, branding.id);
  return { ManagedLoginBranding: describe(branding) };
};

/** A style by its id. */
export const DescribeManagedLoginBranding: IdpHandler<'DescribeManagedLoginBranding'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const branding = findBranding(ctx, pool, input.ManagedLoginBrandingId);
  noteMerging(ctx, input.ReturnMergedResources);
  return { ManagedLoginBranding: describe(branding) };
};

/** An app client's style. */
export const DescribeManagedLoginBrandingByClient: IdpHandler<'DescribeManagedLoginBrandingByClient'> = (
  input,
  ctx,
) => {
  const { client } = findClient(ctx, input.ClientId, input.UserPoolId);
  const branding = ctx.step(
    'find the managed login style',
    () =>
      ctx.store.records.ofClient(client.id, 'branding')[0] ??
      ctx.refuse(
        'ResourceNotFoundException',
        'Managed login branding does not exist for the app client.',
        `The app client ${client.id} has no style; CreateManagedLoginBranding makes one.`,
      ),
  );
  noteMerging(ctx, input.ReturnMergedResources);
  return { ManagedLoginBranding: describe(branding) };
};

/** Replaces a style. */
export const UpdateManagedLoginBranding: IdpHandler<'UpdateManagedLoginBranding'> = (input, ctx) => {
  const { UserPoolId, ManagedLoginBrandingId } = input;
  if (UserPoolId === undefined || ManagedLoginBrandingId === undefined)
    return ctx.refuse(
      'InvalidParameterException',
      `Missing required parameter ${UserPoolId === undefined ? 'UserPoolId' : 'ManagedLoginBrandingId'}`,
      'Both name the style that is to change.',
    );
  const pool = findPool(ctx, UserPoolId);
  const branding = findBranding(ctx, pool, ManagedLoginBrandingId);
  const changed: Branding = {
    ...branding,
    content: ctx.step('settings and images', () => contentOf(ctx, input), 'Settings, Assets'),
    modifiedAt: ctx.now(),
  };
  ctx.write(() => ctx.store.records.put('branding', changed));
  ctx.changed('branding', pool.id, branding.id);
  return { ManagedLoginBranding: describe(changed) };
};

/** Deletes a style; managed login shows no pages for its app client from then on. */
export const DeleteManagedLoginBranding: IdpHandler<'DeleteManagedLoginBranding'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const branding = findBranding(ctx, pool, input.ManagedLoginBrandingId);
  ctx.write(() => ctx.store.records.remove(pool.id, 'branding', branding.id));
  ctx.changed('branding', pool.id, branding.id);
  return {};
};

type Branding = PoolRecord<'branding'>;

const findBranding = (ctx: Ctx<'ResourceNotFoundException'>, pool: Pool, id: string): Branding =>
  findRecord(ctx, pool, 'branding', id, `Managed login branding ${id} does not exist.`);

/** A style is Cognito's own, or one's own; Cognito's has no settings. */
function contentOf(
  ctx: Ctx<'InvalidParameterException'>,
  { UseCognitoProvidedValues = false, Settings, Assets = [] }: Branding['content'],
): Branding['content'] {
  if (UseCognitoProvidedValues && (Settings !== undefined || Assets.length > 0))
    return ctx.refuse(
      'InvalidParameterException',
      'Settings and Assets cannot be specified when UseCognitoProvidedValues is true.',
      'The style is either that of Cognito or one of your own.',
    );
  for (const asset of Assets) checkAsset(ctx, asset);
  return {
    UseCognitoProvidedValues,
    ...(Settings === undefined ? {} : { Settings }),
    ...(Assets.length === 0 ? {} : { Assets }),
  };
}

function checkAsset(
  ctx: Ctx<'InvalidParameterException'>,
  { Category, Extension, Bytes, ResourceId }: AssetType,
): void {
  if (Bytes === undefined && ResourceId === undefined)
    ctx.refuse(
      'InvalidParameterException',
      `The asset ${Category} has neither Bytes nor ResourceId.`,
      'An image is sent along, or named by the id of one that is here.',
    );
  const wanted = Category === 'FAVICON_ICO' ? 'ICO' : Category === 'FAVICON_SVG' ? 'SVG' : undefined;
  if (wanted !== undefined && Extension !== wanted)
    ctx.refuse(
      'InvalidParameterException',
      `The asset ${Category} must have the extension ${wanted}.`,
      `Its extension is ${Extension}.`,
    );
}

/** Amazon's own defaults are not published, so nothing can be merged into a style. */
function noteMerging(ctx: Ctx, asked: boolean | undefined): void {
  if (asked === true)
    ctx.note('ReturnMergedResources: the style is returned as it was stored; it is not merged with Cognito’s own.');
}

const describe = ({ poolId, id, content, createdAt, modifiedAt }: Branding): ManagedLoginBrandingType => ({
  ManagedLoginBrandingId: id,
  UserPoolId: poolId,
  ...content,
  CreationDate: createdAt / 1000,
  LastModifiedDate: modifiedAt / 1000,
});
