import type { UICustomizationType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx, IdpHandler } from '../../kernel/handler.ts';
import type { Client } from '../../store/clients.ts';
import type { Pool } from '../../store/pools.ts';
import type { PoolRecord } from '../../store/records.ts';
import { findClient, findPool } from '../pools/find.ts';

/** The whole pool's customisation; clients without one of their own have it. */
const EVERY_CLIENT = 'ALL';
const MAX_IMAGE_BYTES = 100_000;

/** The classes of the hosted UI that a style sheet may name. Amazon Cognito developer guide, "Hosted UI (classic) branding". */
const CLASSES = [
  'background',
  'banner',
  'errorMessage',
  'idpButton',
  'idpDescription',
  'inputField',
  'label',
  'legalText',
  'logo',
  'passwordCheck-notValid',
  'passwordCheck-valid',
  'redirect',
  'socialButton',
  'submitButton',
  'textDescription',
] as const;

/** What the hosted UI of a client looks like: its own style, or the pool's. */
export const GetUICustomization: IdpHandler<'GetUICustomization'> = (input, ctx) => {
  const { pool, client } = subjectOf(ctx, input.UserPoolId, input.ClientId);
  const { records } = ctx.store;
  const record = ctx.step('find the style', () => {
    const own = client === undefined ? undefined : records.get(pool.id, 'ui-customization', client.id);
    const found = own ?? records.get(pool.id, 'ui-customization', EVERY_CLIENT);
    ctx.note(own !== undefined ? 'The client’s own.' : found !== undefined ? 'The pool’s.' : 'There is none.');
    return found;
  });
  return { UICustomization: record === undefined ? { UserPoolId: pool.id } : describe(record) };
};

/** Sets style sheet and logo of the hosted UI, for one client or for all; what is omitted stays. The pool must have a domain. */
export const SetUICustomization: IdpHandler<'SetUICustomization'> = (input, ctx) => {
  const { pool, client } = subjectOf(ctx, input.UserPoolId, input.ClientId);
  ctx.step('pool has a domain', () => refuseWithoutDomain(ctx, pool));
  const { CSS: css, ImageFile: image } = input;
  if (css !== undefined) ctx.step('style sheet', () => checkCss(ctx, css), 'CSS');
  if (image !== undefined) ctx.step('logo', () => checkImage(ctx, image), 'ImageFile');
  const id = client?.id ?? EVERY_CLIENT;
  const now = ctx.now();
  const before = ctx.store.records.get(pool.id, 'ui-customization', id);
  const changed: Customization = {
    poolId: pool.id,
    id,
    clientId: client?.id,
    content: {
      ...before?.content,
      ...(input.CSS === undefined ? {} : { CSS: input.CSS }),
      ...(input.ImageFile === undefined ? {} : { ImageFile: input.ImageFile }),
      CSSVersion: new Date(now).toISOString().replace(/\D/g, '').slice(0, 14),
    },
    createdAt: before?.createdAt ?? now,
    modifiedAt: now,
  };
  ctx.write(() => ctx.store.records.put('ui-customization', changed));
  if (client === undefined) ctx.changed('user-pool', undefined, pool.id);
  else ctx.changed('client', pool.id, client.id);
  return { UICustomization: describe(changed) };
};

type Customization = PoolRecord<'ui-customization'>;

function subjectOf(
  ctx: Ctx<'ResourceNotFoundException'>,
  poolId: string,
  clientId: string | undefined,
): { pool: Pool; client: Client | undefined } {
  if (clientId === undefined || clientId === EVERY_CLIENT) return { pool: findPool(ctx, poolId), client: undefined };
  return findClient(ctx, clientId, poolId);
}

function refuseWithoutDomain(ctx: Ctx<'InvalidParameterException'>, pool: Pool): void {
  if (ctx.store.domains.ofPool(pool.id).length === 0)
    ctx.refuse(
      'InvalidParameterException',
      'There has to be an existing domain associated with this user pool',
      'The hosted UI is served at a domain; CreateUserPoolDomain gives the pool one.',
    );
}

/** Rules may style Cognito's own classes and nothing else, and load nothing from elsewhere. */
function checkCss(ctx: Ctx<'InvalidParameterException'>, css: string): void {
  const text = css.replaceAll(/\/\*[\s\S]*?\*\//g, '');
  if (/@import|url\s*\(|expression\s*\(|<\//i.test(text))
    return ctx.refuse(
      'InvalidParameterException',
      'CSS must not contain @import, url() or markup.',
      'A style sheet of the hosted UI may not load anything from elsewhere.',
    );
  const selectors = text
    .replaceAll(/\{[^{}]*\}/g, '\n')
    .split(/[\n,]/)
    .map((selector) => selector.trim())
    .filter((selector) => selector !== '');
  const allowed = new RegExp(`^\\.(${CLASSES.join('|')})-customizable(::?[a-z-]+)*$`);
  const unknown = selectors.find((selector) => !allowed.test(selector));
  if (unknown !== undefined)
    ctx.refuse(
      'InvalidParameterException',
      `Invalid CSS selector: ${unknown}`,
      `The hosted UI can be styled by these classes: ${CLASSES.map((name) => `.${name}-customizable`).join(', ')}.`,
    );
}

/** A logo is a PNG or JPEG of 100 KB at most. */
function checkImage(ctx: Ctx<'InvalidParameterException'>, base64: string): void {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length > MAX_IMAGE_BYTES)
    ctx.refuse(
      'InvalidParameterException',
      'The image file is too large.',
      `It has ${bytes.length} bytes; a logo may have ${MAX_IMAGE_BYTES}.`,
    );
  if (mediaTypeOf(bytes) === undefined)
    ctx.refuse(
      'InvalidParameterException',
      'The image file must be a PNG, JPG or JPEG.',
      'Its first bytes are those of neither format.',
    );
}

function mediaTypeOf(bytes: Buffer): 'image/png' | 'image/jpeg' | undefined {
  if (bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]))) return 'image/png';
  return bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) ? 'image/jpeg' : undefined;
}

/** The logo has no server of its own here: its address holds it. */
function describe({ poolId, clientId, content, createdAt, modifiedAt }: Customization): UICustomizationType {
  const { ImageFile, ...shown } = content;
  const type = ImageFile === undefined ? undefined : mediaTypeOf(Buffer.from(ImageFile, 'base64'));
  return {
    UserPoolId: poolId,
    ClientId: clientId ?? EVERY_CLIENT,
    ...(type === undefined ? {} : { ImageUrl: `data:${type};base64,${ImageFile}` }),
    ...shown,
    LastModifiedDate: modifiedAt / 1000,
    CreationDate: createdAt / 1000,
  };
}
